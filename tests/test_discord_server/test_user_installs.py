"""The application installed by a person: where she can use it, and what the bot is told and may do there."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.discord_server import Channel, DiscordServer, Guild, NotAllowed, Person
from tests.test_discord_server.conftest import Bot, Interaction, World, running

EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
BOTH = app_commands.AppInstallationType(guild=True, user=True)
PRIVATE = discord.Permissions(attach_files=True, embed_links=True, mention_everyone=True)


class Away:
    """A guild without the bot, with Alice, who has the application, and Bob, who has not."""

    def __init__(self, server: DiscordServer) -> None:
        self.guild: Guild = server.add_guild("Away", with_bot=False)
        self.alice: Person = server.add_person("alice")
        self.bob: Person = server.add_person("bob")
        for person in (self.alice, self.bob):
            self.guild.join(person)
        self.hall: Channel = self.guild.add_channel("hall")
        self.alice.install()


@pytest.fixture
def away(server: DiscordServer) -> Away:
    """A guild without the bot."""
    return Away(server)


@pytest.fixture
async def world(server: DiscordServer, away: Away) -> AsyncIterator[World]:
    """A bot in one guild, with commands for guilds, for people and for both."""
    home = server.add_guild("Home")
    bot = Bot()
    for name, installs in (("both", BOTH), ("own", app_commands.AppInstallationType(user=True))):
        add_command(bot, name, installs)
    home.join(away.alice)
    world = World(server, home, home.add_channel("general"), away.alice, away.bob, bot)
    async with running(bot, server.token):
        await server.ready(10)
        await bot.wait_until_ready()
        yield world


def add_command(bot: Bot, name: str, installs: app_commands.AppInstallationType) -> None:
    """Give a bot a command that is offered by some installations and does nothing."""

    async def wait(interaction: Interaction) -> None:
        bot.raw.put_nowait(interaction)

    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=name, description="Wait", callback=wait, allowed_installs=installs, allowed_contexts=EVERYWHERE
    )
    bot.tree.add_command(command)


async def used(world: World, where: Channel, name: str = "both") -> Interaction:
    """Let Alice use a command and return what the bot is told."""
    await world.alice.slash(where, name)
    return await asyncio.wait_for(world.bot.raw.get(), 5)


async def offered(person: Person, where: Channel) -> list[str]:
    """Return those of three commands that a person is offered in a channel."""
    found = []
    for name in ("raw", "both", "own"):
        try:
            await person.slash(where, name)
        except NotAllowed:
            continue
        found.append(name)
    return found


async def test_which_commands_are_offered_where(world: World, away: Away) -> None:
    """A command is offered by the guilds with the bot, by the person's installation, or by both, as it was made."""
    alice, bob = away.alice, away.bob
    private, group = world.server.add_private(alice, bob), world.server.add_private(alice, bob, name="club")
    world.guild.join(bob)
    assert await offered(alice, world.general) == ["raw", "both", "own"]
    assert await offered(bob, world.general) == ["raw", "both"]
    assert await offered(alice, alice.dm) == ["raw", "both", "own"]
    assert await offered(bob, bob.dm) == ["raw", "both"]
    for where in (away.hall, private, group):
        assert await offered(alice, where) == ["both", "own"]
        assert await offered(bob, where) == []
    alice.uninstall()
    assert await offered(alice, away.hall) == []


async def test_what_is_told_of_a_guild_without_the_bot(world: World, away: Away) -> None:
    """The bot gets the member and a partial guild, nothing by the gateway, and cannot read or write there."""
    it = await used(world, away.hall)
    assert (it.context.guild, it.guild_id, it.guild_locale) == (True, away.guild.id, discord.Locale.american_english)
    assert (it.is_guild_integration(), it.is_user_integration()) == (False, True)
    assert isinstance(it.user, discord.Member)
    assert (it.user.id, it.app_permissions.embed_links) == (away.alice.id, True)
    assert world.bot.get_guild(away.guild.id) is None
    await it.response.send_message("Here.")
    message = await it.original_response()
    assert away.bob.sees(away.hall.messages[message.id].look())
    channel = world.bot.get_partial_messageable(away.hall.id)
    for request in (channel.send("Hello"), channel.fetch_message(message.id), world.bot.fetch_channel(away.hall.id)):
        with pytest.raises(discord.Forbidden) as closed:
            await request
        assert closed.value.code == 50001
    await away.bob.say(away.hall, "unheard", mention_bot=True)
    assert world.bot.heard.empty()


