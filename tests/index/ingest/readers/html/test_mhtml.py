"""Pages that browsers save in one file."""

from pathlib import Path

from tests.index.ingest.readers.articles import only, read, save

SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://acme.example/prices
Subject: =?utf-8?Q?Prices?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----Boundary--x----"


------Boundary--x----
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://acme.example/prices

<html><head><title>Prices</title></head><body><main><p>A berth costs 12 =E2=82=AC a ni=
ght.</p></main></body></html>
------Boundary--x----
Content-Type: text/css
Content-Location: cid:css-1@mhtml.blink

p { color: red; }
------Boundary--x------
"""


def test_the_page_in_a_saved_file_is_read(tmp_path: Path) -> None:
    """Of what a browser saves in one file the page is read, with its address."""
    article = only(save(tmp_path / "saved.mhtml", SAVED.replace("\n", "\r\n")))
    assert (article.text, article.source.title, article.source.url) == (
        "A berth costs 12 € a night.",
        "Prices",
        "https://acme.example/prices",
    )


def test_a_saved_file_without_a_page_is_named(tmp_path: Path) -> None:
    """A file that is no saved page is told."""
    path = save(tmp_path / "saved.mht", "Subject: x\n\nText.")
    assert read(path) == [f"{path}: holds no page; save the page anew as MHTML or HTML"]
