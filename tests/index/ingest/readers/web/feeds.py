"""Feeds that a test writes, and what is read of them."""

from pathlib import Path

from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.web.feed import Feed, FeedEntry, extract
from tests.index.ingest.readers.articles import save

URL = "https://harbour.example/feed/"


def read_feed(folder: Path, data: str | bytes, max_bytes: int = 100_000, **told: str) -> Feed:
    """Give what a feed of `URL` says."""
    return extract(save(folder / "feed", data), {"url": URL, **told}, ReaderOptions(max_bytes))


def text_of(entry: FeedEntry) -> str | None:
    """Give what the article of an entry says, if it has one."""
    return None if entry.article is None else entry.article.text
