"""Answers are shown to everyone by who asked, messages are asked about, and questions limited to some articles."""

import json

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.test_admin import new_server
from tests.bot.discord.test_forums import choose
from tests.discord_server import Channel, Message, Person, Upload
from tests.discord_server.messages import COMPONENTS_V2
from tests.discord_server.posting import post

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "How many people has El Salvador jailed since 2022?"
SHARE = "Show everyone"
NONE = "**The articles do not answer this.** The closest passages are behind the button; they are not an answer."


@pytest_asyncio.fixture(loop_scope="module")
async def channel(world: World) -> Channel:
    """A channel of a new server that Alice manages."""
    return new_server(world.discord, world.alice, world.bob, world.carmen)


async def privately(who: Person, where: Channel, question: str = QUESTION, **options: str) -> Message:
    """Ask so that nobody else sees it."""
    return await (await who.slash(where, "ask", question=question, private=True, **options)).message()


def labels(message: Message) -> list[str | None]:
    """What the buttons of a message are called."""
    return [button.label for button in message.buttons]


async def add(who: Person, where: Channel, text: str, **scope: object) -> None:
    """Add an article."""
    line = {"id": "lamp", "title": "The lamp", "publisher": "Lamp Post", "text": text}
    file = Upload("lamp.jsonl", json.dumps(line).encode())
    assert "The lamp" in (await outcome(await who.slash(where, "library add", file=file, **scope))).text


def sent_id(message: Message) -> str:
    """The custom id of a button that would show a message to all."""
    key = next(button.custom_id.split(":")[2] for button in message.buttons if button.custom_id)
    return f"quotebot:share:{key}:0:0"


async def test_a_private_answer_is_shown_to_everyone(world: World, channel: Channel) -> None:
    """Who asked in private may show the answer to all in the channel, with the question, once."""
    answer = await privately(world.bob, channel)
    assert answer.ephemeral
    shown = await (await world.bob.click(answer, SHARE)).next_message()
    assert not shown.ephemeral
    assert world.carmen.sees(shown)
    assert shown.text.splitlines()[:-1] == answer.text.splitlines()[:-1]
    assert shown.text.splitlines()[-1] == answer.text.splitlines()[-1] == f"-# Question: {QUESTION}"
    assert SHARE not in labels(shown)
    why = await (await world.carmen.click(shown, "Why this?")).message()
    assert "¿Por qué" in why.text
    assert (await (await world.bob.click(answer, SHARE)).next_message()).text == "You have shown this answer already."


async def test_an_answer_that_is_shown_twice_at_once(world: World, channel: Channel) -> None:
    """Who presses twice before the answer is there for all shows it once."""
    answer = await privately(world.bob, channel)
    presses = [await world.bob.click(answer, SHARE) for _ in range(3)]
    told = [await press.next_message() for press in presses]
    assert sorted(one.ephemeral for one in told) == [False, True, True]
    assert [one.text for one in told if one.ephemeral] == ["You have shown this answer already."] * 2


async def test_an_answer_that_could_not_be_shown(world: World, channel: Channel) -> None:
    """What Discord did not take may be shown again."""
    answer, since = await privately(world.bob, channel), len(world.bot.log)
    world.discord.fail_next("POST", r"^/webhooks/\d+/[^/]+$", 404, body={"message": "Unknown Channel", "code": 10003})
    await world.bob.click(answer, SHARE)
    await world.bot.logged("answered too late", since)
    assert not (await (await world.bob.click(answer, SHARE)).next_message()).ephemeral


async def test_an_answer_where_none_is_wanted_any_more(world: World, channel: Channel) -> None:
    """An answer of before is not shown in a channel in which the managers want none by now."""
    assert channel.guild is not None
    answer, other = await privately(world.bob, channel), channel.guild.add_channel("other")
    await choose(world, channel.guild, channels=(other.id,))
    told = await (await world.bob.click(answer, SHARE)).next_message()
    assert (told.text, told.ephemeral) == (f"I answer in <#{other.id}> here.", True)


async def test_what_is_not_shown(world: World, channel: Channel) -> None:
    """Nothing is offered to be shown of public answers, of what is not answered, and in direct messages."""
    public = await (await world.bob.slash(channel, "ask", question=QUESTION)).message()
    unanswered = await privately(world.bob, channel, "Who painted the Zorvian harbour?")
    direct = await (await world.bob.slash(world.bob.dm, "ask", question=QUESTION)).message()
    checked = await world.bob.say(channel, QUESTION)
    check = await (await world.bob.use_message_command(channel, "Find sources", checked)).message()
    assert [SHARE in labels(one) for one in (public, unanswered, direct, check)] == [False] * 4


