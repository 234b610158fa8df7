"""A manager corrects answers from under them, sees in a list what was corrected, and takes it back."""

import json
import re
from collections.abc import Sequence

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.test_admin import ONLY_MANAGERS, new_server, overridden
from tests.discord_server import Channel, Message, Modal, NotAllowed, Person, Upload
from tests.discord_server.errors import Json
from tests.discord_server.messages import COMPONENTS_V2
from tests.discord_server.posting import post

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "How often must the pump of Orsk be greased?"
NINE, TEN = "The pump of Orsk must be greased every nine weeks.", "The pump of Orsk must be greased every ten weeks."
CARE, BOOK = "Care of the pump", "Handbook of the engine room"
REST = "The key of the engine room hangs beside the door."
CLOCKS = "How many clocks does the museum of clocks own?"
UNQUOTED, PREFERRED, SUPERSEDED = (
    "Do not quote this passage",
    "Prefer this article",
    "This article is superseded by …",
)
SEE = "-# `/library corrections` lists what was corrected, and takes it back."
NOTHING = "Nothing was corrected in this server. Below an answer, *Why this?* has a button for that."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mona(world: World) -> Person:
    """Somebody who may manage servers and nothing more."""
    return world.discord.add_person("mona")


@pytest_asyncio.fixture(loop_scope="module")
async def channel(world: World, mona: Person) -> Channel:
    """A channel of a new server that Mona manages and that Bob and Carmen are members of; it has two articles."""
    channel = new_server(world.discord, mona, world.bob, world.carmen)
    await add(mona, channel, {"care": (CARE, f"{NINE} {REST}"), "book": (BOOK, f"{TEN} The book lies in the office.")})
    return channel


async def add(who: Person, where: Channel, articles: dict[str, tuple[str, str]], **scope: object) -> str:
    """Add articles, by their ids, and return what is said to that."""
    lines = (json.dumps({"id": key, "title": title, "text": text}) for key, (title, text) in articles.items())
    file = Upload(f"{next(iter(articles))}.jsonl", "\n".join(lines).encode())
    return (await outcome(await who.slash(where, "library add", file=file, **scope))).text


async def asked(who: Person, where: Channel, question: str = QUESTION) -> Message:
    """An answer."""
    return await (await who.slash(where, "ask", question=question, private=True)).message()


def quotes(message: Message) -> list[str]:
    """The titles that an answer quotes, with what stands behind them."""
    return [line.removeprefix("— ") for line in message.text.splitlines() if line.startswith("— ")]


async def form(who: Person, answer: Message, button: str = "Correct…", why: str = "Why this?") -> Modal:
    """The form that corrects an answer."""
    told = await (await who.click(answer, why)).message()
    return await (await who.click(told, button)).modal_opened()


def fields(modal: Modal) -> dict[str, list[str]]:
    """The fields of a form, each with what can be chosen."""
    labels: Sequence[dict[str, dict[str, list[dict[str, str]]]]] = modal.interaction.modal["components"]  # type: ignore[index]
    return {str(one["label"]): [it["label"] for it in one["component"].get("options", [])] for one in labels}


async def correct(who: Person, answer: Message, kind: str, number: int = 0, newer: str = "") -> str:
    """Correct one of the quotes of an answer and return what the manager is told."""
    modal = await form(who, answer)
    values: dict[str, object] = {"kind": kind, "newer": newer}
    if "Which quote is it about?" in fields(modal):
        values["quote"] = str(number)
    told = await (await who.submit(modal, values)).message()
    assert told.ephemeral
    return told.text


async def listed(who: Person, where: Channel) -> Message:
    """The list of what was corrected."""
    return await (await who.slash(where, "library corrections")).message()


async def take_back(who: Person, message: Message, number: int) -> Message:
    """Take back the correction of this number on a page and return the page as it is then."""
    select = message.select("Take one back")
    await (await who.choose(message, select, [select.options[number]["value"]])).message()
    return message.now


