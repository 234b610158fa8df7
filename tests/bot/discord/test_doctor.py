"""`quotebot doctor --discord` names whatever the bot lacks of Discord, with the fix, and disturbs nothing."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord as discord_py
import pytest
import pytest_asyncio
from discord import app_commands

from bot.discord.command_drift import CommandDrift, drift
from bot.discord.commands import registry
from bot.discord.registration import payloads
from bot.discord.ui.translator import CatalogueTranslator
from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from tests.bot.discord.conftest import World
from tests.bot.discord.process import ended
from tests.discord_server import Channel, DiscordServer, Guild
from tests.discord_server.gateway import MESSAGE_CONTENT
from tests.discord_server.permissions import Permission

NO_INTENT = "✓ intents: no privileged one is asked for"
PAGE = "https://discord.com/developers/applications"


@dataclass
class Place:
    """A bot of one server that is in order, and its data folder, in which nothing is yet."""

    discord: DiscordServer
    guild: Guild
    data_dir: Path

    async def examine(self, settings: str = "", token: str | None = None) -> tuple[int, list[str]]:
        """Have the doctor look; its exit code and lines."""
        given = self.discord.token if token is None else token
        arguments = ("doctor", "--discord")
        return await ended(self.discord, self.data_dir, *arguments, token=given, settings=settings)

    async def problems(self, settings: str = "") -> list[str]:
        """What the doctor finds that is not in order, which its exit code tells too."""
        code, lines = await self.examine(settings)
        found = [line.removeprefix("✗ ") for line in lines if not line.startswith("✓ ")]
        assert code == (1 if found else 0)
        return found

    async def keep(self, guild: int, settings: ServerSettings) -> None:
        """Keep settings of a server as the bot does."""
        self.data_dir.mkdir(exist_ok=True)
        async with SqlState.open(self.data_dir / "discord.db") as state:
            await state.settings.save(guild, settings)

    @property
    def name(self) -> str:
        """What the doctor calls the server."""
        return f"{self.guild.name} ({self.guild.id})"


async def own_tree() -> app_commands.CommandTree:
    """The commands of the bot as it has them."""
    tree = app_commands.CommandTree(discord_py.Client(intents=discord_py.Intents(guilds=True)))
    for command in registry.COMMANDS:
        tree.add_command(command)
    await tree.set_translator(CatalogueTranslator())
    return tree


async def own_commands() -> list[dict[str, Any]]:
    """The commands of the bot as it registers them."""
    return deepcopy(await payloads(await own_tree()))


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """A bot whose commands are registered; what the doctor asks, it asks without connecting."""
    async with DiscordServer() as discord:
        discord.registry.replace(await own_commands(), None)
        yield Place(discord, discord.add_guild("Alpha"), tmp_path / "data")
        assert discord.intents == []
        assert {request.method for request in discord.requests} <= {"GET"}


def installation(place: Place) -> str:
    """The page that tells who may install the application."""
    return f"{PAGE}/{place.discord.application_id}/installation"


def sound(place: Place) -> list[str]:
    """What is told of a bot that is in order and of which nothing is kept."""
    return [
        f"✓ token: accepted, of quotebot ({place.discord.application_id})",
        NO_INTENT,
        f"✓ installation: people may install it for themselves; User Install on {installation(place)} is on",
        f"✓ commands: {len(place.discord.commands())} are registered, as they should be",
        "✓ servers: the bot is in 1",
    ]


async def test_in_order(place: Place) -> None:
    """Of a bot that never ran, all that is in order is told, the token is not, and no file is made."""
    assert await place.examine() == (0, sound(place))
    assert not place.data_dir.exists()


async def test_for_servers_alone(place: Place) -> None:
    """An application that people may not install for themselves is in order too."""
    place.discord.integration_types = (0,)
    code, lines = await place.examine()
    assert (code, lines[2]) == (
        0,
        f"✓ installation: people may not install it for themselves; User Install on {installation(place)} is off",
    )


@pytest.mark.model
@pytest.mark.asyncio(loop_scope="module")
async def test_while_the_bot_runs(world: World) -> None:
    """A bot that runs, and keeps settings, is examined without being disturbed."""
    await world.bot.logged("ready as")
    async with SqlState.open(world.bot.data_dir / "discord.db") as state:
        await state.settings.save(world.guild.id, ServerSettings(channels=(world.general.id,)))
    code, lines = await ended(world.discord, world.bot.data_dir, "doctor", "--discord", token=world.discord.token)
    allowed = "where the bot answers, allows the bot all it needs"
    assert (code, lines) == (
        0,
        [
            *sound(Place(world.discord, world.guild, world.bot.data_dir)),
            f"✓ channel: #general of Alpha ({world.guild.id}), {allowed}",
        ],
    )
    assert len(world.discord.intents) == 1


# The token and the way to Discord


async def test_no_token(place: Place) -> None:
    """Where there is no token, it is told where one comes from."""
    code, lines = await place.examine(token="")
    assert (code, lines) == (
        1,
        [
            f"✗ token: there is no Discord token; make an application on {PAGE}, copy the token from its page Bot, and "
            "set it as DISCORD_TOKEN or save it in a file named by discord.token_file"
        ],
    )


async def test_refused_token(place: Place) -> None:
    """A token that Discord refuses is named as that, and not shown."""
    refused = "✗ token: Discord refuses the token; copy it anew from the page Bot of your application"
    assert await place.examine(token="not-the-token") == (1, [refused])  # noqa: S106 - of no bot


async def test_unreachable(place: Place) -> None:
    """Where nothing answers, that is told in one line."""
    place.discord.fail_next("GET", "/users/@me$", 0, times=9)
    code, (line,) = await place.examine()
    assert code == 1
    assert line.startswith("✗ Discord: cannot reach Discord: ")
    assert line.endswith("; check the network")


async def test_too_many_requests(place: Place) -> None:
    """Where Discord asks to wait longer than somebody would, for how long is told."""
    place.discord.fail_next("GET", "/users/@me/guilds", 429, body={"retry_after": 61.5})
    code, lines = await place.examine()
    told = [line for line in lines if "rate limited" not in line]  # by discord.py
    assert (code, told[-1]) == (1, "✗ Discord: Discord asks for fewer requests; try again in 62 seconds")


async def test_shut_out(place: Place) -> None:
    """Where the address of the machine is shut out for a while, that is told."""
    place.discord.fail_next("GET", "/users/@me$", 429, headers={"Via": ""})
    refused = (
        "✗ Discord: Discord refuses requests from this address for now, since there were too many; try again later"
    )
    assert await place.examine() == (1, [refused])


# The application


async def test_intent_is_missing(place: Place) -> None:
    """Where the settings ask for the content of messages and the application may not have it, both fixes are told."""
    settings = "[discord]\nmessage_content = true\n"
    page = f"{PAGE}/{place.discord.application_id}/bot"
    assert await place.problems(settings) == [
        "intents: discord.message_content = true asks for what Discord does not give; switch on Message Content Intent "
        f"on {page}, or set discord.message_content = false"
    ]
    place.discord.privileged_intents = MESSAGE_CONTENT
    _, lines = await place.examine(settings)
    assert lines[1] == "✓ intents: the content of messages, which Discord gives"
    _, lines = await place.examine()
    assert lines[1] == f"{NO_INTENT}; Message Content Intent on {page} is on, and may be off"


async def test_interactions_go_elsewhere(place: Place) -> None:
    """Where Discord sends interactions to a web server, so that none reaches the bot, it is told where that is set."""
    place.discord.interactions_endpoint = "https://bot.example/interactions"
    page = f"{PAGE}/{place.discord.application_id}/information"
    _, lines = await place.examine()
    assert [line for line in lines if line.startswith("✗")] == [
        "✗ interactions: Discord sends commands and buttons elsewhere than to the bot; empty Interactions Endpoint URL "
        f"on {page}"
    ]


# The commands


async def test_drift(place: Place) -> None:
    """Commands that are missing, say something else in one language, or are not the bot's are told by name."""
    commands = await own_commands()
    (missing,) = (command for command in commands if command["name"] == "sources")
    (changed,) = (command for command in commands if command["name"] == "Find sources")
    changed["name_localizations"]["es-ES"] = "Fuentes"
    commands.remove(missing)
    old = {"type": 1, "name": "old", "description": "What there was once"}
    place.discord.registry.replace([*commands, old], None)
    assert await place.problems() == [
        "commands: missing: /sources; changed since: Find sources; no longer there: /old; register them with: "
        "quotebot register"
    ]


