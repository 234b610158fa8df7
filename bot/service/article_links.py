"""Addresses of articles on the pages of the web server, each at a quote; of a server's articles signed, for a week.

A signed one says which article it opens, and until when. Who has it may read that article alone, as who was given it.
"""

import errno
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from bot.service.access import SHARED, parse_scope
from bot.service.text_fragments import LIMIT, is_message, link_to_quote
from index.errors import QuotebotError
from index.files import disk
from index.files.data_folder import DataFolder
from index.records import Article, Source, Span

LIFETIME = timedelta(days=7)
_KEY, _BYTES = "links.key", 32
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_PURPOSE = "quotebot article"
_CHECK = 4  # bytes
_SEARCHED = 1_000_000  # characters of an article, around where a quote stood, in which it is looked for
_WORK = 50_000_000  # characters that are compared at the most, so that nobody can keep others waiting
_EACH = 200  # characters that take as long as a place by itself
_BEGINNING = re.compile(r"(?<!\w).", re.DOTALL)  # of a word, of a sentence without blanks, of a line of code


class LinkError(QuotebotError):
    """A signed link that was changed, or made with another key."""


class ExpiredLinkError(LinkError):
    """A signed link that was good until a week ago."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article of a collection, in characters of its text; `span` None stands for no quote of it.

    `check` is made of what stood there, by which it is found again where the article has changed.
    """

    collection: str
    article: str
    span: Span | None = None
    check: str = ""

    @classmethod
    def of(cls, source: Source, span: Span, text: str) -> Self:
        """The place of a quote, with its text."""
        return cls(source.collection, source.id, span, _check(text))

    def found_in(self, article: Article) -> Span | None:
        """Where the quote stands in its article now; None where it does not, or there is no quote."""
        if self.span is None:
            return None
        text, (start, end) = article.text, self.span
        length = end - start
        if not 0 < length <= len(text):
            return None
        if self._is_at(text, self.span):
            return self.span
        starts = _nearest(text, start, _WORK // (length + _EACH)) if self.check else ()
        spans = (Span(near, near + length) for near in starts)
        return next((span for span in spans if self._is_at(text, span)), None)

    def _is_at(self, text: str, span: Span) -> bool:
        return span.start >= 0 and span.end <= len(text) and self.check in ("", _check(text[slice(*span)]))


class ArticleLinks:
    """Makes and reads the addresses of articles; see the module."""

    def __init__(self, key: bytes, public_url: str = "") -> None:
        """`public_url` is where others reach the pages; empty where they cannot."""
        self._signer = URLSafeTimedSerializer(key, salt=_PURPOSE)
        self._public_url = public_url.rstrip("/")

    def path(self, place: Place) -> str:
        """The address of a place below that of the pages: of the shared articles by their id, of others signed."""
        span = place.span
        if place.collection == SHARED:
            stretch = {} if span is None else {"start": span.start, "end": span.end, "check": place.check}
            written = f"/article?{urlencode({'id': place.article, **stretch}, errors='replace')}"
        else:
            signed = self._signer.dumps([place.collection, place.article, *((*span, place.check) if span else ())])
            written = f"/signed?{urlencode({'link': signed})}"
        return written if span is None else f"{written}#quote"

    def public(self, source: Source, span: Span, text: str) -> str | None:
        """Where others read a quote in its article; None where there are no such pages, or no chat takes the address.

        Without text that is where the article begins. A message of Discord is read there.
        """
        if not self._public_url or is_message(source.url):
            return None
        place = Place.of(source, span, text) if text else Place(source.collection, source.id)
        address = self._public_url + self.path(place)
        return address if len(address) <= LIMIT else None

    def opening(self, article: Article, span: Span) -> str | None:
        """Where a stretch of an article's text is read in it: on its page here, else where it was read from."""
        return self.public(article.source, span, article.text[slice(*span)]) or link_to_quote(article, span)

    def signed(self, link: str) -> Place:
        """The place that a signed link is of. Raises ExpiredLinkError or else LinkError where it is good no more."""
        try:
            read = self._signer.loads(link, max_age=int(LIFETIME.total_seconds()))
        except SignatureExpired:
            raise ExpiredLinkError("the link has expired; open the article from Discord again") from None
        except BadData:
            raise LinkError("the link is not complete; open the article from Discord again") from None
        match read:
            case [str(collection), str(article)] if parse_scope(collection):
                return Place(collection, article)
            case [str(collection), str(article), int(start), int(end), str(check)] if parse_scope(collection):
                return Place(collection, article, Span(start, end), check)
        raise LinkError("the link is not complete; open the article from Discord again")


def signing_key(data_folder: DataFolder) -> bytes:
    """The key of a data folder's links, which its owner alone may read; made by who needs it first.

    One that is cut short is made anew, since anybody could guess what is left of it. Where nothing can be written, and
    so no bot runs that gives links, it is one that nobody else has.
    """
    file = data_folder.folder / _KEY
    with suppress(FileNotFoundError):
        key = file.read_bytes()
        if len(key) == _BYTES:
            return key
    try:
        return _made_key(data_folder, file)
    except OSError as error:
        if error.errno not in _READ_ONLY:
            raise
        return secrets.token_bytes(_BYTES)


def _made_key(data_folder: DataFolder, file: Path) -> bytes:
    data_folder.make()
    with suppress(FileNotFoundError):
        if file.stat().st_size != _BYTES:
            file.unlink()
    new = file.with_name(f"{_KEY}.{secrets.token_hex(4)}")
    try:
        new.touch(0o600)
        new.write_bytes(secrets.token_bytes(_BYTES))
        disk.flush([new])
        with suppress(FileExistsError):  # another process was first, and its key counts
            os.link(new, file)
    finally:
        new.unlink(missing_ok=True)
    return file.read_bytes()


def _nearest(text: str, stood: int, most: int) -> Sequence[int]:
    """Where a quote may begin now, the places nearest to where it stood first."""
    stood = min(stood, len(text))
    first = max(stood - _SEARCHED // 2, 0)
    starts = (match.start() for match in _BEGINNING.finditer(text, first, first + _SEARCHED))
    return sorted(starts, key=lambda start: abs(start - stood))[:most]


def _check(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=_CHECK).hexdigest()
