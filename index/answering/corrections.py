"""What those responsible for where answers are given correct in them: passages not to quote, articles before others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from index.reading import plain_span
from index.records import Article, Excerpt, Source, Span
from index.text.occurrences import occurrences


class ArticleKey(NamedTuple):
    """Which article: its id in a collection."""

    collection: str
    id: str


class MarkedPassage(NamedTuple):
    """A passage of an article, by what it says to a reader."""

    article: ArticleKey
    said: str


class Superseded(NamedTuple):
    """An article in whose place another is to be read."""

    article: ArticleKey
    newer: ArticleKey


@dataclass(frozen=True, slots=True)
class Corrections:
    """Passages that are not to be quoted, articles that are preferred, and those that others supersede."""

    unquoted: tuple[MarkedPassage, ...] = ()
    preferred: tuple[ArticleKey, ...] = ()
    superseded: tuple[Superseded, ...] = ()


NONE = Corrections()


def key_of(source: Source) -> ArticleKey:
    """Which article a source tells of."""
    return ArticleKey(source.collection, source.id)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Tells what is not to be quoted, wherever a marked passage stands by now, and in its copies too."""

    marks: tuple[MarkedPassage, ...]
    _places: dict[ArticleKey, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False)

    def holds_back(self, article: Article, span: Span, shown: Excerpt) -> bool:
        """Whether what is shown of a stretch of an article's text is not to be quoted.

        That is so of any part of a marked passage in its article; elsewhere of what says all of it, or nothing beside.
        """
        if not self.marks:
            return False
        start, end = plain_span(article, span)
        if any(start < place.end and place.start < end for place in self._of(article)):
            return True
        text, own = _single_spaced(shown.text), _single_spaced(shown.said)
        return any(said in text or own in said for said in (_single_spaced(mark.said) for mark in self.marks))

    def _of(self, article: Article) -> tuple[Span, ...]:
        """Where in its plain reading an article has its marked passages."""
        key = key_of(article.source)
        if key not in self._places:
            self._places[key] = tuple(self._found(article, key))
        return self._places[key]

    def _found(self, article: Article, key: ArticleKey) -> Iterator[Span]:
        for mark in self.marks:
            if mark.article == key:
                yield from occurrences(mark.said, article.plain)


def _single_spaced(text: str) -> str:
    return " ".join(text.split())
