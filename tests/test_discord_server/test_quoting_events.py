"""What becomes of messages is told, and their history and pins are given, as Discord's documentation has it."""

import asyncio
from typing import Any

import discord
import pytest

from tests.discord_server import NotAllowed
from tests.test_discord_server.conftest import World


async def told(world: World, event: str) -> Any:
    """The next event of a kind that the bot is told of."""
    return await asyncio.wait_for(asyncio.create_task(world.bot.wait_for(event)), 5)


async def awaited(world: World, event: str) -> "asyncio.Task[Any]":
    """Begin to wait for the next event of a kind."""
    task = asyncio.create_task(told(world, event))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return task


async def test_deletions_are_told_without_content(world: World) -> None:
    """A deletion names the message, one of many at once all of them, and a thread what it was in."""
    first, second, third = [await world.alice.say(world.general, text) for text in ("one", "two", "three")]
    waiting = await awaited(world, "raw_message_delete")
    await world.alice.delete(first)
    assert (await waiting).message_id == first.id
    world.guild.join(world.alice, administrator=True)
    waiting = await awaited(world, "raw_bulk_message_delete")
    await world.alice.delete_all([second, third])
    assert (await waiting).message_ids == {second.id, third.id}
    thread = world.guild.add_thread(world.general, "thread")
    waiting = await awaited(world, "raw_thread_delete")
    world.guild.delete_channel(thread)
    event = await waiting
    assert (event.thread_id, event.parent_id) == (thread.id, world.general.id)


async def test_edits_are_told_with_their_time(world: World) -> None:
    """An edit is told with its time and without what is written, unless the bot is mentioned."""
    message = await world.alice.say(world.general, "one")
    waiting = await awaited(world, "raw_message_edit")
    await world.alice.rewrite(message, "two")
    event = await waiting
    assert (event.message.content, event.message.edited_at is not None) == ("", True)
    waiting = await awaited(world, "raw_message_edit")
    await world.alice.rewrite(message, f"{world.server.bot.mention} three")
    assert (await waiting).message.content == f"<@{world.server.bot_user_id}> three"
    with pytest.raises(NotAllowed):
        await world.bob.rewrite(message, "four")


async def test_history_and_pins(world: World) -> None:
    """History is given page by page, pins the newest first; without the right to read it nothing is, and no error."""
    world.guild.join(world.alice, administrator=True)
    messages = [await world.alice.say(world.general, str(number)) for number in range(120)]
    channel = world.bot.get_channel(world.general.id)
    assert isinstance(channel, discord.TextChannel)
    read = [one.id async for one in channel.history(limit=None, oldest_first=True)]
    assert read == [one.id for one in messages]
    for one in messages[60:2:-1]:
        await world.alice.pin(one)
    assert [one.id async for one in channel.pins(limit=None)] == [one.id for one in messages[3:61]]
    world.general.deny(world.server.bot, "read_message_history")
    assert [one async for one in channel.history()] == []
    assert [one async for one in channel.pins()] == []
    with pytest.raises(discord.Forbidden):
        await channel.fetch_message(messages[0].id)


async def test_threads(world: World) -> None:
    """A post has the id of its first message; a thread from a message begins with one that refers to that."""
    post = world.guild.add_post(world.guild.add_forum("help"), "Pump", world.alice, "Who knows?")
    assert list(post.messages) == [post.id]
    starter = await world.alice.say(world.general, "Let us talk.")
    thread = world.guild.add_thread(world.general, "talk", starter)
    await world.alice.say(thread, "Yes.")
    for one in (post, thread):
        await asyncio.wait_for(_known(world, one.id), 5)
    found = world.bot.get_channel(thread.id)
    assert isinstance(found, discord.Thread)
    first, second = [one async for one in found.history(oldest_first=True)]
    assert (first.type, first.content, second.content) == (discord.MessageType.thread_starter_message, "", "")
    assert first.reference is not None
    assert isinstance(first.reference.resolved, discord.Message)
    assert (first.reference.resolved.id, first.reference.channel_id) == (thread.id, world.general.id)


async def test_private_thread(world: World) -> None:
    """A private thread is seen by those who are in it, the bot among them, and by nobody else."""
    thread = world.guild.add_private_thread(world.general, "secret", world.alice)
    message = await world.alice.say(thread, "Hush.")
    assert [one.name for one in (world.alice, world.bob, world.server.bot) if one.sees(message)] == [
        "alice",
        "quotebot",
    ]


async def _known(world: World, thread: int) -> None:
    while world.bot.get_channel(thread) is None:
        await asyncio.sleep(0)
