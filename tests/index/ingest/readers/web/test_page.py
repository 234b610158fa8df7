"""A page of the web is read in the process that converts: its article, and where it leads."""

from pathlib import Path

import pytest

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.web.page import WebPage
from tests.index.ingest.readers.articles import save

URL = "https://docs.example/guide/"


def extracted(path: Path, **told: str) -> WebPage:
    """Give what a page of `URL` says."""
    with Conversions() as conversions:
        return conversions.extract("web.page", path, {"url": URL, **told}, ReaderOptions(1_000_000), WebPage)


def test_an_article_and_its_links(tmp_path: Path) -> None:
    """A page becomes an article of its address, and what it links to is made absolute."""
    page = extracted(save(tmp_path / "a", '<h1>Tides</h1><p>The tide turns at noon. <a href="b#c">More</a></p>'))
    assert page.article is not None
    assert (page.article.source.title, page.article.source.url) == ("Tides", URL)
    assert page.article.plain.endswith("The tide turns at noon. More")
    assert page.links == (f"{URL}b",)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """What a page cannot be read for is told."""
    with pytest.raises(UnreadableError, match="No such file"):
        extracted(tmp_path / "missing")
