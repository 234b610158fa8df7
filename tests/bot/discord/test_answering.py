"""A manager writes the answer to a question that was not answered, and who asked is told, without a ping."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio

from bot.discord.written_replies import reply_to_askers
from bot.service.access import CollectionScope
from index.records import Quote, Source, Span
from tests.bot.discord.conftest import World
from tests.bot.discord.test_admin import ONLY_MANAGERS, new_server, remove, status
from tests.bot.discord.test_quoting import today
from tests.bot.discord.test_review import Room, opened
from tests.bot.service.memory_state import MemoryState
from tests.bot.service.state_contract import GUILD, sent_message
from tests.discord_server import Channel, Message, Modal, Person

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

ASKED, BETTER = "How tall is Grimbold?", "How tall is the tower of Grimbold?"
TEXT = "The tower of Grimbold is 48 metres tall."
NONE = "**The articles do not answer this.**"
ADDED = f"Added to everyone in this server: {BETTER}"


@pytest_asyncio.fixture(loop_scope="module")
async def room(world: World) -> Room:
    """A new server without articles."""
    mona = world.discord.add_person("mona")
    return Room(new_server(world.discord, mona, world.bob, world.carmen), mona, world.bob, world.carmen)


async def mentioned(who: Person, where: Channel, question: str = ASKED) -> Message:
    """The message of somebody who asks by mentioning the bot, after the answer to it is there."""
    message = await who.say(where, question, mention_bot=True)
    assert (await who.server.reply_to(message)).text.startswith(NONE)
    return message


async def form(who: Person, where: Channel, number: int = 0) -> Modal:
    """The form for a question of /review."""
    message = await opened(who, where)
    button = [one for one in message.buttons if one.label in ("Answer this", "Responder")][number]
    return await (await who.click(message, button)).modal_opened()


async def write(who: Person, modal: Modal, **values: object) -> Message:
    """What a manager is told of an answer that was written."""
    told = await (await who.submit(modal, {"question": BETTER, "text": TEXT} | values)).message(60)
    assert told.ephemeral
    return told


def replies(message: Message) -> list[Message]:
    """The bot's replies to a message, in order."""
    every = (one.look() for one in message.channel.messages.values())
    return [one for one in every if one.reference_id == message.id and one.author.bot]


def source(title: str = BETTER, author: str = "") -> str:
    """The line below an answer that tells where it is from."""
    return f"— {title}{author} · Gamma · {today()}"


async def test_a_question_is_answered(room: Room, world: World) -> None:
    """What a manager writes is shown to who asked, answers from then on, and is an article like any other."""
    message = await mentioned(room.bob, room.channel)
    modal = await form(room.mona, room.channel)
    assert modal.title == "Answer this question"
    parts = [part["component"] for part in modal.interaction.modal["components"]]  # type: ignore[index]
    assert parts[0]["value"] == ASKED
    assert [(one["label"], one["default"]) for one in parts[3]["options"]] == [
        ("Everyone in this server", True),
        ("Only the readers of the channel where it was asked", False),
    ]
    told = await write(room.mona, modal)
    assert told.text == f"{ADDED}\nReplied to one person who asked, without a ping."
    _, reply = replies(message)
    assert reply.text.splitlines() == [f"> {TEXT}", source(), "-# Confidence: sure"]
    why = await (await room.bob.click(reply, "Why this?")).message()
    assert why.text.splitlines()[1] == "Somebody who manages this server wrote it as the answer to this question."
    read = await (await room.bob.click(reply, "Read in context")).message()
    assert f"**{TEXT}**" in read.text
    answer = await (await room.carmen.slash(room.channel, "ask", question=BETTER)).message()
    assert answer.text.splitlines()[0].replace("**", "") == f"> {TEXT}"
    assert (await status(room.mona, room.channel))[0] == "everyone in this server: one article, one passage"
    assert (await opened(room.mona, room.channel)).text.startswith("**To be reviewed**: 0 questions")
    assert await remove(room.mona, room.channel, BETTER) == f"Removed: {BETTER}"
    gone = await (await room.bob.slash(room.channel, "ask", question=BETTER)).message()
    assert gone.text.startswith(NONE)


async def test_in_spanish(world: World) -> None:
    """The manager is told in their language, and who asked in the server's."""
    carmen, guild = world.carmen, world.discord.add_guild("Delta", locale="es-ES")
    guild.join(carmen, permissions="manage_guild")
    guild.join(world.bob)
    channel = guild.add_channel("general")
    message = await world.bob.say(channel, ASKED, mention_bot=True)
    await world.discord.reply_to(message)
    modal = await form(carmen, channel)
    assert modal.title == "Responder a esta pregunta"
    labels = [part["label"] for part in modal.interaction.modal["components"]]  # type: ignore[index]
    assert labels == [
        *("Pregunta, como se ha de encontrar", "Respuesta", "Dirección de una página (opcional)"),
        *("Para quién", "Nombrarme como autor"),
    ]
    told = await write(carmen, modal)
    assert told.text.splitlines()[1] == "Se contestó a una persona que preguntó, sin avisarla."
    _, reply = replies(message)
    assert reply.text.splitlines() == [f"> {TEXT}", f"— {BETTER} · Delta · {today('es')}", "-# Confianza: alta"]


