"""Where Open source leads when the articles have pages of their own."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
import pytest_asyncio
from lxml import html
from msgspec.structs import replace

from bot.service.article_links import ArticleLinks, Place, signing_key
from bot.service.reading_pool import AnswerModels
from bot.web.app import web_app
from bot.web.opening import web_services
from bot.web.serving import listen, serving
from config import load_settings
from config.settings import DEFAULTS
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.records import Source, Span
from tests.bot.discord.conftest import ARTICLES, World, sound
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import copied
from tests.discord_server import DiscordServer, Message, Upload
from tests.encoders import SmallEncoder

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

PAGES = "https://quotes.example/articles"
SETTINGS = f'[discord]\ncooldown_seconds = 0\n[answer]\ncaution = "bold"\n[web]\npublic_url = "{PAGES}"\n'
QUESTION = "How many clocks does the museum of clocks own?"
_ARTICLES = {line["id"]: line["text"] for line in map(json.loads, ARTICLES.read_text("utf-8").splitlines())}
SIGNED = "Governor Ilvane Tarosk signed the Zyxomar treaty at Kelbrin on 5 May."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A bot whose articles have pages, in a server with an article of its own."""
    data_dir = copied(articles_dir, tmp_path_factory.mktemp("bot"))
    async with DiscordServer() as discord:
        guild = discord.add_guild("Alpha")
        alice, bob, carmen = (discord.add_person(name) for name in ("alice", "bob", "carmen"))
        guild.join(alice, administrator=True)
        guild.join(bob)
        async with sound(discord, data_dir, SETTINGS) as bot:
            world = World(discord, bot, guild, guild.add_channel("general"), alice, bob, carmen)
            line = {"id": "zyxomar", "title": "Pact sealed", "text": SIGNED, "url": "https://gazette.example/pact"}
            file = Upload("zyxomar.jsonl", json.dumps(line).encode())
            added = await alice.slash(world.general, "library add", file=file)
            assert (await outcome(added)).text == "Added to everyone in this server: Pact sealed"
            yield world


def _opened(message: Message) -> tuple[str, dict[str, str], str]:
    """The page that the first button Open source leads to: its address, the parameters and the fragment."""
    address = urlsplit(message.button("Open source").url or "")
    page = f"{address.scheme}://{address.netloc}{address.path}"
    return page, {name: values[0] for name, values in parse_qs(address.query).items()}, address.fragment


async def test_article_without_an_address(world: World) -> None:
    """An article that has no address has a page, which is opened at the quote."""
    message = await (await world.bob.slash(world.general, "ask", question=QUESTION)).message()
    page, values, fragment = _opened(message)
    assert (page, values["id"], fragment) == (f"{PAGES}/article", "museum", "quote")
    text = _ARTICLES["museum"]
    span = Span(int(values["start"]), int(values["end"]))
    assert values["check"] == Place.of(Source("museum", ""), span, text[slice(*span)]).check
    assert "It owns 412 clocks" in text[slice(*span)]


async def test_article_of_a_server(world: World) -> None:
    """An article of a server is opened by a signed link, which names nothing, and is of that quote alone."""
    asked = await world.bob.slash(world.general, "ask", question="Who signed the Zyxomar treaty?")
    page, values, fragment = _opened(await asked.message())
    place = ArticleLinks(signing_key(DataFolder(world.bot.data_dir))).signed(values["link"])
    expected = Place.of(Source("zyxomar", "", collection=f"{world.guild.id}/everyone"), Span(0, len(SIGNED)), SIGNED)
    assert (page, list(values), fragment, place) == (f"{PAGES}/signed", ["link"], "quote", expected)


async def test_reading_leads_to_the_page(world: World) -> None:
    """The quote in its context, too, leads to the page."""
    message = await (await world.bob.slash(world.general, "ask", question=QUESTION)).message()
    read = await (await world.bob.click(message, "Read in context")).message()
    assert _opened(read)[0] == f"{PAGES}/article"
    assert _opened(read)[1]["id"] == "museum"


async def test_search_leads_to_the_page(world: World) -> None:
    """What is found by a search leads to its page."""
    found = await (await world.bob.slash(world.general, "search", query="museum of clocks")).message()
    assert _opened(found)[0] == f"{PAGES}/article"


async def test_the_pages_open(world: World) -> None:
    """What Discord leads to is there: a page with the quote marked, of the shared articles and of the server's."""
    data_folder = DataFolder(world.bot.data_dir)
    settings = replace(load_settings(DEFAULTS), web=replace(load_settings(DEFAULTS).web, public_url=PAGES))
    models = AnswerModels(SmallEncoder(), load_calibration())  # nothing is searched
    signed = "Who signed the Zyxomar treaty?"
    asked = [await (await world.bob.slash(world.general, "ask", question=one)).message() for one in (QUESTION, signed)]
    at = listen("127.0.0.1", 0, "serve")
    address = f"http://127.0.0.1:{at.getsockname()[1]}"
    async with (
        web_services(data_folder, models, settings) as services,
        serving(web_app(services), at),
        aiohttp.ClientSession() as session,
    ):
        marked = []
        for message in asked:
            link = (message.button("Open source").url or "").replace("https://quotes.example", address)
            async with session.get(link) as response:
                page = html.document_fromstring(await response.text())
            marked.append(" ".join("".join(map(str, one.itertext())).strip() for one in page.iter("mark")))
    assert "It owns 412 clocks" in marked[0]
    assert marked[1] == SIGNED