# What can be corrected


async def test_a_passage_is_no_longer_quoted(world: World, mona: Person, channel: Channel) -> None:
    """A marked passage answers nothing in its server, by no door, and does again once that is taken back."""
    answer = await asked(mona, channel)
    number = [CARE in one for one in quotes(answer)].index(True)
    modal = await form(mona, answer)
    assert modal.title == "Correct the answers of this server"
    assert fields(modal)["From now on"] == [UNQUOTED, PREFERRED, SUPERSEDED]
    old = await (await world.bob.slash(channel, "search", query=QUESTION)).message()
    assert NINE in old.text.replace("**", "")
    told = await correct(mona, answer, "unquoted", number)
    assert told == f"This passage of “{CARE}” is no longer quoted in this server.\n{SEE}"
    again = await asked(world.bob, channel)
    assert [one for one in quotes(again) if CARE in one] == []
    assert NINE not in again.text.replace("**", "")
    found = await (await world.bob.slash(channel, "search", query=QUESTION)).message()
    assert NINE not in found.text.replace("**", "")
    mention = await world.discord.reply_to(await world.bob.say(channel, QUESTION, mention_bot=True))
    written = await world.bob.say(channel, QUESTION)
    check = await (await world.bob.use_message_command(channel, "Find sources", written)).message()
    follow = await (await world.bob.submit(await world.bob.click(again, "Follow up"), QUESTION)).message()
    assert [NINE in one.text.replace("**", "") for one in (mention, check, follow)] == [False] * 3
    view = await listed(mona, channel)
    assert view.text.splitlines()[:2] == [
        "**Corrected in this server**, 1–1 of 1",
        f"**1.** Not quoted, of {CARE}: “{NINE} {REST}”",
    ]
    assert (await take_back(mona, view, 0)).text == NOTHING
    assert [CARE in one for one in quotes(await asked(world.bob, channel))].count(True) == 1


async def test_an_article_is_preferred(world: World, mona: Person, channel: Channel) -> None:
    """Of two articles that disagree the preferred one is quoted first, whichever that is."""
    for title in (CARE, BOOK, CARE):
        answer = await asked(mona, channel)
        number = [title in one for one in quotes(answer)].index(True)
        told = await correct(mona, answer, "preferred", number)
        assert told.splitlines()[0] == (
            f"“{title}” is quoted first in this server, wherever it answers about as well as others."
        )
        assert quotes(await asked(world.bob, channel))[0] == title
        view = await listed(mona, channel)
        assert view.text.splitlines()[1] == f"**1.** Preferred: {title}"
        await take_back(mona, view, 0)


async def test_an_article_is_superseded(world: World, mona: Person, channel: Channel) -> None:
    """What is superseded is quoted where it alone answers, and is told to be older there, also in a search."""
    answer = await asked(mona, channel)
    number = [CARE in one for one in quotes(answer)].index(True)
    told = await correct(mona, answer, "superseded", number, newer=BOOK.upper())
    assert told.splitlines()[0] == f"“{CARE}” counts as an older version of “{BOOK}” in this server."
    assert quotes(await asked(world.bob, channel)) == [BOOK]
    alone = await asked(world.bob, channel, "Where does the key of the engine room hang?")
    assert f"{CARE} · older version" in quotes(alone)
    spanish = await asked(world.carmen, channel, "Where does the key of the engine room hang?")
    assert f"{CARE} · versión anterior" in quotes(spanish)
    found = await (await world.bob.slash(channel, "search", query=QUESTION)).message()
    assert f"{CARE} · older version" in found.text
    view = await listed(mona, channel)
    assert view.text.splitlines()[1] == f"**1.** Superseded: {CARE}, by {BOOK}"


