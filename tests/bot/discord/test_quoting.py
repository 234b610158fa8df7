"""A message becomes an article by the hand of a manager, its author decides on their name, and it goes as it came."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.process import BotProcess, copied
from tests.bot.discord.test_admin import ONLY_MANAGERS, ask, files_of, new_server, overridden, remove, status, suggested
from tests.discord_server import Channel, DiscordServer, Message, Modal, NotAllowed, Person
from tests.discord_server.gateway import MESSAGE_CONTENT
from tests.discord_server.posting import post, refresh

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

QUESTION, TEXT = "How often must the pump of Orsk be greased?", "The pump of Orsk must be greased every nine weeks."
UNNAMED = (
    "This message is quoted as an answer in this server, without its author's name.\n"
    "-# Only its author can use these buttons. When the message is deleted, it is no longer quoted."
)
NAMED = UNNAMED.replace("without its", "with its")
GONE = "This message is no longer quoted."
ASKED = "Its author is not named unless they agree; they are asked below the message, and may also have it removed."
NOT_ASKED = (
    "Its author could not be asked here, since I may not reply in this channel (Send Messages, Read Message History); "
    "so they stay unnamed."
)
EMPTY = "everyone in this server: 0 articles, 0 passages"
ONE = "everyone in this server: one article, one passage"
NONE = "The articles do not answer this. The closest passages are behind the button; they are not an answer."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mona(world: World) -> Person:
    """Somebody who may manage servers and nothing more."""
    return world.discord.add_person("mona")


@pytest_asyncio.fixture(loop_scope="module")
async def channel(world: World, mona: Person) -> Channel:
    """A channel of a new server that Mona manages and that Bob and Carmen are members of."""
    return new_server(world.discord, mona, world.bob, world.carmen)


async def form(who: Person, message: Message, menu: str = "Quote as answer") -> Modal:
    """The form that opens on a message."""
    return await (await who.use_message_command(message.channel, menu, message)).modal_opened()


def prefilled(modal: Modal) -> tuple[str, list[str], str]:
    """The title that a form suggests, whom it can be for, and whom it is for unless something else is chosen."""
    title, readers = (part["component"] for part in modal.interaction.modal["components"])  # type: ignore[index]
    options = readers["options"]
    return title["value"], [one["label"] for one in options], next(one["label"] for one in options if one["default"])


async def quote(who: Person, message: Message, **values: str) -> str:
    """Quote a message and return what the manager is told."""
    told = await (await who.submit(await form(who, message), values)).message()
    assert told.ephemeral
    return told.text


async def notice(who: Person, message: Message, **values: str) -> Message:
    """Quote a message and return what is written below it."""
    await quote(who, message, **values)
    return await who.server.reply_to(message)


def url(message: Message) -> str:
    """The address of a message."""
    assert message.channel.guild is not None
    return f"https://discord.com/channels/{message.channel.guild.id}/{message.channel.id}/{message.id}"


def today(locale: str = "en") -> str:
    """Today as a source line has it."""
    from bot.service.messages import messages

    return messages(locale).date(datetime.now(UTC).date().isoformat())


async def source(who: Person, where: Channel, question: str = QUESTION) -> str:
    """The source line of an answer."""
    message = await (await who.slash(where, "ask", question=question, private=True)).message()
    return message.text.splitlines()[1]


# Quoting


async def test_a_message_is_quoted(world: World, mona: Person, channel: Channel) -> None:
    """A message answers from then on, word for word, and its source is the message itself."""
    message = await world.bob.say(channel, f"{TEXT}\nThe key hangs by the door.")
    modal = await form(mona, message)
    assert modal.title == "Quote as answer"
    everyone = "Everyone in this server"
    assert prefilled(modal) == (TEXT, [everyone, "Only in #general and its threads"], everyone)
    told = await (await mona.submit(modal, {"title": "Care of the pump"})).message()
    assert (told.text, told.ephemeral) == (f"Quoted for everyone in this server: Care of the pump\n{ASKED}", True)
    asked = await world.discord.reply_to(message)
    assert (asked.text, asked.reference_id, asked.ephemeral) == (UNNAMED, message.id, False)
    assert [button.label for button in asked.buttons] == ["Show my name", "Remove my answer"]
    answer = await (await world.bob.slash(channel, "ask", question=QUESTION)).message()
    lines = answer.text.splitlines()
    assert lines[0] == f"> **{TEXT}** The key hangs by the door."
    assert lines[1] == f"— [Care of the pump]({url(message)}) · Gamma · {today()}"
    assert answer.button("Open source").url == url(message)
    opened = await (await world.bob.slash(channel, "article", title="Care of the pump")).message()
    assert opened.button("Open source").url == url(message)
    found = await (await world.bob.slash(channel, "search", query="pump of Orsk greased")).message()
    assert found.button("Open source").url == url(message)
    assert (await status(mona, channel))[0] == ONE


async def test_in_spanish(world: World) -> None:
    """All of it is in Spanish for those who read Spanish, the notice in the server's language."""
    carmen, discord = world.carmen, world.discord
    (command,) = [one for one in discord.commands() if one["name"] == "Quote as answer"]
    assert command["name_localizations"]["es-ES"] == "Citar como respuesta"
    guild = discord.add_guild("Delta", locale="es-ES")
    guild.join(carmen, permissions="manage_guild")
    message = await carmen.say(guild.add_channel("general"), "La bomba de Orsk se engrasa cada nueve semanas.")
    modal = await form(carmen, message)
    options = ["Todo el servidor", "Solo en #general y sus hilos"]
    assert prefilled(modal) == ("La bomba de Orsk se engrasa cada nueve semanas.", options, "Todo el servidor")
    told = await (await carmen.submit(modal, {"title": "La bomba"})).message()
    assert told.text.splitlines()[0] == "Citado para todos en este servidor: La bomba"
    asked = await discord.reply_to(message)
    assert (
        asked.text.splitlines()[0] == "Este mensaje se cita como respuesta en este servidor, sin el nombre de su autor."
    )
    await (await carmen.click(asked, "Mostrar mi nombre")).message()
    assert asked.now.text.splitlines()[0].endswith("con el nombre de su autor.")
    assert [button.label for button in asked.now.buttons] == ["Ocultar mi nombre", "Quitar mi respuesta"]
    await (await carmen.click(asked, "Quitar mi respuesta")).message()
    assert asked.now.text == "Este mensaje ya no se cita, como quiso su autor."


