"""Posts of forums are answered by themselves where that is sure, and become solved by what people say of the answer."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from tests.bot.discord.conftest import World, sound
from tests.bot.discord.process import copied
from tests.bot.discord.test_corrections import SEE, correct, fields, form
from tests.discord_server import Channel, DiscordServer, Guild, Message, Person
from tests.discord_server.gateway import MESSAGE_CONTENT

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

TITLE = "How many people has El Salvador jailed since 2022?"
VAGUE = "Does anybody know more about my new bicycle?"


async def tags_of(post: Channel) -> list[str]:
    """The names of the tags that a post has."""
    assert post.parent is not None
    return [tag.name for tag in post.parent.tags if tag.id in post.applied_tags]


async def choose(world: World, guild: Guild, **changes: Any) -> None:
    """Save settings of a server as its managers would choose them."""
    async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
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
    assert answer.text.splitlines()[-1] == "**Did this help?**"
    assert [button.label for button in answer.buttons][-3:] == ["Yes, solved", "No", "Why this?"]
    assert answer.reference_id == answer.channel.id


async def test_a_post_that_is_not_surely_answered_is_left_alone(world: World, forum: Channel) -> None:
    """What the articles do not surely answer gets no word, nor does a post in a forum that nobody named."""
    assert forum.guild is not None
    posts = [forum.guild.add_post(forum, VAGUE, world.bob, "I like it.")]
    other = forum.guild.add_forum("chat")
    posts.append(forum.guild.add_post(other, TITLE, world.bob, "Well?"))
    for _ in range(2):  # by when the others are long decided on
        await answered(world, forum)
    written = [message for post in posts for message in post.messages.values() if message.author is world.discord.bot]
    assert written == []


@pytest.mark.parametrize("title", [TITLE, "When will the old bridge in Arle open again?"], ids=["file", "page"])
async def test_the_author_says_that_it_helped(world: World, forum: Channel, title: str) -> None:
    """By the word of its author a post is tagged, and nobody is asked any more, be its source a file or a page."""
    answer = await answered(world, forum, title)
    told = await world.bob.click(answer, "Yes, solved")
    said = await told.next_message()
    assert (said.text, said.ephemeral) == ("Thank you. This post is tagged “solved”.", True)
    assert await tags_of(answer.channel) == ["Solved"]
    assert answer.now.text.splitlines()[-1] == "**Solved.**"
    assert [button.label for button in answer.now.buttons][-1:] == ["Why this?"]
    assert "Yes, solved" not in [button.label for button in answer.now.buttons]
    assert [button.label for button in answer.now.buttons] == [
        label for button in answer.buttons if (label := button.label) not in ("Yes, solved", "No")
    ]
    why = await (await world.bob.click(answer.now, "Why this?")).message()
    assert why.text.startswith("**Why these quotes?**")


async def test_an_answer_to_a_post_is_corrected(world: World, forum: Channel) -> None:
    """What is quoted to a post is corrected from under it, as it is under other answers."""
    answer = await answered(world, forum)
    told = await correct(world.alice, answer, "preferred")
    assert told.splitlines()[1] == SEE
    listing = await (await world.alice.slash(answer.channel, "library corrections")).message()
    assert listing.text.startswith("**Corrected in this server**, 1–1 of 1")


async def test_others_are_counted_alone(world: World, forum: Channel) -> None:
    """Who neither wrote a post nor manages threads gives a vote; a moderator solves it."""
    answer = await answered(world, forum)
    assert (await (await world.carmen.click(answer, "Yes, solved")).next_message()).text == "Gracias, queda contado."
    assert await tags_of(answer.channel) == []
    assert answer.now.text.splitlines()[-1] == "**Did this help?**"
    assert forum.guild is not None
    forum.guild.join(world.alice, permissions="manage_threads")
    said = await (await world.alice.click(answer, "Yes, solved")).next_message()
    assert said.text == "Thank you. This post is tagged “solved”."


async def test_a_post_in_the_archive_is_solved(world: World, forum: Channel) -> None:
    """A post that was archived is opened to be tagged, and keeps the tags that it had."""
    assert forum.guild is not None
    mixed = forum.guild.add_forum("mixed", ("Solved", "Prisons"))
    await choose(world, forum.guild, forums=(mixed.id,), solved_tag="solved")
    answer = await answered(world, mixed)
    await world.bob.tag(answer.channel, "Prisons")
    await world.bob.edit_thread(answer.channel, archived=True)
    said = await (await world.bob.click(answer, "Yes, solved")).next_message()
    assert said.text == "Thank you. This post is tagged “solved”."
    assert sorted(await tags_of(answer.channel)) == ["Prisons", "Solved"]


async def test_tags_that_cannot_be_set(world: World, forum: Channel) -> None:
    """Where the tag cannot be set it is said why, and the post counts as solved all the same."""
    guild = forum.guild
    assert guild is not None
    first = await answered(world, forum)
    await choose(world, guild, forums=(forum.id,), solved_tag="Done")
    assert (await (await world.bob.click(first, "Yes, solved")).next_message()).text == (
        "Thank you. This post counts as solved. It could not be tagged: this forum has no tag “Done”."
    )
    await choose(world, guild, forums=(forum.id,), solved_tag="Solved")
    second = await answered(world, forum)
    guild.join(world.discord.bot)
    assert (await (await world.bob.click(second, "Yes, solved")).next_message()).text == (
        "Thank you. This post counts as solved. "
        "It could not be tagged “Solved”: I lack the permission Manage Threads here."
    )
    await choose(world, guild, forums=(forum.id,))
    third = await answered(world, forum)
    said = await (await world.bob.click(third, "Yes, solved")).next_message()
    assert said.text == "Thank you. This post counts as solved."


async def test_moderators_are_told(world: World, forum: Channel) -> None:
    """Where they want it, moderators are told once that an answer did not help; else the vote is counted."""
    guild = forum.guild
    assert guild is not None
    answer = await answered(world, forum)
    assert (await (await world.bob.click(answer, "No")).next_message()).text == "Thank you, that is counted."
    desk = guild.add_channel("desk")
    await choose(world, guild, forums=(forum.id,), review_channel=desk.id, tells_moderators=True)
    for person, said in (
        (world.bob, "Thank you. A moderator was told."),
        (world.carmen, "Gracias. Se ha avisado a un moderador."),
    ):
        assert (await (await person.click(answer, "No")).next_message()).text == said
    post, url = answer.channel, f"https://discord.com/channels/{guild.id}/{answer.channel.id}/{answer.id}"
    texts = [message.look().text for message in desk.messages.values()]
    assert texts == [f"An answer of mine did not help: <#{post.id}>, {url}"]


async def test_moderators_are_told_once_by_many(world: World, forum: Channel) -> None:
    """Where several say at once that an answer did not help, moderators are told once; what failed is tried again."""
    guild = forum.guild
    assert guild is not None
    desk = guild.add_channel("desk")
    await choose(world, guild, forums=(forum.id,), review_channel=desk.id, tells_moderators=True)
    answer = await answered(world, forum)
    world.discord.fail_next("POST", rf"^/channels/{desk.id}/messages$", 403)
    assert (await (await world.bob.click(answer, "No")).next_message()).text == "Thank you, that is counted."
    presses = [await person.click(answer, "No") for person in (world.bob, world.carmen, world.alice)]
    for press in presses:
        await press.next_message()
    assert len(desk.messages) == 1


async def test_the_answer_to_a_post_is_corrected(world: World, forum: Channel) -> None:
    """Who manages the server corrects the answer to a post from under it; the next such post is not answered by it."""
    answer = await answered(world, forum)
    quoted = answer.text.splitlines()[0]
    modal = await form(world.alice, answer)
    values = {"kind": "unquoted"} | ({"quote": "0"} if "Which quote is it about?" in fields(modal) else {})
    told = await (await world.alice.submit(modal, values)).message()
    assert "is no longer quoted in this server." in told.text
    mention = await world.bob.say(answer.channel, TITLE, mention_bot=True)
    assert quoted not in (await world.discord.reply_to(mention)).text


async def test_a_post_that_is_gone_before_it_is_answered(world: World, forum: Channel) -> None:
    """A post that is deleted while it is answered, by itself or with its forum, is no failure of the bot's."""
    guild, since = forum.guild, len(world.bot.log)
    assert guild is not None
    other = guild.add_forum("short")
    await choose(world, guild, forums=(forum.id, other.id))
    guild.delete_channel(guild.add_post(forum, TITLE, world.bob, "Well?"))
    guild.add_post(other, TITLE, world.bob, "Well?")
    guild.delete_channel(other)
    for _ in range(2):  # by when the others are long over
        await answered(world, forum)
    assert [line for line in world.bot.log[since:] if "ERROR" in line] == []


