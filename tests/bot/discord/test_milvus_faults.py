"""While Milvus is killed, out of reach, held by another process or has no room, all are told, and nothing is lost."""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World, sound
from tests.bot.discord.on_postgres import AWAY, CARRIED, FERRY, QUESTION, free_port
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import BotProcess
from tests.command import run_quotebot
from tests.discord_server import DiscordServer, Upload
from tests.index.storage.test_milvus_connection import HOLDER, serving
from tests.proxy import Proxy

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

BRIDGE = b"The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all.\n"
PAID = "How much did the parish pay for the repair of the bridge?"
_PEOPLE = 12
_ROOM = 1_500_000  # bytes: enough for what is kept of answers, and too little for the article
OWN = '[discord]\ncooldown_seconds = 0\n[answer]\ncaution = "bold"\n[index]\nbackend = "milvus"\n'


@dataclass
class Standing:
    """A bot that stands on Milvus, and where it stands."""

    world: World
    data_dir: Path

    async def asked(self, question: str = QUESTION) -> str:
        """The answer to a question."""
        response = await self.world.bob.slash(self.world.general, "ask", question=question)
        return (await response.message()).text

    async def recovered(self) -> None:
        """Wait until questions are answered again, which no person sees to."""
        while CARRIED not in await self.asked():
            await asyncio.sleep(0.1)


def world_of(discord: DiscordServer, bot: BotProcess) -> World:
    """A server with three people."""
    guild = discord.add_guild("Alpha")
    alice, bob, carmen = (discord.add_person(name) for name in ("alice", "bob", "carmen"))
    guild.join(alice, administrator=True)
    guild.join(bob)
    return World(discord, bot, guild, guild.add_channel("general"), alice, bob, carmen)


def synced(folder: Path, settings: str) -> None:
    """Make an index of an article by these settings."""
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "own.toml").write_text(settings, encoding="utf-8")
    run_quotebot(folder, "sync", "ferry.txt", "--data-dir", "data", "--config", "own.toml").check_returncode()


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mounts a disk of a few megabytes there; false where that may not be."""
    mount, options = shutil.which("mount"), ("-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs")
    folder.mkdir()
    if mount is None or subprocess.run([mount, *options, folder], capture_output=True, check=False).returncode:  # noqa: S603
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S603, S607


async def test_a_server_that_is_gone(index: Path, tmp_path: Path) -> None:
    """While a Milvus server is cut off, silent or killed questions are told so, and are answered once it is back."""
    port = free_port()
    with Proxy.run(port) as proxy:
        settings = f'{OWN}uri = "http://127.0.0.1:{proxy.port}"\n'
        with serving(tmp_path / "milvus", port):
            synced(tmp_path, settings)
            async with DiscordServer() as discord, sound(discord, tmp_path / "data", settings) as bot:
                discord.ack_limit = 60
                standing = Standing(world_of(discord, bot), tmp_path / "data")
                world = standing.world
                assert CARRIED in await standing.asked()
                for part in (proxy.cut, proxy.swallow):
                    part()
                    asked = [await world.bob.slash(world.general, "ask", question=QUESTION) for _ in range(_PEOPLE)]
                    assert [(await response.message()).text for response in asked] == [AWAY] * _PEOPLE
                    read = await (await world.bob.slash(world.general, "article", title="The ferry")).message()
                    assert CARRIED in read.text  # for which nothing is searched
                    proxy.heal()
                    await standing.recovered()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lite(index: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Standing]:
    """A bot on Milvus Lite whose folder another process held when it began."""
    folder = tmp_path_factory.mktemp("lite")
    with small_disk(folder / "data"):
        synced(folder, OWN)
        command = [sys.executable, "-c", HOLDER, str(folder / "data" / "milvus.db")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            async with DiscordServer() as discord:
                discord.ack_limit = 60
                bot = BotProcess(discord, folder / "data", OWN)
                standing = Standing(world_of(discord, bot), folder / "data")
                await bot.start()
                assert await standing.asked() == AWAY
                done = await asyncio.to_thread(
                    run_quotebot, folder, "ask", QUESTION, "--data-dir", "data", "--config", "own.toml"
                )
                told = f"Error: Milvus Lite lets one process open {folder / 'data' / 'milvus.db'}, and another has it"
                assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
                assert done.stderr.startswith(told)
                holder.kill()
                await standing.recovered()
                yield standing
                assert await bot.stop() == 0
                assert [line for line in bot.log if "ERROR" in line or "Traceback" in line] == []


async def test_a_killed_bot_goes_on(lite: Standing) -> None:
    """A bot that is killed while it takes in an article starts again by itself and has all of it."""
    world = lite.world
    response = await world.alice.slash(world.general, "library add", file=Upload("bridge.txt", BRIDGE))
    with suppress(TimeoutError):
        await response.acknowledged()
    await world.bot.stop(signal.SIGKILL)
    since = len(world.bot.log)
    await world.bot.start()
    await world.bot.logged("interrupted uploads are ended", since)
    assert CARRIED in await lite.asked()
    again = await world.alice.slash(world.general, "library add", file=Upload("bridge.txt", BRIDGE))
    await outcome(again)
    assert "4,120 pounds" in await lite.asked(PAID)


async def test_full_disk(lite: Standing) -> None:
    """An article for which there is no room is refused, the index answers on, and takes one once there is room."""
    if not lite.data_dir.is_mount():
        pytest.skip("no disk can be mounted here")
    world, filler = lite.world, lite.data_dir / "filler"
    large, small = (b"Boats\n\n" + b"A boat lay at pier 70 all winter.\n" * many for many in (100_000, 1))
    since = len(world.bot.log)
    filler.write_bytes(bytes(shutil.disk_usage(lite.data_dir).free - _ROOM))
    refused = await world.alice.slash(world.general, "library add", file=Upload("boats.txt", large))
    assert (await outcome(refused)).text == AWAY
    assert "the disk is full; make room on it, then try again" in await world.bot.logged("not available: ", since)
    assert CARRIED in await lite.asked()
    filler.unlink()
    added = await world.alice.slash(world.general, "library add", file=Upload("boats.txt", small))
    assert (await outcome(added)).text.startswith("Added to")
    assert CARRIED in await lite.asked()