async def test_through_whom_it_is_authorized(world: World, away: Away) -> None:
    """The guild and the person are named where each has installed what offers the command."""
    guild, alice = {0: world.guild.id}, {1: away.alice.id}
    private = world.server.add_private(away.alice, away.bob)
    assert (await used(world, world.general, "raw"))._integration_owners == guild
    assert (await used(world, world.general))._integration_owners == guild | alice
    assert (await used(world, world.general, "own"))._integration_owners == alice
    assert (await used(world, away.alice.dm))._integration_owners == {0: 0} | alice
    assert (await used(world, private))._integration_owners == alice


async def test_what_is_told_of_private_channels(world: World, away: Away) -> None:
    """In messages of others the bot gets a user and may attach, embed and mention, and a group has its name."""
    it = await used(world, world.server.add_private(away.alice, away.bob, name="club"))
    assert isinstance(it.channel, discord.GroupChannel)
    assert (it.channel.name, it.context.private_channel, it.guild_id, it.user.id) == ("club", True, None, away.alice.id)
    assert it.app_permissions == PRIVATE
    await it.response.send_message("Here.", ephemeral=True)
    it = await used(world, away.alice.dm)
    assert it.context.dm_channel
    assert it.app_permissions == PRIVATE | discord.Permissions(external_emojis=True)


async def test_follow_ups_are_five_where_only_a_person_has_it(world: World, away: Away) -> None:
    """The sixth follow-up meets 40094, save where the guild has the bot."""
    it = await used(world, away.hall)
    await it.response.send_message("0")
    for number in range(5):
        await it.followup.send(f"{number + 1}", ephemeral=number % 2 == 0)
    with pytest.raises(discord.HTTPException) as sixth:
        await it.followup.send("6")
    assert (sixth.value.status, sixth.value.code) == (400, 40094)
    await it.edit_original_response(content="still")
    it = await used(world, world.general)
    await it.response.send_message("0")
    for number in range(6):
        await it.followup.send(f"{number + 1}")


async def test_a_click_is_authorized_by_who_asked(world: World, away: Away) -> None:
    """Bob, who has not installed it, clicks what Alice got, and her installation stands for it."""
    it = await used(world, away.hall)
    view: ui.View = ui.View(timeout=None)
    view.add_item(ui.Button(label="Open", custom_id="open"))
    heard = asyncio.create_task(world.bot.wait_for("interaction"))
    await it.response.send_message("press", view=view)
    message = away.hall.messages[(await it.original_response()).id].look()
    clicked = await away.bob.click(message, "Open")
    told = await asyncio.wait_for(heard, 5)
    assert (told.user.id, told._integration_owners) == (away.bob.id, {1: away.alice.id})
    await told.response.send_message("pressed", ephemeral=True)
    assert (await clicked.message(5)).text == "pressed"


async def test_answers_are_hidden_where_external_apps_are_not_allowed(world: World, away: Away) -> None:
    """Without the permission for external applications the answer is hers alone, save from the guild's own bot."""
    for channel in (away.hall, world.general):
        channel.deny(away.alice, "use_external_apps")
    it = await used(world, away.hall)
    await it.response.defer()
    await it.edit_original_response(content="Here.")
    assert away.hall.messages[(await it.original_response()).id].ephemeral
    it = await used(world, world.general)
    await it.response.send_message("Here.")
    assert not world.general.messages[(await it.original_response()).id].ephemeral