async def test_a_superseded_article_is_told_to_be_older_where_it_is_shown_again(
    world: World, mona: Person, channel: Channel
) -> None:
    """An answer that is shown to everyone after its article was superseded tells that, as a new one would."""
    before = await asked(world.bob, channel, "Where does the key of the engine room hang?")
    assert CARE in quotes(before)
    answer = await asked(mona, channel)
    number = [CARE in one for one in quotes(answer)].index(True)
    await correct(mona, answer, "superseded", number, newer=BOOK)
    shown = await (await world.bob.click(before, "Show everyone")).next_message()
    assert f"{CARE} · older version" in quotes(shown)


async def test_titles_of_newer_articles(mona: Person, channel: Channel) -> None:
    """A title that no article has is refused with the nearest, and so are none, the article itself, and a circle."""
    answer = await asked(mona, channel)
    number = [CARE in one for one in quotes(answer)].index(True)
    superseded = "This article is superseded by …"
    assert await correct(mona, answer, "superseded", number) == (
        f"For “{superseded}”, write the title of the newer article too."
    )
    assert await correct(mona, answer, "superseded", number, newer="Handbok of the engine rooms") == (
        "There is no article with the title “Handbok of the engine rooms” here. Nothing was changed. "
        f"The nearest: “{BOOK}”"
    )
    assert await correct(mona, answer, "superseded", number, newer="Xyzzy") == (
        "There is no article with the title “Xyzzy” here. Nothing was changed."
    )
    assert await correct(mona, answer, "superseded", number, newer="CARE") == (
        "An article cannot be superseded by itself. Nothing was changed."
    )
    assert (await listed(mona, channel)).text == NOTHING
    await correct(mona, answer, "superseded", number, newer="book")
    after = await asked(mona, channel)
    assert await correct(mona, after, "superseded", 0, newer=CARE) == (
        f"“{CARE}” is itself superseded by “{BOOK}”. Take that back first: `/library corrections`"
    )
    await add(mona, channel, {"book2": (BOOK, "A book of the same name tells of lamps.")})
    assert await correct(mona, answer, "superseded", number, newer=BOOK) == (
        f"Several articles have the title “{BOOK}”. Nothing was changed; write the id of one in place of its title: "
        "book, book2"
    )


async def test_in_spanish(world: World, channel: Channel) -> None:
    """All of it is in Spanish for who reads Spanish."""
    guild = channel.guild
    assert guild is not None
    elena = world.discord.add_person("elena", locale="es-ES")
    guild.join(elena, permissions="manage_guild")
    modal = await form(elena, await asked(elena, channel), "Corregir…", "¿Por qué esto?")
    assert modal.title == "Corregir las respuestas de este servidor"
    assert list(fields(modal)) == ["De ahora en adelante", "¿De qué cita se trata?", "Título del artículo más nuevo"]
    told = await (await elena.submit(modal, {"kind": "preferred", "quote": "0"})).message()
    assert told.text.splitlines()[1] == "-# `/biblioteca correcciones` enumera lo corregido, y lo deshace."
    view = await listed(elena, channel)
    assert view.text.splitlines()[0] == "**Corregido en este servidor**, 1–1 de 1"
    select = view.select("Deshacer una")
    await (await elena.choose(view, select, [select.options[0]["value"]])).message()
    assert view.now.text.splitlines()[0].startswith("No se ha corregido nada en este servidor.")


# How long it holds


