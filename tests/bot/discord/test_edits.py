"""An answer follows its question: it changes when that is edited soon, and goes when that is deleted."""

import asyncio
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World, sound
from tests.bot.discord.process import copied
from tests.bot.discord.test_manners import choose, newcomer, spoken, written_by_bot
from tests.discord_server import Channel, DiscordServer, Guild, Message, Person
from tests.discord_server.gateway import MESSAGE_CONTENT

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

CLOCKS, OWNS = "How many clocks does the museum of clocks own?", "It owns 412 clocks"
BRIDGE, OPENS = "When will the old bridge in Arle open again?", "would open again on 3 May"
JAILED, JAIL = "How many people has El Salvador jailed since 2022?", "80,000"
NONE = "**The articles do not answer this.**"


@pytest_asyncio.fixture(loop_scope="module")
async def guild(world: World) -> Guild:
    """A new server that Alice manages."""
    guild = world.discord.add_guild("Eta")
    guild.join(world.alice, permissions=("manage_guild", "manage_messages"))
    return guild


def rows(world: World, statement: str, *values: Any) -> list[Any]:
    """What a statement gives of what the bot keeps, or changes in it."""
    with closing(sqlite3.connect(world.bot.data_dir / "discord.db")) as connection, connection:
        return connection.execute(statement, values).fetchall()


def kept_of(world: World, message: Message) -> list[Any]:
    """The questions that are kept of a message."""
    return rows(world, "SELECT question FROM shown WHERE asked_by = ? AND message IS NOT NULL", message.id)


async def comes(world: World, holds: Callable[[], object]) -> None:
    """Let the bot do one thing after the other until something holds of what it keeps, of which nobody is told."""
    async with asyncio.timeout(60):
        while not holds():
            await (await world.bob.slash(world.general, "help")).message()


async def asked(world: World, where: Channel, who: Person, text: str = CLOCKS) -> tuple[Message, Message]:
    """A question by mention and its answer, once that is kept."""
    written = await who.say(where, text, mention_bot=True)
    answer = await world.discord.reply_to(written)
    await comes(world, lambda: kept_of(world, written))
    return written, answer


async def rewrite(world: World, who: Person, message: Message, text: str) -> None:
    """Edit a message to ask something by mention."""
    await who.rewrite(message, f"{world.discord.bot.mention} {text}")


async def changes_once(world: World, who: Person, written: Message, answer: Message) -> None:
    """Edit a message to ask something else, and hold its answer to be edited by that for the first time."""
    await rewrite(world, who, written, BRIDGE)
    await becomes(world, answer, OPENS)
    assert edits_of(world, answer) == 1


def edits_of(world: World, answer: Message) -> int:
    """How often the bot has edited an answer."""
    return len(world.discord.requests_to("PATCH", f"/messages/{answer.id}$"))


async def becomes(world: World, answer: Message, text: str) -> None:
    """Wait until an answer says something."""
    await world.discord.until(lambda: text in answer.now.text, 30, f"{answer.id} does not say {text!r}")


# Edited


@pytest.mark.parametrize(
    ("text", "told"),
    [(BRIDGE, OPENS), ("¿Quién ganó el mundial de fútbol en Brasil?", "**Los artículos no responden a esto.**")],
)
async def test_an_edited_question(world: World, text: str, told: str) -> None:
    """The answer to an edited question is edited, with buttons of its own, and no vote on the former counts for it."""
    guild = world.discord.add_guild("Theta")
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written, answer = await asked(world, channel, dora)
    assert OWNS in answer.text
    await (await dora.click(answer, "👍")).message()
    await rewrite(world, dora, written, text)
    await becomes(world, answer, told)
    assert OWNS not in answer.now.text
    await comes(world, lambda: kept_of(world, written) == [(text,)])
    assert rows(world, "SELECT * FROM vote JOIN shown ON id = shown WHERE asked_by = ?", written.id) == []
    assert len(written_by_bot(channel)) == 1


async def test_the_buttons_of_an_edited_answer(world: World, guild: Guild) -> None:
    """The buttons of an answer that was edited are about what it says now, and those of before about nothing."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written, answer = await asked(world, channel, dora)
    await rewrite(world, dora, written, BRIDGE)
    await becomes(world, answer, OPENS)
    await comes(world, lambda: kept_of(world, written) == [(BRIDGE,)])
    page = await (await dora.click(answer.now, "Read in context")).message()
    assert OPENS in page.text
    assert {button.custom_id for button in answer.buttons}.isdisjoint(
        {button.custom_id for button in answer.now.buttons if button.custom_id}
    )


async def test_an_edit_goes_on_from_what_was_before_it(world: World, guild: Guild) -> None:
    """An edited follow-up is understood with the question before it, not with itself or what came after it."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    await asked(world, channel, dora)
    written, answer = await asked(world, channel, dora, "and who built the newest?")
    await asked(world, channel, dora, BRIDGE)
    await rewrite(world, dora, written, "and who built the oldest?")
    await becomes(world, answer, "Jost Bodmer")
    assert f"Following on: {CLOCKS}" in answer.now.text


