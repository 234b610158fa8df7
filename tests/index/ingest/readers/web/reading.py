"""What a test reads of the feeds that it writes."""

from pathlib import Path

from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.web.feed import Feed, FeedEntry, extract
from tests.index.ingest.readers.articles import save

URL = "https://harbour.example/feed/"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:a="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
)
FULL = "<p>The tide turns at noon on most days.</p>"
FULL_TEXT = "The tide turns at noon on most days."


def read_feed(folder: Path, data: str | bytes, max_bytes: int = 100_000, **told: str) -> Feed:
    """Give what a feed of `URL` says."""
    return extract(save(folder / "feed", data), {"url": URL, **told}, ReaderOptions(max_bytes))


def rss(items: str, head: str = "<title>Harbour</title>", before: str = '<?xml version="1.0"?>') -> str:
    """Give a feed in RSS 2.0."""
    return f'{before}<rss version="2.0" {NAMESPACES}><channel>{head}{items}</channel></rss>'


def atom(entries: str, attributes: str = "", head: str = "<title>Harbour</title>") -> str:
    """Give a feed in Atom."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{head}{entries}</feed>'


def item(text: str = "", title: str = "Tides", link: str = "https://harbour.example/tides") -> str:
    """Give an entry in RSS."""
    return f"<item><title>{title}</title><link>{link}</link>{text}</item>"


def content(markup: str) -> str:
    """Give all of an entry in RSS."""
    return f"<content:encoded><![CDATA[{markup}]]></content:encoded>"


def text_of(entry: FeedEntry) -> str | None:
    """Give what the article of an entry says, if it has one."""
    return None if entry.article is None else entry.article.text


def only(feed: Feed) -> FeedEntry:
    """Give the one entry of a feed."""
    (entry,) = feed.entries
    return entry