async def test_edits(world: World, mona: Person, channel: Channel) -> None:
    """A passage stays marked where its article moves or breaks it; where it is no longer said, that is told."""
    answer = await asked(mona, channel)
    await correct(mona, answer, "unquoted", [CARE in one for one in quotes(answer)].index(True))
    moved = f"The engine room is cold.\n\n{NINE}\n{REST}"
    for text, quoted, line in ((moved, False, ""), (NINE, False, ""), ("The pump of Orsk is red.", False, "lost")):
        uploaded = await mona.slash(
            channel,
            "library add",
            file=Upload("care.jsonl", json.dumps({"id": "care", "title": CARE, "text": text}).encode()),
        )
        message = await outcome(uploaded)
        if message.text.startswith(("care.jsonl is here", "The file")):
            await (await mona.click(message, "Replace")).message()
        if line == "lost":
            lines = (await listed(mona, channel)).text.splitlines()
            assert lines[2] == "-# Without effect: the article no longer says this."
        else:
            assert (NINE in (await asked(world.bob, channel)).text.replace("**", "")) is quoted
    await (await mona.slash(channel, "library remove", title=CARE)).message()
    lines = (await listed(mona, channel)).text.splitlines()
    assert lines[1].startswith("**1.** Not quoted, of care: ")
    assert lines[2] == "-# Without effect: the article is no longer there."


async def test_other_servers(world: World, mona: Person, channel: Channel) -> None:
    """What is corrected of an article for all servers holds in that server alone, and after a restart."""
    other = new_server(world.discord, mona, world.bob)
    before = await asked(mona, channel, CLOCKS)
    assert "412 clocks" in before.text
    await correct(mona, before, "unquoted")
    assert "412 clocks" not in (await asked(world.bob, channel, CLOCKS)).text
    assert "412 clocks" in (await asked(world.bob, other, CLOCKS)).text
    assert "412 clocks" in (await asked(world.bob, world.bob.dm, CLOCKS)).text
    assert (await listed(mona, other)).text == NOTHING
    assert await world.bot.stop() == 0
    await world.bot.start()
    assert "412 clocks" not in (await asked(world.bob, channel, CLOCKS)).text
    again = await (await world.bob.slash(channel, "search", query=CLOCKS)).message()
    assert "412 clocks" not in again.text


async def test_old_messages(world: World, mona: Person, channel: Channel) -> None:
    """The buttons of what was sent before a passage was marked show it no more among passages."""
    search = await (await world.bob.slash(channel, "search", query=QUESTION)).message()
    unsure = await asked(world.bob, channel, "Does the pump of Orsk pay pensions to the pilots of Uzbekistan?")
    closest = await (await world.bob.click(unsure, "Closest passages")).message()
    assert NINE in closest.text.replace("**", "")
    answer = await asked(mona, channel)
    await correct(mona, answer, "unquoted", [CARE in one for one in quotes(answer)].index(True))
    closest = await (await world.bob.click(unsure, "Closest passages")).message()
    assert NINE not in closest.text.replace("**", "")
    await (await world.bob.click(search, "Next")).message()
    await (await world.bob.click(search.now, "Previous")).message()
    assert NINE not in search.now.text.replace("**", "")


async def test_pages(mona: Person, channel: Channel) -> None:
    """A long list has pages, and what is taken back leaves them."""
    texts = {
        f"lamp{number}": (f"Lamp {number}", f"Lamp {number} of Vasp burns {number} hours.") for number in range(10, 18)
    }
    await add(mona, channel, texts)
    for number in range(10, 18):
        answer = await asked(mona, channel, f"How long does lamp {number} of Vasp burn?")
        place = [f"Lamp {number}" in one for one in quotes(answer)].index(True)
        await correct(mona, answer, "preferred", place)
    view = await listed(mona, channel)
    assert view.text.splitlines()[0] == "**Corrected in this server**, 1–7 of 8"
    assert [button.label for button in view.buttons] == ["Next"]
    await (await mona.click(view, "Next")).message()
    assert view.now.text.splitlines() == ["**Corrected in this server**, 8–8 of 8", "**8.** Preferred: Lamp 17"]
    now = await take_back(mona, view.now, 0)
    assert now.text.splitlines()[0] == "**Corrected in this server**, 1–7 of 7"
    assert [button.label for button in now.buttons] == []


# Who may


