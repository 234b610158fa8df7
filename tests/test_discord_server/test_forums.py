"""Forums: posts, their tags, and who may change them."""

import asyncio

import discord
import pytest

from tests.discord_server import Channel, NotAllowed
from tests.test_discord_server.conftest import World
from tests.test_discord_server.test_quoting_events import awaited


@pytest.fixture
def forum(world: World) -> Channel:
    """A forum with a tag for everybody and one for moderators."""
    return world.guild.add_forum("help", ("Solved",), moderated=("Official",))


async def post_of(world: World, post: Channel) -> discord.Thread:
    """Return a post as the bot's client has it."""
    found = await world.bot.fetch_channel(post.id)
    assert isinstance(found, discord.Thread)
    return found


def manage(world: World) -> None:
    """Let the bot manage threads."""
    world.guild.join(world.server.bot, permissions="manage_threads")


async def test_a_post_is_told_before_its_first_message(world: World, forum: Channel) -> None:
    """A post comes before its first message, has that one's id, its author as owner, and its tags."""
    heard: list[str] = []
    create, message = await awaited(world, "thread_create"), await awaited(world, "message")
    create.add_done_callback(lambda _: heard.append("post"))
    message.add_done_callback(lambda _: heard.append("message"))
    post = world.guild.add_post(forum, "Pump", world.alice, "Who knows?", ["Solved"])
    await asyncio.gather(create, message)
    thread, first = create.result(), message.result()
    assert heard == ["post", "message"]
    assert (thread.id, thread.owner_id, thread.name, first.id) == (post.id, world.alice.id, "Pump", post.id)
    assert [tag.name for tag in thread.applied_tags] == ["Solved"]
    parent = await world.bot.fetch_channel(forum.id)
    assert isinstance(parent, discord.ForumChannel)
    assert [(tag.name, tag.moderated) for tag in parent.available_tags] == [("Solved", False), ("Official", True)]


async def test_the_author_of_a_post_writes_first(world: World, forum: Channel) -> None:
    """Before the first message of a post's author the bot meets 40058 and others cannot write."""
    post = world.guild.open_post(forum, "Pump", world.alice)
    thread = await post_of(world, post)
    with pytest.raises(discord.Forbidden) as early:
        await thread.send("Hello")
    assert early.value.code == 40058
    with pytest.raises(NotAllowed):
        await world.bob.say(post, "First!")
    assert (await world.alice.say(post, "Who knows?")).id == post.id
    await thread.send("Hello")
    await world.alice.say(post, "Thanks.")
    thread = await post_of(world, post)
    assert (thread.message_count, thread.total_message_sent) == (2, 2)
    with pytest.raises(discord.HTTPException) as no_text:
        await world.bot.get_partial_messageable(forum.id).send("Hello")
    assert no_text.value.code == 50008


async def test_who_tags_a_post(world: World, forum: Channel) -> None:
    """Tags are given by the author of a post and by those who manage threads; moderated ones by these alone."""
    post = world.guild.add_post(forum, "Pump", world.alice, "Who knows?")
    await post_of(world, post)
    update = await awaited(world, "thread_update")
    await world.alice.tag(post, "Solved")
    before, after = await update
    assert (before.applied_tags, [tag.name for tag in after.applied_tags]) == ([], ["Solved"])
    await world.alice.untag(post, "Solved")
    for person, tag in ((world.bob, "Solved"), (world.alice, "Official")):
        with pytest.raises(NotAllowed):
            await person.tag(post, tag)
    thread = await post_of(world, post)
    solved, official = [discord.Object(tag.id) for tag in forum.tags]
    with pytest.raises(discord.Forbidden) as refused:
        await thread.add_tags(solved)
    assert refused.value.code == 50013
    manage(world)
    await thread.add_tags(solved, official)
    assert post.applied_tags == tuple(tag.id for tag in forum.tags)
    with pytest.raises(discord.HTTPException) as unknown:
        await thread.edit(applied_tags=[discord.ForumTag(name="None")])
    assert unknown.value.code == 50035


async def test_a_forum_may_require_tags(world: World) -> None:
    """Where a tag is required no post is without one."""
    forum = world.guild.add_forum("help", ("Solved",), require_tag=True)
    with pytest.raises(NotAllowed, match="40067"):
        world.guild.add_post(forum, "Pump", world.alice, "Who knows?")
    post = world.guild.add_post(forum, "Pump", world.alice, "Who knows?", ["Solved"])
    with pytest.raises(NotAllowed, match="40067"):
        await world.alice.untag(post, "Solved")
    parent = await world.bot.fetch_channel(forum.id)
    assert isinstance(parent, discord.ForumChannel)
    assert parent.flags.require_tag


async def test_a_post_is_renamed(world: World, forum: Channel) -> None:
    """Its author renames a post, which a message in it tells, and another one cannot."""
    post = world.guild.add_post(forum, "Pump", world.alice, "Who knows?")
    await asyncio.wait_for(world.bot.heard.get(), 5)
    with pytest.raises(NotAllowed):
        await world.bob.rename(post, "Mine")
    update = await awaited(world, "thread_update")
    await world.alice.rename(post, "The pump")
    before, after = await update
    assert (before.name, after.name) == ("Pump", "The pump")
    told = await asyncio.wait_for(world.bot.heard.get(), 5)
    assert (told.type, told.channel.id) == (discord.MessageType.channel_name_change, post.id)


async def test_a_closed_post_opens_when_somebody_writes(world: World, forum: Channel) -> None:
    """What is archived can only be opened, and opens by a message; what is locked needs who manages threads."""
    post = world.guild.add_post(forum, "Pump", world.alice, "Who knows?")
    thread = await post_of(world, post)
    await world.alice.edit_thread(post, archived=True)
    with pytest.raises(NotAllowed):
        await world.alice.slash(post, "ask", question="why")
    manage(world)
    with pytest.raises(discord.HTTPException) as archived:
        await thread.edit(locked=True)
    assert (archived.value.status, archived.value.code) == (400, 50083)
    sent = await thread.send("Open again.")
    assert not (await post_of(world, post)).archived
    await thread.edit(locked=True)
    world.guild.join(world.server.bot)
    with pytest.raises(discord.Forbidden) as locked:
        await sent.edit(content="Changed.")
    assert locked.value.code == 160005
    with pytest.raises(NotAllowed):
        await world.alice.say(post, "Let me in.")
    with pytest.raises(NotAllowed):
        await world.alice.rename(post, "Mine")