async def test_name_and_address(room: Room) -> None:
    """Its author is named only where they choose that, and an address that is given is where it leads."""
    message = await mentioned(room.bob, room.channel)
    modal = await form(room.mona, room.channel)
    await write(room.mona, modal, address="https://tower.example/height", named=True)
    _, reply = replies(message)
    assert reply.text.splitlines()[1] == (f"— [{BETTER}](https://tower.example/height) · Mona · Gamma · {today()}")
    assert reply.button("Open source").url == "https://tower.example/height"


async def test_what_is_no_address(room: Room, world: World) -> None:
    """An address that is none makes no article, and the manager gets back what they wrote."""
    await mentioned(room.bob, room.channel)
    for wrong in ("tower.example", "javascript:alert(1)", "file:///etc/passwd", "ftp://tower.example"):
        told = await write(room.mona, await form(room.mona, room.channel), address=wrong)
        reason = (
            "is not the address of a page: write it as https://host/path. Nothing was added; your text is in the file."
        )
        assert told.text.partition("” ")[2] == reason
        assert world.discord.uploads[int(told.attachments[0]["id"])].data == TEXT.encode()
    assert (await status(room.mona, room.channel))[0].startswith("This server has no articles of its own.")


async def test_each_asker_once(room: Room, world: World) -> None:
    """Each asker is replied to once, below their newest question: that of a message, or the answer to a command."""
    first, last = await mentioned(room.bob, room.channel), await mentioned(room.bob, room.channel)
    command = await (await room.carmen.slash(room.channel, "ask", question=ASKED)).message()
    told = await write(room.mona, await form(room.mona, room.channel))
    assert told.text.splitlines()[1:] == ["Replied to 2 people who asked, without a ping."]
    assert [len(replies(message)) for message in (first, last, command)] == [1, 2, 1]
    (below,) = replies(command)
    assert below.text.splitlines()[0] == f"> {TEXT}"


async def test_to_whom_no_reply_is_made(room: Room, world: World) -> None:
    """Nobody is replied to who asked in private, or where the bot may not write; a deleted question is forgotten."""
    guild, dora, eva = room.channel.guild, world.discord.add_person("dora"), world.discord.add_person("eva")
    assert guild is not None
    for one in (dora, eva):
        guild.join(one)
    closed = guild.add_channel("closed")
    await (await room.bob.slash(room.channel, "ask", question=ASKED, private=True)).message()
    gone = await mentioned(dora, room.channel)
    await dora.delete(gone)
    await mentioned(eva, closed)
    closed.deny(world.discord.bot, "send_messages")
    private = await (await room.carmen.slash(room.channel, "ask", question=ASKED)).message()
    told = await write(room.mona, await form(room.mona, room.channel))
    assert told.text.splitlines()[1:] == [
        "Replied to one person who asked, without a ping.",
        "-# Not to one who asked in private.",
        "-# Not to one who asked where I may not reply (Send Messages, Read Message History).",
    ]
    assert len(replies(private)) == 1
    said = [one.look().text for one in closed.messages.values()]
    assert not [text for text in said if "48 metres" in text]


async def test_for_the_readers_of_a_channel(room: Room) -> None:
    """An answer for the readers of a channel is shown there alone, also where the same was asked elsewhere."""
    guild = room.channel.guild
    assert guild is not None
    vault = guild.add_channel("vault")
    vault.deny(guild.everyone, "view_channel")
    for one in (room.mona, room.bob, room.bob.server.bot):
        vault.allow(one, "view_channel")
    elsewhere = await mentioned(room.carmen, room.channel)
    message = await mentioned(room.bob, guild.add_thread(vault, "within"))
    modal = await form(room.mona, room.channel)
    options = modal.interaction.modal["components"][3]["component"]["options"]  # type: ignore[index]
    assert [one["default"] for one in options] == [False, True]
    told = await write(room.mona, modal)
    assert told.text.splitlines() == [
        f"Added to {vault.mention}: {BETTER}",
        "Replied to one person who asked, without a ping.",
        "-# Not to one who asked where this may not be read.",
    ]
    assert [len(replies(one)) for one in (message, elsewhere)] == [2, 1]


