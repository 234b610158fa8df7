"""What the readers of all formats share: files, references to articles in them, and what is said of an article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import Protocol, Self

import msgspec

from config import FieldSettings
from index.errors import QuotebotError
from index.ingest.readers.fields import Visibility
from index.records import Article, Source
from index.text.publication_dates import parse_date

TITLE_CHARACTERS = 300  # a longer first line or heading is a paragraph, not a title
_FIELD_CHARACTERS = 1000  # of a publisher, an author or a date
_ID_CHARACTERS = 1000
_URL_CHARACTERS = 2000
_REPEATED = 60  # characters of what a warning repeats
_FORMAT = b"3"  # part of every hash: raise it when articles must be read or split anew
_SETTLED = 2_000_000_000  # nanoseconds: what changed more recently may change again without its times telling


class ReaderOptions(msgspec.Struct, frozen=True):
    """What the settings say of how files are read: the most that an article may have, and names of fields."""

    max_bytes: int
    fields: FieldSettings = FieldSettings()

    def __str__(self) -> str:
        named = (f"{field}={name!r}" for field, name in msgspec.structs.asdict(self.fields).items() if name)
        return " ".join((str(self.max_bytes), *named))


@dataclass(frozen=True, slots=True)
class File:
    """A file of a source; what is in it goes by `name` where it says no id.

    `place` is where it stands below its source, as no other file of the sources does.
    """

    path: Path
    source: Path
    name: str
    place: str

    def signature(self, options: ReaderOptions) -> str | None:
        """What is another once the file has changed, or what is read of it; None where that cannot be told."""
        try:
            stat = self.path.stat()
        except OSError:
            return None
        if time_ns() - max(stat.st_ctime_ns, stat.st_mtime_ns) < _SETTLED:
            return None
        # The time of the last change of the inode is not set by whoever sets that of the content back.
        times = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
        return " ".join(map(str, (*times, options, _FORMAT.decode(), self.name)))


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """Where an article stands: `length` bytes of a file from `offset` on, and the hash of what makes it up.

    One that `is_converted` stands among what files that are no text were converted to: see conversion.py. `settings` is
    the hash of the settings of a site that tell of it beside its file; the other hash is one of these too.
    """

    path: str
    name: str
    offset: int
    length: int
    digest: bytes
    is_converted: bool = False
    settings: bytes = b""

    def told_by(self, settings: bytes) -> Self:
        """The same as one of which settings tell too, by the hash of these: where they change it is another."""
        return replace(self, digest=told_digest(self.digest, settings), settings=settings)


class ProblemKind(StrEnum):
    """What it means that not all of a source is taken in, the worst first."""

    SOURCE = "source"  # it is gone or empty, so its articles stay as they were last read
    UNREADABLE = "unreadable"
    FIELD = "field"  # something that is said of an article could not be used
    NOTE = "note"  # how it is read, or what of it never is; told when it is read, and not again while it stays as it is
    WITHHELD = "withheld"  # by its author
    EMPTY = "empty"
    IGNORED = "ignored"
    FORMAT = "format"  # it is none that is read

    @property
    def is_loss(self) -> bool:
        """Whether articles are lacking that should be there."""
        return self in (ProblemKind.SOURCE, ProblemKind.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a line of one, of which not all is taken in, and why; by default it could not be read."""

    path: str
    reason: str
    line: int | None = None
    kind: ProblemKind = ProblemKind.UNREADABLE

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"

    @property
    def where(self) -> str:
        """The file, and the line of it."""
        return self.path if self.line is None else f"{self.path}, line {self.line}"


class UnreadableError(QuotebotError):
    """An article that cannot be read; the message is the reason."""


class EmptyError(UnreadableError):
    """A file that holds nothing to quote."""


class WithheldError(UnreadableError):
    """An article that is not to be shown, or not now; the message is what its author wrote of that."""


class Reader(Protocol):
    """Lists and reads the articles of the files of one format."""

    def references(self, path: Path, name: str, max_bytes: int) -> Iterator[ArticleReference | Problem]:
        """Lists the articles of a file that goes by a name, reading it once. Raises OSError."""

    def digest(self, name: str, data: bytes) -> bytes:
        """The hash of what makes up the article of a name and these bytes."""

    def article(self, data: bytes, reference: ArticleReference) -> Article:
        """Reads an article from the bytes that a reference points to.

        Raises UnreadableError, with the reason, and WithheldError where its author keeps it back.
        """


def digest_of(name: str, data: bytes) -> bytes:
    """The hash of a name and bytes."""
    key = _FORMAT + blake2b(name.encode(), digest_size=16).digest()
    return blake2b(data, digest_size=16, key=key).digest()


def told_digest(digest: bytes, settings: bytes) -> bytes:
    """The hash of what a hash is of and of settings that tell of it; the same where there are none."""
    return blake2b(digest, digest_size=16, key=settings).digest() if settings else digest


def unread(path: str | Path, error: OSError) -> Problem:
    """A file or folder that the system does not give."""
    return Problem(str(path), f"cannot be read: {error.strerror}")


def too_large(max_bytes: int) -> str:
    """Why what has more bytes than these is not read."""
    return f"is larger than {max_bytes / 1e6:g} MB (library.max_megabytes in the settings)"


def require_shown(visibility: Visibility) -> None:
    """Raises WithheldError where an article is not to be shown, or not now."""
    if reason := visibility.withheld(datetime.now(UTC)):
        raise WithheldError(reason)


def source_of(key: str, title: str, fields: Mapping[str, str | None], reference: ArticleReference) -> Source:
    """What is said of an article, each field in one line and of bounded length. Raises UnreadableError."""
    if len(key) > _ID_CHARACTERS:
        raise UnreadableError(f"its id has {len(key):,} characters, more than {_ID_CHARACTERS:,}; shorten it")
    publisher, author, words = (
        _shortened(fields.get(name) or "", _FIELD_CHARACTERS) or None
        for name in ("publisher", "author", "published_at")
    )
    published = parse_date(words or "")
    url = fields.get("url")
    if url and len(url) > _URL_CHARACTERS:
        url = None  # no address that leads anywhere
    title = _shortened(title, TITLE_CHARACTERS)
    return Source(key, title, publisher, author, published, url, reference.path, None if words == published else words)


def warnings_of(article: Article) -> tuple[str, ...]:
    """What of an article's file could not be used, and what to write instead."""
    words = article.source.published_words
    if not words or article.source.published_at:
        return article.warnings
    told = _shortened(words, _REPEATED)
    return (*article.warnings, f"its date {told!r} is not understood; write it as 2024-03-20")


def _shortened(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