EDITS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "description": lambda ask: ask.update(description="Ask"),
    "translation of an option": lambda ask: ask["options"][0]["name_localizations"].pop("es-ES"),
    "option": lambda ask: ask["options"].pop(),
    "limit": lambda ask: ask["options"][0].update(max_length=100),
    "required": lambda ask: ask["options"][0].update(required=False),
    "permissions": lambda ask: ask.update(default_member_permissions="0"),
    "places": lambda ask: ask.update(contexts=[0]),
    "age": lambda ask: ask.update(nsfw=True),
}


@pytest.mark.parametrize("change", EDITS)
async def test_any_change_is_seen(change: str) -> None:
    """Whatever part of a command is registered otherwise, that command alone is found to have changed."""
    discord, commands = DiscordServer(), await own_commands()
    EDITS[change](next(command for command in commands if command["name"] == "ask"))
    discord.registry.replace(commands, None)
    assert await drift(await own_tree(), discord.commands()) == CommandDrift(changed=("/ask",))


async def test_commands_of_one_server(place: Place) -> None:
    """Commands that a server has beside those for all are told with what takes them out, which does."""
    commands = await own_commands()
    place.discord.registry.replace(commands[:2], place.guild.id)
    remove = f"quotebot register --guild {place.guild.id} --remove"
    assert await place.problems() == [
        f"commands: {place.name} has some of its own beside those for all: /ask, /search; take them out with: {remove}"
    ]
    place.discord.fail_next("GET", f"/guilds/{place.guild.id}/commands", 403, body={"code": 50001, "message": "No"})
    invite = "invite it again with the scope applications.commands"
    assert await place.problems() == [f"commands: the bot may have none in {place.name}; {invite}"]


