"""Load: a crowd at once, and one that goes on asking while articles change and the connection to Discord breaks.

It asks by commands, by posts of a forum, and by messages that it edits once they are answered.
"""

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from json import dumps
from pathlib import Path
from statistics import fmean, quantiles

from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from index.ingest.sources import SEEDS
from tests.bot.discord.conftest import ARTICLES
from tests.bot.discord.process import BotProcess, environment
from tests.command import MAIN, run_quotebot
from tests.discord_server import Channel, DiscordServer, Person, Response

from .trial import Trial

PEOPLE, SERVERS = 200, 5
BURST = 1000
MINUTES = 30.0
QUESTIONS = (
    "Why will the old bridge over the river close?",
    "When will the bridge in Arle open again?",
    "What does the repair of the bridge cost?",
    "Who may still cross the bridge on weekends?",
    "How many boats did the harbour master count?",
    "Who asked visitors to call ahead before they sail in?",
    "How many boats does the harbour of Sillin hold?",
    "How many clocks does the museum own?",
    "Who built the oldest clock?",
    "Where does the museum of clocks move?",
    "What does admission to the museum cost?",
    "How much honey did the beekeepers harvest?",
    "What does a kilogram of honey cost?",
    "How many hives does Marko Vidal keep?",
    "Who signed the strange notice?",
    "How many people has El Salvador jailed since 2022?",
    "What did Rubio call an act of extraordinary friendship?",
    "What is the name of the mega-prison?",
    "Who condemned the move in a statement to CNN?",
    "Who is the president of Brazil?",
)
_BOTH = "How many passengers did the northern ferry and the southern ferry carry?"
_NORTH, _SOUTH = 10_000, 50_000  # passengers of the edition 0
_A_SECOND = 6.0  # interactions
_SYNC_EVERY, _DROP_EVERY, _LOOK_EVERY = 20.0, 60.0, 5.0  # seconds
_WARM_UP = 1 / 6  # of the time, after which memory should be flat
_PATIENCE = 120.0  # seconds that an answer is waited for
_SURE_BY = 5.0  # seconds, in which a post is answered where the bot is sure


@dataclass
class _Crowd:
    """The bot, those who ask it, and what was seen."""

    discord: DiscordServer
    bot: BotProcess
    people: list[tuple[Person, Channel]]
    alone: dict[str, str]
    """What each question is answered where nobody else asks."""
    forums: dict[int, Channel]
    """The forum of each server, by its id."""
    posted: list[str]
    """The questions that a post of a forum is answered."""
    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    both: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    resident: list[int] = field(default_factory=list)
    posts: int = 0
    edits: int = 0

    @property
    def answered_alone(self) -> list[str]:
        """The questions that are answered whatever was talked of before, with which messages are understood."""
        return [question for question, first in self.alone.items() if first.startswith(">")]

    def measured(self) -> str:
        """How long it took until interactions were acknowledged and answered."""
        cuts = quantiles(self.answered, n=100)
        return (
            f"acknowledged after {max(self.acknowledged):.2f} s at the longest; answered after p50 {cuts[49]:.2f} s, "
            f"p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s"
        )


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """A burst, and then half an hour (times `scale`) of a steady crowd."""
    yield from asyncio.run(_soak(scale, seed, folder))


async def _soak(scale: float, seed: int, folder: Path) -> list[Trial]:
    _write_articles(folder, 0)
    made = run_quotebot(folder, "sync", "--data-dir", "data", SEEDS, ARTICLES, "changing.jsonl")
    if made.returncode:
        raise RuntimeError(made.stderr)
    async with _running(folder) as crowd:
        return [await _burst(crowd), *await _steady(crowd, scale, random.Random(seed), folder)]


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[_Crowd]:
    async with DiscordServer() as discord:
        people = crowd(discord, PEOPLE, SERVERS)
        forums = {guild.id: guild.add_forum("help") for guild in discord.guilds.values()}
        bot = BotProcess(discord, folder / "data", "[discord]\ncooldown_seconds = 0\n[library]\nfollow = false\n")
        await bot.start()
        try:
            async with SqlState.open(DataFolder(folder / "data").state) as state:
                for guild, forum in forums.items():
                    await state.settings.save(guild, ServerSettings(forums=(forum.id,)))
            asker, channel = people[0]
            alone = {question: await _first_quote(await _ask(asker, channel, question)) for question in QUESTIONS}
            posted = await _answered_posts(discord, asker, forums)
            yield _Crowd(discord, bot, people, alone, forums, posted)
        finally:
            await bot.stop()


