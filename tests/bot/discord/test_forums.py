"""Posts of forums are answered by themselves where that is sure, and become solved by what people say of the answer."""

from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.service.records import ServerSettings
from bot.service.sqlite_state import SqliteState
from index.files.data_folder import DataFolder
from tests.bot.discord.conftest import World
from tests.discord_server import Channel, Guild, Message, Person

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

TITLE = "How many people has El Salvador jailed since 2022?"
VAGUE = "Does anybody know more about my new bicycle?"


async def choose(world: World, guild: Guild, **changes: Any) -> None:
    """Save settings of a server as its managers would choose them."""
    async with SqliteState.open(DataFolder(world.bot.data_dir).state) as state:
        await state.settings.save(guild.id, replace(ServerSettings(), **changes))


@pytest_asyncio.fixture(loop_scope="module")
async def forum(world: World) -> Channel:
    """A forum of a new server that Alice manages, whose posts are answered and tagged when they are solved."""
    guild = world.discord.add_guild("Gamma")
    for person in (world.bob, world.carmen):
        guild.join(person)
    guild.join(world.alice, permissions="manage_guild")
    guild.join(world.discord.bot, permissions="manage_threads")
    forum = guild.add_forum("help", ("Solved",))
    await choose(world, guild, forums=(forum.id,), solved_tag="solved")
    return forum


async def answered(world: World, forum: Channel, title: str = TITLE, who: Person | None = None) -> Message:
    """Write a post and return the bot's answer."""
    assert forum.guild is not None
    post = forum.guild.add_post(forum, title, who or world.bob, "Hello, I wonder about that.")
    return await world.discord.next_bot_message(post)


async def test_a_post_is_answered(world: World, forum: Channel) -> None:
    """A new post is answered in itself by what its title asks, with the question whether that helped."""
    answer = await answered(world, forum)
    assert "80,000" in answer.text.splitlines()[0]
    assert answer.text.splitlines()[-1] == "Did this help?"
    assert [button.label for button in answer.buttons][-3:] == ["Yes, solved", "No", "Why this?"]
    assert answer.reference_id == answer.channel.id
