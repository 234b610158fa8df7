"""Threads and pinned messages become articles where the operator lets the bot read what people write."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World, sound
from tests.bot.discord.process import copied, ended
from tests.bot.discord.test_admin import ask, files_of, new_server, reply_text, status, suggested
from tests.bot.discord.test_quoting import NONE, form, notice, own_bot, quote, source, today, url
from tests.discord_server import Channel, DiscordServer, Message, Person
from tests.discord_server.gateway import MESSAGE_CONTENT

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

SWITCHED_ON = "message_content = true\n"
OFF = (
    "Threads are read only where the operator of the bot lets it read what people write: `message_content = true` in "
    "the table `[discord]` of its settings, and “Message Content Intent” on the page Bot of the application. A single "
    "message can be quoted without: its menu, Apps."
)
ASKS, ANSWERS = "How is the pump of Orsk greased?", "Open the lid of the pump and press the red lever twice."
QUESTION = "Which lever of the pump is pressed twice?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reading(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A bot that may read what people write."""
    async with DiscordServer() as discord:
        discord.privileged_intents = MESSAGE_CONTENT
        data_dir = copied(articles_dir, tmp_path_factory.mktemp("reading"))
        settings = f'[discord]\ncooldown_seconds = 0\n{SWITCHED_ON}[answer]\ncaution = "bold"\n'
        guild = discord.add_guild("Alpha")
        alice, bob, carmen = (discord.add_person(name) for name in ("alice", "bob", "carmen"))
        guild.join(alice, administrator=True)
        async with sound(discord, data_dir, settings) as bot:
            yield World(discord, bot, guild, guild.add_channel("general"), alice, bob, carmen)


@pytest.fixture
def channel(reading: World) -> Channel:
    """A channel of a new server that Alice manages and that Bob and Carmen are members of."""
    return new_server(reading.discord, reading.alice, reading.bob, reading.carmen)


async def post(world: World, channel: Channel) -> tuple[Channel, list[Message]]:
    """A post in a forum: Bob asks, Carmen answers, and Bob thanks her."""
    assert channel.guild is not None
    thread = channel.guild.add_post(channel.guild.add_forum("help"), "The pump", world.bob, ASKS)
    first = next(iter(thread.messages.values())).look()
    answer = await world.carmen.say(thread, ANSWERS)
    thanks = await world.bob.say(thread, f"Thanks, {world.carmen.mention}, the lever was stuck.", ping=False)
    return thread, [first, answer, thanks]


async def page(who: Person, where: Channel, title: str) -> list[str]:
    """The lines of an article's first page, without its source and foot."""
    opened = await (await who.slash(where, "article", title=title)).message()
    return [line for line in opened.text.splitlines()[1:-1] if line.strip("> ")]


async def add_thread(who: Person, where: Channel, **options: object) -> str:
    """What /library add-thread says."""
    return await reply_text(await who.slash(where, "library add-thread", **options))


# Switched off


async def test_switched_off(world: World) -> None:
    """Where the operator has not switched it on, the command says plainly what to switch on, and reads nothing."""
    thread = world.guild.add_thread(world.general, "pump")
    await world.bob.say(thread, ANSWERS)
    assert await add_thread(world.alice, thread) == OFF
    assert await add_thread(world.alice, world.general, pinned=True) == OFF
    assert files_of(world.bot.data_dir, world.guild) == []
    assert world.discord.requests_to("GET", rf"/channels/{thread.id}/messages") == []


async def test_intent_that_discord_refuses(articles_dir: Path, tmp_path: Path) -> None:
    """A bot whose application may not read content ends at its start, and says which setting and which switch it is."""
    async with DiscordServer() as discord:
        data_dir = copied(articles_dir, tmp_path)
        settings = f"[discord]\n{SWITCHED_ON}"
        code, lines = await ended(discord, data_dir, "run", token=discord.token, settings=settings)
    assert code == 1
    told = " ".join(lines)
    for part in (
        "discord.message_content = false",
        "Message Content Intent",
        "https://discord.com/developers/applications",
    ):
        assert part in " ".join(told.split())
    assert "Traceback" not in told


# Threads


async def test_a_thread(reading: World, channel: Channel) -> None:
    """A thread becomes one article of who said what, which names nobody and leads to its first message."""
    thread, (first, _, _) = await post(reading, channel)
    told = await add_thread(reading.alice, thread)
    assert told == (
        "Added to everyone in this server: The pump\n"
        "3 messages of people, without their names. At most the first 1,000 are read."
    )
    assert await page(reading.bob, channel, "The pump") == [
        f"> ### Member 1: {ASKS}",
        f"> Member 2: {ANSWERS}",
        "> Member 1: Thanks, @Member 2, the lever was stuck.",
    ]
    assert await ask(reading.bob, channel, QUESTION) == f"> Member 2: {ANSWERS}"
    assert await source(reading.bob, channel, QUESTION) == f"— [The pump]({url(first)}) · Gamma · {today()}"
    assert await add_thread(reading.alice, channel, thread=thread) == told
    assert await suggested(reading.alice, channel, "") == ["The pump · Gamma"]


