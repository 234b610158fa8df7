"""A feed: its entries, with the article of each that is given whole."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from pathlib import Path

import msgspec
from lxml import etree

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.document import Document, make_article
from index.ingest.readers.html.blocks import html_blocks
from index.ingest.readers.html.page import read_markup
from index.ingest.readers.html.parsing import parse_html
from index.ingest.readers.web.channel import Channel, Item
from index.ingest.readers.web.feed_text import is_whole, without_syndication
from index.ingest.readers.web.json_feed import read_json_feed
from index.ingest.readers.web.xml_feed import read_xml_feed
from index.ingest.readers.web.xml_text import decode_xml, mend_xml
from index.records import Article
from index.text.publication_dates import moment, parse_date

_MOST_ENTRIES = 2000
_MOST_MARKUP = 8_000_000  # characters of all entries; what is further on is left to its pages
_LONGEST_ID = 500  # characters; a longer one goes by its hash
_LONGEST_DATE = 100  # characters
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # as programs write it that have none
_NAMED_ZONE = re.compile(r"\d\s+(?![AP]M\b)[A-Z]{1,5}\s*$")
_AHEAD = timedelta(days=1)  # that clocks and time zones may be wrong by


class FeedEntry(msgspec.Struct, frozen=True):
    """An entry of a feed; `article` is None where it gives only a teaser, and the page at `url` is to be read.

    `id` tells it from the others of its feed, also once it has changed. `url` is empty where it has no page. The dates
    are in the form of `parse_date`, empty where they are not told.
    """

    id: str
    url: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    article: Article | None = None


class Feed(msgspec.Struct, frozen=True):
    """What a feed says; `site` is the address of what it is of, and `language` a code, empty where it is not told.

    `next_page` is the address of the older entries, if any (RFC 5005), and `deleted` are the ids of entries that were
    taken back (RFC 6721).
    """

    title: str
    site: str = ""
    language: str = ""
    entries: tuple[FeedEntry, ...] = ()
    next_page: str = ""
    is_complete: bool = False
    """Whether what is not among its entries is no longer there (RFC 5005)."""
    deleted: tuple[str, ...] = ()


def extract(path: Path, told: Mapping[str, str], options: ReaderOptions) -> Feed:
    """See Extractor; `told` has the address of the feed as "url", and as "charset" what the server says of it."""
    url = told["url"]
    text = decode_xml(read_markup(path, options.max_bytes), told.get("charset", ""))
    if text.lstrip().startswith("{"):
        channel = read_json_feed(text, url, _MOST_ENTRIES)
    else:
        channel = read_xml_feed(mend_xml(text), url, _MOST_ENTRIES)
    deleted = tuple(map(_id, channel.deleted))
    items = {key: item for key, item in _identified(channel.items).items() if key not in deleted}
    return Feed(
        channel.title,
        channel.site,
        _code(channel.language),
        tuple(_entries(items, channel, url, options)),
        "" if channel.next_page == url else channel.next_page,
        channel.is_complete,
        deleted,
    )


def _identified(items: tuple[Item, ...]) -> dict[str, Item]:
    """Each entry by its id, the newest of those with one; by its address where entries of other pages have its id."""
    pages = dict[str, set[str]]()
    for item in items:
        pages.setdefault(item.id, set()).add(item.url)
    found = dict[str, Item]()
    for item in items:
        key = item.id if item.id and len(pages[item.id]) == 1 else item.url or item.id
        key = _id(key) if key else _hashed("\n".join((item.title, item.published, item.content, item.description)))
        if key not in found or _when(found[key]) < _when(item):
            found[key] = item
    return found


def _id(key: str) -> str:
    return key if len(key) <= _LONGEST_ID else _hashed(key)


def _hashed(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()


def _when(item: Item) -> datetime:
    return moment(_date(item.updated) or _date(item.published)) or datetime.min.replace(tzinfo=UTC)


def _entries(items: Mapping[str, Item], channel: Channel, feed: str, options: ReaderOptions) -> Iterator[FeedEntry]:
    """The entries, with the articles of those that are given whole, as far as there is time to make them."""
    left = _MOST_MARKUP
    for key, item in items.items():
        author = ", ".join(item.authors or channel.authors)
        entry = FeedEntry(key, item.url, item.title, author, _date(item.published), _date(item.updated))
        left -= len(item.content) + len(item.description)
        article: Article | None = None
        if left >= 0:
            with suppress(UnreadableError):  # or it says nothing
                article = _article(entry, item, channel, feed)
        is_large = article is not None and len(article.text.encode(errors="replace")) > options.max_bytes
        yield entry if is_large else msgspec.structs.replace(entry, article=article)


def _article(entry: FeedEntry, item: Item, channel: Channel, feed: str) -> Article | None:
    """The article of an entry that is given whole, or that has no page; None of others. Raises UnreadableError."""
    is_longer = len(item.description) > len(item.content)
    markup = item.description if is_longer else item.content
    if not markup:
        return None
    root = parse_html(markup)
    etree.strip_elements(root, "script", "style", with_tail=False)
    # What has no title says all by itself; where content and a longer description are told, that has the content.
    is_said_to_be = not item.title or (bool(item.content) and item.content != item.description)
    if entry.url and not is_whole(root, is_said_to_be):
        return None
    fields = {
        "author": entry.author,
        "date": entry.published or entry.updated,
        "publisher": channel.title if item.publisher in ("", item.title) else item.publisher,
        "url": entry.url,
    }
    article = make_article(
        Document(without_syndication(html_blocks(root)), entry.title, fields), feed, entry.url or entry.id, ""
    )
    return replace(article, language=_code(item.language or channel.language))


def _code(language: str) -> str:
    """The code of a language (ISO 639) of its tag (BCP 47)."""
    code = language.strip().lower().replace("_", "-").partition("-")[0]
    return code if code.isalpha() and len(code) in (2, 3) else ""


def _date(words: str) -> str:
    """A date as `parse_date` gives it; empty where it is none, or is yet to come."""
    words = words[:_LONGEST_DATE]
    when = (not _NAMED_ZONE.search(words) and parse_date(words)) or _by_mail(words)
    told = moment(when)
    return when if told is not None and told != _NEVER and told <= datetime.now(UTC) + _AHEAD else ""


def _by_mail(words: str) -> str:
    """A date of RFC 822, with years of two digits and zones that are told by letters."""
    try:
        return parse_date(parsedate_to_datetime(words).isoformat()) or ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse_date(words) or ""
