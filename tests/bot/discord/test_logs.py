"""What a bot that runs logs of what happens: events with their fields, and no word of what people write."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.process import BotProcess, copied
from tests.bot.discord.test_forums import choose, opened_thread
from tests.discord_server import DiscordServer, Message

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

SETTINGS = """
[discord]
cooldown_seconds = 0
[answer]
caution = "bold"
[log]
level = "debug"
format = "json"
"""
QUESTION = "How many clocks does the museum own?"
UNANSWERED = "Who won the football world cup in Brazil?"
PEOPLE = ("alice", "bob", "carmen")
RECORD = {"timestamp", "level", "logger", "message"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A bot that logs all there is to log, as JSON; afterwards nobody's name and no word of theirs is in the log."""
    async with DiscordServer() as discord:
        guild = discord.add_guild("Alpha")
        people = [discord.add_person(name) for name in PEOPLE]
        guild.join(people[0], administrator=True)
        for person in people[1:]:
            guild.join(person)
        bot = BotProcess(discord, copied(articles_dir, tmp_path_factory.mktemp("logs")), SETTINGS)
        await bot.start()
        try:
            yield World(discord, bot, guild, guild.add_channel("general"), *people)
        finally:
            code = await bot.stop()
        assert code == 0
        discord.check_bodies()
        for line in bot.log:
            told = json.loads(line)  # each line is one object
            assert told.keys() >= RECORD
            words = line.casefold()
            assert [
                name for name in (*PEOPLE, "alpha", "clocks", "museum", "football", "brazil", "zebra") if name in words
            ] == []
            assert [it.token for it in discord.interactions.values() if it.token in line] == []
            assert discord.token not in line


async def event(world: World, name: str, since: int) -> dict[str, Any]:
    """The fields of the first event of a name in the log, at line `since` or later."""
    told = json.loads(await world.bot.logged(f'"event":"{name}"', since))
    return {key: value for key, value in told.items() if key not in RECORD}


async def request(world: World, since: int) -> tuple[dict[str, Any], tuple[bool, bool]]:
    """The fields of the first request in the log since a line, and of which of its times there are sound figures."""
    fields = await event(world, "request", since)
    acknowledged, answered = fields.pop("acknowledged_ms"), fields.pop("answered_ms")
    assert 0 <= (acknowledged or 0) <= (answered or float("inf"))
    return fields, (acknowledged is not None, answered is not None)


async def test_ready(world: World) -> None:
    """The bot tells by which account it can be asked, in how many servers, and over how many connections."""
    assert await event(world, "ready", 0) == {
        "event": "ready",
        "account": "quotebot",
        "account_id": str(world.discord.bot_user_id),
        "servers": 1,
        "shards": 1,
    }


def of_question(world: World, outcome: str, **fields: Any) -> dict[str, Any]:
    """What is logged of a question in the server, but for what is given."""
    asked = {"event": "request", "question": True, "guild": str(world.guild.id), "outcome": outcome}
    return asked | {"id": None, "kind": None, "reason": None} | fields


def id_of(message: Message) -> str:
    """The id by which the message of an answer is kept, as its buttons have it."""
    return (message.buttons[0].custom_id or "").split(":")[2]


async def test_command(world: World) -> None:
    """A question by command is logged by the id that its answer is kept by, with how long it took."""
    since = len(world.bot.log)
    message = await (await world.bob.slash(world.general, "ask", question=QUESTION)).message()
    expected = of_question(world, "answered", id=id_of(message), kind="answer")
    assert await request(world, since) == (expected, (True, True))


async def test_search_that_finds_nothing(world: World) -> None:
    """A search without a passage is a question that was not answered, of which nothing is kept."""
    since = len(world.bot.log)
    await (await world.bob.slash(world.general, "search", query=QUESTION, source="No Such Paper")).message()
    assert await request(world, since) == (of_question(world, "not answered"), (True, True))


async def test_message(world: World) -> None:
    """A question by message is logged likewise; nothing is acknowledged then."""
    since = len(world.bot.log)
    message = await world.discord.reply_to(await world.carmen.say(world.general, QUESTION, mention_bot=True))
    expected = of_question(world, "answered", id=id_of(message), kind="answer")
    assert await request(world, since) == (expected, (False, True))


async def test_message_in_a_channel_of_threads(world: World) -> None:
    """A question that is answered in a thread of its own is logged with how long that took, too."""
    busy = world.guild.add_channel("busy")
    await choose(world, world.guild, threaded=(busy.id,))
    since = len(world.bot.log)
    message = await world.discord.next_bot_message(
        await opened_thread(world, busy, await world.carmen.say(busy, QUESTION, mention_bot=True))
    )
    expected = of_question(world, "answered", id=id_of(message), kind="answer")
    assert await request(world, since) == (expected, (False, True))


async def test_direct_message(world: World) -> None:
    """A question in a direct message is of no server, and one that is not answered is told as that."""
    since = len(world.bot.log)
    message = await world.discord.reply_to(await world.bob.say(world.bob.dm, UNANSWERED))
    expected = of_question(world, "not answered", guild=None, id=id_of(message), kind="answer")
    assert await request(world, since) == (expected, (False, True))


async def test_refused(world: World) -> None:
    """What the bot refuses is logged by the reason, not by what was written."""
    since = len(world.bot.log)
    await world.discord.reply_to(await world.bob.say(world.general, " ", mention_bot=True))
    expected = of_question(world, "refused", reason="refuse-empty")
    assert await request(world, since) == (expected, (False, False))


async def test_button(world: World) -> None:
    """What is no question is logged where the level is debug."""
    since = len(world.bot.log)
    message = await (await world.bob.slash(world.general, "ask", question=QUESTION)).message()
    await request(world, since)
    since = len(world.bot.log)
    await (await world.bob.click(message, "Why this?")).message()
    expected = of_question(world, "done", question=False)
    assert await request(world, since) == (expected, (True, True))
    assert json.loads(await world.bot.logged('"event":"request"', since))["level"] == "debug"


async def test_servers(world: World) -> None:
    """That the bot joined a server, or left it, is logged by the server's id and size, without its name."""
    since = len(world.bot.log)
    guild = world.discord.add_guild("Zebra", with_bot=False)
    guild.join(world.bob)
    world.discord.invite_to(guild)
    members = len(guild.members)
    expected = {"event": "server joined", "guild": str(guild.id), "members": members}
    assert await event(world, "server joined", since) == expected
    await world.discord.remove_from(guild)
    expected = {"event": "server left", "guild": str(guild.id), "members": members}
    assert await event(world, "server left", since) == expected
