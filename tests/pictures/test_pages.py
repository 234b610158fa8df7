"""Pictures of pages show them as they are looked at, and it is told when a page has changed since."""

import os
import sys
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image

from tests.links.chromium import browser
from tests.pictures.pages import normalized, page_signatures, served, taken

_PAGE = """<!doctype html><meta name="viewport" content="width=device-width">
<style>body { margin: 0; height: 400px; background: #fff }
@media (prefers-color-scheme: dark) { body { background: #000 } }
@media (max-width: 500px) { body { height: 3000px } }</style>
<body></body>"""
_TALL = """<!doctype html><meta name="viewport" content="width=device-width">
<style>body { margin: 0 } div { height: 2000px; background: #fff } #below { background: #000 }</style>
<div></div><div id="below"></div>"""
_SERVER = """
import http.server, sys
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
sys.stderr.write(f"starting\\nserving at http://127.0.0.1:{server.server_port}/\\n")
sys.stderr.flush()
server.serve_forever()
"""


@pytest_asyncio.fixture
async def site(tmp_path: Path) -> AsyncIterator[str]:
    """Where a page is served by a process of its own."""
    (tmp_path / "one.html").write_text(_PAGE, encoding="utf-8")
    (tmp_path / "tall.html").write_text(_TALL, encoding="utf-8")
    async with served(tmp_path, sys.executable, "-c", _SERVER, environment=os.environ) as address:
        yield address


@pytest.mark.skipif(browser() is None, reason="there is no Chromium")
async def test_a_page_is_taken_light_and_dark_and_on_a_phone(site: str) -> None:
    """Of a page there are four pictures, of twice the dots: as tall as the page, and no taller than a screen."""
    made = await taken({"page": f"{site}/one.html"}, ("page",))
    pictures = {name: Image.open(BytesIO(data)) for name, data in made.items()}
    assert {name: picture.size for name, picture in pictures.items()} == {
        "page": (1600, 800),
        "page-light": (1600, 800),
        "page-phone": (780, 1688),
        "page-phone-light": (780, 1688),
    }
    corners = {name: picture.convert("RGB").getpixel((9, 9)) for name, picture in pictures.items()}
    black, white = (0, 0, 0), (255, 255, 255)
    assert corners == {"page": black, "page-light": white, "page-phone": black, "page-phone-light": white}


@pytest.mark.skipif(browser() is None, reason="there is no Chromium")
async def test_a_page_is_taken_from_where_its_address_leads(site: str) -> None:
    """A picture of an address with a fragment begins at what that names, on a phone too; others at the top."""
    addresses = {"top": f"{site}/tall.html", "below": f"{site}/tall.html#below"}
    pictures = {name: Image.open(BytesIO(data)) for name, data in (await taken(addresses, ("below",))).items()}
    colours = {name: set(picture.convert("L").tobytes()) for name, picture in pictures.items()}
    black, white = {0}, {255}
    assert colours == {
        "top": white,
        "top-light": white,
        "below": black,
        "below-light": black,
        "below-phone": black,
        "below-phone-light": black,
    }


def test_a_page_that_changed_is_told() -> None:
    """The signature of a page is other where its HTML is, and the same where blanks alone are."""
    pages = {"one": _PAGE, "two": _PAGE.replace("\n", "\n\n  "), "three": _PAGE.replace("400px", "500px")}
    found = page_signatures({name: normalized(html, "http://127.0.0.1:1") for name, html in pages.items()})
    assert found["one"] == found["two"]
    assert found["one"] != found["three"]


def test_where_a_page_is_served_does_not_count() -> None:
    """Addresses within a page are compared without the port at which it was served."""
    one = normalized('<a href="http://127.0.0.1:4711/ask">Ask</a>\n', "http://127.0.0.1:4711")
    assert one == normalized('<a href="http://127.0.0.1:4712/ask">Ask</a>', "http://127.0.0.1:4712")


async def test_a_server_that_does_not_start_is_told_with_its_words(tmp_path: Path) -> None:
    """What a command writes that ends before it serves is in the error."""
    command = (sys.executable, "-c", "import sys; sys.exit('no articles')")
    with pytest.raises(RuntimeError, match="it ended before it served: no articles"):
        async with served(tmp_path, *command, environment=os.environ):
            pass
