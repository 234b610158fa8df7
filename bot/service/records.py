"""What the bot keeps: the settings of servers, the messages it sent with the quotes in them, and what it refused."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from index.records import Span

CollectionChoice = Literal["both", "own", "shared"]
Kind = Literal["answer", "check", "search", "article", "sources", "uploading", "upload", "added"]
"""A check is the answer to a message of somebody else's, whose words are not kept.

Files that were given are `uploading` until that has ended; an `upload` asks what becomes of those they would replace,
and what was `added` can be undone.
"""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's managers chose: `channels` are those the bot answers in, none standing for all of them.

    `private` answers are seen by the asker alone, unless asked otherwise.
    """

    channels: tuple[int, ...] = ()
    private: bool = False
    collections: CollectionChoice = "both"


@dataclass(frozen=True, slots=True)
class SentQuote:
    """A quote as it was sent, of an article of a collection (the shared one is named by an empty text).

    `text` is kept word for word, so that it is found again where the article has changed; `highlights` are offsets
    in the article like `start` and `end`. `plain` is what it says to a reader, by which it is also found where it is
    marked up otherwise by now; empty where that is not known.
    """

    collection: str
    article: str
    start: int
    end: int
    text: str
    highlights: tuple[Span, ...]
    plain: str = ""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that the bot sent and that its buttons refer to; `guild` is None in a direct message.

    `message` is its id in the chat, once that is known. `context` is the question as it was understood, with what went
    before it; `detail` holds JSON: whatever else the buttons need. `created` is aware and given back in UTC.
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
