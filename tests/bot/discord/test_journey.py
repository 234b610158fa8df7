"""What a new user does, in this order: from joining a server to switching to Spanish."""

import re
import sqlite3
from contextlib import closing

import pytest

from index.answering.confidence import Calibration
from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.discord_server import Message, Upload

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

WHY_CLOSED = "Why did the town council of Arle close the old bridge?"
VERDICT = "**The articles do not answer this.** The closest passages are behind the button; they are not an answer."
LANTERNS = (
    "Lantern walk in Grubenfeld\n\n"
    "The lantern walk in Grubenfeld begins at seven o'clock on 11 November. Children carry turnips instead of lamps.\n"
)


async def asked(world: World, question: str) -> Message:
    """What Bob is answered in the channel."""
    return await (await world.bob.slash(world.general, "ask", question=question)).message()


async def test_answer_opens_with_the_quote(world: World) -> None:
    """An answer begins with the quote, its answering sentence in bold, then title (linked), publisher and date."""
    response = await world.bob.slash(world.general, "ask", question="When will the old bridge in Arle open again?")
    message = await response.message()
    link = "https://courier.example/news/old-bridge?id=7"
    assert message.text.splitlines()[:4] == [
        "> Drivers will have to use the new bridge at Tolmin, nine kilometres upstream.",
        "> ",
        "> The repair will cost 2.4 million euros, half of which the region pays. "
        "**Mayor Ilse Brandt said the bridge would open again on 3 May.**",
        f"— [Old bridge over the Arle to close for winter]({link}) · The Arle Courier · February 14, 2025",
    ]
    opened = message.button("Open source").url
    assert opened is not None
    assert opened.startswith(f"{link}#:~:text=")
    assert "-,Mayor%20Ilse%20Brandt" in opened
    assert (response.ephemeral, response.visible_to(world.carmen)) == (False, True)


async def test_same_story_is_told_once(world: World) -> None:
    """Where two articles tell the same, one is quoted and the other is named."""
    message = await asked(world, "What did the town council of Arle vote to close for the whole winter?")
    assert message.text.count("voted on Monday to close the old bridge") == 1
    assert "-# Also in: " in message.text


async def test_private_answer(world: World) -> None:
    """An answer asked for in private is seen by nobody else."""
    response = await world.bob.slash(world.general, "ask", question=WHY_CLOSED, private=True)
    await response.message()
    assert (response.ephemeral, response.visible_to(world.bob), response.visible_to(world.alice)) == (True, True, False)


async def test_no_answer_is_said_plainly(world: World) -> None:
    """What the articles do not answer is said, and what came closest is shown only behind a button, and as such."""
    message = await asked(world, "Who won the football world cup in Brazil?")
    brazil = "No article mentions “Brazil”."
    assert message.text == f"{VERDICT}\n{brazil}\n-# Question: Who won the football world cup in Brazil?"
    closest = await (await world.bob.click(message, "Closest passages")).message()
    assert closest.text.startswith("The closest passages. **They do not answer the question.**\n> ")


async def test_what_is_missing_in_spanish(world: World) -> None:
    """What the articles do not speak of is told in the language of who asks."""
    question = "What does a kilogram of honey cost in Denmark?"
    message = await (await world.carmen.slash(world.general, "ask", question=question)).message()
    assert message.text.splitlines()[1] == "Ningún artículo menciona «Denmark»."


PARTS = (
    "How many clocks does the museum of clocks own, when will the old bridge in Arle open again "
    "and who is king of Denmark?"
)


async def test_question_of_several_parts(world: World) -> None:
    """Each part is answered by a quote of its own, and one that is not is told below, in the language of who asks."""
    message = await asked(world, PARTS)
    assert message.text.index("It owns 412 clocks") < message.text.index("would open again on 3 May")
    assert message.text.splitlines()[-3] == "Not answered: “who is king of Denmark”"
    spanish = await (await world.carmen.slash(world.general, "ask", question=PARTS)).message()
    assert spanish.text.splitlines()[-3] == "Sin respuesta: «who is king of Denmark»"


