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


def test_what_a_page_tells_programs(tmp_path: Path) -> None:
    """A page tells its canonical address and its feed, relative ones too, and what programs may do with it."""
    head = (
        '<base href="/base/"><link rel="canonical" href="here"><meta name="ROBOTS" content="NoIndex, nofollow">'
        '<link rel="alternate" type="application/atom+xml" href="feed.atom">'
        '<link rel="alternate" hreflang="de" href="/de/">'
    )
    body = (
        "<a href='a'>A</a><a href='mailto:a@b.example'>B</a><a href='http://[bad'>C</a><a rel='nofollow' href='d'>D</a>"
    )
    page = extracted(save(tmp_path / "a", f"<head>{head}</head><body><p>The tide turns at noon.</p>{body}"))
    assert page.canonical == "https://docs.example/base/here"
    assert page.feed == "https://docs.example/base/feed.atom"
    assert page.links == ("https://docs.example/base/a",)
    assert (page.is_indexed, page.is_followed) == (False, False)


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div><script src="app.js"></script>',
        '<noscript>You need to enable JavaScript to run this.</noscript><div id="x"></div><script src="a.js"></script>',
        '<div id="__next"></div><footer>© Example 2026</footer><script>go()</script>',
    ],
)
def test_a_page_that_is_made_by_scripts(tmp_path: Path, body: str) -> None:
    """A page that says next to nothing without scripts is named as one."""
    page = extracted(save(tmp_path / "a", f"<html><head><title>App</title></head><body>{body}</body></html>"))
    assert (page.article, page.needs_scripts) == (None, True)


def test_a_short_page_with_a_script(tmp_path: Path) -> None:
    """A page that is short, but says something, is read though it has a script."""
    page = extracted(save(tmp_path / "a", "<h1>Ferry</h1><p>The ferry leaves at nine.</p><script>count()</script>"))
    assert page.article is not None
    assert page.article.plain.endswith("The ferry leaves at nine.")


def test_the_charset_of_the_server(tmp_path: Path) -> None:
    """What a server says of the encoding of a page counts."""
    path = tmp_path / "a"
    path.write_bytes("<h1>Прилив</h1><p>Прилив начинается в полдень.</p>".encode("windows-1251"))
    page = extracted(path, charset="windows-1251")
    assert page.article is not None
    assert page.article.source.title == "Прилив"