async def test_an_edit_in_a_direct_message(world: World, guild: Guild) -> None:
    """A question that was written directly is followed without any mention."""
    dora = newcomer(world, guild)
    written = await dora.say(dora.dm, CLOCKS)
    answer = await world.discord.reply_to(written)
    await dora.rewrite(written, BRIDGE)
    await becomes(world, answer, OPENS)


async def test_an_edit_while_it_is_answered(world: World, guild: Guild) -> None:
    """Of a question that is edited while its answer is made the last text is answered, once."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written = await dora.say(channel, "Who closed the old bridge?", mention_bot=True)
    for text in (BRIDGE, CLOCKS):
        await rewrite(world, dora, written, text)
    answer = await world.discord.reply_to(written)
    await becomes(world, answer, OWNS)
    await spoken(world, channel, dora)
    await comes(world, lambda: kept_of(world, written) == [(CLOCKS,)])
    answers = [one for one in channel.messages.values() if one.reference and one.reference.id == written.id]
    assert [one.look().text for one in answers] == [answer.now.text]


async def test_a_late_edit_changes_nothing(world: World, guild: Guild) -> None:
    """Six minutes after an answer it stays as it is, whatever becomes of the question."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written, answer = await asked(world, channel, dora)
    rows(world, "UPDATE shown SET created = created - 360000000 WHERE asked_by = ?", written.id)
    await rewrite(world, dora, written, BRIDGE)
    await spoken(world, channel, dora)
    assert (answer.now, kept_of(world, written)) == (answer, [(CLOCKS,)])


@pytest.mark.parametrize("text", ["Never mind.", ""])
async def test_a_mention_that_is_taken_away(world: World, guild: Guild, text: str) -> None:
    """Where an edit takes the mention away, or leaves nothing, the answer stays."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written, answer = await asked(world, channel, dora)
    await dora.rewrite(written, text or "Well.")
    await rewrite(world, dora, written, text and "thanks")
    await spoken(world, channel, dora)
    await changes_once(world, dora, written, answer)


async def test_what_is_no_edit(world: World, guild: Guild) -> None:
    """A pin, or an edit by which the same is asked, leaves the answer and the votes on it."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    guild.join(world.carmen, permissions="pin_messages")
    written, answer = await asked(world, channel, dora)
    await world.carmen.pin(written)
    await rewrite(world, dora, written, f"  {CLOCKS}")
    await spoken(world, channel, dora)
    await changes_once(world, dora, written, answer)


async def test_a_mention_that_is_added(world: World, guild: Guild) -> None:
    """An edit by which a message comes to mention the bot asks a question, which is answered once."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written = await dora.say(channel, CLOCKS)
    await rewrite(world, dora, written, CLOCKS)
    assert OWNS in (await world.discord.reply_to(written)).text
    await comes(world, lambda: kept_of(world, written))
    await rewrite(world, dora, written, f"{CLOCKS} ")
    await spoken(world, channel, dora)
    assert len(written_by_bot(channel)) == 2


async def test_a_greeting_that_becomes_a_question(world: World, guild: Guild) -> None:
    """A greeting that is edited into a question is answered."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written = await dora.say(channel, "hello", mention_bot=True)
    await world.discord.reply_to(written)
    await rewrite(world, dora, written, CLOCKS)
    assert OWNS in (await world.discord.reply_to(written)).text


async def test_an_answer_that_somebody_deleted(world: World, guild: Guild) -> None:
    """An answer that somebody else deleted is gone: no edit brings it back, and nothing is kept of it."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written, answer = await asked(world, channel, dora)
    await world.alice.delete(answer)
    await rewrite(world, dora, written, BRIDGE)
    await comes(world, lambda: not rows(world, "SELECT id FROM shown WHERE asked_by = ?", written.id))
    assert written_by_bot(channel) == []


async def test_an_answer_that_cannot_be_changed(world: World, guild: Guild) -> None:
    """Where Discord does not take a changed answer, the answer stays, and nothing is said."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written, answer = await asked(world, channel, dora)
    before = len(world.bot.log)
    world.discord.fail_next("PATCH", rf"/channels/{channel.id}/messages", 403, body={"message": "No", "code": 50013})
    await rewrite(world, dora, written, BRIDGE)
    await world.bot.logged(f"answer {answer.id} could not be changed", before)
    assert written_by_bot(channel) == [answer.now.text] == [answer.text]


