"""What an operator's check asks for: the application, the gateway, guilds, roles, members and commands."""

import discord
import pytest
from discord import app_commands
from discord.http import Route

from tests.discord_server import NotAllowed
from tests.discord_server.gateway import GUILD_MEMBERS, MESSAGE_CONTENT
from tests.test_discord_server.conftest import Interaction, World


async def test_the_application_tells_its_intents_and_installations(world: World) -> None:
    """The flags are those of the enabled intents, and where it can be installed is told."""
    world.server.privileged_intents = MESSAGE_CONTENT | GUILD_MEMBERS
    told = await world.bot.application_info()
    assert told.id == world.server.application_id
    assert (told.flags.gateway_message_content_limited, told.flags.gateway_guild_members_limited) == (True, True)
    assert (told.flags.gateway_presence_limited, told.approximate_guild_count) == (False, 1)
    assert told.guild_integration_config is not None
    assert told.user_integration_config is not None
    assert (await world.bot.http.get_bot_gateway())[1].startswith(world.server.gateway_address)
    me = await world.bot.http.request(Route("GET", "/users/@me"))
    assert (me["id"], me["bot"]) == (str(world.server.bot_user_id), True)
    world.server.integration_types = (0,)
    assert (await world.bot.application_info()).user_integration_config is None
    with pytest.raises(NotAllowed):
        world.alice.install()


async def test_a_guild_is_told_with_its_channels_roles_and_members(world: World) -> None:
    """Every channel is listed, hidden ones too, threads apart, and the bot's own role is known as such."""
    hidden, forum = world.guild.add_channel("vault"), world.guild.add_forum("help")
    hidden.deny(world.server.bot, "view_channel")
    post = world.guild.add_post(forum, "Pump", world.alice, "Who knows?")
    world.guild.add_thread(hidden, "unseen")
    guild = await world.bot.fetch_guild(world.guild.id)
    assert (guild.name, guild.approximate_member_count) == ("Alpha", 3)
    assert [one.id for one in await guild.fetch_channels()] == [world.general.id, hidden.id, forum.id]
    assert [one.id for one in await guild.active_threads()] == [post.id]
    bot = await guild.fetch_member(world.server.bot_user_id)
    roles = await guild.fetch_roles()
    own = next(role for role in roles if role.is_bot_managed())
    assert [role.name for role in roles] == ["@everyone", "quotebot"]
    assert [role.id for role in bot.roles][1:] == [own.id]
    assert (await guild.fetch_role(own.id)).tags is not None
    away = world.server.add_guild("Away", with_bot=False)
    with pytest.raises(discord.NotFound) as unknown:
        await world.bot.fetch_guild(away.id)
    assert unknown.value.code == 10004


async def test_commands_are_listed_with_their_languages_on_demand(world: World) -> None:
    """Without being asked for them, texts in other languages are left out, also those of options."""

    @app_commands.describe(word="A word")
    async def say(interaction: Interaction, word: str) -> None:
        """Say something."""

    tree = world.bot.tree
    tree.add_command(app_commands.Command(name="say", description="Say", callback=say))
    await tree.sync()
    kept = next(command for command in world.server.commands() if command["name"] == "say")
    kept["name_localizations"] = kept["options"][0]["name_localizations"] = {"de": "sag"}
    listed = f"/applications/{world.server.application_id}/commands"
    plain = await world.bot.http.request(Route("GET", listed))
    full = await world.bot.http.request(Route("GET", listed), params={"with_localizations": "true"})
    assert [command["name"] for command in plain] == [command["name"] for command in full]
    for commands, texts in ((plain, None), (full, {"de": "sag"})):
        one = next(command for command in commands if command["name"] == "say")
        assert [part.get("name_localizations") for part in (one, one["options"][0])] == [texts, texts]
    assert (await tree.fetch_command(int(kept["id"]))).name == "say"
    assert await tree.fetch_commands(guild=discord.Object(world.guild.id)) == []


async def test_own_guilds_are_listed_in_pages(world: World) -> None:
    """The guilds that the bot is in come 200 at a time, in the order of their ids, with their sizes on demand."""
    more = [world.server.add_guild(f"Guild {number}") for number in range(200)]
    world.server.add_guild("Away", with_bot=False)
    listed = [guild.id async for guild in world.bot.fetch_guilds(limit=None)]
    assert listed == [world.guild.id, *(guild.id for guild in more)]
    own = Route("GET", "/users/@me/guilds")
    (last,) = await world.bot.http.request(own, params={"before": str(more[1].id), "limit": "1", "with_counts": "true"})
    assert (last["id"], last["approximate_member_count"]) == (str(more[0].id), 1)
    with pytest.raises(discord.HTTPException) as refused:
        await world.bot.http.request(own, params={"limit": "201"})
    assert refused.value.code == 50035
