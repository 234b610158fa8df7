"""Pictures of web pages, light and dark, for a desktop and a phone, and what tells that a page has changed since."""

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from aiohttp import ClientSession
from PIL import Image

from tests.links.chromium import open_tab

_STARTING = 60.0  # seconds in which a server must tell where it serves
_SERVING = re.compile(rb"serving at (http://127\.0\.0\.1:\d+)/")
_COLOURS = 128
_DENSITY = 2  # dots of a picture for each that it is shown with


class _Screen(NamedTuple):
    width: int
    tallest: int
    mobile: bool


_SCREENS: Mapping[str, _Screen] = {"": _Screen(900, 1200, False), "-phone": _Screen(390, 844, True)}
_HEIGHT = "Math.ceil(scrollY + document.body.getBoundingClientRect().bottom)"
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


async def taken(base: str, paths: Mapping[str, str]) -> dict[str, bytes]:
    """Pictures as PNG, by the names of their pages, with -phone and -light: of the top of the page at each path."""
    made = dict[str, bytes]()
    async with open_tab() as tab:
        for screen, (width, tallest, mobile) in _SCREENS.items():
            size = {"width": width, "height": tallest, "deviceScaleFactor": _DENSITY, "mobile": mobile}
            await tab.command("Emulation.setDeviceMetricsOverride", **size)
            for theme, scheme in _THEMES.items():
                feature = {"name": "prefers-color-scheme", "value": scheme}
                await tab.command("Emulation.setEmulatedMedia", features=[feature])
                for name, path in paths.items():
                    await tab.open(base + path)
                    height = min(tallest, await tab.evaluate(_HEIGHT))
                    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
                    shot = await tab.command("Page.captureScreenshot", format="png", clip=clip)
                    made[name + screen + theme] = _small(base64.b64decode(shot["data"]))
    return made


async def page_signatures(base: str, paths: Mapping[str, str]) -> dict[str, str]:
    """By the name of each page a hash of its HTML, whatever its blanks and wherever it is served."""
    drawn_by = Path(__file__).read_bytes()
    made = dict[str, str]()
    async with ClientSession(raise_for_status=True) as session:
        for name, path in paths.items():
            async with session.get(base + path) as response:
                html = normalized(await response.text(), base)
            made[name] = hashlib.sha256(drawn_by + html.encode()).hexdigest()[:16]
    return made


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
