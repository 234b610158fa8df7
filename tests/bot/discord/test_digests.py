"""Once a day the channel that managers chose is told what is to be reviewed, of what all its readers may read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio

from bot.discord.digests import post_due
from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from bot.service.state_store import StateError
from tests.bot.discord.conftest import World
from tests.bot.discord.test_admin import new_server
from tests.bot.discord.test_answering import mentioned
from tests.bot.discord.test_pings import check, hostile
from tests.bot.discord.test_review import MILL, TITLE, WHAT, Room, give, vote_down
from tests.discord_server import Channel, Guild, Message

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

ASKED = "How tall is Grimbold?"


@dataclass
class Servers:
    """A server with a channel for its moderators, and one whose digest, being looked at last, tells of the end."""

    room: Room
    guild: Guild
    moderators: Channel
    last: Channel
    former: tuple[Guild, ...]
    """Those of tests before, which have no digests any more once the bot is started anew."""


@pytest.fixture(scope="module")
def former() -> list[Guild]:
    """The servers of tests before."""
    return []


@pytest_asyncio.fixture(loop_scope="module")
async def servers(world: World, former: list[Guild]) -> Servers:
    """Two new servers."""
    mona = world.discord.add_person("mona")
    room = Room(new_server(world.discord, mona, world.bob, world.carmen), mona, world.bob, world.carmen)
    last = new_server(world.discord, mona, world.bob)
    guild = room.channel.guild
    assert guild is not None
    assert last.guild is not None
    made = Servers(room, guild, guild.add_channel("moderators"), last, tuple(former))
    former += [guild, last.guild]
    return made


async def restarted(world: World, settings: dict[Guild, ServerSettings], ago: timedelta) -> None:
    """Stop the bot, have servers' settings and the time since their last digests be these, and start it."""
    assert await world.bot.stop() == 0
    async with SqlState.open(world.bot.data_dir / "discord.db") as state:
        for guild, chosen in settings.items():
            await state.settings.save(guild.id, chosen)
            await state.facts.set(f"digest:{guild.id}", (datetime.now(UTC) - ago).isoformat())
    await world.bot.start()


async def digested(world: World, servers: Servers) -> list[Message]:
    """What stands in the channel for moderators once all servers were looked at."""
    last = servers.last.guild
    assert last is not None
    await mentioned(servers.room.bob, servers.last)
    before = len(servers.last.messages)
    settings = dict.fromkeys(servers.former, ServerSettings()) | {
        servers.guild: ServerSettings(review_channel=servers.moderators.id),
        last: ServerSettings(review_channel=servers.last.id),
    }
    await restarted(world, settings, timedelta(days=1))
    await world.discord.until(lambda: len(servers.last.messages) > before, 60, "no digest was posted")
    return [one.look() for one in servers.moderators.messages.values()]


async def test_the_last_day(world: World, servers: Servers) -> None:
    """Of each kind what is new is counted, and the commonest told, without what people wrote and without names."""
    room = servers.room
    await give(room, MILL)
    answer = await (await room.bob.slash(room.channel, "ask", question=WHAT)).message()
    await vote_down(room.carmen, answer, "wrong", "Ask Ada.")
    for who in (room.bob, room.carmen):
        await mentioned(who, room.channel, ASKED)
    await give(room, "The mill of Orsk grinds four tonnes of wheat a day.")
    (message,) = await digested(world, servers)
    assert message.text.splitlines() == [
        "**The last day**: 2 questions without an answer, one answer voted down, one answer whose source has changed",
        "-# All of it, for those who manage this server: `/review`",
        "**Questions without an answer**",
        f"2× {ASKED}",
        "**Answers voted down**",
        f"1× {WHAT}",
        "👍 0, 👎 1 · It is wrong: 1",
        "**Quotes from changed sources**",
        f"1× {WHAT}",
        f"Quoted from: {TITLE}",
    ]


async def test_once_a_day(world: World, servers: Servers) -> None:
    """A bot that is started again posts nothing twice, and nothing where nothing is new."""
    await mentioned(servers.room.bob, servers.room.channel, ASKED)
    assert len(await digested(world, servers)) == 1
    last = servers.last.guild
    assert last is not None
    await mentioned(servers.room.bob, servers.room.channel, ASKED)
    before = len(servers.last.messages)
    await mentioned(servers.room.bob, servers.last)
    assert await world.bot.stop() == 0
    async with SqlState.open(world.bot.data_dir / "discord.db") as state:  # the other server's turn alone
        await state.facts.set(f"digest:{last.id}", (datetime.now(UTC) - timedelta(days=1)).isoformat())
    await world.bot.start()
    await world.discord.until(lambda: len(servers.last.messages) > before + 2, 60, "no digest was posted")
    assert len(servers.moderators.messages) == 1


