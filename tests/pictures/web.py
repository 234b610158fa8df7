"""The pages that pictures are taken of: of `quotebot serve` over the handbook, and the operator's report of it."""

import os
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from aiohttp import ClientSession
from lxml import html

from index.files.data_folder import DataFolder
from tests.command import MAIN, ROOT, run_quotebot
from tests.pictures.asked import LAST, ask
from tests.pictures.journey import HANDBOOK, MOVING, WINDOWS
from tests.pictures.pages import normalized, served

PHONES = ("ask", "article")
"""Pages that look other on a phone, or are read there most."""
_PATHS = {
    "ask": "/?" + urlencode({"q": MOVING}),
    "none": "/?" + urlencode({"q": WINDOWS}),
    "search": "/search?" + urlencode({"q": "backup of the database"}),
    "sources": "/sources",
}
_SETTINGS = '[library]\nsources = ["handbook"]\n[serve]\nport = 0\n'
# The command itself, on the day on which the last question was asked, by the clock of UTC.
_REPORT = f"""
import os, time
os.environ["TZ"] = "UTC"
time.tzset()
import bot.web.opening
class Clock(bot.web.opening.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp({LAST.timestamp()}, tz)
bot.web.opening.datetime = Clock
{MAIN}
"""


class Page(NamedTuple):
    """A page: its address, and its HTML without what is not seen of it."""

    address: str
    html: str


@asynccontextmanager
async def web_pages(folder: Path) -> AsyncIterator[Mapping[str, Page]]:
    """All pages by their names, which are there in an empty folder as long as this is open."""
    shutil.copytree(HANDBOOK, folder / "handbook")
    (folder / "quotebot.toml").write_text(_SETTINGS, encoding="utf-8")
    report = await _report(folder)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    async with (
        served(folder, sys.executable, "-c", MAIN, "serve", environment=environment) as base,
        ClientSession(raise_for_status=True) as session,
    ):
        pages = {name: await _page(session, base, path) for name, path in _PATHS.items()}
        opened = html.document_fromstring(pages["search"].html).find(".//a[@class='read']")
        assert opened is not None
        pages["article"] = await _page(session, base, opened.get("href", ""))
        yield pages | {"report": report, "report-open": report._replace(address=f"{report.address}#unanswered")}


async def _page(session: ClientSession, base: str, path: str) -> Page:
    async with session.get(base + path) as response:
        return Page(base + path, normalized(await response.text(), base))


async def _report(folder: Path) -> Page:
    """The report, with sources as the settings name them, wherever the folder is."""
    data = DataFolder(folder / ".quotebot")
    data.folder.mkdir()
    await ask(data.state)
    file = folder / "report.html"
    run_quotebot(folder, "report", file, code=_REPORT).check_returncode()
    written = file.read_text(encoding="utf-8").replace(f"{folder.resolve()}/", "")
    file.write_text(written, encoding="utf-8")
    return Page(file.as_uri(), normalized(written, file.as_uri()))