async def test_limited_answers_stay_private(world: World, channel: Channel) -> None:
    """What quotes an article that only some may read is not offered to be shown, nor what is gone by now."""
    assert channel.guild is not None
    crew = channel.guild.add_role("crew")
    channel.guild.join(world.bob, [crew])
    text = "The lamp of Zorvia was lit by Edra Ombrecht in 1871."
    await add(world.alice, channel, text)
    question = "Who lit the lamp of Zorvia?"
    answer = await privately(world.bob, channel, question)
    assert SHARE in labels(answer)
    await (await world.alice.slash(channel, "library remove", title="The lamp")).message()
    assert (await (await world.bob.click(answer, SHARE)).next_message()).text == (
        "This article is no longer among those you may read here."
    )
    await add(world.alice, channel, text, role=crew)
    limited = await privately(world.bob, channel, question)
    assert limited.text.splitlines()[0] == f"> **{text}**"
    assert SHARE not in labels(limited)
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Press", "custom_id": sent_id(limited)}]}
    planted = post(world.discord, channel, world.discord.bot, {"flags": COMPONENTS_V2, "components": [row]}, [])
    channel.seen_replies.add(planted.id)
    assert (await (await world.bob.click(planted.look(), "Press")).next_message()).text == (
        "This answer quotes articles that not everyone here may read, so it stays between us."
    )


async def test_a_message_is_asked_about(world: World, channel: Channel) -> None:
    """A message is taken for a question, answered for all where answers are, and another's words are not kept."""
    message = await world.bob.say(channel, QUESTION)
    answer = await (await world.carmen.use_message_command(channel, "Ask about this", message)).message()
    assert not answer.ephemeral
    assert "80,000" in answer.text
    assert f"-# Pregunta: {QUESTION}" in answer.text
    unanswered = await world.bob.say(channel, "Who painted the Zorvian harbour?")
    response = await (await world.bob.use_message_command(channel, "Ask about this", unanswered)).message()
    assert response.text.splitlines()[0] == NONE
    nothing = await world.bob.say(channel, "", files=[Upload("a.txt", b"a")])
    told = await (await world.bob.use_message_command(channel, "Ask about this", nothing)).message()
    assert told.text.startswith("Ask me something")


async def test_only_a_source_is_quoted(world: World, channel: Channel) -> None:
    """A question that is limited to a publisher is answered from its articles alone, and that is said."""
    await add(world.alice, channel, "The lamp of Zorvia was lit by Edra Ombrecht in 1871.")
    choices = await world.bob.autocomplete(channel, "ask", question="Who lit the lamp of Zorvia?", source="lamp")
    assert [choice["value"] for choice in choices] == ["Lamp Post"]
    answer = await privately(world.bob, channel, "Who lit the lamp of Zorvia?", source="lamp post")
    assert "Edra Ombrecht" in answer.text
    assert "-# Only: source: lamp post" in answer.text.splitlines()
    other = await privately(world.bob, channel, QUESTION, source="Lamp Post")
    assert other.text.splitlines()[0] == NONE
    shown = await (await world.bob.click(answer, SHARE)).next_message()
    assert "-# Only: source: lamp post" in shown.text.splitlines()


async def test_only_a_language_is_quoted(world: World, channel: Channel) -> None:
    """A question that is limited to a language is answered from articles in it, by code or name, in Spanish too."""
    await add(
        world.alice, channel, "El faro de Zorvia fue encendido por primera vez en 1871 por la guardiana Edra Ombrecht."
    )
    assert {choice["value"] for choice in await world.bob.autocomplete(channel, "ask", question="a", language="")} >= {
        "en",
        "es",
    }
    suggested = await world.carmen.autocomplete(channel, "ask", question="a", language="esp")
    assert [(choice["name"], choice["value"]) for choice in suggested] == [("español", "es")]
    question = "¿Quién encendió el faro de Zorvia?"
    for language in ("es", "Español", "spanish", "European Spanish"):
        answer = await privately(world.carmen, channel, question, language=language)
        assert "Edra Ombrecht" in answer.text
        assert "-# Solo: idioma: español" in answer.text.splitlines()
    assert "Edra" not in (await privately(world.bob, channel, question, language="en")).text
    assert "Edra" in (await privately(world.bob, channel, question, language="Español")).text
    told = await privately(world.bob, channel, question, language="Zorvian <@1>")
    assert told.text.endswith("is no language that I know. Choose one from the list that appears while you type.")