async def test_buttons_of_several_parts(world: World) -> None:
    """Why this, and the context, are told of each quote of such an answer."""
    message = await asked(world, PARTS)
    titles = [line for line in message.text.splitlines() if line.startswith("— ")]
    why = (await (await world.bob.click(message, "Why this?")).message()).text.splitlines()
    matched = [set(line.rpartition("Matched words: ")[2].split(", ")) for line in why if line.startswith("Quote ")]
    assert len(matched) == len(titles)
    assert {"museum", "clocks"} <= matched[0]
    assert {"bridge", "open"} <= matched[-1]
    reads = [button for button in message.buttons if button.label == "Read in context"]
    page = (await (await world.bob.click(message, reads[-1])).message()).text
    assert "would open again on 3 May" in page


async def test_read_in_context(world: World) -> None:
    """A quote is read in its article, privately, in bold."""
    message = await asked(world, "How many clocks does the museum of clocks own?")
    response = await world.carmen.click(message, "Read in context")
    page = (await response.message()).text
    assert response.ephemeral
    assert "It owns 412 clocks, the oldest of them built in 1583 by Jost Bodmer." in page.split("**")[1]
    assert page.endswith("-# Página 1 de 1")


async def test_why_this(world: World, calibration: Calibration) -> None:
    """Why a quote was chosen is told by scores, the threshold and the words it shares with the question."""
    message = await asked(world, "How many clocks does the museum of clocks own?")
    why = (await (await world.bob.click(message, "Why this?")).message()).text.splitlines()
    assert why[0] == "**Why these quotes?**"
    least = calibration.threshold("bold")  # as the bot is set
    assert why[1].endswith(f"quotes are shown as an answer from {least:.0%} on.")
    assert why[3].startswith("Quote 1, Museum of clocks moves into the old mill: chance to be the best ")
    assert {"museum", "clocks"} <= set(why[3].rpartition("Matched words: ")[2].split(", "))


async def test_why_by_a_reader(world: World) -> None:
    """The probability that the reader gives a quote stands below it, and nothing where it gave none."""
    message = await asked(world, "How many clocks does the museum of clocks own?")
    read = (await (await world.bob.click(message, "Why this?")).message()).text.splitlines()
    chance = "Chance that quote 1 answers, by a model that reads it with the question: "
    assert re.fullmatch(rf"{chance}\d+%", read[4])
    with closing(sqlite3.connect(world.bot.data_dir / "discord.db")) as connection, connection:
        connection.execute(
            "UPDATE shown SET detail = json_set(detail, '$.quotes[0].reader', NULL) WHERE message = ?", (message.id,)
        )
    unread = (await (await world.bob.click(message, "Why this?")).message()).text.splitlines()
    assert unread == [*read[:4], *read[5:]]


async def test_one_vote_a_person(world: World) -> None:
    """A person has one vote on an answer and may change it."""
    message = await asked(world, "What does a kilogram of honey cost?")
    clicks = [(world.bob, "👍"), (world.bob, "👍"), (world.alice, "👎"), (world.bob, "👎")]
    notices = []
    for person, emoji in clicks:
        pressed = await person.click(message, emoji)
        told = pressed if emoji == "👍" else await person.submit(pressed, {"reason": "old"})
        notices.append((await told.message()).text)
    assert [text.rpartition("far ")[2] for text in notices] == [
        "👍 1, 👎 0.",
        "👍 1, 👎 0.",
        "👍 1, 👎 1.",
        "👍 0, 👎 2.",
    ]


REASONS = {
    "en": ["It is wrong", "It is out of date", "It is not what I asked", "It is unclear"],
    "es": ["Es incorrecta", "Está anticuada", "No es lo que pregunté", "No queda clara"],
}


