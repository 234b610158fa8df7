"""Where links lead in a browser: what of a page it lights up, held against where the quote stands."""

import io
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import numpy as np
from aiohttp import web
from PIL import Image

from bot.service.text_fragments import link_to_quote
from index.records import Article
from tests.links.chromium import Tab
from tests.links.quotes import Tried

_STYLE = (
    "<style>html{padding:1500px 0!important;background:white!important}"
    "::target-text{background:rgb(255,0,255)!important;color:rgb(255,0,255)!important}</style>"
)
_SCRIPT = Path(__file__).with_name("judging.js").read_text(encoding="utf-8")
# The browser searches once the page is there, and once more half a second later, for what came late or is folded.
_SETTLED = "new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 650))"
# Waits for the scrolling alone, but for links that scroll nowhere, however busy the machine is.
_SCROLLED = """new Promise((done) => {
  const look = () => (scrollY ? requestAnimationFrame(() => requestAnimationFrame(done)) : requestAnimationFrame(look));
  look(); setTimeout(done, 2000); })"""
_AROUND = 4  # pixels around a box that are of it
_STRAY = 60  # lit pixels outside that are no letter
_MOST = 0.5  # of a quote that must be lit


class Landing(StrEnum):
    """Where a link leads."""

    QUOTE = "on the quote"
    PART = "on a part of it"
    TOP = "page's top"
    ELSEWHERE = "elsewhere"
    HIDDEN = "hidden: page's top"
    LOST = "quote not on the page"


class Landed(NamedTuple):
    """A quote, its link, and where that led."""

    page: str
    tried: Tried
    text: str
    link: str
    landing: Landing


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[str]:
    """The pages of a folder on loopback, with a style by which is seen what is lit; gives their address."""

    async def page(request: web.Request) -> web.Response:
        path = folder / request.match_info["name"]
        if path.suffix == ".html" and path.is_file():
            return web.Response(text=path.read_text(encoding="utf-8") + _STYLE, content_type="text/html")
        if path.suffix == ".css" and path.is_file():
            return web.Response(text=path.read_text(encoding="utf-8"), content_type="text/css")
        return web.Response(status=404)

    application = web.Application()
    application.router.add_get("/{name}", page)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def landed(tab: Tab, address: str, name: str, article: Article, quotes: Iterable[Tried]) -> AsyncIterator[Landed]:
    """Where the links to the quotes of a page lead."""
    for number, tried in enumerate(quotes):
        # Each has an address of its own, so that the page is opened anew.
        here = replace(article, source=replace(article.source, url=f"{address}/{name}?{number}"))
        link = link_to_quote(here, tried.span) or ""
        await tab.open(link)
        await tab.evaluate(_SCROLLED if "text=" in link else _SETTLED)
        yield Landed(name, tried, article.plain[slice(*tried.span)], link, await _judged(tab, article, tried))


async def _judged(tab: Tab, article: Article, tried: Tried) -> Landing:
    boxes = await tab.evaluate(f"{_SCRIPT}({json.dumps(article.plain)}, {tried.span.start}, {tried.span.end})")
    scrolled, height = await tab.evaluate("[scrollY, innerHeight]")
    picture = np.asarray(Image.open(io.BytesIO(await tab.picture())).convert("RGB"))
    lit = (picture[..., 0] > 240) & (picture[..., 1] < 15) & (picture[..., 2] > 240)
    if boxes is None:
        return Landing.LOST
    if not lit.any():
        return Landing.TOP if boxes else Landing.HIDDEN
    own = np.zeros_like(lit)
    for left, top, right, bottom in boxes:
        rows = slice(max(int(top) - _AROUND, 0), int(bottom) + _AROUND)
        own[rows, max(int(left) - _AROUND, 0) : int(right) + _AROUND] = True
    is_seen = lit[int(scrolled) : int(scrolled + height)].any()
    if (lit & ~own).sum() > _STRAY or not is_seen:
        return Landing.ELSEWHERE
    area = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
    return Landing.QUOTE if lit.sum() >= _MOST * area else Landing.PART