async def test_what_discord_marks_up(world: World, mona: Person, channel: Channel) -> None:
    """Mentions are read as names, timestamps as dates, and what is no markup in Discord as it stands."""
    written = (
        f"<@{world.carmen.id}> keeps the <key> of <#{channel.id}>: ||the boat|| sails <t:1700000000:f> <:boat:123456>."
    )
    message = await world.bob.say(channel, written)
    await quote(mona, message, title="The boat")
    told = await ask(world.bob, channel, "When does the boat sail?")
    assert told == "> @Carmen keeps the \\<key> of #general: the boat sails 2023-11-14 22:13 UTC ."


async def test_a_post_in_a_forum(world: World, mona: Person, channel: Channel) -> None:
    """In a forum the title is that of the post, and only the chosen message is quoted, not the question above it."""
    guild = channel.guild
    assert guild is not None
    post_of_bob = guild.add_post(guild.add_forum("help"), "Greasing the pump", world.bob, "Who knows of the pump?")
    message = await world.carmen.say(post_of_bob, TEXT)
    modal = await form(mona, message)
    assert prefilled(modal)[0] == "Greasing the pump"
    assert prefilled(modal)[2] == "Everyone in this server"
    await (await mona.submit(modal, {})).message()
    assert await source(world.bob, channel) == f"— [Greasing the pump]({url(message)}) · Gamma · {today()}"
    opened = await (await world.bob.slash(channel, "article", title="Greasing the pump")).message()
    assert opened.text.splitlines()[1:-1] == [f"> **{TEXT}**"]


