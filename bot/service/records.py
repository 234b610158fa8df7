"""What the bot keeps: the settings of servers, the messages it sent with the quotes in them, and what it refused."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self

from config import Caution
from index.records import Quote, Span

CollectionChoice = Literal["both", "own", "shared"]
Kind = Literal[
    "answer",
    "post",
    "check",
    "search",
    "article",
    "sources",
    "uploading",
    "upload",
    "added",
    "review",
    "web",
    "api",
    "mcp",
]
"""A post is the answer to a post of a forum, a check that to a message of somebody else's, whose words are not kept.

What was asked on the web page, by a program or by an assistant is `web`, `api` or `mcp`: of no server and of nobody.

Files that were given are `uploading` until that has ended; an `upload` asks what becomes of those they would replace,
and what was `added` can be undone. A `review` is what a manager looks through.
"""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's managers chose: `channels` are those the bot answers in, none standing for all of them.

    `private` answers are seen by the asker alone, unless asked otherwise. In `threaded` channels each answer to a
    message gets a thread of its own. New posts in `forums` are answered by themselves; `solved_tag` is the name of the
    tag that those get which are solved, empty for none. `caution` None stands for the operator's own, an empty
    `language` for the one that Discord has for the server; others are locales of Discord's. To the `review_channel`
    goes each day what is to be reviewed, and at once what did not help in a forum where `tells_moderators`.
    """

    channels: tuple[int, ...] = ()
    private: bool = False
    collections: CollectionChoice = "both"
    threaded: tuple[int, ...] = ()
    forums: tuple[int, ...] = ()
    solved_tag: str = ""
    caution: Caution | None = None
    max_quotes: int = 3
    language: str = ""
    review_channel: int | None = None
    tells_moderators: bool = False

    def without_channel(self, channel: int) -> Self:
        """The same after a channel was deleted."""
        return self.with_channels(lambda number: number != channel)

    def with_channels(self, is_there: Callable[[int], bool]) -> Self:
        """The same with those channels alone that are there."""
        channels, threaded, forums, review = (
            tuple(filter(is_there, numbers))
            for numbers in (self.channels, self.threaded, self.forums, filter(None, (self.review_channel,)))
        )
        review_channel = next(iter(review), None)
        return replace(self, channels=channels, threaded=threaded, forums=forums, review_channel=review_channel)


