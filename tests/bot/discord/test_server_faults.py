"""While the PostgreSQL that a bot stands on is killed, out of reach or full, everybody is told, and nothing is lost."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import psycopg
import pytest
import pytest_asyncio

from bot.service import state_server
from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from index.storage import opening, postgres_database
from tests.bot.discord.conftest import World, sound
from tests.command import run_quotebot
from tests.discord_server import Channel, DiscordServer, Message
from tests.discord_server.server import ACK_LIMIT
from tests.postgres import PostgresServer
from tests.proxy import Proxy

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

FERRY = "The ferry\n\nThe ferry carried 4,000 people across the sound in its last week of service.\n"
QUESTION = "How many people did the ferry carry in its last week?"
AWAY = "This is not available at the moment. Try again in a minute."
AWAY_IN_SPANISH = "Esto no está disponible ahora mismo. Inténtalo de nuevo dentro de un minuto."
_PEOPLE, _MOST = 12, 400


@dataclass
class Parted:
    """A bot whose state and articles are in a PostgreSQL behind a proxy, with an answer of before all faults."""

    world: World
    server: PostgresServer
    proxy: Proxy
    url: str
    config: Path
    ready: str
    forum: Channel
    answer: Message
    disk: Path | None

    async def texts(self) -> list[str]:
        """What is said to whatever people may ask: all at once, since one must not wait for another."""
        world = self.world
        bob, general = world.bob, world.general
        written = await bob.say(general, QUESTION, mention_bot=True)
        responses = [
            await bob.slash(general, "ask", question=QUESTION),
            await bob.click(self.answer, "👍"),
            await bob.click(self.answer, "Read in context"),
            await bob.slash(general, "search", query="the ferry"),
            await bob.slash(general, "article", title="The ferry"),
            await world.alice.slash(general, "library status"),
        ]
        shown = await asyncio.gather(*(response.message() for response in responses), world.discord.reply_to(written))
        return [message.text for message in shown]

    async def recovered(self) -> None:
        """Wait until questions are answered again, which no person sees to."""
        while (await self.asked())[:40] != self.answer.text[:40]:
            await asyncio.sleep(0.1)

    async def asked(self) -> str:
        """The answer to a question."""
        return (await (await self.world.bob.slash(self.world.general, "ask", question=QUESTION)).message()).text

    async def readiness(self) -> tuple[int, list[str]]:
        """What the operator's server says of being ready."""
        async with aiohttp.ClientSession() as session, session.get(self.ready) as response:
            return response.status, (await response.text()).splitlines()

    def votes(self) -> set[int]:
        """Who has voted, as the database has it."""
        with psycopg.connect(self.url) as connection:
            return {person for (person,) in connection.execute("SELECT person FROM vote")}


@contextmanager
def small_disk(url: str) -> Iterator[Path | None]:
    """Moves a database to a disk of a few megabytes, on which the server may write; None where none can be mounted."""
    mount, options = shutil.which("mount"), ("-t", "tmpfs", "-o", "size=48m,mode=777", "tmpfs")
    with TemporaryDirectory() as folder:
        disk = Path(folder)
        if mount is None or subprocess.run([mount, *options, disk], capture_output=True, check=False).returncode:  # noqa: S603
            yield None
            return
        space = disk / "space"
        space.mkdir()
        if os.geteuid() == 0:
            shutil.chown(space, "postgres")
        with psycopg.connect(f"{url.rpartition('/')[0]}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'".encode())
            connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET TABLESPACE small".encode())
        yield space
        subprocess.run(["umount", "--lazy", disk], check=True)  # noqa: S603, S607