async def test_why_a_vote_down(world: World) -> None:
    """A vote down counts at once, sent in or not, and its form asks why in the language of who presses."""
    message = await asked(world, "What does a kilogram of honey cost?")
    english = await (await world.bob.click(message, "👎")).modal_opened()
    told = await (await world.alice.click(message, "👍")).message()
    assert told.text == "Counted: 👍. You can change your vote. So far 👍 1, 👎 1."
    spanish = await (await world.carmen.click(message, "👎")).modal_opened()
    for form, language in ((english, "en"), (spanish, "es")):
        why, _ = (part["component"] for part in form.interaction.modal["components"])  # type: ignore[index]
        assert [one["label"] for one in why["options"]] == REASONS[language]
    assert (english.title, spanish.title) == (
        "Counted: 👎. What is wrong with it?",
        "Contado: 👎. ¿Qué tiene de malo?",
    )
    sent = await world.bob.submit(english, {"What is wrong?": "It is wrong", "In a few words": "It went up."})
    assert ((await sent.message()).text, sent.ephemeral) == (
        "Counted: 👎. You can change your vote. So far 👍 1, 👎 2.",
        True,
    )
    sent = await world.carmen.submit(spanish, {"reason": "No queda clara"})
    assert (await sent.message()).text == "Voto contado: 👎. Puedes cambiar tu voto. Hasta ahora 👍 1, 👎 2."


async def test_why_a_vote_down_in_direct_messages(world: World) -> None:
    """No manager reads what is written of an answer in a direct message, and the form says so of none."""
    message = await world.discord.reply_to(await world.bob.say(world.bob.dm, "What does a kilogram of honey cost?"))
    form = await (await world.bob.click(message, "👎")).modal_opened()
    assert [part.get("description") for part in form.interaction.modal["components"]] == [None, None]  # type: ignore[index]
    elsewhere = await (
        await world.bob.click(await asked(world, "What does a kilogram of honey cost?"), "👎")
    ).modal_opened()
    assert [part.get("description") for part in elsewhere.interaction.modal["components"]] == [  # type: ignore[index]
        None,
        "Those who manage this server can read it, without your name.",
    ]


async def test_follow_up_by_button(world: World) -> None:
    """The form under an answer asks on from it, for anybody who may see it."""
    message = await asked(world, "Who counted the boats in the harbour of Sillin?")
    response = await world.bob.submit(await world.bob.click(message, "Follow up"), "And how many did she hold?")
    text = (await response.message()).text
    assert "The harbour holds sixty boats" in text
    assert text.endswith(
        "\n-# Question: And how many did she hold?\n-# Following on: Who counted the boats in the harbour of Sillin?"
    )


async def test_mention_and_reply(world: World) -> None:
    """A mention is answered, and a reply to the answer that pings the bot goes on from it; others are left alone."""
    await world.bob.say(world.general, "how nice a day")
    question = await world.bob.say(world.general, "How much honey was harvested in the valley?", mention_bot=True)
    answer = await world.discord.reply_to(question)
    assert "**Beekeepers in the valley harvested 14 tonnes of honey this year, twice as much" in answer.text
    following = await world.bob.say(world.general, "And what does a kilogram cost?", reply_to=answer)
    assert "eleven euros" in (await world.discord.reply_to(following)).text


async def test_direct_messages(world: World) -> None:
    """In direct messages every message is a question, understood with the one before it."""
    first = await world.carmen.say(world.carmen.dm, "Who is the director of the museum of clocks?")
    assert "Hanna Weiss" in (await world.discord.reply_to(first)).text
    second = await world.carmen.say(world.carmen.dm, "And how many clocks does it own?")
    assert "412 clocks" in (await world.discord.reply_to(second)).text


async def test_empty_mention(world: World) -> None:
    """A mention without a question is told how to ask."""
    message = await world.bob.say(world.general, "", mention_bot=True)
    assert (await world.discord.reply_to(message)).text == (
        "Ask me something: write a question after my name, or use `/ask`. More: `/help`"
    )


async def test_find_sources(world: World) -> None:
    """A message is checked against the articles, for the person alone who asks for that."""
    message = await world.alice.say(world.general, "they say ninety-one boats were counted in Sillin on Sunday")
    response = await world.bob.use_message_command(world.general, "Find sources", message)
    assert "ninety-one boats" in (await response.message()).text
    assert not response.visible_to(world.alice)


