"""Addresses given to a server's articles: read, followed, told of, removed, and kept to whom they are for."""

import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.ingest.sources import remembered_addresses
from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import BotProcess, copied
from tests.bot.discord.test_admin import NOTHING, ask, new_server, remove, reply_text, status, suggested
from tests.discord_server import Channel, DiscordServer, Guild, Message, Person

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

# A site in a folder, a page a file, and one in it that never comes; of who asks for it, the networks that it may reach.
SITE = """
import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from bot.service import address_reader
from tests.index.fetching.sites import MemorySite
class Site(MemorySite):
    async def fetch(self, url, *validators):
        if (Path("site") / "slow").exists() and url.endswith("inn"):
            print("reads the inn", flush=True)
            await asyncio.Event().wait()
        self.pages.clear()
        for file in Path("site").glob("*.html"):
            self.put(file.stem.removeprefix("index"), file.read_text())
        return await super().fetch(url, *validators)
@asynccontextmanager
async def opened(private_networks, is_discreet):
    with open("networks.txt", "a") as file:
        print(*private_networks, file=file)
    yield Site()
address_reader.open_fetcher = opened
"""
ROOT = "https://site.example/"
SHOWN = "https\\://site.example/"  # not as a link
PAGE = "<main><h1>{0}</h1><p>{1}</p></main><nav><a href=/mill>mill</a> <a href=/inn>inn</a></nav>"
HOME, MILL, INN = "Orsk on the river", "Mill of Orsk", "Inn of Orsk"
WORDS = {
    "index": (HOME, "The town of Orsk lies on the river Lume, where it meets the sea."),
    "mill": (MILL, "The wheel of the mill of Orsk was built by Tilda Bream."),
    "inn": (INN, "The inn of Orsk is kept by Harald Quill, who brews its beer."),
}
ADDED = f"Added to everyone in this server, and followed from now on (3 pages): {HOME}, {INN}, {MILL}"
NONE = "The articles do not answer this. The closest passages are behind the button; they are not an answer."
SETTINGS = '[discord]\ncooldown_seconds = 0\n[answer]\ncaution = "bold"\n[web]\nprivate_networks = ["10.0.0.0/8"]\n'


class Town:
    """A bot with a server, and a site that its manager names."""

    def __init__(self, bot: BotProcess, folder: Path) -> None:
        self.bot = bot
        self.site = folder / "site"
        self.mona, self.bob = bot.server.add_person("mona"), bot.server.add_person("bob")
        self.channel = new_server(bot.server, self.mona, self.bob)
        assert self.channel.guild
        self.guild: Guild = self.channel.guild

    def put(self, name: str, title: str, words: str) -> None:
        """Have a page of the site say something."""
        (self.site / f"{name}.html").write_text(PAGE.format(title, words))

    async def add(self, address: str = ROOT, only_page: bool = False, **options: object) -> Message:
        """Add an address, and give what is shown of it in the end."""
        given = {"address": address, "only-this-page": only_page, **options}
        return await outcome(await self.mona.slash(self.channel, "library add-address", **given))

    async def ask(self, person: Person, question: str, where: Channel | None = None) -> str:
        """Ask, and give the answer's text."""
        return await ask(person, where or self.channel, question)

    def folders(self) -> list[str]:
        """Give the collections that have files of what was read at addresses."""
        below = self.bot.data_dir / "servers" / str(self.guild.id)
        return sorted({file.relative_to(below).parts[0] for file in below.glob("*/web/*/articles/*")})


@asynccontextmanager
async def town(articles_dir: Path, folder: Path, settings: str = SETTINGS, changes: str = SITE) -> AsyncIterator[Town]:
    """A bot that reads the site of a test; it must stop cleanly, and ping nobody."""
    (folder / "site").mkdir()
    async with DiscordServer() as discord:
        bot = BotProcess(discord, copied(articles_dir, folder), settings)
        bot.changes = changes
        await bot.start()
        one = Town(bot, folder)
        for name, (title, words) in WORDS.items():
            one.put(name, title, words)
        try:
            yield one
        finally:
            code = await bot.stop()
        discord.check_bodies()
        assert (code, discord.pings) == (0, [])
        assert [line for line in bot.log if "ERROR" in line or "Traceback" in line] == []


