"""Threads that the bot makes, from messages and without them."""

import asyncio

import discord
import pytest

from tests.discord_server import Upload
from tests.test_discord_server.conftest import World, panel
from tests.test_discord_server.test_quoting_events import awaited


def channel_of(world: World) -> discord.TextChannel:
    """Return the text channel as the bot's client has it."""
    found = world.bot.get_channel(world.general.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_thread_is_made_from_a_message(world: World) -> None:
    """A thread from a message has its id, belongs to the bot, is told, and begins with a message that refers to it."""
    asked = await world.alice.say(world.general, "Who knows of the pump?", mention_bot=True)
    message = await asyncio.wait_for(world.bot.heard.get(), 5)
    create, update = await awaited(world, "thread_create"), await awaited(world, "raw_message_edit")
    thread = await message.create_thread(name="The pump", auto_archive_duration=60)
    assert ((await create).id, (await update).message_id) == (asked.id, asked.id)
    assert (thread.id, thread.owner_id, thread.auto_archive_duration) == (asked.id, world.server.bot_user_id, 60)
    fetched = await channel_of(world).fetch_message(asked.id)
    assert fetched.thread is not None
    assert (fetched.thread.id, fetched.flags.has_thread) == (thread.id, True)
    with pytest.raises(discord.HTTPException) as twice:
        await message.create_thread(name="Again")
    assert (twice.value.status, twice.value.code) == (400, 160004)
    sent = await thread.send("Here.")
    where = world.guild.channels[thread.id]
    assert [await world.alice.say(where, "Thanks.")] == [where.messages[max(where.messages)].look()]
    assert [one.type.name async for one in thread.history(oldest_first=True)] == [
        "thread_starter_message",
        "default",
        "default",
    ]
    shown = await world.server.next_bot_message(where)
    assert (shown.id, shown.text) == (sent.id, "Here.")


async def test_the_name_of_a_thread_has_a_limit(world: World) -> None:
    """A name has 1 to 100 characters."""
    sent = await channel_of(world).send("hello")
    for name in ("", "x" * 101):
        with pytest.raises(discord.HTTPException) as refused:
            await sent.create_thread(name=name)
        assert refused.value.code == 50035
    world.server.description.faults().clear()
    assert (await sent.create_thread(name="x" * 100)).name == "x" * 100


async def test_an_archive_duration_is_one_of_four(world: World) -> None:
    """Other minutes than 60, 1440, 4320 and 10080 are refused."""
    sent = await channel_of(world).send("hello")
    thread = await sent.create_thread(name="talk", auto_archive_duration=4320)
    with pytest.raises(discord.HTTPException) as refused:
        await thread.edit(auto_archive_duration=61)  # type: ignore[arg-type]
    assert refused.value.code == 50035
    world.server.description.faults().clear()
    assert (await thread.edit(auto_archive_duration=10080, name="more")).name == "more"


async def test_threads_need_their_permissions(world: World) -> None:
    """Public threads and private ones are made with the permission for each."""
    sent = await channel_of(world).send("hello")
    with pytest.raises(discord.Forbidden) as private:
        await channel_of(world).create_thread(name="secret")
    world.general.deny(world.server.bot, "create_public_threads")
    with pytest.raises(discord.Forbidden) as public:
        await sent.create_thread(name="open")
    assert (private.value.code, public.value.code) == (50013, 50013)
    world.general.allow(world.server.bot, "create_private_threads")
    thread = await channel_of(world).create_thread(name="secret")
    assert (thread.type, thread.invitable) == (discord.ChannelType.private_thread, True)
    assert not world.guild.channels[thread.id].allows(world.alice, "view_channel")


async def test_the_bot_posts_in_a_forum(world: World) -> None:
    """The bot writes a post with tags and a message of its own."""
    forum = world.guild.add_forum("help", ("Solved",))
    found = await world.bot.fetch_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    made = await found.create_thread(name="Pump", view=panel(0), applied_tags=found.available_tags)
    post = world.guild.channels[made.thread.id]
    assert (made.message.id, post.applied_tags) == (post.id, (forum.tags[0].id,))
    assert (await world.server.next_bot_message(post)).text == "clicked 0 times"


async def test_own_replies_with_layouts_are_edited_and_deleted(world: World) -> None:
    """The bot changes and deletes its reply in Components V2, and cannot make it a plain message again."""
    asked = await world.alice.say(world.general, "hello", mention_bot=True, files=[Upload("a.txt", b"a")])
    message = await asyncio.wait_for(world.bot.heard.get(), 5)
    async with message.channel.typing():
        await world.server.until(lambda: world.server.typing == [world.general.id])
        reply = await message.reply(view=panel(0), mention_author=False)
    await reply.edit(view=panel(1))
    shown = await world.server.reply_to(asked)
    assert (shown.text, shown.edited, shown.reference_id) == ("clicked 1 times", True, asked.id)
    with pytest.raises(discord.HTTPException) as plain:
        await reply.edit(view=None, content="plain")
    assert plain.value.code == 50035
    await reply.delete()
    assert shown.deleted
    assert world.server.pings == []