async def test_similar_posts_that_are_solved(world: World, forum: Channel) -> None:
    """Below an answer stand solved posts that ask much the same: by the button, or by the tag that people set."""
    guild = forum.guild
    assert guild is not None
    first = await answered(world, forum, "How many people did El Salvador jail since 2022?")
    await (await world.bob.click(first, "Yes, solved")).next_message()
    unlike = guild.add_post(forum, "Which bicycle shop is the best?", world.carmen, "?")
    await world.carmen.tag(unlike, "Solved")
    by_people = guild.add_post(forum, "People in jail in El Salvador: how many since 2022?", world.carmen, "?")
    await world.discord.next_bot_message(by_people)
    await world.carmen.tag(by_people, "Solved")
    second = await answered(world, forum)
    similar = second.text.partition("**Similar posts that are solved**\n")[2].splitlines()
    link = f"https://discord.com/channels/{guild.id}"
    assert sorted(similar) == sorted(f"• [{post.name}]({link}/{post.id})" for post in (first.channel, by_people))
    guild.delete_channel(first.channel)
    await world.carmen.untag(by_people, "Solved")
    assert "Similar posts" not in (await answered(world, forum)).text


async def test_similar_posts_are_as_they_are_now(world: World, forum: Channel) -> None:
    """What became of a solved post while the bot was away is looked for before its title is shown."""
    guild = forum.guild
    assert guild is not None
    titles = ("How many people did El Salvador jail since 2022?", "People in jail in El Salvador: how many since 2022?")
    gone, renamed = [guild.add_post(forum, title, world.carmen, "?") for title in titles]
    for one in (gone, renamed):
        await world.discord.next_bot_message(one)
        await world.carmen.tag(one, "Solved")
    await answered(world, forum)  # by when the tags are seen
    await world.discord.drop_gateway(resumable=False)
    guild.delete_channel(gone)
    renamed.name = "Prisoners 2022"
    await world.discord.until(lambda: world.discord.gateway.is_ready())
    told = (await answered(world, forum)).text.partition("**Similar posts that are solved**\n")[2]
    assert told == f"• [Prisoners 2022](https://discord.com/channels/{guild.id}/{renamed.id})"