async def test_quoted_again(world: World, mona: Person, channel: Channel) -> None:
    """A message that is quoted again stands once, where it was put last, and its author's wish stays."""
    message = await world.bob.say(channel, TEXT)
    asked = await notice(mona, message, title="First")
    await (await world.bob.click(asked, "Show my name")).message()
    await quote(mona, message, title="Second", readers=f"Only in #{channel.name} and its threads")
    assert (await status(mona, channel))[0] == f"{channel.mention}: one article, one passage"
    assert await source(world.bob, channel) == f"— [Second]({url(message)}) · Bob · Gamma · {today()}"
    assert [one.id for one in channel.messages.values() if one.reference and one.reference.id == message.id] == [
        asked.id
    ]


async def test_a_hidden_channel(world: World, mona: Person, channel: Channel) -> None:
    """What stands where not everyone may read is quoted to those who may, unless a manager chooses otherwise."""
    guild = channel.guild
    assert guild is not None
    guild.join(dora := world.discord.add_person("dora"))
    vault = guild.add_channel("vault")
    vault.deny(guild.everyone, "view_channel")
    for one in (mona, world.bob, world.discord.bot):
        vault.allow(one, "view_channel")
    within = guild.add_thread(vault, "within")
    private = guild.add_private_thread(channel, "private", mona, world.bob)
    for where, name, at in ((vault, "vault", vault), (within, "vault", vault), (private, "private", private)):
        message = await world.bob.say(where, TEXT)
        modal = await form(mona, message)
        assert prefilled(modal)[2] == f"Only in #{name} and its threads"
        told = await (await mona.submit(modal, {"title": "Pump"})).message()
        assert told.text.splitlines()[0] == f"Quoted for {at.mention}: Pump"
        assert await ask(world.bob, where, QUESTION) == f"> {TEXT}"
        assert await ask(dora, channel, QUESTION) == NONE
        await remove(mona, channel, "Pump")


# Refusals


async def test_only_managers(world: World, channel: Channel) -> None:
    """Nobody but managers may quote, and not in direct messages, whatever Discord lets through."""
    message = await world.bob.say(channel, TEXT)
    with pytest.raises(NotAllowed, match="bob lacks the permissions"):
        await form(world.bob, message)
    direct = await world.bob.say(world.bob.dm, TEXT)
    await world.discord.reply_to(direct)
    with pytest.raises(NotAllowed, match="is not for direct messages"):
        await world.bob.use_message_command(world.bob.dm, "Quote as answer", direct)
    with overridden(world):
        refused = await (await world.bob.use_message_command(channel, "Quote as answer", message)).message()
    assert (refused.text, refused.ephemeral) == (ONLY_MANAGERS, True)


async def test_a_manager_no_more(world: World, mona: Person, channel: Channel) -> None:
    """A form of somebody who lost the right meanwhile does nothing."""
    modal = await form(mona, await world.bob.say(channel, TEXT))
    assert channel.guild is not None
    roles = channel.guild.members[mona.id].roles
    taken = roles.pop()
    assert (await (await mona.submit(modal, {})).message()).text == ONLY_MANAGERS
    roles.append(taken)
    assert files_of(world.bot.data_dir, channel.guild) == []


@pytest.mark.parametrize("text", ["<:boat:123456>", "\u200b", "||  ||"])
async def test_no_text(world: World, mona: Person, channel: Channel, text: str) -> None:
    """A message that says nothing in words is refused with the reason."""
    message = await world.bob.say(channel, text)
    refused = await (await mona.use_message_command(channel, "Quote as answer", message)).message()
    reason = "This message has no text that could be quoted. Pictures and files are not read."
    assert (refused.text, refused.ephemeral) == (reason, True)


