"""The words of passages in Tantivy: BM25 over a passage's text and its title and heading, and the vocabulary.

A passage is stemmed as its language is, a question as each language of the articles has it.
Questions become term queries, never query strings, so that nothing in them can be syntax.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

import msgspec
import tantivy

from index.files import disk
from index.json_decoding import from_json
from index.text.analysis import Term, plain_analyzer, stemming_analyzer, stems_of

_TITLE_BOOST = 0.5
_HEAP = 64_000_000  # bytes
_ANALYZER, _WORDS = "quotebot", "words"

_FIELDS = ("number", "title", "text", "word", "name")


class LexicalDocument(NamedTuple):
    """What is looked up of a passage, by its number; `names` are those of its article's publisher and authors."""

    number: int
    language: str
    title: str
    text: str
    names: str


class _Meta(msgspec.Struct):
    """What Tantivy notes of an index, as far as it matters here."""

    schema: list[dict[str, Any]]


class TantivyIndex:
    """Finds the passages that hold a question's words."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        _register(self._index)
        self._index.config_reader(reload_policy="manual")
        self._searcher = index.searcher()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens what `write` left in a folder. Raises OSError where it cannot."""
        with _errors_of(folder):
            if not disk.is_read_only(folder):
                return cls(tantivy.Index.open(str(folder)))
            # Tantivy opens nothing beside which it cannot lock; all files are open once it has. A thread of its own may
            # lock once more while the folder is removed.
            with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
                for file in folder.iterdir():
                    if file.suffix != ".lock":
                        Path(scratch, file.name).symlink_to(file.absolute())
                return cls(tantivy.Index.open(scratch))

    def search(
        self,
        terms: Sequence[Term],
        limit: int,
        phrases: Sequence[Sequence[str]] = (),
        languages: Sequence[str] = ("en",),
    ) -> list[tuple[int, float]]:
        """The numbers of at most `limit` passages that hold any of the terms, and their BM25 scores, best first.

        With phrases, of two or more words each, only passages that hold some form of each in one of the languages, in
        text or title.
        """
        queries = [(tantivy.Occur.Must, self._holds(phrase, languages)) for phrase in phrases] + [
            (tantivy.Occur.Should, query)
            for term in dict.fromkeys(terms)
            for query in (
                self._any("text", term),
                tantivy.Query.boost_query(self._any("title", term), _TITLE_BOOST),
            )
        ]
        if not queries:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(queries), limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        found = [(int(number or 0), float(score)) for number, (score, _) in zip(numbers, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _any(self, field: str, term: Term) -> tantivy.Query:
        """What scores a passage by the best of a term's stems, so that no word counts twice."""
        queries = [tantivy.Query.term_query(self._index.schema, field, stem) for stem in term]
        return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)

    def _holds(self, phrase: Sequence[str], languages: Sequence[str]) -> tantivy.Query:
        stems = dict.fromkeys(
            tuple(stem for word in phrase for stem in stems_of(word, language)) for language in languages
        )
        queries = [
            (tantivy.Occur.Should, tantivy.Query.phrase_query(self._index.schema, field, list(stemmed)))
            for stemmed in stems
            for field in ("text", "title")
        ]
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(queries), 0)

    def count(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def numbers(self) -> list[int]:
        """The numbers of all passages."""
        hits = self._searcher.search(tantivy.Query.all_query(), max(1, self.count()), count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return sorted(int(number or 0) for number in numbers)

    def frequency(self, term: Term) -> int:
        """How many passages hold a term."""
        return min(self.count(), sum(int(self._searcher.doc_freq("text", stem)) for stem in term))

    def holds(self, term: Term) -> bool:
        """Whether a passage or title holds a term."""
        return any(self._searcher.doc_freq(field, stem) for field in ("text", "title") for stem in term)

    def mentions_entity(self, word: str) -> bool:
        """Whether the name of a publisher or author holds a word, as `words` has it."""
        return int(self._searcher.doc_freq("name", word)) > 0

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """The words of passages and titles that begin with this, as `words` has them: how many passages hold each."""
        return dict(self._searcher.terms_with_prefix("word", prefix))


def is_current(folder: Path) -> bool:
    """Whether the index in a folder has the fields that are searched; an older version wrote others.

    Raises OSError where there is none.
    """
    # Read off the file, since opening the index would wait for whoever has it locked.
    try:
        meta = from_json((folder / "meta.json").read_bytes(), _Meta)
    except msgspec.DecodeError:
        return False
    return [field["name"] for field in meta.schema] == list(_FIELDS)


def write(folder: Path, everything: Iterable[LexicalDocument]) -> None:
    """Writes an index of these texts to a folder. Raises OSError where it cannot."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with _errors_of(folder):
        _commit(tantivy.Index(_schema(), path=str(folder)), (), everything)


def update(folder: Path, gone: Sequence[int], new: Iterable[LexicalDocument]) -> None:
    """Takes passages out of the index in a folder and adds others; its segment files are never changed.

    Raises OSError where it cannot.
    """
    with _errors_of(folder):
        _commit(tantivy.Index.open(str(folder)), gone, new)


def _register(index: tantivy.Index) -> None:
    # A field has one analyzer, and passages many languages: what it is given is stemmed already.
    index.register_tokenizer(_ANALYZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.register_tokenizer(_WORDS, plain_analyzer())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=False, indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name=_ANALYZER)
    builder.add_text_field("text", tokenizer_name=_ANALYZER)
    for field in ("word", "name"):
        builder.add_text_field(field, tokenizer_name=_WORDS, index_option="basic")
    return builder.build()


def _commit(index: tantivy.Index, gone: Sequence[int], new: Iterable[LexicalDocument]) -> None:
    _register(index)
    writer = index.writer(_HEAP, 1)
    for number in gone:
        writer.delete_documents_by_term("number", number)
    for number, language, title, text, names in new:
        stems = {
            field: " ".join(stemming_analyzer(language).analyze(of)) for field, of in (("title", title), ("text", text))
        }
        writer.add_document(tantivy.Document(number=number, word=f"{title} {text}", name=names, **stems))
    writer.commit()
    writer.wait_merging_threads()


@contextmanager
def _errors_of(folder: Path) -> Iterator[None]:
    """Makes of what Tantivy says of the system's errors the errors themselves."""
    try:
        yield
    except ValueError as error:
        told = re.search(r"(?:os error|code:) (\d+)|(Failed to spawn)", str(error))
        if told is None:
            raise OSError(" ".join(str(error).split())) from error
        code = int(told[1] or errno.ENOMEM)  # a thread that cannot be started has no room for its stack
        raise OSError(code, os.strerror(code), str(folder)) from error