async def test_the_body_is_read_where_that_is_allowed(articles_dir: Path, tmp_path: Path) -> None:
    """With the content of messages a post is answered by its body, without it by its title alone."""
    for settings, privileged, is_answered in (("", 0, False), ("message_content = true\n", MESSAGE_CONTENT, True)):
        data_dir = copied(articles_dir, tmp_path / str(privileged))
        async with DiscordServer() as discord:
            discord.privileged_intents = privileged
            guild, bob = discord.add_guild("Gamma"), discord.add_person("bob")
            guild.join(bob)
            forum = guild.add_forum("help")
            async with SqlState.open(DataFolder(data_dir).state) as state:
                await state.settings.save(guild.id, ServerSettings(forums=(forum.id,)))
            async with sound(discord, data_dir, f"[discord]\ncooldown_seconds = 0\n{settings}"):
                post = guild.add_post(forum, "Help please", bob, f"Hello everybody!\n\n{TITLE} Thanks.")
                last = guild.add_post(forum, TITLE, bob, "Hello.")
                if is_answered:
                    await discord.next_bot_message(post)
                await discord.next_bot_message(last)
                written = [one.look().text for one in post.messages.values() if one.author is discord.bot]
                assert ["80,000" in text for text in written] == [True] * is_answered


# Threads


