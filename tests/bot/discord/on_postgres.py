"""A bot that stands on a PostgreSQL behind a proxy: what people may ask of it, and what becomes of that."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import psycopg

from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from tests.bot.discord.conftest import World, sound
from tests.command import run_quotebot
from tests.discord_server import Channel, DiscordServer, Message
from tests.postgres import PostgresServer
from tests.proxy import Proxy

FERRY = "The ferry\n\nThe ferry carried 4,000 people across the sound in its last week of service.\n"
CARRIED = "The ferry carried 4,000 people"
QUESTION = "How many people did the ferry carry in its last week?"
AWAY = "This is not available at the moment. Try again in a minute."


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

    def shown(self) -> set[int]:
        """The messages that are known to show an answer, as the database has it."""
        with psycopg.connect(self.url) as connection:
            return {message for (message,) in connection.execute("SELECT message FROM shown")}

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
        try:
            space = disk / "space"
            space.mkdir()
            if os.geteuid() == 0:
                shutil.chown(space, "postgres")
            with psycopg.connect(f"{url.rpartition('/')[0]}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'".encode())
                connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET TABLESPACE small".encode())
            yield space
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)  # noqa: S603, S607


def free_port() -> int:
    """A port at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@asynccontextmanager
async def bot_on_postgres(folder: Path, ack_limit: float) -> AsyncIterator[Parted]:
    """A bot that runs, and in the end stops cleanly; it has logged no error. Discord waits for it so many seconds."""
    port = free_port()
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
            discord.ack_limit = ack_limit
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
                assert CARRIED in answer.text
                await bot.logged("ready as")
                ready = f"http://127.0.0.1:{port}/readyz"
                yield Parted(world, server, proxy, url, config, ready, forum, answer, disk)
                proxy.heal()
                server.start()