def free_port() -> int:
    """A port at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing(index: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Parted]:
    """A bot for all tests here; in the end it stops cleanly, and it has logged no error.

    Nobody is late on a busy machine: that the bot's own limits leave time is a test of its own.
    """
    folder, port = tmp_path_factory.mktemp("parted"), free_port()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    with (
        PostgresServer.run(durable=True) as server,
        server.database() as url,
        small_disk(url) as disk,
        Proxy.run(server.port) as proxy,
    ):
        settings = (
            f'[discord]\ncooldown_seconds = 0\n[answer]\ncaution = "bold"\n[operator]\nport = {port}\n'
            f'[database]\nurl = "{url.replace(f":{server.port}/", f":{proxy.port}/")}"\narticles = true\n'
        )
        config = folder / "own.toml"
        config.write_text(settings, encoding="utf-8")
        run_quotebot(folder, "sync", "ferry.txt", "--data-dir", "data", "--config", config).check_returncode()
        async with DiscordServer() as discord:
            discord.ack_limit = 60
            guild = discord.add_guild("Alpha")
            alice, bob = discord.add_person("alice"), discord.add_person("bob")
            carmen = discord.add_person("carmen", locale="es-ES")
            guild.join(alice, administrator=True)
            guild.join(bob)
            guild.join(carmen)
            forum = guild.add_forum("help")
            async with SqlState.open(url) as state:
                await state.settings.save(guild.id, replace(ServerSettings(), forums=(forum.id,)))
            async with sound(discord, folder / "data", settings) as bot:
                general = guild.add_channel("general")
                world = World(discord, bot, guild, general, alice, bob, carmen)
                answer = await (await bob.slash(general, "ask", question=QUESTION)).message()
                assert "The ferry carried 4,000 people" in answer.text
                await bot.logged("ready as")
                ready = f"http://127.0.0.1:{port}/readyz"
                yield Parted(world, server, proxy, url, config, ready, forum, answer, disk)
                proxy.heal()
                server.start()


@pytest_asyncio.fixture(loop_scope="module")
async def parted(standing: Parted) -> AsyncIterator[Parted]:
    """The bot, whose database is there before and after each test."""
    yield standing
    standing.proxy.heal()
    standing.server.start()
    await standing.recovered()


async def test_limits_leave_time_to_tell() -> None:
    """Whatever a request waits for before it is acknowledged is given up a good while before Discord gives it up."""
    limits = state_server._PATIENCE, opening._PATIENCE, postgres_database._CONNECT_SECONDS
    assert max(limits) <= ACK_LIMIT - 1


@pytest.mark.parametrize("fault", ["kill", "cut", "swallow"])
async def test_everybody_is_told_and_it_goes_on(parted: Parted, fault: str) -> None:
    """While PostgreSQL is gone all that people do is told to be unavailable; once it is back all is as before."""
    before, world = await parted.texts(), parted.world
    assert AWAY not in before
    acknowledged = parted.votes()
    if fault == "kill":
        parted.server.kill()
    else:
        getattr(parted.proxy, fault)()
    assert await parted.texts() == [AWAY] * len(before)
    spanish = await world.carmen.slash(world.general, "ask", question=QUESTION)
    assert ((await spanish.message()).text, spanish.ephemeral) == (AWAY_IN_SPANISH, True)
    assert world.guild is not None
    post = world.guild.add_post(parted.forum, QUESTION, world.bob, "I wonder.")
    status, lines = await parted.readiness()
    assert (status, [line.partition(" (")[0].partition(" test")[0] for line in lines]) == (
        *(503, ["the articles in PostgreSQL", "the database"]),
    )
    parted.server.start()
    parted.proxy.heal()
    await parted.recovered()
    assert await parted.readiness() == (200, ["ready"])
    assert await parted.texts() == before
    assert acknowledged <= parted.votes()
    assert [message for message in post.messages.values() if message.author.bot] == []  # nobody asked the bot there
    again = world.guild.add_post(parted.forum, QUESTION, world.bob, "I still wonder.")
    assert "The ferry carried 4,000 people" in (await world.discord.next_bot_message(again)).text


async def test_many_that_wait_are_told(parted: Parted) -> None:
    """Where the settings can be read and the articles then cannot, all who asked are told, and later answered."""
    world = parted.world
    schema = (world.bot.data_dir / "library.schema").read_text()
    with psycopg.connect(parted.url) as other:
        other.execute(f"LOCK TABLE {schema}.fact, {schema}.passage, {schema}.article".encode())
        asked = [await world.bob.slash(world.general, "ask", question=QUESTION) for _ in range(_PEOPLE)]
        told = [(await response.message()).text for response in asked]
        assert told == [AWAY] * _PEOPLE
    await parted.recovered()


async def test_full_disk(parted: Parted) -> None:
    """Of votes while the server's disk is full those acknowledged are there, and others are told; then all go."""
    if parted.disk is None:
        pytest.skip("no disk can be mounted here")
    world, filler = parted.world, parted.disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(parted.disk).free))
    acknowledged, answer, text = set[int](), parted.answer, ""
    for number in range(_MOST):
        person = world.discord.add_person(f"voter {number}")
        world.guild.join(person)
        text = (await (await person.click(answer, "👍")).message()).text
        if text == AWAY:
            break
        assert text.startswith("Counted: 👍.")
        acknowledged.add(person.id)
    assert text == AWAY
    assert acknowledged <= parted.votes()
    assert person.id not in parted.votes()
    filler.unlink()
    assert (await (await person.click(answer, "👍")).message()).text.startswith("Counted: 👍.")
    assert acknowledged | {person.id} <= parted.votes()


async def test_commands_say_so(parted: Parted) -> None:
    """A question in the terminal is refused in one line while PostgreSQL is out of reach."""
    parted.proxy.cut()
    done = await asyncio.to_thread(
        run_quotebot, parted.config.parent, "ask", QUESTION, "--data-dir", "data", "--config", parted.config
    )
    parted.proxy.heal()
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert done.stderr.startswith("Error: the articles in PostgreSQL (127.0.0.1:")
    assert done.stderr.endswith("; see that PostgreSQL runs and can be reached as database.url says\n")
    await parted.recovered()