async def test_a_mention_in_a_thread_is_answered_in_it(world: World, forum: Channel) -> None:
    """Who mentions the bot in a thread or post is answered there, sure or not."""
    assert forum.guild is not None
    channel = forum.guild.add_channel("talk")
    places = [forum.guild.add_thread(channel, "aside"), forum.guild.add_post(forum, VAGUE, world.bob, "Well.")]
    for place in places:
        written = await world.carmen.say(place, TITLE, mention_bot=True)
        reply = await world.discord.reply_to(written)
        assert (reply.channel.id, reply.reference_id) == (place.id, written.id)
        assert "80,000" in reply.text


async def test_a_post_that_mentions_the_bot_is_a_question(world: World, forum: Channel) -> None:
    """A post that begins with the bot's name is answered as any mention is."""
    assert forum.guild is not None
    post = forum.guild.add_post(forum, VAGUE, world.bob, f"{world.discord.bot.mention} {TITLE}")
    reply = await world.discord.next_bot_message(post)
    assert "80,000" in reply.text
    assert "Did this help?" not in reply.text


async def test_an_answer_gets_a_thread(world: World, forum: Channel) -> None:
    """In a channel where each answer gets a thread it stands in one, on the message, and the talk goes on in it."""
    guild = forum.guild
    assert guild is not None
    busy = guild.add_channel("busy")
    await choose(world, guild, threaded=(busy.id,))
    written = await world.bob.say(busy, TITLE, mention_bot=True)
    thread = await opened_thread(world, busy, written)
    answer = await world.discord.next_bot_message(thread)
    assert (thread.name, thread.id, answer.reference_id) == (TITLE, written.id, None)
    assert "80,000" in answer.text
    follow_up = await world.bob.say(thread, "And why?", mention_bot=True)
    assert f"-# Following on: {TITLE}" in (await world.discord.reply_to(follow_up)).text
    assert [message.author for message in busy.messages.values()] == [world.bob]


@pytest.mark.parametrize("lacks", ["create_public_threads", "send_messages_in_threads"])
async def test_a_thread_that_may_not_be_opened(world: World, forum: Channel, lacks: str) -> None:
    """Where the bot may not open threads, or not write in them, it answers in the channel and opens none."""
    guild = forum.guild
    assert guild is not None
    busy = guild.add_channel("busy")
    busy.deny(world.discord.bot, lacks)
    await choose(world, guild, threaded=(busy.id,))
    written = await world.bob.say(busy, TITLE, mention_bot=True)
    assert "80,000" in (await world.discord.reply_to(written)).text
    assert written.id not in guild.channels


async def opened_thread(world: World, channel: Channel, message: Message) -> Channel:
    """The thread that is opened on a message."""
    assert channel.guild is not None
    guild = channel.guild
    await world.discord.until(lambda: message.id in guild.channels)
    return guild.channels[message.id]


async def test_in_spanish(world: World) -> None:
    """In a Spanish server a post is answered in Spanish, but where its words tell that it is in another language."""
    guild = world.discord.add_guild("Delta", "es-ES")
    guild.join(world.carmen)
    forum = guild.add_forum("ayuda", ("Resuelto",))
    guild.join(world.discord.bot, permissions="manage_threads")
    await choose(world, guild, forums=(forum.id,), solved_tag="resuelto")
    english = await answered(world, forum, who=world.carmen)
    assert english.text.splitlines()[-1] == "**Did this help?**"
    answer = await answered(world, forum, "El Salvador people jailed 2022 Bukele", world.carmen)
    assert "80,000" in answer.text
    assert answer.text.splitlines()[-1] == "**¿Te ha servido?**"
    said = await (await world.carmen.click(answer, "Sí, resuelto")).next_message()
    assert said.text == "Gracias. Esta publicación lleva la etiqueta «resuelto»."
    assert answer.now.text.splitlines()[-1] == "**Resuelto.**"