@dataclass(frozen=True, slots=True)
class SentQuote:
    """A quote as it was sent, of an article of a collection (the shared one is named by an empty text).

    `text` is kept word for word, so that it is found again where the article has changed; `highlights` are offsets
    in the article like `start` and `end`. `plain` is what it says to a reader, by which it is also found where it is
    marked up otherwise by now; empty where that is not known. It was `older` where its article was an older version.
    """

    collection: str
    article: str
    start: int
    end: int
    text: str
    highlights: tuple[Span, ...]
    plain: str = ""
    older: bool = False

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """A quote as it is sent."""
        source = quote.source
        said = quote.shown.said
        return cls(source.collection, source.id, *quote.span, quote.text, quote.highlights, said, quote.older)


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that the bot sent and that its buttons refer to; `guild` is None outside of servers that have the bot.

    `message` is its id in the chat, once that is known. `context` is the question as it was understood, with what went
    before it; `detail` holds JSON: whatever else the buttons need. `created` is aware and given back in UTC. `asked_by`
    is the message of the chat that asked, where one did.
    """

    id: str
    kind: Kind
    guild: int | None
    channel: int
    asker: int
    private: bool = True
    question: str = ""
    context: str = ""
    answered: bool = True
    detail: dict[str, Any] = field(default_factory=dict)
    quotes: tuple[SentQuote, ...] = ()
    message: int | None = None
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    asked_by: int | None = None


@dataclass(frozen=True, slots=True)
class ForumPost:
    """A post of a forum that the bot saw, by the id of its thread."""

    thread: int
    guild: int
    forum: int
    author: int
    title: str
    solved: bool = False

    @property
    def url(self) -> str:
        """The address of the post."""
        return f"https://discord.com/channels/{self.guild}/{self.thread}"


CorrectionKind = Literal["unquoted", "preferred", "superseded"]
"""What those who manage a server say of a passage or an article, see Correction."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What those who manage a server put right in its answers; nothing tells who of them did.

    A passage of an article, by what it `said` to a reader, is not to be quoted; or the article is preferred, or the one
    of the id `newer_article` is to be read in its place. `created` is aware and given back in UTC.
    """

    id: str
    guild: int
    kind: CorrectionKind
    collection: str
    article: str
    said: str = ""
    newer_collection: str = ""
    newer_article: str = ""
    created: datetime = field(default_factory=lambda: datetime.now(UTC))


VoteReason = Literal["wrong", "old", "other", "unclear"]
"""What is wrong with an answer: what it says, that it is out of date, that something else was asked, or its words."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why somebody voted an answer down, with what they wrote of it, which may be empty."""

    reason: VoteReason
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as the operator counts it, wherever it was asked, and without who did.

    `question` is as it was understood; of a message of somebody else's it is empty. `quoted` are the articles that were
    quoted, by collection and id, none where it was not answered. `stages` and `total` are milliseconds, as far as
    they were measured. `up` and `down` count votes, and `complaints` are of those down that have one.
    """

    kind: Kind
    question: str
    answered: bool
    created: datetime
    quoted: tuple[tuple[str, str], ...] = ()
    stages: dict[str, float] = field(default_factory=dict)
    total: float | None = None
    up: int = 0
    down: int = 0
    complaints: tuple[Complaint, ...] = ()


ReviewFilter = Literal["unanswered", "down", "changed"]
"""What is reviewed: questions without an answer, answers voted down, and those whose quote its article has no more."""


@dataclass(frozen=True, slots=True)
class ReviewedAnswer:
    """An answer as those who manage a server review it: with the votes on it, and without who asked.

    `question` is as it was understood, with what went before it; `confidence` is from 0 to 1. `up` and `down` count
    votes, and `complaints` are of those down that have one. `written` tells whether somebody wrote the answer since.
    """

    id: str
    question: str
    channel: int
    private: bool
    answered: bool
    confidence: float
    created: datetime
    quotes: tuple[SentQuote, ...] = ()
    up: int = 0
    down: int = 0
    complaints: tuple[Complaint, ...] = ()
    written: bool = False


QuotationKind = Literal["message", "thread", "pins"]
"""What of Discord became an article: a message, a whole thread, or the pinned messages of a channel."""
Standing = Literal["quoted", "edited", "unseen", "gone"]
"""What became of a message since it was read: edited, in a channel that the bot may no longer read, or deleted."""


@dataclass(frozen=True, slots=True)
class QuotedMessage:
    """A message that an article is made of, or a part of one; `place` is the id of that message, thread or channel.

    `channel` is where the message stands, `parent` the channel around it where that is a thread. `author` wrote it, and
    `agreed` to be named; `notice` is the bot's message that asks them. `edited_at` tells which version of it was read.
    """

    kind: QuotationKind
    place: int
    collection: str
    message: int
    guild: int
    channel: int
    author: int
    parent: int | None = None
    agreed: bool = False
    notice: int | None = None
    edited_at: str = ""
    standing: Standing = "quoted"

    @property
    def key(self) -> str:
        """The id of the article."""
        return f"{self.kind}-{self.place}"

    @property
    def url(self) -> str:
        """The address of the message."""
        return f"https://discord.com/channels/{self.guild}/{self.channel}/{self.message}"

    def version(self, edited_at: str) -> Self:
        """The same after it was read again."""
        return replace(self, edited_at=edited_at, standing="quoted")


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that somebody gave, by the name that it has for them, and where its bytes are until they are taken in."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not taken in, or could not be used: a message's key and its values."""

    key: str
    values: dict[str, str]


def new_id() -> str:
    """A new id for a sent message: 11 characters that fit in a URL and that nobody guesses."""
    return secrets.token_urlsafe(8)