async def test_only_managers(world: World, mona: Person, channel: Channel) -> None:
    """Nobody else is offered the form, and nobody else's press, form or choice does anything."""
    bob, guild = world.bob, channel.guild
    assert guild is not None
    answer = await asked(bob, channel)
    why = await (await bob.click(answer, "Why this?")).message()
    assert why.buttons == []
    direct = await (await mona.click(await asked(mona, mona.dm, CLOCKS), "Why this?")).message()
    assert direct.buttons == []
    sent = next(button.custom_id for button in answer.buttons if button.custom_id).split(":")[2]
    for custom_id in (f"quotebot:correct:{sent}:0:0", "quotebot:corrections:0"):
        planted = plant(world, channel, {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id})
        response = await bob.click(planted, "Press")
        refused = await (response.message() if "correct:" in custom_id else response.next_message())
        assert (refused.text, refused.ephemeral) == (ONLY_MANAGERS, True)
    with pytest.raises(NotAllowed, match="bob lacks the permissions"):
        await bob.slash(channel, "library corrections")
    with overridden(world):
        assert (await listed(bob, channel)).text == ONLY_MANAGERS
    own = await asked(mona, channel)
    modal = await form(mona, own)
    await correct(mona, own, "preferred")
    view = await listed(mona, channel)
    select = view.select("Take one back")
    roles = guild.members[mona.id].roles
    taken = roles.pop()
    assert (await (await mona.submit(modal, {"kind": "unquoted", "quote": "0"})).message()).text == ONLY_MANAGERS
    choice = await mona.choose(view, select, [select.options[0]["value"]])
    assert (await choice.next_message()).text == ONLY_MANAGERS
    roles.append(taken)
    assert len([line for line in (await listed(mona, channel)).text.splitlines() if line.startswith("**1.")]) == 1


def plant(world: World, where: Channel, control: Json) -> Message:
    """A message of the bot's with a control that Discord would never have let stand there."""
    body = {"flags": COMPONENTS_V2, "components": [{"type": 1, "components": [control]}]}
    message = post(world.discord, where, world.discord.bot, body, [])
    where.seen_replies.add(message.id)
    return message.look()


async def test_what_is_limited(world: World, mona: Person, channel: Channel) -> None:
    """A manager is not told of corrections of articles that they may not read, but for how many there are."""
    guild = channel.guild
    assert guild is not None
    crew, ruth = guild.add_role("crew"), world.discord.add_person("ruth")
    guild.join(ruth, permissions="manage_guild")
    guild.members[ruth.id].roles.append(crew)
    told_to_crew = "Captain Ilvane Tarosk hid the Zyxomar lamp at Kelbrin."
    await add(mona, channel, {"lamp": ("Pact of Kelbrin", told_to_crew)}, role=crew)
    answer = await asked(ruth, channel, "Who hid the Zyxomar lamp?")
    assert told_to_crew in answer.text.replace("**", "")
    await correct(ruth, answer, "unquoted")
    assert told_to_crew in (await listed(ruth, channel)).text
    hidden = await listed(mona, channel)
    assert hidden.text == f"{NOTHING}\n-# One more is of articles that you may not read here."
    other = await correct(mona, await asked(mona, channel), "superseded", newer="Pact of Kelbrin")
    assert re.match("There is no article with the title “Pact of Kelbrin” here. Nothing was changed", other)
    own = await asked(ruth, channel)
    await correct(ruth, own, "superseded", newer="Pact of Kelbrin")
    assert [word for word in ("Tarosk", "Kelbrin") if word in (await listed(mona, channel)).text] == []
    value = (await listed(ruth, channel)).select("Take one back").options[0]["value"]
    options = [{"label": "Lamp", "value": value}]
    select = {"type": 3, "custom_id": "quotebot:take-back:0", "options": options, "min_values": 1, "max_values": 1}
    planted = plant(world, channel, select)
    refused = await (await mona.choose(planted, "quotebot:take-back:0", [value])).next_message()
    assert refused.text == "This correction is no longer there, or not yours to see."
    assert told_to_crew in (await listed(ruth, channel)).text