# Servers and their channels


async def test_many_servers(place: Place) -> None:
    """Servers are told whatever their number, and what is wrong with the last of them too."""
    last = [place.discord.add_guild(f"Guild {number}") for number in range(200)][-1]
    place.discord.registry.replace((await own_commands())[:1], last.id)
    code, lines = await place.examine()
    remove = f"quotebot register --guild {last.id} --remove"
    assert (code, lines[4:]) == (
        1,
        [
            "✓ servers: the bot is in 201",
            f"✗ commands: Guild 199 ({last.id}) has some of its own beside those for all: /ask; take them out with: "
            f"{remove}",
        ],
    )


async def test_server_that_the_bot_left(place: Place) -> None:
    """Of a server that the bot is not in, and of which something is kept, what becomes of that is told."""
    gone = place.discord.add_guild("Beta", with_bot=False)
    await place.keep(gone.id, ServerSettings(private=True))
    assert await place.problems() == [
        f"server: something is kept of {gone.id}, in which the bot is not; invite the bot again, or start it, which "
        "deletes that"
    ]


def denied(channel: Channel, *permissions: str) -> Channel:
    """The channel, in which the bot may not do something."""
    assert channel.guild is not None
    channel.deny(channel.guild.server.bot, *permissions)
    return channel


async def test_channels(place: Place) -> None:
    """Each channel that settings name is told with what the bot lacks there for what it is named for."""
    guild = place.guild
    everyone = guild.everyone
    everyone.permissions &= ~int(Permission.CREATE_PUBLIC_THREADS)
    fine = guild.add_channel("fine")
    mute = denied(guild.add_channel("mute"), "send_messages_in_threads", "read_message_history")
    forum = denied(guild.add_forum("help"), "send_messages")  # where it writes in posts alone
    review = denied(guild.add_channel("review"), "send_messages")
    hidden = denied(guild.add_channel("hidden"), "view_channel")
    gone = guild.add_channel("gone")
    guild.delete_channel(gone)
    settings = ServerSettings(
        channels=(fine.id, mute.id, hidden.id),
        threaded=(fine.id, gone.id),
        forums=(forum.id,),
        review_channel=review.id,
    )
    await place.keep(guild.id, settings)

    def lacks(channel: str, use: str, permissions: str) -> str:
        named = f"✗ channel: #{channel} of {place.name}, {use}"
        return f"{named}, does not allow the bot: {permissions}; whoever manages it can"

    assert await place.examine() == (
        1,
        [
            *sound(place),
            f"✓ channel: #fine of {place.name}, where the bot answers, allows the bot all it needs",
            lacks("mute", "where the bot answers", "Send Messages in Threads, Read Message History"),
            lacks(
                "hidden",
                "where the bot answers",
                "View Channel, Send Messages, Send Messages in Threads, Read Message History",
            ),
            lacks("fine", "where each answer gets a thread", "Create Public Threads"),
            f"✗ channel: {gone.id} of {place.name}, where each answer gets a thread, is gone; choose another with "
            "/settings there",
            lacks("help", "whose posts are answered", "Manage Threads"),
            lacks("review", "where questions are reviewed", "Send Messages"),
        ],
    )


async def test_rights_of_roles(place: Place) -> None:
    """What a role of the bot's allows in a channel counts, and who administers the server lacks nothing."""
    forum = place.guild.add_forum("help")
    await place.keep(place.guild.id, ServerSettings(forums=(forum.id,)))
    role = place.guild.add_role("helpers")
    place.guild.members[place.discord.bot_user_id].roles.append(role)
    assert len(await place.problems()) == 1
    forum.allow(role, "manage_threads")
    assert await place.problems() == []
    denied(forum, "view_channel", "manage_threads")
    role.permissions = int(Permission.ADMINISTRATOR)
    assert await place.problems() == []


async def test_older_file(place: Place) -> None:
    """A file of an earlier version is left as it is; what brings it up to date is told."""
    await place.keep(place.guild.id, ServerSettings())
    path = place.data_dir / "discord.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TABLE alembic_version; PRAGMA user_version = 1;")
    before = path.read_bytes()
    told = "data/discord.db is of an earlier version of quotebot; start the bot, which updates it"
    assert [line.replace(str(place.data_dir.parent) + "/", "") for line in await place.problems()] == [
        f"settings: {told}"
    ]
    assert path.read_bytes() == before
