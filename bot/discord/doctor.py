"""Whether everything that the bot needs of Discord is in order, asked without connecting as the bot."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping

import discord
from discord import app_commands

from bot.discord.app import explained, read_token
from bot.discord.command_drift import drift, names, registered
from bot.discord.commands import registry
from bot.discord.permissions import LABELS, Purpose, lacking, named_channels
from bot.discord.ui.translator import CatalogueTranslator
from bot.service.records import ServerSettings
from bot.service.sql_state import Place, SqlState, state_place
from bot.service.state_store import NoStateError, StateError
from bot.service.token_file import TokenError
from config import Settings
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.maintenance.finding import Finding

_PATIENCE = 30.0  # seconds that may be waited where Discord asks for fewer requests; discord.py takes no fewer
_PORTAL = "https://discord.com/developers/applications"
_USES: Mapping[Purpose, str] = {
    "channels": "where the bot answers",
    "threaded": "where each answer gets a thread",
    "forums": "whose posts are answered",
    "review_channel": "where questions are reviewed",
}
Servers = Mapping[int, discord.Guild]


def diagnose(data_folder: DataFolder, settings: Settings, warn: Callable[[str], None]) -> Iterator[Finding]:
    """Looks at the token, the intents, the commands, and the servers with the channels that their settings name.

    All by requests, so that a bot that runs is left alone. `warn` is told where others may read the token.
    """
    findings = _diagnose(data_folder, settings, warn)

    async def following() -> Finding | None:
        return await anext(findings, None)

    with asyncio.Runner() as runner:
        while (finding := runner.run(following())) is not None:
            yield finding


async def _diagnose(data_folder: DataFolder, settings: Settings, warn: Callable[[str], None]) -> AsyncIterator[Finding]:
    client = discord.Client(intents=discord.Intents(guilds=True), max_ratelimit_timeout=_PATIENCE)
    try:
        token = read_token(settings.discord.token_file, warn)
        with explained():
            async with client:
                await client.login(token)
                yield Finding("token", True, f"accepted, of {client.user} ({client.application_id})")
                for finding in _application(client.application, settings.discord.message_content):
                    yield finding
                yield await _commands(client)
                servers = {guild.id: guild async for guild in client.fetch_guilds(limit=None, with_counts=False)}
                yield Finding("servers", True, f"the bot is in {len(servers)}")
                async for finding in _own_commands(client, servers):
                    yield finding
                async for finding in _settings(client, state_place(data_folder, settings), servers):
                    yield finding
    except TokenError as error:
        yield Finding("token", False, str(error))
    except QuotebotError as error:
        yield Finding("Discord", False, str(error))


def _application(application: discord.AppInfo | None, wants_content: bool) -> Iterator[Finding]:
    """Whether the application may have the intent of the settings, who may install it, and where commands go."""
    if application is None:
        return
    has_content = application.flags.gateway_message_content or application.flags.gateway_message_content_limited
    switch = f"Message Content Intent on {_PORTAL}/{application.id}/bot"
    if wants_content and not has_content:
        fix = f"switch on {switch}, or set discord.message_content = false"
        yield Finding("intents", False, f"discord.message_content = true asks for what Discord does not give; {fix}")
    elif wants_content:
        yield Finding("intents", True, "the content of messages, which Discord gives")
    else:
        unused = f"; {switch} is on, and may be off" if has_content else ""
        yield Finding("intents", True, f"no privileged one is asked for{unused}")
    may, is_on = ("may", "on") if application.user_integration_config else ("may not", "off")
    switch = f"User Install on {_PORTAL}/{application.id}/installation is {is_on}"
    yield Finding("installation", True, f"people {may} install it for themselves; {switch}")
    if application.interactions_endpoint_url:
        fix = f"empty Interactions Endpoint URL on {_PORTAL}/{application.id}/information"
        yield Finding("interactions", False, f"Discord sends commands and buttons elsewhere than to the bot; {fix}")


async def _commands(client: discord.Client) -> Finding:
    """Whether the commands that are registered for all servers are those of this version."""
    tree = app_commands.CommandTree(client)
    for command in registry.COMMANDS:
        tree.add_command(command)
    await tree.set_translator(CatalogueTranslator())
    found = await drift(tree, await registered(client))
    parts = (("missing", found.missing), ("changed since", found.changed), ("no longer there", found.foreign))
    told = [f"{what}: {', '.join(which)}" for what, which in parts if which]
    if told:
        return Finding("commands", False, f"{'; '.join(told)}; register them with: quotebot register")
    return Finding("commands", True, f"{len(tree.get_commands())} are registered, as they should be")


async def _own_commands(client: discord.Client, servers: Servers) -> AsyncIterator[Finding]:
    """Servers in which commands stand beside those for all, so that people see them twice."""
    for guild in servers.values():
        try:
            own = names(await registered(client, guild.id))
        except discord.Forbidden:
            fix = "invite it again with the scope applications.commands"
            yield Finding("commands", False, f"the bot may have none in {_server(guild)}; {fix}")
            continue
        if own:
            fix = f"take them out with: quotebot register --guild {guild.id} --remove"
            yield Finding(
                "commands", False, f"{_server(guild)} has some of its own beside those for all: {', '.join(own)}; {fix}"
            )


async def _settings(client: discord.Client, place: Place, servers: Servers) -> AsyncIterator[Finding]:
    """What is kept of servers, held against what is there."""
    try:
        kept = await _kept(place)
    except StateError as error:
        yield Finding("settings", False, str(error))
        return
    for number, settings in kept.items():
        if number not in servers:
            fix = "invite the bot again, or start it, which deletes that"
            yield Finding("server", False, f"something is kept of {number}, in which the bot is not; {fix}")
        elif any(named_channels(settings)):
            async for finding in _channels(client, number, settings):
                yield finding


async def _kept(place: Place) -> dict[int, ServerSettings]:
    """The settings of all servers of which anything is kept; none where the bot never ran."""
    try:
        async with SqlState.read_only(place) as state:
            return {guild: await state.settings.of(guild) for guild in sorted(await state.servers())}
    except NoStateError:
        return {}


async def _channels(client: discord.Client, number: int, settings: ServerSettings) -> AsyncIterator[Finding]:
    """Whether the channels that a server's settings name are there, and the bot is allowed what it needs in them."""
    guild = await client.fetch_guild(number, with_counts=False)
    channels = {channel.id: channel for channel in await guild.fetch_channels()}
    bot = await guild.fetch_member(client.user.id if client.user else 0)
    for named, purpose in named_channels(settings):
        channel, use = channels.get(named), _USES[purpose]
        if channel is None:
            fix = "choose another with /settings there"
            yield Finding("channel", False, f"{named} of {_server(guild)}, {use}, is gone; {fix}")
            continue
        place = f"#{channel.name} of {_server(guild)}, {use}"
        if lacks := lacking(channel, purpose, bot):
            permissions = ", ".join(LABELS[permission] for permission in lacks)
            yield Finding("channel", False, f"{place}, does not allow the bot: {permissions}; whoever manages it can")
        else:
            yield Finding("channel", True, f"{place}, allows the bot all it needs")


def _server(guild: discord.Guild) -> str:
    return f"{guild.name} ({guild.id})"
