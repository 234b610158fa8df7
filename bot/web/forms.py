"""What REST and MCP take and give, as types: requests are decoded by them, and descriptions and schemas made of them.

Answers are made by `bot/service/payload.py`, and hold what these types say.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bot.web.asking import LONGEST
from config import Caution
from index.answering.choosing import MAX_QUOTES
from index.records import BlockKind, LocatorKind, MissingKind

LONGEST_STRETCH = 100_000  # characters of an article in one response
MOST_PASSAGES, MOST_ARTICLES = 50, 1000
_SOME_PASSAGES, _SOME_ARTICLES = 10, 100

_Text = Annotated[str, Meta(min_length=1, max_length=LONGEST)]
_Name = Annotated[str, Meta(max_length=LONGEST)]
_Day = Annotated[str, Meta(pattern=r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$", examples=["2025-02-14", "2025"])]
_Language = Annotated[str, Meta(pattern="^[a-z]{2,3}$", description="A code of ISO 639.", examples=["en"])]
_Place = Annotated[int, Meta(ge=0, le=2**53)]
_Publisher = Annotated[_Name, Meta(description="The publisher that articles must be of.")]
_Collection = Annotated[
    _Name, Meta(description='"shared", or that of a server as "123/everyone".', examples=["shared"])
]

_OPENED, _ELSE = "The page of the article, opened at the ", "; of `quotebot mcp`, where it was read from, or null."


class Before(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The question before, as the answer to it has it, and the article that was quoted first."""

    question: _Text
    article: Annotated[_Name, Meta(description="The id of the article.")] | None = None
    collection: _Collection = "shared"


class AskedByAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question, how sure an answer must be, how many quotes it may have, and what may be quoted."""

    question: Annotated[_Text, Meta(description="The question.", examples=["Who signed the agreement?"])]
    caution: Annotated[Caution, Meta(description="How sure an answer must be; else as the settings say.")] | None = None
    max_quotes: Annotated[int, Meta(ge=1, le=MAX_QUOTES, description="The most quotes.")] = MAX_QUOTES
    source: _Publisher | None = None
    language: _Language | None = None


class Asked(AskedByAddress, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question, maybe one that goes on from another."""

    before: Before | None = None


class Sought(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A search, and what articles must be to be found."""

    query: Annotated[_Text, Meta(description="What is searched for.", examples=["oil prices"])]
    limit: Annotated[int, Meta(ge=1, le=MOST_PASSAGES, description="The most passages.")] = _SOME_PASSAGES
    source: _Publisher | None = None
    after: Annotated[_Day, Meta(description="Published on this day or later.")] | None = None
    before: Annotated[_Day, Meta(description="Published before this day.")] | None = None
    language: _Language | None = None


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which articles are listed, and from where on."""

    title: Annotated[_Name, Meta(description="What titles must hold.")] = ""
    limit: Annotated[int, Meta(ge=1, le=MOST_ARTICLES, description="The most articles.")] = _SOME_ARTICLES
    cursor: Annotated[str, Meta(max_length=10_000, description="`next` of the page before.")] | None = None


class Opened(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which stretch of an article, in characters of its text."""

    start: Annotated[_Place, Meta(description="Where the stretch begins.")] = 0
    end: Annotated[_Place, Meta(description="Where it ends at the latest.")] | None = None
    collection: _Collection | None = None


class Read(Opened, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which article is read, and which stretch of it."""

    article: Annotated[_Name, Meta(description="The id of the article, as a quote has it.", examples=["honey-2024"])]


class Article(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of an article; `path` is its file, null for whoever may be on another machine."""

    id: str
    title: str
    publisher: str | None
    author: str | None
    published_at: Annotated[str, Meta(description="A day, a month, a year, or a moment.")] | None
    url: str | None
    path: str | None


class Locator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page, a slide or a time of a document."""

    kind: LocatorKind
    label: str


class Quote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quote, word for word: `text` is the article's from `start` to `end`; `plain` is that without markup."""

    text: str
    plain: str
    start: int
    end: int
    highlights: Annotated[list[tuple[int, int]], Meta(description="What of it answers, as `start` and `end`.")]
    score: float
    locator: Locator | None
    article: Article
    also_in: Annotated[list[Article], Meta(description="Other articles that tell the same.")]
    reader: Annotated[float, Meta(description="How probably it answers, as a model says that read it.")] | None
    older_version: bool
    page: Annotated[str, Meta(description=f"{_OPENED} quote{_ELSE}")] | None


class Missing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a question asks of that the articles, or the closest passages, do not tell."""

    kind: MissingKind
    asked: str
    told: list[str]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The quotes that answer, best first, or else the closest passages."""

    question: Annotated[str, Meta(description="The question as it was understood.")]
    answered: bool
    confidence: Annotated[float, Meta(ge=0, le=1)]
    quotes: list[Quote]
    closest: list[Quote]
    missing: list[Missing]
    open: Annotated[list[str], Meta(description="The parts of the question that no quote answers.")]


class Passage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage that was found, word for word."""

    rank: Annotated[int, Meta(ge=1)]
    text: str
    plain: str
    start: int
    end: int
    score: float
    locator: Locator | None
    article: Article
    older_version: bool
    page: Annotated[str, Meta(description=f"{_OPENED} passage{_ELSE}")] | None


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The passages that were found, the best first."""

    query: str
    passages: list[Passage]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article of a list."""

    article: Article
    collection: _Collection
    passages: int
    page: Annotated[str, Meta(description="The page of the article.")]


class Articles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Articles by title."""

    articles: list[Entry]
    next: Annotated[str, Meta(description="The cursor of what comes next; null where nothing does.")] | None


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A block of an article with markup, in characters of its text; it may go beyond the stretch."""

    kind: BlockKind
    start: int
    end: int
    level: Annotated[int, Meta(description="Of a heading, or how deep an item is nested; 0 where it is neither.")]


class Stretch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of an article: `text` is the article's from `start` to `end`; `plain` is that without markup."""

    article: Article
    collection: _Collection
    text: str
    plain: str
    start: int
    end: int
    length: Annotated[int, Meta(description="Characters of the whole text.")]
    next: Annotated[int, Meta(description="Where to go on from; null at the end of the text.")] | None
    blocks: list[Block]
    page: Annotated[str, Meta(description=f"{_OPENED} stretch{_ELSE}")] | None


class Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What went wrong (RFC 9457)."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: Annotated[str, Meta(description="A sentence for people.")]
