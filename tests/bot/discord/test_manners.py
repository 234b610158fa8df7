"""The manners of what is written to the bot: greetings, where to ask, typing, and what may not be said."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from tests.bot.discord.conftest import World
from tests.discord_server import Channel, Guild, Message, Person

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "How many clocks does the museum of clocks own?"
HELLO = "Hello! Ask me something, and I answer with quotes from the articles: here, or with `/ask`. More: `/help`"
HOLA = "¡Hola! Pregúntame algo y respondo con citas de los artículos: aquí o con `/preguntar`. Más: `/ayuda`"


async def choose(world: World, guild: Guild, **changes: Any) -> None:
    """Save settings of a server as its managers would choose them."""
    async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
        await state.settings.save(guild.id, replace(ServerSettings(), **changes))


def kept(world: World) -> list[Any]:
    """The ids of what the bot keeps of what it sent."""
    with closing(sqlite3.connect(world.bot.data_dir / "discord.db")) as connection:
        return connection.execute("SELECT id FROM shown").fetchall()


def newcomer(world: World, guild: Guild, name: str = "dora", locale: str = "en-US") -> Person:
    """Somebody who has just come into a server, to whom nothing was ever said."""
    person = world.discord.add_person(name, locale)
    guild.join(person)
    return person


def written_by_bot(where: Channel) -> list[str]:
    """What the bot has written in a channel, commands aside."""
    return [one.look().text for one in where.messages.values() if one.author.bot and one.interaction is None]


@pytest_asyncio.fixture(loop_scope="module")
async def guild(world: World) -> Guild:
    """A new server that Alice manages."""
    guild = world.discord.add_guild("Delta *<@1>*")
    guild.join(world.alice, permissions="manage_guild")
    return guild


async def spoken(world: World, where: Channel, who: Person) -> Message:
    """An answer, after which all that was written before it has been dealt with."""
    return await world.discord.reply_to(await who.say(where, QUESTION, mention_bot=True))


# Greetings and thanks


@pytest.mark.parametrize(
    ("locale", "said", "told"),
    [
        ("en-US", "Good morning, bot!", HELLO),
        ("en-US", "👋", HELLO),
        ("en-US", "Thank you, that helped!", "You're welcome."),
        ("en-US", "bye", "Goodbye!"),
        ("es-ES", "¡Hola, buenos días!", HOLA),
        ("es-ES", "Muchas gracias", "De nada."),
        ("es-ES", "Adiós", "¡Hasta luego!"),
    ],
)
async def test_courtesies_are_returned(world: World, locale: str, said: str, told: str) -> None:
    """What greets, thanks or parts is returned in a line in the language of the server, and nothing is kept of it."""
    guild = world.discord.add_guild("Epsilon", locale)
    channel, before = guild.add_channel("general"), kept(world)
    written = await newcomer(world, guild).say(channel, said, mention_bot=True)
    answer = await world.discord.reply_to(written)
    assert (answer.text, answer.buttons, kept(world)) == (told, [], before)


async def test_a_courtesy_in_a_direct_message(world: World, guild: Guild) -> None:
    """A greeting that is written directly is returned, and a question after a greeting is a question."""
    dora = newcomer(world, guild)
    assert (await world.discord.reply_to(await dora.say(dora.dm, "hi"))).text == HELLO
    answer = await world.discord.reply_to(await dora.say(dora.dm, f"Hello, {QUESTION}"))
    assert "It owns 412 clocks" in answer.text


async def test_courtesies_are_not_returned_each_time(world: World, guild: Guild) -> None:
    """A person who goes on with courtesies is told one line, and what only agrees is left alone; so is the channel."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    for said in ("ok", "👍", "hello", "hi", "thanks", "bye"):
        await dora.say(channel, said, mention_bot=True)
    await spoken(world, channel, dora)
    texts = written_by_bot(channel)
    assert texts[0] == HELLO
    assert ["412 clocks" in text for text in texts[1:]] == [True]


async def test_thanks_in_a_forum(world: World, guild: Guild) -> None:
    """In the posts of a forum thanks are left alone, and a greeting is returned."""
    forum, dora = guild.add_forum("help"), newcomer(world, guild)
    post = guild.add_post(forum, "The clocks", dora, "I wonder.")
    for said in ("thanks!", "bye", "hello"):
        await dora.say(post, said, mention_bot=True)
    await spoken(world, post, dora)
    assert written_by_bot(post)[0] == HELLO
    assert len(written_by_bot(post)) == 2


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        ("bob", "hello", HELLO),
        ("bob", "thanks", "You're welcome."),
        ("bob", "ok", HELLO),
        ("carmen", "hola", HOLA),
        ("carmen", "¡gracias!", "De nada."),
    ],
)
async def test_a_courtesy_as_a_command(world: World, who: str, said: str, told: str) -> None:
    """/ask with a mere courtesy is told a line each time, and nothing is kept of it."""
    person: Person = getattr(world, who)
    before = kept(world)
    for _ in range(2):
        message = await (await person.slash(world.general, "ask", question=said)).message()
        assert (message.text, message.buttons) == (told, [])
    assert kept(world) == before


