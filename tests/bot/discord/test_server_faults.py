"""While the PostgreSQL that a bot stands on is killed, out of reach or full, everybody is told, and nothing is lost."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from bot.service import state_server
from index.storage import opening, postgres_database
from tests.bot.discord.on_postgres import AWAY, CARRIED, QUESTION, Parted, bot_on_postgres
from tests.command import run_quotebot
from tests.discord_server.server import ACK_LIMIT

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

AWAY_IN_SPANISH = "Esto no está disponible ahora mismo. Inténtalo de nuevo dentro de un minuto."
_PEOPLE, _MOST = 12, 400
_PATIENT = 60.0  # seconds, since the machine may be busy; that the bot's own limits leave time is a test of its own


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing(index: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Parted]:
    """A bot for all tests here; the models were compiled with the index that ships."""
    async with bot_on_postgres(tmp_path_factory.mktemp("parted"), _PATIENT) as standing:
        yield standing


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
    assert CARRIED in (await world.discord.next_bot_message(again)).text


async def test_what_is_deleted_meanwhile_is_followed(parted: Parted) -> None:
    """The answer to a message that was deleted while PostgreSQL was out of reach goes too, once that is back."""
    world, since = parted.world, len(parted.world.bot.log)
    written = await world.bob.say(world.general, QUESTION, mention_bot=True)
    answer = await world.discord.reply_to(written)
    while answer.id not in parted.shown():  # which tells nobody when
        await asyncio.sleep(0.05)
    parted.proxy.cut()
    await world.bob.delete(written)
    await world.bot.logged("what became of messages is followed later: the database ", since)
    parted.proxy.heal()
    await world.discord.until(lambda: answer.id not in world.general.messages, 60, "the answer stays")


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