async def test_deleted_while_the_form_is_open(world: World, mona: Person, channel: Channel) -> None:
    """A message that is deleted or edited before the form is sent in is not quoted."""
    late = (
        "This form is too old, or the message has changed. Choose “Quote as answer” in the menu of the message again."
    )
    first, second = await world.bob.say(channel, TEXT), await world.bob.say(channel, TEXT)
    modals = [await form(mona, first), await form(mona, second)]
    await world.bob.delete(first)
    await world.bob.rewrite(second, "Never mind.")
    await ask(world.bob, channel, QUESTION)  # by when it was told
    for modal in modals:
        assert (await (await mona.submit(modal, {})).message()).text == late
    assert files_of(world.bot.data_dir, channel.guild) == []


async def test_a_form_is_sent_in_once(world: World, mona: Person, channel: Channel) -> None:
    """A form that was sent in is used up."""
    modal = await form(mona, await world.bob.say(channel, TEXT))
    await (await mona.submit(modal, {"title": "Pump"})).message()
    again = await (await mona.submit(modal, {"title": "Pump"})).message()
    assert again.text.startswith("This form is too old")


# The author


async def test_the_author_is_named(world: World, mona: Person, channel: Channel) -> None:
    """The author alone may have their name shown, and hidden again; the article says so at once."""
    message = await world.bob.say(channel, TEXT)
    asked = await notice(mona, message, title="Pump")
    for other in (mona, world.carmen):
        for button in ("Show my name", "Remove my answer"):
            refused = await (await other.click(asked, button)).next_message()
            assert refused.ephemeral
    assert refused.text == "Solo el autor del mensaje puede usar estos botones."
    assert (asked.now.text, await source(world.bob, channel)) == (
        UNNAMED,
        f"— [Pump]({url(message)}) · Gamma · {today()}",
    )
    await (await world.bob.click(asked, "Show my name")).message()
    named = f"— [Pump]({url(message)}) · Bob · Gamma · {today()}"
    assert (asked.now.text, await source(world.bob, channel)) == (NAMED, named)
    assert [button.label for button in asked.now.buttons] == ["Hide my name", "Remove my answer"]
    await (await world.bob.click(asked, "Hide my name")).message()
    assert (asked.now.text, await source(world.bob, channel)) == (
        UNNAMED,
        f"— [Pump]({url(message)}) · Gamma · {today()}",
    )


async def test_the_author_removes_it(world: World, mona: Person, channel: Channel) -> None:
    """What its author wants removed is gone at once, from the index and the disk, and the notice says so."""
    message = await world.bob.say(channel, TEXT)
    asked = await notice(mona, message, title="Pump")
    await (await world.bob.click(asked, "Remove my answer")).message()
    assert (asked.now.text, asked.now.buttons) == ("This message is no longer quoted, as its author wished.", [])
    assert await ask(world.bob, channel, QUESTION) == NONE
    assert (await status(mona, channel))[0] == EMPTY
    assert files_of(world.bot.data_dir, channel.guild) == []


async def test_a_bot_is_not_asked(world: World, mona: Person, channel: Channel) -> None:
    """What a bot or a webhook wrote is quoted without a name, and nobody is asked."""
    feed = Person(world.discord, world.discord.snowflakes.next(), "feed", bot=True)
    message = post(world.discord, channel, feed, {"content": TEXT}, []).look()
    told = "It was written by a bot or a webhook, which is not named."
    assert await quote(mona, message, title="Pump") == f"Quoted for everyone in this server: Pump\n{told}"
    assert [one.id for one in channel.messages.values() if one.reference] == []


@pytest.mark.parametrize("right", ["send_messages", "read_message_history"])
async def test_where_the_bot_may_not_reply(world: World, mona: Person, channel: Channel, right: str) -> None:
    """Where the bot may not reply, the manager is told, and the author stays unnamed."""
    channel.deny(world.discord.bot, right)
    message = await world.bob.say(channel, TEXT)
    assert await quote(mona, message, title="Pump") == f"Quoted for everyone in this server: Pump\n{NOT_ASKED}"
    assert await source(world.bob, channel) == f"— [Pump]({url(message)}) · Gamma · {today()}"


