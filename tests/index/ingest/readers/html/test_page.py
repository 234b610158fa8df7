"""Pages as people save and export them: their main part, and what they say of themselves."""

from pathlib import Path

import pytest

from index.ingest.readers.base import ArticleReference, ReaderOptions
from index.ingest.readers.html.page import convert, decode_page, read_page
from tests.index.ingest.readers.articles import NO_TEXT, listed, only, read, save

PAGES = Path(__file__).parents[1] / "pages"
"""A page each as a program writes it, and beside it what a reader reads of it."""


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.htm*")), ids=lambda page: str(page.stem))
def test_the_main_part_of_a_page_is_read(page: Path) -> None:
    """All that a page is there for is read, in order, and nothing that stands around it."""
    (article,) = convert(page, page.stem, ReaderOptions(20_000))
    assert article.text == page.with_suffix(".txt").read_text().rstrip("\n")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("confluence", ("Restart the ingest cluster", None, "Dana Obi", None, None)),
        (
            "docusaurus",
            ("Install the relay", None, None, "2024-03-20T00:00:00Z", "https://docs.ferrule.example/install"),
        ),
        ("faq", ("Häufige Fragen", "Stadtbad Norden", None, None, None)),
        ("google_docs", ("Volunteer handbook", None, None, None, None)),
        ("libreoffice", ("Minutes of 12 March", None, "Piet Marlow", "2024-03-12T19:30:00", None)),
        ("mkdocs", ("Backup", None, "The Quern team", None, "https://quern.example/guide/backup/")),
        (
            "news",
            (
                "Ferry to Hollis Island stops for the winter",
                "The Estuary Post",
                "Tom Ashby, Rui Neves",
                "2024-10-28T06:00:00Z",
                None,
            ),
        ),
        ("notion", ("Travel policy", None, None, None, None)),
        ("wikipedia", ("Harrow Lighthouse", None, None, None, "https://en.wikipedia.example/wiki/Harrow_Lighthouse")),
        ("word", ("Lease of the boathouse", None, None, None, None)),
        (
            "wordpress",
            (
                "Why our bread costs more",
                "Rowan Street Bakery",
                "Ines Calloway",
                "2024-03-05T09:00:00Z",
                "https://rowanstreet.example/why-our-bread-costs-more/",
            ),
        ),
    ],
)
def test_a_page_says_what_it_is(page: str, said: tuple[str | None, ...]) -> None:
    """Title, site, author, date and address are those that a page tells, wherever it does."""
    (path,) = PAGES.glob(f"{page}.htm*")
    (source,) = (article.source for article in convert(path, page, ReaderOptions(20_000)))
    assert (source.title, source.publisher, source.author, source.published_at, source.url) == said


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Prices | Acme</title>", "<h1>Prices</h1>", "Prices"),
        ("<title>Prices - Acme</title>", "<h1>What it costs</h1>", "What it costs"),
        ('<title>Acme | Prices</title><meta property="og:site_name" content="Acme">', "", "Prices"),
        (
            '<meta property="og:title" content="Prices – Acme"><meta property="og:site_name" content="Acme">',
            "",
            "Prices",
        ),
        ("<title>Prices - The Acme Book</title>", "<nav><h1>The Acme Book</h1></nav><h2>Prices</h2>", "Prices"),
        ("<title>Untitled</title>", "", "tariff"),
    ],
)
def test_a_title_has_no_name_of_a_site(tmp_path: Path, head: str, body: str, title: str) -> None:
    """A title is the heading that what the page gives begins with, else that without the site, else the file's name."""
    path = save(tmp_path / "tariff.html", f"<head>{head}</head><body>{body}<p>Ten euros.</p>")
    assert [article.source.title for article in convert(path, "tariff", ReaderOptions(1000))] == [title]


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="utf-8"><p>naïve 10 €'.encode(),
        '<meta charset="iso-8859-1"><p>naïve 10 €'.encode("cp1252"),
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>naïve 10 €'.encode("cp1252"),
        "<p>naïve 10 €".encode("utf-16"),
        '<?xml version="1.0" encoding="iso-8859-15"?><p>naïve 10 €'.encode("iso-8859-15"),
    ],
)
def test_a_page_is_decoded_as_it_says(data: bytes) -> None:
    """The encoding is that of the byte order mark, UTF-8, or the one that the page tells, as browsers take its name."""
    assert [block.text for block in read_page(decode_page(data)).blocks] == ["naïve 10 €"]


def test_a_page_that_a_browser_saved_has_its_address(tmp_path: Path) -> None:
    """What a browser notes at the top of a page that it saves is its address."""
    page = "<!DOCTYPE html>\n<!-- saved from url=(0031)https://acme.example/prices.html -->\n<html><p>Ten euros."
    assert only(save(tmp_path / "page.html", page)).source.url == "https://acme.example/prices.html"


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path) -> None:
    """Frames and pictures in the folder that belongs to a saved page are not read."""
    page = save(tmp_path / "Prices.html", "<p>Ten euros.")
    save(tmp_path / "Prices_files" / "frame.html", "<p>An ad.")
    save(tmp_path / "Other_files" / "page.html", "<p>An article.")
    save(tmp_path / "Terms-Dateien" / "header.htm", "<p>Page 1")
    terms = save(tmp_path / "Terms.htm", "<p>Two weeks.")
    read_of = [entry.path for entry in listed(tmp_path) if isinstance(entry, ArticleReference)]
    assert read_of == [str(page), str(terms), str(tmp_path / "Other_files" / "page.html")]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<script>x</script>", NO_TEXT),
        ("<p>" + "long " * 400, "is larger than 0.001 MB (library.max_megabytes in the settings)"),
        ("<div>" * 600 + "deep", "is nested too deeply to be read; save it anew with less around its text"),
        ("<i>x</i>" * 1000, "is larger than 0.005 MB (library.max_megabytes in the settings)"),
        ('<!DOCTYPE html [<!ENTITY a "aaaa">]><p>&a;&b;', None),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, markup: str, reason: str | None) -> None:
    """A page without text, or that is too large or too deep, is named; entities of its own are not expanded."""
    path = save(tmp_path / "page.html", markup)
    (entry,) = read(path)
    if reason is None:
        assert not isinstance(entry, str)
        assert "aaaa" not in entry.text
    else:
        assert entry == f"{path}: {reason}"
