"""Pictures of web pages, light and dark, for a desktop and a phone, and what tells that a page has changed since."""

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator, Container, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tests.links.chromium import Tab, open_tab

_STARTING = 60.0  # seconds in which a server must tell where it serves
_SERVING = re.compile(rb"serving at (http://127\.0\.0\.1:\d+)/")
_COLOURS = 128
_DENSITY = 2  # dots of a picture for each that it is shown with


class _Screen(NamedTuple):
    """How wide and high a window is, and how much of a page is taken at most."""

    width: int
    height: int
    tallest: int
    mobile: bool


_DESKTOP, _PHONE = _Screen(800, 400, 750, False), _Screen(390, 844, 844, True)
_PAGE = "[Math.round(scrollY), Math.ceil(document.documentElement.getBoundingClientRect().bottom)]"
_THEMES = {"": "dark", "-light": "light"}


@asynccontextmanager
async def served(folder: Path, *command: str, environment: Mapping[str, str]) -> AsyncIterator[str]:
    """The address of a server that a command starts in a folder, which logs "serving at" it; ended afterwards."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    try:
        async with asyncio.timeout(_STARTING):
            lines = [line async for line in _until_serving(process.stderr)]
        if not (found := _SERVING.search(lines[-1])):
            raise RuntimeError(f"it ended before it served: {b''.join(lines).decode(errors='replace')}")
        reading = asyncio.create_task(process.stderr.read())  # so that it can go on to write
        yield found[1].decode()
        reading.cancel()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def taken(addresses: Mapping[str, str], phones: Container[str] = ()) -> dict[str, bytes]:
    """Pictures as PNG, by the names of their pages, with -light, and with -phone of those that `phones` names.

    Each is of the page from where an address with a fragment leads to, else from its top.
    """
    made = dict[str, bytes]()
    async with open_tab() as tab:
        for name, address in addresses.items():
            for ending, screen in (("", _DESKTOP), ("-phone", _PHONE))[: 1 + (name in phones)]:
                for theme, scheme in _THEMES.items():
                    made[name + ending + theme] = _small(await _shot(tab, address, screen, scheme))
    return made


async def _shot(tab: Tab, address: str, screen: _Screen, scheme: str) -> bytes:
    size = {"width": screen.width, "height": screen.height, "deviceScaleFactor": _DENSITY, "mobile": screen.mobile}
    await tab.command("Emulation.setDeviceMetricsOverride", **size)
    await tab.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    await tab.open("about:blank")  # else an address with a fragment that is open is not loaded again
    await tab.open(address)
    top, below = await tab.evaluate(_PAGE)
    clip = {"x": 0, "y": top, "width": screen.width, "height": min(screen.tallest, below), "scale": 1}
    shot = await tab.command("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
    return base64.b64decode(shot["data"])


def page_signatures(pages: Mapping[str, str]) -> dict[str, str]:
    """By the name of each page a hash of what its pictures are made from: its HTML, and how that is taken."""
    drawn_by = Path(__file__).read_bytes()
    return {name: hashlib.sha256(drawn_by + html.encode()).hexdigest()[:16] for name, html in pages.items()}


def normalized(html: str, base: str) -> str:
    """HTML without what is not seen of it: each stretch of blanks as one, and addresses without where they are."""
    return re.sub(r"\s+", " ", html.replace(base, "")).strip()


async def _until_serving(log: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The lines of a log up to the one that tells where is served; one that is empty where there are none."""
    async for line in log:
        yield line
        if _SERVING.search(line):
            return
    yield b""


def _small(picture: bytes) -> bytes:
    written = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
    return written.getvalue()