async def test_a_talk_goes_on_after_thanks(world: World, guild: Guild) -> None:
    """A question after thanks goes on from what was asked before these."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    await spoken(world, channel, dora)
    await world.discord.reply_to(await dora.say(channel, "Thanks!", mention_bot=True))
    answer = await world.discord.reply_to(await dora.say(channel, "and who built the oldest?", mention_bot=True))
    assert f"Following on: {QUESTION}" in answer.text


# Where to ask


async def direct(world: World, who: Person) -> Message:
    """The next direct message to somebody."""
    return await world.discord.next_bot_message(who.dm)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (QUESTION, "In Delta \\*\\<@1>\\* I answer in {0}. Please ask me there."),
        ("¿Cuántos relojes tiene el museo?", "En Delta \\*\\<@1>\\* respondo en {0}. Pregúntame allí, por favor."),
    ],
)
async def test_where_to_ask_is_told_directly(world: World, question: str, told: str) -> None:
    """Who asks where the bot does not answer is told directly where it does, of the channels that they see, once."""
    guild = world.discord.add_guild("Delta *<@1>*")
    here, there, hidden = (guild.add_channel(name) for name in ("here", "there", "hidden"))
    hidden.deny(guild.everyone, "view_channel")
    await choose(world, guild, channels=(there.id, hidden.id))
    dora = newcomer(world, guild)
    for said in ("thanks", question, question):
        await dora.say(here, said, mention_bot=True)
    assert (await direct(world, dora)).text == told.format(f"<#{there.id}>")
    await spoken(world, there, dora)
    await dora.say(here, QUESTION, mention_bot=True)  # within the hour
    await spoken(world, there, dora)
    assert len(written_by_bot(dora.dm)) == 1
    assert (written_by_bot(here), here.id in world.discord.typing) == ([], False)


async def test_who_takes_no_direct_messages(world: World, guild: Guild) -> None:
    """Who takes no direct messages is told nothing, and may ask where the bot answers."""
    here, there, dora = guild.add_channel("here"), guild.add_channel("there"), newcomer(world, guild)
    await choose(world, guild, channels=(there.id,))
    dora.takes_dms = False
    await dora.say(here, QUESTION, mention_bot=True)
    await world.discord.until(lambda: world.discord.requests_to("POST", rf"/channels/{dora.dm.id}/messages"))
    assert "412 clocks" in (await spoken(world, there, dora)).text
    assert (written_by_bot(here), written_by_bot(dora.dm)) == ([], [])


# Where the bot may not answer


async def test_silence_is_logged_now_and_then(world: World, guild: Guild) -> None:
    """Where the bot may not answer it says nothing, not even directly, and warns once of what it lacks, by ids."""
    channel, dora = guild.add_channel("secret-plans"), newcomer(world, guild)
    channel.deny(world.discord.bot, "send_messages")
    before = len(world.bot.log)
    for _ in range(2):
        await dora.say(channel, QUESTION, mention_bot=True)
    line = await world.bot.logged(f"may not answer in channel {channel.id}", before)
    assert "WARNING" in line
    assert line.endswith(f"may not answer in channel {channel.id}: lacks Send Messages")
    other = guild.add_channel("other")
    await spoken(world, other, dora)
    assert (written_by_bot(channel), written_by_bot(dora.dm)) == ([], [])
    told = [line for line in world.bot.log[before:] if "may not answer" in line]
    assert len(told) == 1
    assert [name for name in ("secret-plans", "dora", "Delta") if name in told[0]] == []


async def test_silence_is_told_in_the_settings(world: World, guild: Guild) -> None:
    """Who opens the settings is told in which channels the bot could not answer of late, until it could again."""
    channel, dora = guild.add_channel("plans"), newcomer(world, guild)
    channel.deny(world.discord.bot, "send_messages")
    before = len(world.bot.log)
    await dora.say(channel, QUESTION, mention_bot=True)
    await world.bot.logged(f"may not answer in channel {channel.id}", before)
    hint = f"• I could not answer of late, since permissions are missing: {channel.mention}"
    other = guild.add_channel("other")
    assert hint in (await (await world.alice.slash(other, "settings")).message()).text.splitlines()
    channel.allow(world.discord.bot, "send_messages")
    await spoken(world, channel, dora)
    assert hint not in (await (await world.alice.slash(other, "settings")).message()).text.splitlines()


# Typing


async def test_typing_shows(world: World, guild: Guild) -> None:
    """While a question is worked on, the bot is seen to type, once."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    await spoken(world, channel, dora)
    await world.discord.until(lambda: channel.id in world.discord.typing)
    assert world.discord.typing.count(channel.id) == 1


async def test_typing_that_fails_harms_no_answer(world: World, guild: Guild) -> None:
    """A question is answered where Discord does not let the bot type."""
    channel, dora = guild.add_channel("general"), newcomer(world, guild)
    world.discord.fail_next("POST", rf"/channels/{channel.id}/typing", 500, times=1)
    assert "412 clocks" in (await spoken(world, channel, dora)).text


async def test_no_typing_for_what_may_be_left_alone(world: World, guild: Guild) -> None:
    """Neither a post that may be left alone nor a greeting nor an empty message shows the bot typing."""
    forum, channel, dora = guild.add_forum("help"), guild.add_channel("general"), newcomer(world, guild)
    await choose(world, guild, forums=(forum.id,))
    post = guild.add_post(forum, "How many people has El Salvador jailed since 2022?", dora, "I wonder.")
    await world.discord.next_bot_message(post)
    for said in ("hello", ""):
        await world.discord.reply_to(await dora.say(channel, said, mention_bot=True))
    assert {post.id, channel.id}.isdisjoint(world.discord.typing)
