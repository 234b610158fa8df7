"""Addresses of articles on the pages of the web server, each at a quote; of a server's articles signed, for a week.

A signed one says which article it opens, and until when. Who has it may read that article alone, as who was given it.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from bot.service.access import SHARED, parse_scope
from bot.service.text_fragments import LIMIT, is_message
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.records import Source, Span

LIFETIME = timedelta(days=7)
_KEY, _BYTES = "links.key", 32
_PURPOSE = "quotebot article"


class LinkError(QuotebotError):
    """A signed link that was changed, or made with another key."""


class ExpiredLinkError(LinkError):
    """A signed link that was good until a week ago."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article of a collection, in characters of its text; `span` None stands for no quote of it."""

    collection: str
    article: str
    span: Span | None = None


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
            stretch = {} if span is None else {"start": span.start, "end": span.end}
            written = f"/article?{urlencode({'id': place.article, **stretch}, errors='replace')}"
        else:
            signed = self._signer.dumps([place.collection, place.article, *(span or ())])
            written = f"/signed?{urlencode({'link': signed})}"
        return written if span is None else f"{written}#quote"

    def public(self, source: Source, span: Span) -> str | None:
        """Where others read a quote in its article; None where there are no such pages, or no chat takes the address.

        A message of Discord is read there.
        """
        if not self._public_url or is_message(source.url):
            return None
        address = self._public_url + self.path(Place(source.collection, source.id, span))
        return address if len(address) <= LIMIT else None

    def signed(self, link: str) -> Place:
        """The place that a signed link is of. Raises ExpiredLinkError or else LinkError where it is good no more."""
        try:
            read = self._signer.loads(link, max_age=int(LIFETIME.total_seconds()))
        except SignatureExpired:
            raise ExpiredLinkError("the link has expired; open the article from Discord again") from None
        except BadData:
            raise LinkError("the link is not complete; open the article from Discord again") from None
        match read:
            case [str(collection), str(article), *span] if parse_scope(collection) and len(span) in (0, 2):
                return Place(collection, article, Span(*map(int, span)) if span else None)
        raise LinkError("the link is not complete; open the article from Discord again")


def signing_key(data_folder: DataFolder) -> bytes:
    """The key of a data folder's links, which its owner alone may read; made by who needs it first."""
    file = data_folder.folder / _KEY
    with suppress(FileNotFoundError):
        return file.read_bytes()
    data_folder.make()
    new = file.with_name(f"{_KEY}.{secrets.token_hex(4)}")
    try:
        new.touch(0o600)
        new.write_bytes(secrets.token_bytes(_BYTES))
        with suppress(FileExistsError):  # another process was first, and its key counts
            os.link(new, file)
    finally:
        new.unlink(missing_ok=True)
    return file.read_bytes()