async def _answered_posts(discord: DiscordServer, asker: Person, forums: dict[int, Channel]) -> list[str]:
    """The questions by which a post is answered: those that the bot is sure of."""
    forum = next(iter(forums.values()))
    assert forum.guild
    posts = {question: forum.guild.add_post(forum, question, asker, "Who knows?") for question in QUESTIONS}
    found = list[str]()
    for question, post in posts.items():
        try:
            await discord.next_bot_message(post, _SURE_BY)
        except TimeoutError:
            continue
        found.append(question)
    return found


def crowd(discord: DiscordServer, people: int, servers: int) -> list[tuple[Person, Channel]]:
    """Return people of several servers, each with the channel they write in."""
    channels = [discord.add_guild(f"Crowd {number}").add_channel("general") for number in range(servers)]
    crowd = []
    for number in range(people):
        person, channel = discord.add_person(f"person {number}"), channels[number % servers]
        assert channel.guild
        channel.guild.join(person)
        crowd.append((person, channel))
    return crowd


async def _burst(crowd: _Crowd) -> Trial:
    await crowd.bot.watch_anew()
    start, tasks = time.monotonic(), list[asyncio.Task[None]]()
    for number in range(BURST):
        person, channel = crowd.people[number % PEOPLE]
        question = QUESTIONS[number % len(QUESTIONS)]
        tasks.append(asyncio.create_task(_follow(crowd, await _ask(person, channel, question), question)))
    await asyncio.gather(*tasks)
    rate = BURST / (time.monotonic() - start)
    measured = f"{crowd.measured()}; {rate:.0f} a second; event loop held up {crowd.bot.held_up:.0f} ms at the longest"
    wrong, crowd.wrong = tuple(crowd.wrong), []
    crowd.acknowledged.clear()
    crowd.answered.clear()
    return Trial(f"{BURST} interactions of {PEOPLE} people at once", BURST, wrong, measured)


