"""The words of passages in Tantivy: BM25 over a passage's text and its title and heading, and the vocabulary.

Questions become term queries, never query strings, so that nothing in them can be syntax.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import Any, Self

import msgspec
import tantivy  # noqa: TID251 - the one place

_TITLE_BOOST = 0.5
_HEAP = 64_000_000  # bytes
_ANALYZER, _WORDS = "quotebot", "words"
# Words that say how something is asked, not what: they count in no match.
_STOPWORDS = frozenset(
    """
    a about also an and any are as at be been being but by can could did do does for from had has have he her his
    how i if in into is it its may me might must my no not of on or our s shall she should so t than that the
    their them then there these they this those to us was we were what when where which who whom whose why will
    with would you your
    """.split()  # noqa: SIM905
)

_FIELDS = ("number", "title", "text", "word")

Texts = Iterable[tuple[int, str, str]]
"""Passage numbers, each with its title and heading, and its text."""


class _Meta(msgspec.Struct):
    """What Tantivy notes of an index, as far as it matters here."""

    schema: list[dict[str, Any]]


class WordIndex:
    """Finds the passages that hold a question's words."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        _register(self._index)
        self._index.config_reader(reload_policy="manual")
        self._searcher = index.searcher()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens what `write` left in a folder."""
        return cls(tantivy.Index.open(str(folder)))

    def search(self, terms: Sequence[str], most: int, phrases: Sequence[Sequence[str]] = ()) -> list[tuple[int, float]]:
        """The numbers of at most `most` passages that hold any of the terms, and their BM25 scores, best first.

        With phrases, of two or more words each, only passages that hold some form of each, in text or title.
        """
        schema = self._index.schema
        queries = [(tantivy.Occur.Must, self._holds(phrase)) for phrase in phrases] + [
            (tantivy.Occur.Should, query)
            for term in dict.fromkeys(terms)
            for query in (
                tantivy.Query.term_query(schema, "text", term),
                tantivy.Query.boost_query(tantivy.Query.term_query(schema, "title", term), _TITLE_BOOST),
            )
        ]
        if not queries:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(queries), most, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        found = [(int(number or 0), float(score)) for number, (score, _) in zip(numbers, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _holds(self, phrase: Sequence[str]) -> tantivy.Query:
        stems: list[str | tuple[int, str]] = [stem for word in phrase for stem in _analyzer().analyze(word)]
        queries = [
            (tantivy.Occur.Should, tantivy.Query.phrase_query(self._index.schema, field, stems))
            for field in ("text", "title")
        ]
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(queries), 0)

    def count(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        """How many passages hold a term."""
        return min(self.count(), int(self._searcher.doc_freq("text", term)))

    def holds(self, term: str) -> bool:
        """Whether a passage or title holds a term."""
        return any(self._searcher.doc_freq(field, term) for field in ("text", "title"))

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """The words of passages and titles that begin with this, as `words` has them: how many passages hold each."""
        return dict(self._searcher.terms_with_prefix("word", prefix))


def is_current(folder: Path) -> bool:
    """Whether the index in a folder has the fields that are searched; an older version wrote others.

    Raises OSError where there is none.
    """
    # Read off the file, since opening the index would wait for whoever has it locked.
    try:
        meta = msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Meta)
    except msgspec.DecodeError:
        return False
    return [field["name"] for field in meta.schema] == list(_FIELDS)


def write(folder: Path, everything: Texts) -> None:
    """Writes an index of these texts to a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _commit(tantivy.Index(_schema(), path=str(folder)), (), everything)


def update(folder: Path, gone: Sequence[int], new: Texts) -> None:
    """Takes passages out of the index in a folder and adds others; its segment files are never changed."""
    _commit(tantivy.Index.open(str(folder)), gone, new)


def terms(text: str) -> list[str]:
    """The words that count of a text: lower case, without accents, stemmed; repeated where they are."""
    return [stem for word in words(text) if word not in _STOPWORDS for stem in _analyzer().analyze(word)]


def rarity(frequency: int, count: int) -> float:
    """The inverse document frequency, as BM25 has it, of a term that `frequency` of `count` passages hold."""
    return log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def matched(text: str, asked: Iterable[str]) -> list[str]:
    """The words of a text, as they stand there and each once, that are among the terms asked for."""
    wanted = frozenset(asked)
    found = (word for word in re.findall(r"\w+", text) if wanted.intersection(terms(word)))
    return list({word.casefold(): word for word in found}.values())


def is_stopword(word: str) -> bool:
    """Whether a word only says how something is asked."""
    return word.casefold() in _STOPWORDS


def words(text: str) -> list[str]:
    """All words of a text, lower case and without accents."""
    return list(_plain().analyze(text))


@cache
def _plain() -> tantivy.TextAnalyzer:
    return _folded().build()


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    return _folded().filter(tantivy.Filter.stemmer("english")).build()


def _folded() -> tantivy.TextAnalyzerBuilder:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(80), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder


def _register(index: tantivy.Index) -> None:
    index.register_tokenizer(_ANALYZER, _analyzer())
    index.register_tokenizer(_WORDS, _plain())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=False, indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name=_ANALYZER)
    builder.add_text_field("text", tokenizer_name=_ANALYZER)
    builder.add_text_field("word", tokenizer_name=_WORDS, index_option="basic")
    return builder.build()


def _commit(index: tantivy.Index, gone: Sequence[int], new: Texts) -> None:
    _register(index)
    writer = index.writer(_HEAP, 1)
    for number in gone:
        writer.delete_documents_by_term("number", number)
    for number, title, text in new:
        writer.add_document(tantivy.Document(number=number, title=title, text=text, word=f"{title} {text}"))
    writer.commit()
    writer.wait_merging_threads()
