"""Many questions at once are all answered, and in fair order."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import World
from tests.bot.discord.process import BotProcess, copied, environment
from tests.command import MAIN
from tests.discord_server import Channel, DiscordServer, Person, Response
from tests.soak.load import QUESTIONS, SERVERS, crowd

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

PEOPLE = 100
OVERLOADED = "Too many questions are waiting at the moment. Ask again in a minute."
EDIT = r"/messages/@original$"


@dataclass
class Strict:
    """A bot with the usual cooldown that lets few questions wait, and who is there."""

    discord: DiscordServer
    bot: BotProcess
    general: Channel
    people: list[Person]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strict(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Strict]:
    """A bot with the default settings that takes 4 questions at a time, instead of the thousand it usually does."""
    async with DiscordServer() as discord:
        guild = discord.add_guild("Strict")
        people = [discord.add_person(f"person {number}") for number in range(40)]
        for person in people:
            guild.join(person)
        bot = BotProcess(
            discord,
            copied(articles_dir, tmp_path_factory.mktemp("strict")),
            changes="import bot.service.reading_pool\nbot.service.reading_pool.MAX_WAITING = 2",
        )
        await bot.start()
        try:
            yield Strict(discord, bot, guild.add_channel("general"), people)
        finally:
            code = await bot.stop()
        assert code == 0
        discord.check_bodies()
        assert [line for line in bot.log if "ERROR" in line or "Traceback" in line] == []


async def text_of(response: Response) -> str:
    """What an answer says, without waiting for long."""
    return (await response.message(60)).text


async def test_crowd_at_once(world: World) -> None:
    """100 people in 5 servers who ask at once are acknowledged within 3 s, and get what they would get alone."""
    alone = {
        question: await text_of(await world.bob.slash(world.general, "ask", question=question))
        for question in QUESTIONS
    }
    asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(PEOPLE)]
    responses = [
        await person.slash(channel, "ask", question=question)
        for (person, channel), question in zip(crowd(world.discord, PEOPLE, SERVERS), asked, strict=True)
    ]
    answers = await asyncio.gather(*map(text_of, responses))
    assert [(question, text) for question, text in zip(asked, answers, strict=True) if text != alone[question]] == []
    assert [response for response in responses if (response.interaction.acknowledged_after or 9.9) >= 3.0] == []
    assert world.discord.stats().unacknowledged == 0


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_flood_does_not_keep_others_waiting(world: World, elsewhere: bool) -> None:
    """Somebody who asks 60 questions at once is not answered in full before others, in this server or another."""
    other = world.discord.add_guild("Elsewhere").add_channel("general") if elsewhere else world.general
    assert other.guild
    other.guild.join(world.alice)
    floods = [await world.bob.slash(world.general, "ask", question=QUESTIONS[0] + " " * n) for n in range(60)]
    await asyncio.gather(*(response.acknowledged() for response in floods))
    response = await world.alice.slash(other, "ask", question=QUESTIONS[7])
    assert "412 clocks" in await text_of(response)
    edits = [request.path for request in world.discord.requests_to("PATCH", EDIT)]
    own = edits.index(f"/webhooks/{world.discord.application_id}/{response.interaction.token}/messages/@original")
    call = next(
        place for place, r in enumerate(world.discord.requests) if f"/{response.interaction.token}/callback" in r.path
    )
    before = sum(1 for r in world.discord.requests[:call] if r.method == "PATCH")
    assert own - before <= 20
    assert [text != "" for text in await asyncio.gather(*map(text_of, floods))] == [True] * 60


async def test_completion_goes_before_questions(world: World) -> None:
    """While 60 questions wait, what is typed for a title is completed at once."""
    responses = [await world.bob.slash(world.general, "ask", question=QUESTIONS[4] + " " * n) for n in range(60)]
    await asyncio.gather(*(response.acknowledged() for response in responses))
    choices = await world.alice.autocomplete(world.general, "article", title="old bridge")
    waiting = sum(not response.interaction.finished for response in responses)
    assert choices == [{"name": "Old bridge over the Arle to close for winter · The Arle Courier", "value": ":bridge"}]
    assert waiting > 30
    texts = await asyncio.gather(*map(text_of, responses))
    assert [text for text in texts if "ninety-one boats" not in text] == []


async def test_sync_while_questions_are_asked(world: World, tmp_path: Path) -> None:
    """No question fails while `quotebot sync` adds an article in another process, which is quoted from then on."""
    file = tmp_path / "lighthouse.txt"
    file.write_text("Lighthouse\n\nThe lighthouse of Corvan was painted green by Ada Lind in 1911.\n", encoding="utf-8")
    expected = await text_of(await world.bob.slash(world.general, "ask", question=QUESTIONS[7]))
    config = world.bot.data_dir.parent / f"{world.bot.data_dir.name}.toml"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAIN, "sync", str(file)),
        *("--data-dir", str(world.bot.data_dir), "--config", str(config)),
        cwd=tmp_path,
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    syncing = asyncio.create_task(process.communicate())
    texts = []
    while not syncing.done():
        texts.append(await text_of(await world.bob.slash(world.general, "ask", question=QUESTIONS[7])))
    written, errors = await syncing
    assert (process.returncode, written.decode()) == (0, "1 added, 0 changed, 0 removed, 8 unchanged\n"), errors
    assert len(texts) > 10
    assert set(texts) == {expected}
    answer = await text_of(
        await world.bob.slash(world.general, "ask", question="Who painted the lighthouse of Corvan?")
    )
    assert "The lighthouse of Corvan was painted green by Ada Lind in 1911." in answer


async def test_cooldown(strict: Strict) -> None:
    """The sixth question that somebody asks at once is refused with the seconds to wait; others are not kept."""
    person, other, *_ = strict.people
    texts = [await text_of(await person.slash(strict.general, "ask", question=QUESTIONS[7])) for _ in range(6)]
    assert ["412 clocks" in text for text in texts] == [True] * 5 + [False]
    assert re.fullmatch(r"That was fast\. Ask again in (one second|[23] seconds)\.", texts[5])
    assert "412 clocks" in await text_of(await other.slash(strict.general, "ask", question=QUESTIONS[7]))


async def test_cooldown_of_own_installations(strict: Strict) -> None:
    """Who installed the bot for herself waits as well, be it in one place without the bot or in several."""
    person = strict.discord.add_person("traveller")
    person.install()
    away = strict.discord.add_guild("Away", with_bot=False)
    away.join(person)
    places = (away.add_channel("hall"), strict.discord.add_private(person, strict.people[0]), person.dm)
    texts = [await text_of(await person.slash(where, "ask", question=QUESTIONS[7])) for where in places * 2]
    assert ["412 clocks" in text for text in texts] == [True] * 5 + [False]
    assert re.fullmatch(r"That was fast\. Ask again in (one second|[23] seconds)\.", texts[5])


async def test_overload(strict: Strict) -> None:
    """Where more ask than may wait the rest is told so, and what is typed completes; then all goes on as before."""
    log, asking = len(strict.bot.log), strict.people[2:]
    responses = [await person.slash(strict.general, "ask", question=QUESTIONS[7]) for person in asking]
    answers = [asyncio.create_task(text_of(response)) for response in responses]
    for answer in asyncio.as_completed(answers):
        if await answer == OVERLOADED:
            break
    typing = [strict.people[0].autocomplete(strict.general, "article", title="old bridge") for _ in range(5)]

    choices = await asyncio.gather(*typing, return_exceptions=True)
    texts = await asyncio.gather(*answers)
    answered = ["412 clocks" in text for text in texts].count(True)
    refused = texts.count(OVERLOADED)
    assert (answered >= 4, refused >= 1, answered + refused) == (True, True, len(texts))
    after = await strict.people[2].slash(strict.general, "ask", question=QUESTIONS[7])
    assert "412 clocks" in await text_of(after)
    assert [choice for choice in choices if isinstance(choice, BaseException)] == []
    assert [line for line in strict.bot.log[log:] if "ERROR" in line] == []
