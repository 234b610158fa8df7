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
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import tantivy
from numpy.typing import NDArray

from index.files import disk
from index.json_decoding import from_json
from index.storage.protocols import DamagedIndexError, LexicalDocument, one_line
from index.text.analysis import VERSION, Term, stems, stems_of, words

_TITLE_BOOST = 0.5
_HEAP = 64_000_000  # bytes
_SHARED = 16  # titles and names of which words are remembered
# A query names each of so few passages that are wanted, in up to 9 ms; of more, all that are found are looked through.
_LISTED = 3000
_WIDER = 8  # times as many, where too few of those found are wanted
_ANALYZER = f"quotebot-{VERSION}"  # by which an index of other words is known

_FIELDS = ("number", "title", "text", "word", "name")


class _Indexing(msgspec.Struct):
    """What Tantivy notes of how a field of text is read, as far as it matters here."""

    tokenizer: str


class _Options(msgspec.Struct):
    """What Tantivy notes of how a field is kept, as far as it matters here."""

    indexing: _Indexing | None = None


class _Field(msgspec.Struct):
    """What Tantivy notes of a field, as far as it matters here."""

    name: str
    options: _Options


class _Meta(msgspec.Struct):
    """What Tantivy notes of an index, as far as it matters here."""

    schema: list[_Field]


class TantivyIndex:
    """See LexicalIndex; scores are BM25."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        _register(self._index)
        self._index.config_reader(reload_policy="manual")
        self._searcher = index.searcher()

    def search(
        self,
        terms: Sequence[Term],
        limit: int,
        phrases: Sequence[Sequence[str]] = (),
        languages: Sequence[str] = ("en",),
        only: NDArray[np.int64] | None = None,
    ) -> list[tuple[int, float]]:
        """See LexicalIndex."""
        queries = [(tantivy.Occur.Must, self._holds(phrase, languages)) for phrase in phrases] + [
            (tantivy.Occur.Should, query)
            for term in dict.fromkeys(terms)
            for query in (
                self._any("text", term),
                tantivy.Query.boost_query(self._any("title", term), _TITLE_BOOST),
            )
        ]
        if not queries or (only is not None and not len(only)):
            return []
        query, held = tantivy.Query.boolean_query(queries), max(1, self.count())
        if only is None:
            return self._hits(query, min(limit, held))  # Tantivy makes room for so many first
        if len(only) <= _LISTED:
            listed = tantivy.Query.term_set_query(self._index.schema, "number", only.tolist())
            both = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(listed, 0))]
            return self._hits(tantivy.Query.boolean_query(both), min(limit, held))
        asked = 2 * limit * held // len(only)
        while True:
            hits = self._hits(query, min(asked, held))
            wanted = np.isin([number for number, _ in hits], only).tolist()
            kept = [hit for hit, is_wanted in zip(hits, wanted, strict=True) if is_wanted]
            if len(kept) >= limit or len(hits) < asked:
                return kept[:limit]
            asked *= _WIDER

    def _hits(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        """The numbers of the `limit` best passages for a query, and their scores, those of one score by number."""
        with _damage_named():
            hits = self._searcher.search(query, limit, count=False).hits
            numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        scored = [(int(number or 0), float(score)) for number, (score, _) in zip(numbers, hits, strict=True)]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))

    def _any(self, field: str, term: Term) -> tantivy.Query:
        """What scores a passage by the best of a term's stems, so that no word counts twice."""
        queries = [tantivy.Query.term_query(self._index.schema, field, stem) for stem in term]
        return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)

    def _holds(self, phrase: Sequence[str], languages: Sequence[str]) -> tantivy.Query:
        forms = dict.fromkeys(
            tuple(stem for word in phrase for stem in stems_of(word, language)) for language in languages
        )
        queries = [
            (tantivy.Occur.Should, tantivy.Query.phrase_query(self._index.schema, field, list(form)))
            for form in forms
            for field in ("text", "title")
        ]
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(queries), 0)

    def count(self) -> int:
        """See LexicalIndex."""
        return int(self._searcher.num_docs)

    def numbers(self) -> list[int]:
        """See LexicalIndex."""
        with _damage_named():
            hits = self._searcher.search(tantivy.Query.all_query(), max(1, self.count()), count=False).hits
            numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return sorted(int(number or 0) for number in numbers)

    def frequency(self, term: Term) -> int:
        """See LexicalIndex."""
        with _damage_named():
            if len(term) == 1:
                # Which counts also what is deleted.
                return min(self.count(), int(self._searcher.doc_freq("text", term[0])))
            found = self._searcher.search(self._any("text", term), 1)
            return int(found.count or 0)  # type: ignore[attr-defined]  # its stubs know less than the library does

    def holds(self, term: Term) -> bool:
        """See LexicalIndex."""
        with _damage_named():
            return any(self._searcher.doc_freq(field, stem) for field in ("text", "title") for stem in term)

    def holds_name(self, word: str) -> bool:
        """See LexicalIndex."""
        with _damage_named():
            return int(self._searcher.doc_freq("name", word)) > 0

    def holds_similar(self, word: str, edits: int) -> bool:
        """See LexicalIndex."""
        similar = tantivy.Query.fuzzy_term_query(self._index.schema, "word", word, edits, transposition_cost_one=True)
        with _damage_named():
            return bool(self._searcher.search(similar, 1, count=False).hits)

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """See LexicalIndex."""
        with _damage_named():
            return dict(self._searcher.terms_with_prefix("word", prefix))


