"""A feed: its entries, with the article of each that is given whole."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from pathlib import Path

import msgspec

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.document import Document, make_article
from index.ingest.readers.html.blocks import html_blocks
from index.ingest.readers.html.page import read_markup
from index.ingest.readers.web.channel import Channel, Item
from index.ingest.readers.web.feed_text import is_whole
from index.ingest.readers.web.json_feed import read_json_feed
from index.ingest.readers.web.xml_feed import read_xml_feed
from index.ingest.readers.web.xml_text import decode_xml, mend_xml
from index.records import Article
from index.text.publication_dates import moment, parse_date

_MOST_ENTRIES = 2000
_LONGEST_ID = 500  # characters; a longer one goes by its hash
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
    return Feed(
        channel.title,
        channel.site,
        channel.language,
        tuple(_newest(channel, url, options)),
        "" if channel.next_page == url else channel.next_page,
        channel.is_complete,
        channel.deleted,
    )


def _newest(channel: Channel, url: str, options: ReaderOptions) -> Iterator[FeedEntry]:
    """The entries, of those with one id the newest, else the first."""
    items = _identified(channel.items)
    deleted = frozenset(channel.deleted)
    for key, item in items.items():
        if key not in deleted:
            yield _entry(key, item, channel, url, options)


def _identified(items: tuple[Item, ...]) -> dict[str, Item]:
    """Each entry by its id; by its address where entries of other pages have the same."""
    pages = dict[str, set[str]]()
    for item in items:
        pages.setdefault(item.id, set()).add(item.url)
    found = dict[str, Item]()
    for item in items:
        key = item.id if item.id and len(pages[item.id]) == 1 else item.url or item.id
        if not key:
            key = blake2b(
                "\n".join((item.title, item.published, item.content or item.description)).encode(), digest_size=16
            ).hexdigest()
        if key not in found or _when(found[key]) < _when(item):
            found[key] = item
    return found


def _when(item: Item) -> datetime:
    return moment(_date(item.updated) or _date(item.published)) or datetime.min.replace(tzinfo=UTC)


def _entry(key: str, item: Item, channel: Channel, url: str, options: ReaderOptions) -> FeedEntry:
    if len(key) > _LONGEST_ID:
        key = blake2b(key.encode(), digest_size=16).hexdigest()
    author = ", ".join(item.authors or channel.authors)
    published, updated = _date(item.published), _date(item.updated)
    entry = FeedEntry(key, item.url, item.title, author, published, updated)
    return msgspec.structs.replace(entry, article=_article(entry, item, channel, url, options))


def _article(entry: FeedEntry, item: Item, channel: Channel, url: str, options: ReaderOptions) -> Article | None:
    """The article of an entry that is given whole; None of one that is not, or says nothing."""
    markup = _whole(item)
    if not markup:
        return None
    fields = {
        "author": entry.author,
        "date": entry.published or entry.updated,
        "publisher": item.publisher or channel.title,
        "url": entry.url,
    }
    try:
        article = make_article(
            Document(html_blocks(markup), entry.title, fields), url, entry.url or entry.id, channel.title
        )
    except UnreadableError:
        return None
    if len(article.text.encode(errors="replace")) > options.max_bytes:
        return None
    return replace(article, language=_code(item.language or channel.language))


def _whole(item: Item) -> str:
    """The markup of all that an entry says; empty where it does not give that."""
    longer = len(item.description) > len(item.content)
    markup = item.description if longer else item.content
    is_said_to_be = bool(item.content) and item.content != item.description and not longer
    return markup if markup and is_whole(markup, is_said_to_be, bool(item.title)) else ""


def _code(language: str) -> str:
    """The code of a language (ISO 639) of its tag (BCP 47)."""
    code = language.strip().lower().replace("_", "-").partition("-")[0]
    return code if code.isalpha() and len(code) in (2, 3) else ""


def _date(words: str) -> str:
    """A date as `parse_date` gives it; empty where it is none, or is yet to come."""
    when = _zoned(words) or parse_date(words) or ""
    told = moment(when)
    return "" if told is not None and told > datetime.now(UTC) + _AHEAD else when


def _zoned(words: str) -> str:
    """A date with a zone that is told by its letters, as RFC 822 has them."""
    if not words.strip()[-1:].isalpha() or words.strip()[-1:] in "Zz":
        return ""
    try:
        when = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return when.isoformat().replace("+00:00", "Z") if when.tzinfo else ""