async def test_edits_count_as_questions(articles_dir: Path, tmp_path: Path) -> None:
    """An edit that comes too fast after other questions changes nothing, and is left alone without a word."""
    async with DiscordServer() as discord:
        guild = discord.add_guild("Alpha")
        channel, bob, eve = guild.add_channel("general"), discord.add_person("bob"), discord.add_person("eve")
        for person in (bob, eve):
            guild.join(person)
        settings = '[discord]\ncooldown_seconds = 3600\n[answer]\ncaution = "bold"\n'
        async with sound(discord, copied(articles_dir, tmp_path), settings) as bot:
            world = World(discord, bot, guild, channel, bob, bob, bob)
            written, answer = await asked(world, channel, bob)
            for _ in range(4):
                await spoken(world, channel, bob)
            await rewrite(world, bob, written, BRIDGE)
            await spoken(world, channel, eve)
            assert answer.now == answer
            assert len(written_by_bot(channel)) == 6


# In threads and posts


async def in_a_thread(world: World, guild: Guild) -> tuple[Message, Message, Person]:
    """A question in a channel where each answer gets a thread, and its answer."""
    busy, dora = guild.add_channel("busy"), newcomer(world, guild)
    await choose(world, guild, threaded=(busy.id,))
    written = await dora.say(busy, CLOCKS, mention_bot=True)
    await world.discord.until(lambda: written.id in guild.channels)
    answer = await world.discord.next_bot_message(guild.channels[written.id])
    await comes(world, lambda: kept_of(world, written))
    return written, answer, dora


async def test_an_answer_in_a_thread_is_edited(world: World, guild: Guild) -> None:
    """The answer in a thread of its own is edited there, and no other thread is opened."""
    written, answer, dora = await in_a_thread(world, guild)
    before = len(guild.channels)
    await rewrite(world, dora, written, BRIDGE)
    await becomes(world, answer, OPENS)
    await comes(world, lambda: kept_of(world, written) == [(BRIDGE,)])
    assert len(guild.channels) == before
    follow_up = await dora.say(answer.channel, "and why?", mention_bot=True)
    assert f"Following on: {BRIDGE}" in (await world.discord.reply_to(follow_up)).text


async def test_an_answer_in_a_thread_is_deleted(world: World, guild: Guild) -> None:
    """The answer in a thread goes with the question in the channel, and the thread stays."""
    written, answer, dora = await in_a_thread(world, guild)
    await dora.delete(written)
    await world.discord.until(lambda: answer.deleted)
    await comes(world, lambda: not kept_of(world, written))
    assert answer.channel.id in guild.channels


async def test_a_thread_that_is_deleted(world: World, guild: Guild) -> None:
    """Of the answer in a thread that somebody deleted nothing is kept."""
    written, answer, _ = await in_a_thread(world, guild)
    guild.delete_channel(answer.channel)
    await comes(world, lambda: not kept_of(world, written))


async def post_of(world: World, guild: Guild, title: str) -> tuple[Channel, Person]:
    """A new post in a forum that is answered."""
    forum, dora = guild.add_forum("help"), newcomer(world, guild)
    await choose(world, guild, forums=(forum.id,))
    return guild.add_post(forum, title, dora, "I wonder."), dora


async def test_a_post_that_is_renamed(world: World, guild: Guild) -> None:
    """The answer to a post follows its new title where that is surely answered, and stays where it is not."""
    post, dora = await post_of(world, guild, JAILED)
    answer = await world.discord.next_bot_message(post)
    assert JAIL in answer.text
    starter = post.messages[post.id].look()
    await comes(world, lambda: kept_of(world, starter))
    await dora.rename(post, "Does anybody know more about my new bicycle?")
    await dora.rename(post, BRIDGE)
    await becomes(world, answer, OPENS)
    assert answer.now.text.splitlines()[-1] == "**Did this help?**"
    assert len(written_by_bot(post)) == 1


async def test_a_post_that_is_renamed_unsurely(world: World, guild: Guild) -> None:
    """The answer to a post stays, with the votes on it, where its new title is not surely answered or the same is."""
    post, dora = await post_of(world, guild, JAILED)
    answer = await world.discord.next_bot_message(post)
    await comes(world, lambda: kept_of(world, post.messages[post.id].look()))
    await dora.rename(post, "Does anybody know more about my new bicycle?")
    await dora.rename(post, f"{JAILED} Please")
    await spoken(world, post, dora)
    assert answer.now == answer
    await dora.rename(post, BRIDGE)
    await becomes(world, answer, OPENS)
    assert edits_of(world, answer) == 1