async def test_nothing_new(world: World, servers: Servers) -> None:
    """Where nothing is to be reviewed, nothing is posted."""
    assert await digested(world, servers) == []


async def test_in_spanish(world: World, servers: Servers) -> None:
    """It is in the language of the server."""
    servers.guild.locale = "es-ES"
    await mentioned(servers.room.bob, servers.room.channel, ASKED)
    (message,) = await digested(world, servers)
    assert message.text.splitlines() == [
        "**El último día**: una pregunta sin respuesta, 0 respuestas con votos en contra, "
        "0 respuestas cuya fuente ha cambiado",
        "-# Todo, para quienes administran este servidor: `/revisar`",
        "**Preguntas sin respuesta**",
        f"1× {ASKED}",
    ]


async def test_only_what_all_may_read(world: World, servers: Servers) -> None:
    """Of what was asked in private or in a hidden channel, or is quoted from limited articles, no word is told."""
    room, guild = servers.room, servers.guild
    vault, role = guild.add_channel("vault"), guild.add_role("Diplomats")
    vault.deny(guild.everyone, "view_channel")
    for one in (room.mona, room.bob, world.discord.bot):
        vault.allow(one, "view_channel")
    guild.members[room.bob.id].roles.append(role)
    await give(room, "Governor Tarosk signed the Zyxomar treaty.", "Pact", role=role)
    await give(room, "Doctor Ombrecht developed the Quellith vaccine.", "Vaccine", channel=room.channel)
    await (await room.bob.slash(room.channel, "ask", question="Is Snorrifax in debt?", private=True)).message()
    await mentioned(room.bob, vault, "Who robbed the bank of Plumwick?")
    for question in ("Who signed the Zyxomar treaty?", "Who developed the Quellith vaccine?"):
        answer = await (await room.bob.slash(room.channel, "ask", question=question, private=True)).message()
        assert answer.text.startswith("> ")
        await vote_down(room.bob, answer, "wrong", "Nonsense")
    (message,) = await digested(world, servers)
    assert message.text.splitlines() == [
        "**The last day**: 2 questions without an answer, 0 answers voted down, 0 answers whose source has changed",
        "-# All of it, for those who manage this server: `/review`",
    ]


async def test_digests_ping_nobody(world: World, servers: Servers) -> None:
    """No question and no title makes the digest mention anybody."""
    room = servers.room
    for number, text in enumerate(hostile(world)[:5]):
        await world.discord.reply_to(await room.bob.say(room.channel, f"How tall is {text}?"[:1500], mention_bot=True))
        await give(room, f"Keeper {number} of Orsk wrote {text} on the wall.", f"{number} {text}"[:90])
        asked = f"What did keeper {number} of Orsk write?"
        answer = await (await room.bob.slash(room.channel, "ask", question=asked)).message()
        await vote_down(room.bob, answer, "old", text[:200])
    (message,) = await digested(world, servers)
    check(message)
    assert world.discord.pings == []


async def test_a_server_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    """Where the digest of a server cannot be made, the operator is told so in a line, and the others get theirs."""
    looked_at = list[int]()

    async def settings(guild: int) -> ServerSettings:
        looked_at.append(guild)
        if guild == 1:
            raise StateError("discord.db cannot be used: database or disk is full")
        return ServerSettings()

    guilds = [SimpleNamespace(id=guild, get_channel_or_thread=lambda channel: None) for guild in (1, 2)]
    state = SimpleNamespace(settings=SimpleNamespace(of=settings))
    client: Any = SimpleNamespace(guilds=guilds, services=SimpleNamespace(state=state))
    await post_due(client, datetime.now(UTC))
    assert looked_at == [1, 2]
    assert [(one.levelname, one.getMessage(), one.exc_info) for one in caplog.records] == [
        (
            "WARNING",
            "the digest of server 1 could not be made: discord.db cannot be used: database or disk is full",
            None,
        )
    ]
