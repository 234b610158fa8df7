"""Feeds in JSON, by JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.web.channel import Channel, Item, absolute
from index.ingest.readers.web.feed_text import text_markup
from index.json_decoding import from_json

_Text = str | int | float | bool | None
"""Where text belongs programs write numbers too."""


class _Author(msgspec.Struct):
    name: _Text = None


class _Item(msgspec.Struct):
    id: _Text = None
    url: _Text = None
    title: _Text = None
    content_html: _Text = None
    content_text: _Text = None
    summary: _Text = None
    date_published: _Text = None
    date_modified: _Text = None
    language: _Text = None
    author: msgspec.Raw = msgspec.Raw()
    authors: msgspec.Raw = msgspec.Raw()


class _Feed(msgspec.Struct):
    items: list[msgspec.Raw]
    title: _Text = None
    home_page_url: _Text = None
    next_url: _Text = None
    language: _Text = None
    author: msgspec.Raw = msgspec.Raw()
    authors: msgspec.Raw = msgspec.Raw()


def read_json_feed(text: str, url: str, most: int) -> Channel:
    """What a feed in JSON tells that stands at an address, of its entries the first. Raises UnreadableError."""
    try:
        feed = from_json(text.encode(), _Feed)
    except msgspec.DecodeError as error:
        raise UnreadableError(f"is no feed in JSON ({error})") from None
    items = list[Item]()
    for raw in feed.items[:most]:
        with suppress(msgspec.DecodeError):  # one that is none, among others
            items.append(_item(from_json(bytes(raw), _Item), url))
    return Channel(
        title=_text(feed.title),
        site=absolute(url, _text(feed.home_page_url)),
        language=_text(feed.language),
        authors=_names(feed.authors, feed.author),
        items=tuple(items),
        next_page=absolute(url, _text(feed.next_url)),
    )


def _item(item: _Item, url: str) -> Item:
    plain, summary = _text(item.content_text), _text(item.summary)
    return Item(
        id=_text(item.id),
        url=absolute(url, _text(item.url)),
        title=_text(item.title),
        authors=_names(item.authors, item.author),
        published=_text(item.date_published),
        updated=_text(item.date_modified),
        language=_text(item.language),
        content=_text(item.content_html) or text_markup(plain),
        description=text_markup(summary),
    )


def _names(authors: msgspec.Raw, author: msgspec.Raw) -> tuple[str, ...]:
    """The names of several (1.1), else of one (1.0)."""
    found: Sequence[_Author] = ()
    with suppress(msgspec.DecodeError):
        found = from_json(bytes(authors), list[_Author])
    if not found:
        with suppress(msgspec.DecodeError):
            found = [from_json(bytes(author), _Author)]
    return tuple(filter(None, (_text(one.name) for one in found)))


def _text(value: _Text) -> str:
    return "" if value is None or isinstance(value, bool) else str(value).strip()