async def test_who_agreed_is_named(reading: World, channel: Channel) -> None:
    """Whoever agreed to be named for a message of a thread is named in the whole of it."""
    thread, (_, answer, _) = await post(reading, channel)
    asked = await notice(reading.alice, answer, title="Answer")
    await (await reading.carmen.click(asked, "Show my name")).message()
    await add_thread(reading.alice, thread)
    assert await page(reading.bob, channel, "The pump") == [
        f"> ### Member 1: {ASKS}",
        f"> Carmen: {ANSWERS}",
        "> Member 1: Thanks, @Carmen, the lever was stuck.",
    ]


async def test_the_author_decides_about_the_thread_too(reading: World, channel: Channel) -> None:
    """Who hides their name is named in the thread no longer, and a message that they remove is not quoted in it."""
    thread, (_, answer, _) = await post(reading, channel)
    asked = await notice(reading.alice, answer, title="Answer")
    await (await reading.carmen.click(asked, "Show my name")).message()
    await add_thread(reading.alice, thread)
    await (await reading.carmen.click(asked, "Hide my name")).message()
    lines = [f"> ### Member 1: {ASKS}", f"> Member 2: {ANSWERS}", "> Member 1: Thanks, @Member 2, the lever was stuck."]
    assert await page(reading.bob, channel, "The pump") == lines
    await (await reading.carmen.click(asked, "Remove my answer")).message()
    lines = [f"> ### Member 1: {ASKS}", "> Member 1: Thanks, @Carmen, the lever was stuck."]
    assert await page(reading.bob, channel, "The pump") == lines


async def test_a_thread_from_a_message(reading: World, channel: Channel) -> None:
    """A thread that was begun from a message of its channel begins with that message, and loses it when it goes."""
    assert channel.guild is not None
    started = await reading.bob.say(channel, ASKS)
    thread = channel.guild.add_thread(channel, "The pump", started)
    await reading.carmen.say(thread, ANSWERS)
    await add_thread(reading.alice, thread)
    assert await source(reading.bob, channel, QUESTION) == f"— [The pump]({url(started)}) · Gamma · {today()}"
    before = len(reading.bot.log)
    await reading.bob.delete(started)
    await reading.bot.logged("was read anew", before)
    assert await page(reading.bob, channel, "The pump") == [f"> Member 1: {ANSWERS}"]


async def test_a_message_of_a_thread_is_deleted(reading: World, channel: Channel) -> None:
    """A message that is deleted goes out of the article of its thread, and nothing comes in that nobody added."""
    thread, (_, answer, thanks) = await post(reading, channel)
    await add_thread(reading.alice, thread)
    told = await (await reading.bob.slash(channel, "ask", question=QUESTION)).message()
    await reading.bob.say(thread, "The lever of the other pump is blue.")
    before = len(reading.bot.log)
    await reading.carmen.delete(answer)
    await reading.bot.logged("was read anew", before)
    assert await page(reading.bob, channel, "The pump") == [
        f"> ### Member 1: {ASKS}",
        "> Member 1: Thanks, @Carmen, the lever was stuck.",
    ]
    assert await ask(reading.bob, channel, QUESTION) != f"> Member 2: {ANSWERS}"
    assert "red lever" not in (await (await reading.bob.click(told, "Read in context")).message()).text
    await reading.bob.rewrite(thanks, "The lever was stuck.")
    await reading.bot.logged("was read anew", len(reading.bot.log) - 1)


async def test_all_messages_of_a_thread_are_deleted(reading: World, channel: Channel) -> None:
    """Where nothing of a thread is left, nothing is quoted of it."""
    assert channel.guild is not None
    channel.guild.join(reading.alice, administrator=True)
    thread, every = await post(reading, channel)
    await add_thread(reading.alice, thread)
    before = len(reading.bot.log)
    await reading.alice.delete_all(every)
    await reading.bot.logged("no longer quoted in", before)
    assert await ask(reading.bob, channel, QUESTION) == NONE
    assert files_of(reading.bot.data_dir, channel.guild) == []


async def test_a_thread_is_deleted(reading: World, channel: Channel) -> None:
    """A thread that is deleted goes as a whole."""
    assert channel.guild is not None
    thread, _ = await post(reading, channel)
    await add_thread(reading.alice, thread)
    before = len(reading.bot.log)
    channel.guild.delete_channel(thread)
    await reading.bot.logged("no longer quoted in", before)
    assert files_of(reading.bot.data_dir, channel.guild) == []