async def test_a_post_that_becomes_sure(world: World, guild: Guild) -> None:
    """A post that was left alone is answered where its title soon becomes one that surely is, once."""
    post, dora = await post_of(world, guild, "Does anybody know more about my new bicycle?")
    await dora.rename(post, JAILED)
    assert JAIL in (await world.discord.next_bot_message(post)).text
    assert len(written_by_bot(post)) == 1


# Deleted


async def test_a_deleted_question(world: World, guild: Guild) -> None:
    """With a question its answer goes, and all that was kept of it: the quotes, and the votes on it."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written, answer = await asked(world, channel, dora)
    ((sent,),) = rows(world, "SELECT id FROM shown WHERE asked_by = ?", written.id)
    await (await dora.click(answer, "👍")).message()
    await dora.delete(written)
    await world.discord.until(lambda: answer.deleted)
    await comes(world, lambda: not rows(world, "SELECT id FROM shown WHERE id = ?", sent))
    for table in ("quote", "vote"):
        assert rows(world, f"SELECT shown FROM {table} WHERE shown = ?", sent) == []


async def test_questions_that_are_deleted_at_once(world: World, guild: Guild) -> None:
    """Of questions that a moderator deletes at once each takes its answer along, and no other goes."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    pairs = [await asked(world, channel, dora) for _ in range(3)]
    await world.alice.delete_all([written for written, _ in pairs[:2]])
    await world.discord.until(lambda: [answer.deleted for _, answer in pairs] == [True, True, False])
    await spoken(world, channel, dora)
    assert [answer.deleted for _, answer in pairs] == [True, True, False]


async def test_a_question_that_is_deleted_while_it_is_answered(world: World, guild: Guild) -> None:
    """What is deleted while its answer is made is left without one, and nothing is kept of it."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    written = await dora.say(channel, CLOCKS, mention_bot=True)
    await dora.delete(written)
    other = await spoken(world, channel, dora)
    await world.discord.until(lambda: written_by_bot(channel) == [other.text])
    assert rows(world, "SELECT id FROM shown WHERE asked_by = ?", written.id) == []


async def test_a_question_that_is_deleted_while_its_answer_is_sent(world: World, guild: Guild) -> None:
    """An answer that reaches Discord after its question was deleted is deleted too, with all that was kept of it."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    held = world.discord.fail_next("POST", rf"/channels/{channel.id}/messages", 429)
    written = await dora.say(channel, CLOCKS, mention_bot=True)
    await world.discord.until(lambda: held.times == 0)
    await dora.delete(written)
    path = rf"/channels/{channel.id}/messages/"
    await world.discord.until(lambda: world.discord.requests_to("DELETE", path), 30)
    await world.discord.until(lambda: written_by_bot(channel) == [])
    await comes(world, lambda: not rows(world, "SELECT id FROM shown WHERE asked_by = ?", written.id))


async def test_a_post_whose_question_is_deleted(world: World, guild: Guild) -> None:
    """When what a post begins with is deleted, the answer in it goes."""
    post, dora = await post_of(world, guild, JAILED)
    answer = await world.discord.next_bot_message(post)
    starter = post.messages[post.id].look()
    await comes(world, lambda: kept_of(world, starter))
    await dora.delete(starter)
    await world.discord.until(lambda: answer.deleted)


async def test_after_a_restart(world: World, guild: Guild) -> None:
    """What was asked before a restart is followed after it."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    edited, deleted = await asked(world, channel, dora), await asked(world, channel, dora)
    assert await world.bot.stop(signal.SIGTERM) == 0
    await world.bot.start()
    await rewrite(world, dora, edited[0], BRIDGE)
    await dora.delete(deleted[0])
    await becomes(world, edited[1], OPENS)
    await world.discord.until(lambda: deleted[1].deleted)


# With the content of messages


async def test_a_post_whose_text_is_edited(articles_dir: Path, tmp_path: Path) -> None:
    """Where the bot may read what people write, an answer that suits an edited post as well stays."""
    async with DiscordServer() as discord:
        discord.privileged_intents = MESSAGE_CONTENT
        guild = discord.add_guild("Alpha")
        settings = '[discord]\ncooldown_seconds = 0\nmessage_content = true\n[answer]\ncaution = "bold"\n'
        async with sound(discord, copied(articles_dir, tmp_path), settings) as bot:
            person = discord.add_person("bob")
            guild.join(person)
            world = World(discord, bot, guild, guild.add_channel("general"), person, person, person)
            post, dora = await post_of(world, guild, JAILED)
            answer = await discord.next_bot_message(post)
            starter = post.messages[post.id].look()
            await comes(world, lambda: kept_of(world, starter))
            await dora.rewrite(starter, "I wonder about that, and have for long.")
            await spoken(world, post, dora)
            assert answer.now == answer
