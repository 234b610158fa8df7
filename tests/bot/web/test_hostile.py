"""What strangers write is shown as what it is: nothing of it runs, though no header of ours kept it from that."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, Phase, given, settings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.web.opening import web_services
from bot.web.pages import Pages
from bot.web.rendering import visible
from bot.web.services import WebServices
from bot.web.static import static_routes
from index.files.data_folder import DataFolder
from index.records import Article
from tests.bot.web.hostile import HostileReader, articles, hostile
from tests.bot.web.site import MODELS, ReaderPool, served, settings_of
from tests.links.chromium import browser, open_tab

pytestmark = pytest.mark.skipif(browser() is None, reason="there is no Chromium (Debian: apt-get install chromium)")

COUNT = 500  # articles, and as many questions
SOME = 50  # searches
BATCH = 200  # pages in one document
AT_ONCE = 50  # requests
# Nothing is laid out, which takes most of the time for so many pages; what is hidden is loaded and runs all the same.
CANARY = """<!doctype html><style>body > * { display: none; }</style>
<script>window.hits = 0; canary = alert = confirm = prompt = () => { hits += 1; };</script>"""
# What a page has that is not of its template, and how many pages there are.
FOREIGN = """({
  pages: document.querySelectorAll("main").length,
  hits: window.hits,
  foreign: [...document.querySelectorAll("iframe, object, embed, base, style, video, audio, svg, math, template," +
    "textarea, noscript, plaintext, meta[http-equiv], script:not([src^='/static/']), link:not([href^='/static/'])," +
    "img:not([src^='/static/']), form:not([action^='/'])")].slice(2).map(one => one.outerHTML),
  handlers: [...document.querySelectorAll("*")].filter(one =>
    [...one.attributes].some(({name}) => name.startsWith("on") || name === "style")).map(one => one.outerHTML),
  schemes: [...new Set([...document.querySelectorAll("a")].map(one => one.protocol))].sort(),
  titles: [...document.querySelectorAll(".reading h1")].map(one => one.textContent),
  codes: [...document.querySelectorAll(".reading pre")].map(one => one.textContent),
})"""


def hostile_world() -> tuple[list[Article], list[str]]:
    """Hostile articles, and as many questions."""
    told, asked = list[Article](), list[str]()

    @settings(max_examples=COUNT, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(articles(), hostile)
    def take(article: Article, question: str) -> None:
        told.append(article)
        asked.append(question)

    take()
    return told, asked


def unguarded(services: WebServices, shown: dict[str, str], wanted: list[str]) -> Starlette:
    """The pages without any header of ours, all that were put together, and a note of what else was wanted."""

    async def together(request: Request) -> Response:
        return HTMLResponse(shown[request.path_params["name"]])

    async def other(request: Request) -> Response:
        wanted.append(request.url.path)
        return Response(status_code=404)

    async def nothing(request: Request) -> Response:
        return Response(media_type="text/javascript")  # our own script, run by each page for all of them, takes minutes

    own = [Route("/static/{version}/copy.js", nothing), *static_routes(), Route("/together/{name}", together)]
    routes = [*Pages(services).routes(), *own]
    return Starlette(routes=[*routes, Route("/{path:path}", other)])


async def fetched(url: str, paths: Sequence[str]) -> str:
    """Pages one behind the other in one document: what of one got out of its place would run in it as well."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(client: ClientSession, path: str) -> str:
        async with room, client.get(url + path) as response:
            return await response.text()

    async with ClientSession(requote_redirect_url=False) as client:
        return CANARY + "".join(await asyncio.gather(*(one(client, path) for path in paths)))


def paths_of(asked: list[str]) -> list[str]:
    """The addresses of all pages: of each question, each article by its number, and some searches and lists of all."""
    spelled = [
        urlencode({"q": one, "before": other}, errors="replace")
        for one, other in zip(asked, asked[1:] + asked[:1], strict=True)
    ]
    titled = [urlencode({"title": one}, errors="replace") for one in asked[:SOME]]
    return [
        *(f"/?{values}&article=0" for values in spelled),
        *(f"/article?id={number}&start=0&end=40" for number in range(len(asked))),
        *(f"/search?{values}&source={number}" for number, values in enumerate(spelled[:SOME])),
        *(f"/sources?{values}" for values in titled),
        *(f"/sources?page={number + 1}" for number in range(-(-len(asked) // 50))),
    ]


async def test_nothing_of_strangers_runs(data_folder: DataFolder) -> None:
    """Of a thousand hostile articles and questions nothing runs or is loaded, and all is there as it was written."""
    told, asked = hostile_world()
    paths, shown, wanted = paths_of(asked), dict[str, str](), list[str]()
    found = list[dict[str, Any]]()
    async with web_services(data_folder, MODELS, settings_of()) as services:
        pool: Any = ReaderPool(HostileReader(told))
        app = unguarded(replace(services, reading_pool=pool), shown, wanted)
        async with served(app) as url, open_tab() as tab:
            for start in range(0, len(paths), BATCH):
                shown["batch"] = await fetched(url, paths[start : start + BATCH])
                await tab.open(f"{url}/together/batch")
                found.append(await tab.evaluate(f"new Promise(done => setTimeout(() => done({FOREIGN}), 0))"))
    assert [(one["hits"], one["foreign"], one["handlers"]) for one in found] == [(0, [], [])] * len(found)
    assert (sum(one["pages"] for one in found), wanted) == (len(paths), [])
    assert {scheme for one in found for scheme in one["schemes"]} == {"http:", "https:"}
    titles, codes = ([" ".join(text.split()) for one in found for text in one[kind]] for kind in ("titles", "codes"))
    assert titles == [as_shown(article.source.title) for article in told]
    assert codes == [as_shown(code_of(article)) for article in told]


def code_of(article: Article) -> str:
    """The code of an article."""
    assert article.reading is not None
    return next(article.text[slice(*block.span)] for block in article.reading.blocks if block.kind == "code")


def as_shown(text: str) -> str:
    """The words of a text as a page shows them."""
    return " ".join(str(visible(text)).split())