async def test_search_is_paged(world: World) -> None:
    """What a search finds is shown in ranked pages, which buttons page through."""
    response = await world.bob.slash(world.general, "search", query="El Salvador prison")
    first = await response.message()
    assert first.text.startswith("Passages for “El Salvador prison”, 1–3 of ")
    await (await world.bob.click(first, "Next")).message()
    second = await response.message()
    assert second.text.startswith("Passages for “El Salvador prison”, 4–6 of ")
    assert {button.label for button in second.buttons} >= {"Previous", "Next", "Read in context"}
    read = await (await world.bob.click(second, "Read in context")).message()
    quoted = second.text.splitlines()[1].removeprefix("> ")
    assert quoted.split(".")[0].rstrip("…") in read.text


async def test_search_is_filtered(world: World) -> None:
    """A search is limited to a publisher and to days, and says so."""
    choices = await world.bob.autocomplete(world.general, "search", query="the", source="tol")
    assert [choice["name"] for choice in choices] == ["Radio Tolmin", "Tolmin Weekly"]
    response = await world.bob.slash(
        world.general, "search", query="river", source="Tolmin Weekly", after="2024-11", before="2025"
    )
    text = (await response.message()).text
    assert text.splitlines()[1] == "-# Only: source: Tolmin Weekly, after: 2024-11, before: 2025"
    assert [line for line in text.splitlines() if "— " in line] == [
        "**1.** — Museum of clocks moves into the old mill · Tolmin Weekly · November 20, 2024"
    ]
    wrong = await world.bob.slash(world.general, "search", query="river", after="last week")
    assert (await wrong.message()).text == ("“last week” is not a date. Write it as 2025-02-14, 2025-02 or 2025.")


async def test_article_with_what_was_quoted(world: World) -> None:
    """An article is found by a part of its title, and what was quoted from it to the reader stands in bold."""
    await asked(world, "What does a kilogram of honey cost?")
    choices = await world.bob.autocomplete(world.general, "article", title="beek")
    assert choices == [{"name": "Beekeepers report a good year · Tolmin Weekly", "value": ":bees"}]
    for title in (choices[0]["value"], "beekeepers"):
        page = (await (await world.bob.slash(world.general, "article", title=title)).message()).text
        assert page.startswith("— [Beekeepers report a good year](https://weekly.example/bees) · Tolmin Weekly")
        assert "A kilogram of honey costs eleven euros at the market." in page
        assert "**" in page
    unmarked = await world.alice.slash(world.general, "article", title="A day nobody wrote of")
    assert (await unmarked.message()).text.startswith(
        "There is no article with the title “A day nobody wrote of” here."
    )


async def test_sources_help_and_privacy(world: World) -> None:
    """The bot tells what it knows, how to ask it and what it keeps, and forgets a person who wants that."""
    sources = (await (await world.bob.slash(world.general, "sources")).message()).text.splitlines()
    assert sources[0] == "**8 articles from 5 sources**"
    assert "• The Arle Courier: 2 articles, February 14, 2025 – June 2, 2025" in sources
    help_message = (await (await world.bob.slash(world.general, "help")).message()).text
    assert "`/ask`" in help_message
    assert (await (await world.bob.slash(world.general, "privacy about")).message()).text.startswith("**What is kept")
    answer = await asked(world, "What does a kilogram of honey cost?")
    deleted = await (await world.bob.slash(world.general, "privacy delete")).message()
    assert deleted.text.endswith("Nothing of you is kept now.")
    gone = await (await world.bob.click(answer, "Read in context")).message()
    assert gone.text == "This is too old: what was shown is no longer kept. Ask again."