async def test_a_thread_that_was_archived(room: Room) -> None:
    """What was asked in a thread that is archived by now, in a channel not for all, is preset for its readers."""
    guild = room.channel.guild
    assert guild is not None
    vault = guild.add_channel("vault")
    vault.deny(guild.everyone, "view_channel")
    for one in (room.mona, room.bob, room.bob.server.bot):
        vault.allow(one, "view_channel")
    thread = guild.add_thread(vault, "within")
    message = await mentioned(room.bob, thread)
    guild.join(room.bob, permissions="manage_threads")
    await room.bob.edit_thread(thread, archived=True)
    modal = await form(room.mona, room.channel)
    options = modal.interaction.modal["components"][3]["component"]["options"]  # type: ignore[index]
    assert [one["default"] for one in options] == [False, True]
    told = await write(room.mona, modal, readers="channel")
    assert told.text.splitlines() == [
        f"Added to {vault.mention}: {BETTER}",
        "Replied to one person who asked, without a ping.",
    ]
    assert len(replies(message)) == 2


async def test_ten_replies(room: Room, world: World) -> None:
    """Ten who asked are replied to, and the manager is told that there are more."""
    assert room.channel.guild is not None
    for number in range(12):
        room.channel.guild.join(person := world.discord.add_person(f"asker{number}"))
        await mentioned(person, room.channel)
    told = await write(room.mona, await form(room.mona, room.channel))
    assert told.text.splitlines()[1:] == [
        "Replied to 10 people who asked, without a ping.",
        "-# Not to 2 more: 10 are replied to at most.",
    ]


async def test_answered_meanwhile(room: Room, world: World) -> None:
    """What another manager has answered meanwhile is not answered again, and nothing that was written is lost."""
    await mentioned(room.bob, room.channel)
    modal, late = await form(room.mona, room.channel), await form(room.mona, room.channel)
    view = await opened(room.mona, room.channel)
    await write(room.mona, modal)
    told = await write(room.mona, late, text="It is tall.")
    assert told.text.startswith("This question is no longer to be answered: somebody has answered it")
    assert world.discord.uploads[int(told.attachments[0]["id"])].data == b"It is tall."
    pressed = await (await room.mona.click(view, "Answer this")).message()
    assert pressed.text.startswith("This question is no longer to be answered")


async def test_two_at_once(room: Room, world: World) -> None:
    """Of two answers that are sent in at once one is taken, and who wrote the other gets it back."""
    message = await mentioned(room.bob, room.channel)
    forms = [await form(room.mona, room.channel) for _ in range(2)]
    told = await asyncio.gather(*(write(room.mona, modal, text=f"It is tall. {TEXT}") for modal in forms))
    taken, late = sorted(told, key=lambda one: bool(one.attachments))
    assert taken.text == f"{ADDED}\nReplied to one person who asked, without a ping."
    assert late.text.startswith("This question is no longer to be answered: somebody has answered it")
    assert world.discord.uploads[int(late.attachments[0]["id"])].data == f"It is tall. {TEXT}".encode()
    assert len(replies(message)) == 2
    assert (await status(room.mona, room.channel))[0] == "everyone in this server: one article, one passage"


async def test_who_no_longer_manages(room: Room, world: World) -> None:
    """Who may no longer manage the server when they send the form in gets back what they wrote."""
    await mentioned(room.bob, room.channel)
    modal = await form(room.mona, room.channel)
    assert room.channel.guild is not None
    room.channel.guild.join(room.mona)
    told = await write(room.mona, modal)
    assert told.text == ONLY_MANAGERS
    assert world.discord.uploads[int(told.attachments[0]["id"])].data == TEXT.encode()


async def test_after_a_restart(room: Room, world: World) -> None:
    """A form that was open is taken after a restart, and what was written is still there after another."""
    message = await mentioned(room.bob, room.channel)
    modal = await form(room.mona, room.channel)
    assert await world.bot.stop() == 0
    await world.bot.start()
    await write(room.mona, modal)
    assert len(replies(message)) == 2
    assert await world.bot.stop() == 0
    await world.bot.start()
    answer = await (await room.carmen.slash(room.channel, "ask", question=BETTER)).message()
    assert answer.text.splitlines()[0].replace("**", "") == f"> {TEXT}"


async def test_what_was_forgotten_meanwhile() -> None:
    """Who has had what is kept of them deleted since is not replied to, and nothing is kept of them anew."""
    state = MemoryState()
    client: Any = SimpleNamespace(
        services=SimpleNamespace(state=state),
        get_partial_messageable=lambda channel, guild_id: SimpleNamespace(fetch_message=None),
    )
    asked, quote = (
        sent_message("forgotten", answered=False, private=False, message=71),
        Quote(TEXT, Span(0, 9), (), 1.0, Source("a", "A")),
    )
    outcomes = await reply_to_askers(client, [asked], CollectionScope(GUILD, "everyone", GUILD), quote, None)
    assert outcomes == {"gone": 1}
    assert await state.forget_person(asked.asker) == 0