# What goes


Deletion = Callable[[World, Person, Message], Awaitable[None]]


async def by_its_author(world: World, mona: Person, message: Message) -> None:
    """Delete a message."""
    await world.bob.delete(message)


async def in_bulk(world: World, mona: Person, message: Message) -> None:
    """Delete several messages at once."""
    other = await world.bob.say(message.channel, "Something else.")
    await world.alice.delete_all([message, other])


async def with_its_channel(world: World, mona: Person, message: Message) -> None:
    """Delete the channel or thread that a message stands in."""
    assert message.channel.guild is not None
    message.channel.guild.delete_channel(message.channel)


async def with_the_channel_around(world: World, mona: Person, message: Message) -> None:
    """Delete the channel around the thread that a message stands in."""
    assert message.channel.guild is not None
    assert message.channel.parent is not None
    message.channel.guild.delete_channel(message.channel.parent)


@pytest.mark.parametrize(
    ("deletion", "in_thread"),
    [
        (by_its_author, False),
        (in_bulk, False),
        (with_its_channel, False),
        (with_its_channel, True),
        (with_the_channel_around, True),
    ],
)
async def test_deleted(world: World, mona: Person, channel: Channel, deletion: Deletion, in_thread: bool) -> None:
    """However a message is deleted, its article goes at once, from the index and the disk, and others stay."""
    guild = channel.guild
    assert guild is not None
    guild.join(world.alice, administrator=True)
    where = guild.add_channel("pumps")
    where = guild.add_thread(where, "greasing") if in_thread else where
    kept = await world.bob.say(channel, "The mill of Orsk was built by Tilda Bream.")
    message = await world.bob.say(where, TEXT)
    await quote(mona, kept, title="Mill")
    asked = await notice(mona, message, title="Pump")
    before = len(world.bot.log)
    await deletion(world, mona, message)
    await world.bot.logged("no longer quoted in", before)
    assert await ask(world.bob, channel, QUESTION) == NONE
    assert await suggested(mona, channel, "") == ["Mill · Gamma"]
    assert files_of(world.bot.data_dir, guild) == [f"everyone/articles/message-{kept.id}.article"]
    if deletion in (by_its_author, in_bulk):
        await world.discord.until(lambda: asked.now.text == GONE)
        assert asked.now.buttons == []


async def test_removed_by_a_manager(world: World, mona: Person, channel: Channel) -> None:
    """What a manager removes is said to be quoted no longer, and its buttons are gone."""
    message = await world.bob.say(channel, TEXT)
    asked = await notice(mona, message, title="Pump")
    assert await remove(mona, channel, "Pump") == "Removed: Pump"
    assert (asked.now.text, asked.now.buttons) == (GONE, [])
    assert (await status(mona, channel))[0] == EMPTY


async def test_edited(world: World, mona: Person, channel: Channel) -> None:
    """A quoted message that is edited stays as it was quoted, and managers are told; a preview is no edit."""
    message = await world.bob.say(channel, TEXT)
    await quote(mona, message, title="Pump")
    refresh(world.discord, message.stored)
    await ask(world.bob, channel, QUESTION)  # by when it was told
    assert len(await status(mona, channel)) == 3
    await world.bob.rewrite(message, "The pump of Orsk must be greased every five weeks.")
    await ask(world.bob, channel, QUESTION)
    told = "**One quoted message was edited since**; quote it again to have it as it is now:"
    assert (await status(mona, channel))[3:] == [told, f"• {url(message)}"]
    assert await ask(world.bob, channel, QUESTION) == f"> {TEXT}"
    await quote(mona, message, title="Pump")
    assert len(await status(mona, channel)) == 3
    assert await ask(world.bob, channel, QUESTION) == "> The pump of Orsk must be greased every five weeks."