async def test_a_site(articles_dir: Path, tmp_path: Path) -> None:
    """A site is read and quoted from, listed with its looks, and removed with all its articles; none of them alone."""
    async with town(articles_dir, tmp_path) as orsk:
        message = await orsk.add("site.example/#top", every="weekly")
        assert (message.text, message.ephemeral) == (ADDED, True)
        assert "Tilda Bream" in await orsk.ask(orsk.bob, "Who built the wheel of the mill of Orsk?")
        lines = await status(orsk.mona, orsk.channel)
        listed = lines[lines.index("**Addresses**") + 1]
        head, looked, upcoming = re.split(r"<t:[0-9]+:R>", listed)[0], *re.findall(r"<t:([0-9]+):R>", listed)
        assert head == f"• {SHOWN}, for everyone in this server: 3 articles, looked at "
        assert int(upcoming) - int(looked) == 7 * 86_400
        assert sorted(await suggested(orsk.mona, orsk.channel, "orsk")) == [INN, MILL, HOME]
        assert (await suggested(orsk.mona, orsk.channel, "site.ex"))[0] == ROOT
        assert await remove(orsk.mona, orsk.channel, MILL) == (
            f"“{MILL}” is of {SHOWN}, and would come back with the next look there. Remove that address instead."
        )
        assert await remove(orsk.mona, orsk.channel, ROOT) == f"Removed: {SHOWN}"
        assert await suggested(orsk.mona, orsk.channel, "") == []
        assert orsk.folders() == []
        assert await orsk.ask(orsk.bob, "Who built the wheel of the mill of Orsk?") == NONE


async def test_a_page_that_is_not_there(articles_dir: Path, tmp_path: Path) -> None:
    """Of an address that cannot be read nothing is kept, and what is wrong is told."""
    async with town(articles_dir, tmp_path) as orsk:
        message = await orsk.add(f"{ROOT}gone")
        assert message.text.splitlines() == [NOTHING, f"• {SHOWN}gone is not there (404)"]
        assert "**Addresses**" not in await status(orsk.mona, orsk.channel)
        assert remembered_addresses(DataFolder(orsk.bot.data_dir / "servers" / f"{orsk.guild.id}/everyone")) == ()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://site.example/", "“ftp://site.example/” is not the address of a page."),
        ("https://mona:secret@site.example/", "“https://mona:secret@site.example/” is not the address of a page."),
        ("https://", "“https://” is not the address of a page."),
        ("<@&1> @everyone", "“<@&1> @everyone” is not the address of a page."),
        ("git+https://site.example/a", "Repositories are not read for a server."),
    ],
)
async def test_what_is_no_address(world: World, address: str, told: str) -> None:
    """What cannot be read for a server is refused, with what to write."""
    channel = new_server(world.discord, world.alice)
    refused = await reply_text(await world.alice.slash(channel, "library add-address", address=address))
    assert refused.replace("\\", "").startswith(told)


async def test_for_one_page_and_one_role(articles_dir: Path, tmp_path: Path) -> None:
    """One page alone is read where that is wished, and quoted only to those whom it is for, in this server."""
    async with town(articles_dir, tmp_path) as orsk:
        elders, other = orsk.guild.add_role("Elders"), new_server(orsk.bot.server, orsk.bob)
        ada = orsk.bot.server.add_person("ada")
        orsk.guild.join(ada, [elders])
        message = await orsk.add(f"{ROOT}mill", only_page=True, role=elders)
        assert message.text == f"Added to {elders.mention}, and followed from now on (one page): {MILL}"
        question = "Who built the wheel of the mill of Orsk?"
        assert await orsk.ask(orsk.bob, question) == NONE
        assert await orsk.ask(orsk.bob, question, other) == NONE
        assert await suggested(orsk.bob, other, "") == []
        assert "**Addresses**" not in await status(orsk.bob, other)
        (folder,) = orsk.bot.data_dir.glob("servers/*/*/web/*")
        for title in (f"address:{orsk.guild.id}/role-{elders.id}:{folder.name}", f"{ROOT}mill", MILL):
            assert (await remove(orsk.bob, other, title)).startswith("There is no article with the title ")
        private = await (await ada.slash(orsk.channel, "ask", question=question, private=True)).message()
        assert "Tilda Bream" in private.text
        assert orsk.folders() == [f"role-{elders.id}"]
        assert (tmp_path / "networks.txt").read_text() == "\n"  # the operator's are not for servers