async def test_pinned_messages(reading: World, channel: Channel) -> None:
    """The pinned messages of a channel become one article, in the order in which they were written."""
    assert channel.guild is not None
    channel.guild.join(reading.alice, administrator=True)
    first = await reading.bob.say(channel, "The gate of the harbour opens at six.")
    await reading.bob.say(channel, "Good morning.")
    second = await reading.carmen.say(channel, "The crane of the harbour lifts nine tonnes.")
    for one in (second, first):
        await reading.alice.pin(one)
    told = await add_thread(reading.alice, channel, pinned=True)
    assert told.splitlines()[0] == "Added to everyone in this server: #general: pinned messages"
    assert await page(reading.bob, channel, "#general: pinned messages") == [
        "> Member 1: The gate of the harbour opens at six.",
        "> Member 2: The crane of the harbour lifts nine tonnes.",
    ]


async def test_who_may_read_it(reading: World, channel: Channel) -> None:
    """A thread that not everyone may see is quoted to those who may, and one that the bot may not read is not read."""
    guild = channel.guild
    assert guild is not None
    guild.join(dora := reading.discord.add_person("dora"))
    private = guild.add_private_thread(channel, "secret", reading.alice, reading.bob)
    await reading.bob.say(private, ANSWERS)
    told = await add_thread(reading.alice, private)
    assert told.splitlines()[0] == f"Added to {private.mention}: secret"
    assert await ask(reading.bob, private, QUESTION) == f"> Member 1: {ANSWERS}"
    assert await ask(dora, channel, QUESTION) == NONE
    lost = guild.add_channel("lost")
    thread = guild.add_thread(lost, "thread")
    await reading.bob.say(thread, ANSWERS)
    lost.deny(reading.discord.bot, "read_message_history")
    may_not = f"I may not read the messages in {thread.mention}: I need View Channel and Read Message History there."
    assert await add_thread(reading.alice, channel, thread=thread) == may_not
    assert await add_thread(reading.alice, channel) == "Use this in a thread or forum post, or choose one."
    empty = guild.add_thread(channel, "empty")
    assert await add_thread(reading.alice, empty) == "Nothing was written there that can be quoted."


async def test_an_edited_message_is_read_anew(reading: World, channel: Channel) -> None:
    """With the intent a quoted message that is edited is quoted as it is now, and one without words no longer."""
    message = await reading.bob.say(channel, ANSWERS)
    await quote(reading.alice, message, title="Pump")
    before = len(reading.bot.log)
    await reading.bob.rewrite(message, ANSWERS.replace("red", "green"))
    await reading.bot.logged("read anew", before)
    assert await ask(reading.bob, channel, QUESTION) == f"> {ANSWERS.replace('red', 'green')}"
    before = len(reading.bot.log)
    await reading.bob.rewrite(message, "<:done:123456>")
    await reading.bot.logged("no longer quoted in", before)
    assert files_of(reading.bot.data_dir, channel.guild) == []


async def test_more_than_a_page(reading: World, channel: Channel) -> None:
    """A thread is read page by page, from its first message on."""
    assert channel.guild is not None
    thread = channel.guild.add_thread(channel, "Long")
    for number in range(120):
        await reading.bob.say(thread, f"Boat {number} left on Monday.")
    told = await add_thread(reading.alice, thread)
    assert told.splitlines()[1].startswith("120 messages of people")
    assert (await page(reading.bob, channel, "Long"))[0] == "> Member 1: Boat 0 left on Monday."


async def test_after_a_restart(articles_dir: Path, tmp_path: Path) -> None:
    """What was deleted of a thread while the bot was away goes at its start; a history that it may not read is none."""
    async with own_bot(articles_dir, tmp_path, SWITCHED_ON) as (discord, bot):
        alice, bob, carmen = (discord.add_person(name) for name in ("alice", "bob", "carmen"))
        channel = new_server(discord, alice, bob, carmen)
        guild = channel.guild
        assert guild is not None
        world = World(discord, bot, guild, channel, alice, bob, carmen)
        thread, (_, answer, _) = await post(world, channel)
        hidden = guild.add_channel("hidden")
        other = guild.add_thread(hidden, "Other")
        await bob.say(other, "The gate of the harbour opens at six.")
        await add_thread(alice, thread)
        await add_thread(alice, other)
        await bot.stop()
        await carmen.delete(answer)
        hidden.deny(discord.bot, "read_message_history")
        before = len(bot.log)
        await bot.start()
        await bot.logged("quoted messages are checked", before)
        assert await suggested(alice, channel, "") == ["Other · Gamma", "The pump · Gamma"]
        assert (await page(bob, channel, "The pump"))[0] == f"> ### Member 1: {ASKS}"
        assert (await status(alice, channel))[3].startswith("**One quoted message I may no longer see**")
        # Without the intent, what was read with it goes as a whole where a part of it must.
        await bot.stop()
        discord.privileged_intents = 0
        bot.settings = bot.settings.replace(SWITCHED_ON, "")
        await bob.delete(next(iter(thread.messages.values())).look())
        before = len(bot.log)
        await bot.start()
        await bot.logged("no longer quoted in", before)
        await bot.logged("quoted messages are checked", before)
        assert await suggested(alice, channel, "") == ["Other · Gamma"]
        assert (await form(alice, await bob.say(channel, ANSWERS))).title == "Quote as answer"