def open_index(folder: Path) -> TantivyIndex:
    """See LexicalIndexStore."""
    with _errors_of(folder):
        if not disk.is_read_only(folder):
            return TantivyIndex(tantivy.Index.open(str(folder)))
        # Tantivy opens nothing beside which it cannot lock; all files are open once it has. A thread of its own may
        # lock once more while the folder is removed.
        with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            for file in folder.iterdir():
                if file.suffix != ".lock":
                    Path(scratch, file.name).symlink_to(file.absolute())
            return TantivyIndex(tantivy.Index.open(scratch))


def is_readable(folder: Path) -> bool:
    """See LexicalIndexStore."""
    return tuple(field.name for field in _fields(folder)) == _FIELDS


def is_current(folder: Path) -> bool:
    """See LexicalIndexStore."""
    analyzers = {field.options.indexing.tokenizer for field in _fields(folder) if field.options.indexing}
    return is_readable(folder) and analyzers == {_ANALYZER}


def write(folder: Path, documents: Iterable[LexicalDocument]) -> None:
    """See LexicalIndexStore."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with _errors_of(folder):
        _commit(tantivy.Index(_schema(), path=str(folder)), (), documents)


def update(folder: Path, gone: Sequence[int], new: Iterable[LexicalDocument]) -> None:
    """See LexicalIndexStore; segment files are never changed."""
    with _errors_of(folder):
        _commit(tantivy.Index.open(str(folder)), gone, new)


def _fields(folder: Path) -> list[_Field]:
    """The fields of an index, none where its notes cannot be read."""
    # Read off the file, since opening the index would wait for whoever has it locked.
    try:
        return from_json((folder / "meta.json").read_bytes(), _Meta).schema
    except (OSError, msgspec.DecodeError):
        return []


def _register(index: tantivy.Index) -> None:
    # A field has one analyzer, and passages many languages: what it is given is parted and stemmed already.
    index.register_tokenizer(_ANALYZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=False, indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name=_ANALYZER)
    builder.add_text_field("text", tokenizer_name=_ANALYZER)
    for field in ("word", "name"):
        builder.add_text_field(field, tokenizer_name=_ANALYZER, index_option="basic")
    return builder.build()


def _commit(index: tantivy.Index, gone: Sequence[int], new: Iterable[LexicalDocument]) -> None:
    _register(index)
    writer = index.writer(_HEAP, 1)
    for number in gone:
        writer.delete_documents_by_term("number", number)
    # Passages of one article share these.
    title_stems, words_of = lru_cache(_SHARED)(_joined_stems), lru_cache(_SHARED)(_joined_words)
    for number, language, title, text, names in new:
        fields = {
            "title": title_stems(title, language),
            "text": _joined_stems(text, language),
            "word": f"{words_of(title)} {_joined_words(text)}",
            "name": words_of(names),
        }
        writer.add_document(tantivy.Document(number=number, **fields))
    writer.commit()
    writer.wait_merging_threads()


def _joined_stems(text: str, language: str) -> str:
    return " ".join(stems(text, language))


def _joined_words(text: str) -> str:
    return " ".join(words(text))


@contextmanager
def _errors_of(folder: Path) -> Iterator[None]:
    """Makes of what Tantivy says of the system's errors the errors themselves."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, ValueError) and not _is_panic(error):
            raise
        reason = re.search(r"(?:os error|code:) (\d+)|(Failed to spawn)", str(error))
        if reason is None:
            raise OSError(one_line(error)) from error
        code = int(reason[1] or errno.ENOMEM)  # a thread that cannot be started has no room for its stack
        raise OSError(code, os.strerror(code), str(folder)) from error


@contextmanager
def _damage_named() -> Iterator[None]:
    """Makes one error of all that Tantivy raises where a file is not what was written."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, MemoryError) or not (isinstance(error, Exception) or _is_panic(error)):
            raise
        raise DamagedIndexError("words", error) from error


def _is_panic(error: BaseException) -> bool:
    """Whether Tantivy broke off: PyO3 has a class for that which is no Exception and which nobody can import."""
    return type(error).__module__ == "pyo3_runtime"