async def test_how_many_addresses(articles_dir: Path, tmp_path: Path) -> None:
    """A server has ten addresses at most, each with as many pages as the operator allows."""
    settings = SETTINGS.replace("[discord]", "[discord]\nserver_pages = 2")
    async with town(articles_dir, tmp_path, settings) as orsk:
        head, note = (await orsk.add()).text.splitlines()
        assert head.startswith("Added to everyone in this server, and followed from now on (2 pages): ")
        assert "has more than 2 pages" in note
        for number in range(9):
            orsk.put(f"page{number}", f"Page {number}", f"The page of number {number} tells of Orsk at length.")
            await orsk.add(f"{ROOT}page{number}", only_page=True)
        orsk.put("page9", "Page 9", "The page of number 9 tells of Orsk at length.")
        refused = await orsk.mona.slash(orsk.channel, "library add-address", address=f"{ROOT}page9")
        assert await reply_text(refused) == "This server has 10 addresses, which is the most. Remove one first."


async def test_a_bot_that_was_killed(articles_dir: Path, tmp_path: Path) -> None:
    """An address that was being read when the bot was killed is read by the next start, which tells all no titles."""
    async with town(articles_dir, tmp_path) as orsk:
        (orsk.site / "slow").touch()
        await orsk.mona.slash(orsk.channel, "library add-address", address=ROOT)
        await orsk.bot.logged("reads the inn")
        await orsk.bot.stop(signal.SIGKILL)
        orsk.bot.log.clear()
        (orsk.site / "slow").unlink()
        await orsk.bot.start()
        told = await orsk.bot.server.next_bot_message(orsk.channel, 60)
        assert told.text == "Added to everyone in this server: 3 articles"
        assert "Harald Quill" in await orsk.ask(orsk.bob, "Who keeps the inn of Orsk?")


async def test_changes_are_followed(articles_dir: Path, tmp_path: Path) -> None:
    """What changes at an address is quoted by itself, also of the collection for all servers."""
    # An hour passes with each look at the clock.
    changes = SITE + (
        "from itertools import count\n"
        "import asyncio, index.fetching.following as following, index.fetching.visits as visits\n"
        "seconds = count(2_000_000_000, 3600)\n"
        "def clock(): return float(next(seconds))\n"
        "async def sleep(_): await asyncio.sleep(0.05)\n"
        "def at_once(self, followed, begin=following.Follower.__init__): begin(self, followed, clock, sleep)\n"
        "following.Follower.__init__ = at_once\n"
        "def visits_at_once(self, *values, begin=visits.Visits.__init__, **named):\n"
        "    begin(self, *values, clock=clock, **named)\n"
        "visits.Visits.__init__ = visits_at_once\n"
    )
    settings = SETTINGS + f'[library]\nsources = ["{ROOT}inn"]\n'
    async with town(articles_dir, tmp_path, settings, changes) as orsk:
        await orsk.add(f"{ROOT}mill", only_page=True)
        orsk.put("mill", MILL, "The wheel of the mill of Orsk was built anew by Ansgar Pell.")
        question = "Who built the wheel of the mill of Orsk anew?"
        while "Ansgar Pell" not in await orsk.ask(orsk.bob, question):
            pass
        while "Harald Quill" not in await orsk.ask(orsk.bob, "Who keeps the inn of Orsk?", orsk.bob.dm):
            pass