async def test_a_message_that_mentions_the_bot_is_read_anew(world: World, mona: Person, channel: Channel) -> None:
    """Where Discord tells what an edited message says, it is quoted as it is now, under its title and name."""
    message = await world.bob.say(channel, TEXT, mention_bot=True)
    await world.discord.reply_to(message)
    asked = await notice(mona, message, title="Pump")
    await (await world.bob.click(asked, "Show my name")).message()
    before = len(world.bot.log)
    await world.bob.rewrite(message, f"{world.discord.bot.mention} The pump of Orsk must be greased every five weeks.")
    await world.bot.logged("read anew", before)
    assert await source(world.bob, channel) == f"— [Pump]({url(message)}) · Bob · Gamma · {today()}"
    assert await ask(world.bob, channel, QUESTION) == "> @quotebot The pump of Orsk must be greased every five weeks."


# Restarts


@asynccontextmanager
async def own_bot(
    articles_dir: Path, folder: Path, settings: str = ""
) -> AsyncIterator[tuple[DiscordServer, BotProcess]]:
    """A bot of a test's own, on a data folder of its own."""
    async with DiscordServer() as discord:
        discord.privileged_intents = MESSAGE_CONTENT if settings else 0
        text = f'[discord]\ncooldown_seconds = 0\n{settings}[answer]\ncaution = "bold"\n'
        bot = BotProcess(discord, copied(articles_dir, folder), text)
        await bot.start()
        try:
            yield discord, bot
        finally:
            assert await bot.stop() == 0
            discord.check_bodies()
            assert discord.pings == []
            assert [line for line in bot.log if "ERROR" in line or "Traceback" in line] == []


async def test_after_a_restart(articles_dir: Path, tmp_path: Path) -> None:
    """What was deleted while the bot was away goes at its start; buttons work on, and what it may not see stays."""
    async with own_bot(articles_dir, tmp_path) as (discord, bot):
        mona, bob = discord.add_person("mona"), discord.add_person("bob")
        channel = new_server(discord, mona, bob)
        guild = channel.guild
        assert guild is not None
        vault, thread = guild.add_channel("vault"), guild.add_thread(channel, "thread")
        kept, gone, hidden, within = [await bob.say(where, TEXT) for where in (channel, channel, vault, thread)]
        modal = await form(mona, kept)
        asked = [
            await notice(mona, one, title=f"Pump {number}") for number, one in enumerate((kept, gone, hidden, within))
        ]
        await bot.stop()
        await bob.delete(gone)
        guild.delete_channel(thread)
        vault.deny(discord.bot, "view_channel")
        before = len(bot.log)
        await bot.start()
        await bot.logged("quoted messages are checked", before)
        assert await suggested(mona, channel, "") == ["Pump 0 · Gamma", "Pump 2 · Gamma"]
        await discord.until(lambda: asked[1].now.text == GONE)
        unseen = "**One quoted message I may no longer see**, so that I do not learn when it is deleted:"
        assert (await status(mona, channel))[3:] == [unseen, f"• {url(hidden)}"]
        await (await bob.click(asked[0], "Show my name")).message()
        assert asked[0].now.text == NAMED
        assert (await (await mona.submit(modal, {})).message()).text.startswith("This form is too old")


async def test_a_server_that_the_bot_left(articles_dir: Path, tmp_path: Path) -> None:
    """Where the bot is thrown out it quotes no messages any more, since it would not learn of their deletion."""
    async with own_bot(articles_dir, tmp_path) as (discord, bot):
        mona, bob = discord.add_person("mona"), discord.add_person("bob")
        channel = new_server(discord, mona, bob)
        guild = channel.guild
        assert guild is not None
        await quote(mona, await bob.say(channel, TEXT), title="Pump")
        before = len(bot.log)
        await discord.remove_from(guild)
        await bot.logged("no longer quoted in", before)
        discord.invite_to(guild)
        assert await suggested(mona, channel, "") == []
        assert files_of(bot.data_dir, guild) == []
