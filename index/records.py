"""What travels between the modules: small frozen records, with offsets into an article's text instead of copies."""

from dataclasses import dataclass, replace
from typing import NamedTuple, Self


class Span(NamedTuple):
    """A stretch of an article's text, in characters: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """What is said of an article when it is quoted; `collection` names the one it is of where several are searched."""

    id: str
    title: str
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None
    path: str | None = None
    collection: str = ""

    def of(self, collection: str) -> Self:
        """The same as one of a collection."""
        return replace(self, collection=collection) if collection else self


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read: `text` is the whole decoded file, and what may be quoted begins at `body`.

    `language` is the code of the language that the text is in (ISO 639), empty where the articles beside it must tell.
    """

    source: Source
    text: str
    body: int = 0
    markdown: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one section of an article, short enough for the encoder.

    `heading` is the section's heading, or empty; `sentences` lie within `span`, in order, without overlap.
    """

    span: Span
    sentences: tuple[Span, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One to four whole sentences of an article, exactly as they stand there: `text == article.text[start:end]`.

    `highlights` are the sentences that answer, in characters of the article's text; `also_in` names the other
    articles that tell the same.
    """

    text: str
    span: Span
    highlights: tuple[Span, ...]
    score: float
    source: Source
    also_in: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes that answer a question, best first; `closest` holds them instead where they do not answer it."""

    question: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...] = ()
    closest: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that a search found, exactly as it stands in its article; `also_in` names others that hold it too."""

    text: str
    span: Span
    score: float
    source: Source
    also_in: tuple[Source, ...] = ()
