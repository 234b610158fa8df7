"""The gateway: how clients connect, lose their connection and come back."""

import asyncio

import discord
import pytest

from tests.discord_server import DiscordServer
from tests.test_discord_server.conftest import INTENTS, Bot, World, running


class Sharded(discord.AutoShardedClient):
    """A client that lets the server say how many shards it should have."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once, not after five seconds."""


async def test_handshake_tells_the_guilds_and_records_the_intents(world: World) -> None:
    """The client knows the guild, its channel and itself after READY, and the server knows its intents."""
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    assert [channel.name for channel in guild.channels] == ["general"]
    assert guild.me.id == world.server.bot_user_id == world.bot.application_id
    assert world.server.intents == [INTENTS.value]


@pytest.mark.parametrize("name", ["members", "presences", "message_content"])
async def test_a_privileged_intent_that_is_not_enabled_closes_with_4014(server: DiscordServer, name: str) -> None:
    """Discord refuses intents that the application does not have."""
    bot = Bot(intents=discord.Intents(guilds=True, **{name: True}))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(server.token)
    await bot.close()
    assert server.gateway.close_codes == [4014]


async def test_a_wrong_token_is_refused(server: DiscordServer) -> None:
    """The login fails with the error that a client expects."""
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()


async def test_a_dropped_connection_is_resumed_and_what_was_missed_is_replayed(world: World) -> None:
    """An interaction and a message that happen while the client is away reach it when it resumes."""
    await world.server.drop_gateway()
    response = await world.alice.slash(world.general, "ask", question="why")
    await world.alice.say(world.alice.dm, "hello")
    assert (await response.message(5)).text == "clicked 0 times"
    assert (await asyncio.wait_for(world.bot.heard.get(), 5)).content == "hello"
    assert len(world.server.intents) == 1
    assert len(world.server.gateway.resumes) == 1
    assert world.server.gateway.replayed == [2]
    assert world.bot.resumed == 1


async def test_a_request_to_reconnect_is_followed_by_a_resume(world: World) -> None:
    """Opcode 7 makes the client resume without a new session."""
    await world.server.reconnect()
    await world.server.ready(5)
    assert (len(world.server.intents), len(world.server.gateway.resumes)) == (1, 1)
    response = await world.alice.slash(world.general, "ask", question="why")
    assert (await response.message(5)).text == "clicked 0 times"


@pytest.mark.parametrize(("resumable", "identifies", "resumes"), [(True, 1, 1), (False, 2, 0)])
async def test_an_invalid_session_is_resumed_or_begun_anew(
    world: World, resumable: bool, identifies: int, resumes: int
) -> None:
    """Opcode 9 makes the client resume or identify again, as it says."""
    await world.server.invalidate_session(resumable=resumable)
    await world.server.ready(5)
    assert (len(world.server.intents), len(world.server.gateway.resumes)) == (identifies, resumes)


async def test_a_session_that_is_gone_is_begun_anew(world: World) -> None:
    """A resume of a forgotten session meets opcode 9, and the client identifies again."""
    await world.server.drop_gateway(resumable=False)
    await world.server.ready(5)
    assert (len(world.server.intents), len(world.server.gateway.resumes)) == (2, 1)


async def test_heartbeats_are_acknowledged(server: DiscordServer) -> None:
    """A client beats at the interval it was told and knows its latency."""
    server.heartbeat_interval = 0.05
    bot = Bot()
    async with running(bot, server.token):
        await server.ready(5)
        await asyncio.sleep(0.2)
        assert server.gateway.heartbeats >= 3
        assert bot.latency < 1


async def test_a_client_that_sends_too_much_is_closed_with_4008(world: World) -> None:
    """More than 120 payloads in a minute end the connection, and the client comes back."""
    for _ in range(121):
        await world.bot.ws.socket.send_str('{"op": 3, "d": {}}')
    await world.server.until(lambda: world.server.gateway.close_codes == [4008], 5)
    await world.server.until(lambda: len(world.server.gateway.resumes) == 1, 5)


async def test_guilds_are_spread_over_shards(server: DiscordServer) -> None:
    """Each shard is told of its guilds only, and direct messages go to the first."""
    server.shards = 2
    guilds = [server.add_guild(name) for name in ("Alpha", "Beta")]
    bot = Sharded(intents=INTENTS, guild_ready_timeout=0.02)
    heard: asyncio.Queue[int] = asyncio.Queue()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.put_nowait(message.guild.shard_id if message.guild else 0)

    async with running(bot, server.token):
        await server.ready(5)
        await bot.wait_until_ready()
        assert [identify["shard"] for identify in server.gateway.identifies] == [[0, 2], [1, 2]]
        alice = server.add_person("alice")
        for guild in guilds:
            guild.join(alice)
            await alice.say(guild.add_channel("general"), "hello")
        shards = {await asyncio.wait_for(heard.get(), 5) for _ in guilds}
        assert shards == {0, 1}
        await alice.say(alice.dm, "hello")
        assert await asyncio.wait_for(heard.get(), 5) == 0


async def test_a_shard_may_have_two_sessions(world: World) -> None:
    """Of two clients of one shard both are told of what happens, and one that ends takes nothing from the other."""
    other = Bot()
    async with running(other, world.server.token):
        await world.server.until(lambda: len(world.server.gateway.alive()) == 2, 5)
        await world.alice.say(world.alice.dm, "hello")
        heard = [(await asyncio.wait_for(bot.heard.get(), 5)).content for bot in (world.bot, other)]
        assert heard == ["hello", "hello"]
        assert [session.shard for session in world.server.gateway.alive()] == [0, 0]
    await world.alice.say(world.alice.dm, "again")
    assert (await asyncio.wait_for(world.bot.heard.get(), 5)).content == "again"
    assert (len(world.server.intents), world.server.gateway.resumes) == (2, [])


async def test_joining_and_leaving_guilds_reaches_the_client(world: World) -> None:
    """The client learns of a guild it is invited to and of one it is thrown out of."""
    other = world.server.add_guild("Beta", with_bot=False)
    assert world.bot.get_guild(other.id) is None
    joined = asyncio.create_task(world.bot.wait_for("guild_join", timeout=5))
    await asyncio.sleep(0)
    world.server.invite_to(other)
    assert (await joined).name == "Beta"
    left = asyncio.create_task(world.bot.wait_for("guild_remove", timeout=5))
    await asyncio.sleep(0)
    await world.server.remove_from(other)
    assert (await left).id == other.id