async def test_add_ask_remove(world: World) -> None:
    """An article that is added can be asked about at once, and after it is removed no longer."""
    question = "When does the lantern walk in Grubenfeld begin?"
    assert (await asked(world, question)).text.startswith(VERDICT)
    file = Upload("lanterns.txt", LANTERNS.encode())
    added = await outcome(await world.alice.slash(world.general, "library add", file=file))
    assert added.text == "Added to everyone in this server: Lantern walk in Grubenfeld"
    answer = await asked(world, question)
    assert answer.text.startswith("> **The lantern walk in Grubenfeld begins at seven o'clock on 11 November.**")
    choice = (await world.alice.autocomplete(world.general, "library remove", title="lantern"))[0]
    removed = await (await world.alice.slash(world.general, "library remove", title=choice["value"])).message()
    assert removed.text == "Removed: Lantern walk in Grubenfeld"
    assert (await asked(world, question)).text.startswith(VERDICT)
    gone = await (await world.bob.click(answer, "Read in context")).message()
    assert gone.text == "This article is no longer among those you may read here."


async def test_restart(world: World) -> None:
    """After a restart the buttons of old answers work, as does a form that was open."""
    answer = await asked(world, "How many clocks does the museum of clocks own?")
    form = await world.bob.click(answer, "Follow up")
    await form.modal_opened()
    assert await world.bot.stop() == 0
    await world.bot.start()
    page = (await (await world.bob.click(answer, "Read in context")).message()).text
    assert "It owns 412 clocks" in page.split("**")[1]
    assert "👍 1, 👎 0." in (await (await world.bob.click(answer, "👍")).message()).text
    response = await world.bob.submit(form, "And who built the oldest?")
    assert "Jost Bodmer" in (await response.message()).text


async def test_spanish(world: World) -> None:
    """Who uses Discord in Spanish reads Spanish, with Spanish names of commands."""
    command = next(command for command in world.discord.commands() if command["name"] == "ask")
    assert command["name_localizations"]["es-ES"] == "preguntar"
    response = await world.carmen.slash(world.general, "ask", question="What does a kilogram of honey cost?")
    message = await response.message()
    assert " · Tolmin Weekly · 1 de septiembre de 2025" in message.text
    assert [button.label for button in message.buttons if button.label][-2:] == ["¿Por qué esto?", "Seguir preguntando"]


STEPS = """---
title: Descaling the kettle of Vorn
draft: false
---
# Descaling the kettle of Vorn

<!-- ask Jo -->
To descale the kettle of Vorn:

1. Fill it with *vinegar*, up to the `MAX` line.
2. Run the programme:

   ```sh
   kettle descale --now
   ```
3. Rinse it twice.

| Water | Every |
|-------|-------|
| hard  | month |
| soft  | year  |
"""


async def test_lists_code_and_tables_are_shown_as_such(world: World) -> None:
    """An article in Markdown is quoted, found and read with its lists, code and tables, and nothing it hides."""
    upload = Upload("kettle.md", STEPS.encode())
    await outcome(await world.alice.slash(world.general, "library add", file=upload))
    steps = [
        "> To descale the kettle of Vorn:",
        "> 1. Fill it with vinegar, up to the MAX line.",
        "> 2. Run the programme:",
        "```sh",
        "kettle descale --now",
        "```",
        "> 3. Rinse it twice.",
    ]
    answer = await asked(world, "How do I descale the kettle of Vorn?")
    assert answer.text.replace("**", "").splitlines()[:7] == steps
    context = await (await world.bob.click(answer, "Read in context")).message()
    page = await (await world.bob.slash(world.general, "article", title="Descaling the kettle")).message()
    for shown in (context, page):
        lines = shown.text.replace("**", "").splitlines()
        assert lines[1:] == [
            "> ## Descaling the kettle of Vorn",
            *steps,
            "```",
            "Water  Every",
            "─────  ─────",
            "hard   month",
            "soft   year",
            "```",
            "-# Page 1 of 1",
        ]
    assert "**Fill it with vinegar, up to the MAX line.**" in context.text
    assert "**1." not in context.text + page.text
    found = await (await world.bob.slash(world.general, "search", query="descale kettle Vorn vinegar")).message()
    assert "> 1. Fill it with vinegar, up to the MAX line." in found.text
    choice = (await world.alice.autocomplete(world.general, "library remove", title="kettle"))[0]
    await world.alice.slash(world.general, "library remove", title=choice["value"])
