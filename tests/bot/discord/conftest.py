"""The bot itself, run by the real command with the real model against a server that speaks as Discord does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from index.ingest.sources import SEEDS
from tests.bot.discord.process import BotProcess, copied
from tests.command import run_quotebot
from tests.conftest import Shared
from tests.discord_server import Channel, DiscordServer, Guild, Person
from tests.discord_server.interactions import MAX_FOLLOW_UPS

ARTICLES = Path(__file__).with_name("articles.jsonl")


@dataclass
class World:
    """A bot that runs, and a server with a channel, somebody who manages it, and two members."""

    discord: DiscordServer
    bot: BotProcess
    guild: Guild
    general: Channel
    alice: Person
    bob: Person
    carmen: Person


@asynccontextmanager
async def sound(discord: DiscordServer, data_dir: Path, settings: str) -> AsyncIterator[BotProcess]:
    """A bot that runs; afterwards it stops cleanly, and nothing it sent was wrong."""
    bot = BotProcess(discord, data_dir, settings)
    await bot.start()
    try:
        yield bot
    finally:
        code = await bot.stop()
    assert code == 0
    discord.check_bodies()
    assert discord.pings == []
    assert [it for it in discord.interactions.values() if len(it.followups) > MAX_FOLLOW_UPS] == []
    assert [line for line in bot.log if "ERROR" in line or "Traceback" in line] == []


@pytest.fixture(scope="session")
def articles_dir(shared: Shared, index: Path) -> Path:
    """An index of the articles that ship and of some that are as news is and as it should not be; to be copied.

    The models were compiled with that of the former alone.
    """

    def make(folder: Path) -> None:
        run_quotebot(folder, "sync", "--data-dir", "data", SEEDS, ARTICLES).check_returncode()

    return shared("articles", make) / "data"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A bot that runs for all tests of a module; afterwards it stops cleanly, and nothing it sent was wrong."""
    data_dir = copied(articles_dir, tmp_path_factory.mktemp("bot"))
    async with DiscordServer() as discord:
        guild = discord.add_guild("Alpha")
        alice, bob = discord.add_person("alice"), discord.add_person("bob")
        carmen = discord.add_person("carmen", locale="es-ES")
        guild.join(alice, administrator=True)
        guild.join(bob)
        guild.join(carmen)
        # The cooldown has tests of its own, and so has how sure an answer must be.
        settings = '[discord]\ncooldown_seconds = 0\n[answer]\ncaution = "bold"\n'
        async with sound(discord, data_dir, settings) as bot:
            yield World(discord, bot, guild, guild.add_channel("general"), alice, bob, carmen)