async def _steady(crowd: _Crowd, scale: float, choice: random.Random, folder: Path) -> list[Trial]:
    log, seconds = len(crowd.bot.log), 60 * MINUTES * scale
    syncing, dropping = asyncio.create_task(_sync_often(crowd, folder)), asyncio.create_task(_drop_often(crowd))
    looking = asyncio.create_task(_look_often(crowd))
    asked = await _ask_often(crowd, seconds, choice)
    for task in (syncing, dropping, looking):
        task.cancel()
    synced, dropped, _ = await asyncio.gather(syncing, dropping, looking)
    errors = [line for line in crowd.bot.log[log:] if "ERROR" in line or "Traceback" in line]
    warm = crowd.resident[int(len(crowd.resident) * _WARM_UP) :]
    tenth = max(1, len(warm) // 10)
    before, after = fmean(warm[:tenth]), fmean(warm[-tenth:])
    growth = after / before - 1
    grown = (f"grew by {growth:.1%}",) if growth >= 0.05 else ()
    flat = f"{before / 1e6:.0f} MB after the warm-up, {after / 1e6:.0f} MB at the end ({growth:+.1%})"
    return [
        Trial(f"Interactions, steady for {seconds / 60:g} minutes", asked, (*crowd.wrong, *errors), crowd.measured()),
        Trial("Posts of forums among these", crowd.posts),
        Trial("Answers among these that follow an edited question", crowd.edits),
        Trial("`sync` in another process meanwhile", len(synced), tuple(filter(None, synced))),
        Trial("The gateway breaks meanwhile", dropped),
        Trial("Answers that quote two articles changed together", len(crowd.both), tuple(crowd.mixed)),
        Trial("Memory of the bot meanwhile, looks", len(crowd.resident), grown, flat),
    ]


async def _ask_often(crowd: _Crowd, seconds: float, choice: random.Random) -> int:
    """Has people ask at a steady rate, however long the answers take, and gives how often they did."""
    tasks, start = list[asyncio.Task[None]](), time.monotonic()
    while (now := time.monotonic() - start) < seconds:
        person, channel = choice.choice(crowd.people)
        kind = choice.random()
        if kind < 0.1:
            tasks.append(asyncio.create_task(_complete(crowd, person, channel)))
        elif kind < 0.2:
            tasks.append(asyncio.create_task(_follow_both(crowd, await _ask(person, channel, _BOTH))))
        elif kind < 0.3:
            tasks.append(asyncio.create_task(_post(crowd, person, channel, choice.choice(crowd.posted))))
        elif kind < 0.4:
            tasks.append(asyncio.create_task(_edit(crowd, person, channel, *choice.sample(crowd.answered_alone, 2))))
        else:
            question = choice.choice(QUESTIONS)
            tasks.append(asyncio.create_task(_follow(crowd, await _ask(person, channel, question), question)))
        await asyncio.sleep(max(0.0, (len(tasks) / _A_SECOND) - now))
    await asyncio.gather(*tasks)
    return len(tasks)


async def _ask(person: Person, channel: Channel, question: str) -> Response:
    return await person.slash(channel, "ask", question=question)


async def _first_quote(response: Response) -> str:
    return (await response.message(_PATIENCE)).text.partition("\n")[0]


async def _follow(crowd: _Crowd, response: Response, question: str) -> None:
    """Waits for an answer, which must begin as it does where nobody else asks."""
    if text := await _answered(crowd, response):
        first = text.partition("\n")[0]
        if first != crowd.alone[question]:
            crowd.wrong.append(f"{question} was answered: {first}")


async def _follow_both(crowd: _Crowd, response: Response) -> None:
    """Waits for an answer that quotes two articles, which must be of one edition."""
    text = (await _answered(crowd, response)).replace(",", "")
    north, south = (
        {int(word) - zero for word in text.split() if word.isdecimal() and 0 <= int(word) - zero < _NORTH}
        for zero in (_NORTH, _SOUTH)
    )
    if north and south:
        crowd.both.append(text)
        if north != south:
            crowd.mixed.append(f"editions {north} and {south} in one answer")


async def _post(crowd: _Crowd, person: Person, channel: Channel, question: str) -> None:
    """Writes a post, which must be answered as the question is where nobody else asks."""
    assert channel.guild
    forum, start = crowd.forums[channel.guild.id], time.monotonic()
    post = channel.guild.add_post(forum, question, person, "Who knows?")
    try:
        message = await crowd.discord.next_bot_message(post, _PATIENCE)
    except TimeoutError as error:
        crowd.wrong.append(str(error))
        return
    crowd.posts += 1
    crowd.answered.append(time.monotonic() - start)
    if (first := message.text.partition("\n")[0]) != crowd.alone[question]:
        crowd.wrong.append(f"the post {question} was answered: {first}")


async def _edit(crowd: _Crowd, person: Person, channel: Channel, first: str, second: str) -> None:
    """Asks by a message and, once it is answered, edits that to ask something else, which the answer must follow."""
    message = await person.say(channel, first, mention_bot=True)
    try:
        for question in (first, second):
            start = time.monotonic()
            if question is first:
                reply = await crowd.discord.reply_to(message, _PATIENCE)
            else:
                await person.rewrite(message, f"{crowd.discord.bot.mention} {second}")
            expected = crowd.alone[question]
            late = f"{question} was not answered in place of {first}"
            await crowd.discord.until(lambda: reply.now.text.startswith(expected), _PATIENCE, late)  # noqa: B023
            crowd.answered.append(time.monotonic() - start)
    except TimeoutError as error:
        crowd.wrong.append(str(error))
        return
    crowd.edits += 1


async def _complete(crowd: _Crowd, person: Person, channel: Channel) -> None:
    """Has a title completed, which Discord waits for as long as for an acknowledgement."""
    try:
        choices = await person.autocomplete(channel, "article", title="old bridge")
    except TimeoutError as error:
        crowd.wrong.append(str(error))
        return
    if [choice["value"] for choice in choices] != [":bridge"]:
        crowd.wrong.append(f"completed with {choices}")


async def _answered(crowd: _Crowd, response: Response) -> str:
    """Waits for an answer and notes how long it took; empty where none came, or too late an acknowledgement."""
    it = response.interaction
    try:
        text = (await response.message(_PATIENCE)).text
    except TimeoutError as error:
        crowd.wrong.append(str(error))
        return ""
    crowd.answered.append(time.monotonic() - it.born)
    crowd.acknowledged.append(it.acknowledged_after or 0.0)
    if not 0 < (it.acknowledged_after or 0.0) < it.server.ack_limit:
        crowd.wrong.append(f"{response} was acknowledged after {it.acknowledged_after} s")
    return text


async def _sync_often(crowd: _Crowd, folder: Path) -> list[str]:
    """Changes two articles and adds one, again and again; gives for each time what went wrong."""
    outcomes = list[str]()
    try:
        while True:
            await asyncio.sleep(_SYNC_EVERY)
            edition = len(outcomes) + 1
            _write_articles(folder, edition)
            outcomes.append(await asyncio.shield(_sync(folder)) or await _newest(crowd, edition))
    except asyncio.CancelledError:
        return outcomes


async def _sync(folder: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAIN, "sync", "--data-dir", "data"),
        cwd=folder,
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    written, errors = (text.decode() for text in await process.communicate())
    return "" if written.startswith("1 added, 2 changed, 0 removed") else written + errors


async def _newest(crowd: _Crowd, edition: int) -> str:
    """Asks for what was just added; gives what the answer lacks."""
    person, channel = crowd.people[0]
    text = await _answered(crowd, await _ask(person, channel, f"Who painted lighthouse number {edition}?"))
    return "" if f"lighthouse number {edition} " in text.casefold() else f"lighthouse {edition} is not found: {text}"


async def _drop_often(crowd: _Crowd) -> int:
    """Breaks the connection again and again; gives how often it did."""
    dropped = 0
    try:
        while True:
            await asyncio.sleep(_DROP_EVERY)
            await crowd.discord.drop_gateway()
            dropped += 1
    except asyncio.CancelledError:
        return dropped


async def _look_often(crowd: _Crowd) -> None:
    """Notes again and again how much memory the bot holds."""
    try:
        while True:
            crowd.resident.append(crowd.bot.resident())
            await asyncio.sleep(_LOOK_EVERY)
    except asyncio.CancelledError:
        return


def _write_articles(folder: Path, edition: int) -> None:
    """Two articles that change with each edition, and one more article for each."""
    say = partial("The {} ferry carried {} passengers across the strait last month, the port office said.".format)
    articles = [
        {"id": "north", "title": "Northern ferry", "text": say("northern", _NORTH + edition)},
        {"id": "south", "title": "Southern ferry", "text": say("southern", _SOUTH + edition)},
        *(
            {
                "id": f"lighthouse-{number}",
                "title": f"Lighthouse number {number}",
                "text": f"Lighthouse number {number} was painted by Ada Lind in the {number}th week of her work there.",
            }
            for number in range(1, edition + 1)
        ),
    ]
    (folder / "changing.jsonl").write_text("".join(dumps(article) + "\n" for article in articles), encoding="utf-8")
