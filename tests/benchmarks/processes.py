"""How fast a bot of several processes answers, beside one of a single process, on the same index and cores.

python -m tests.benchmarks.processes [--questions N] [--rounds N]

All bots run at once on one index and one PostgreSQL, each against a server of its own that speaks as Discord does, and
are asked in turn: so many questions at once, of people in four servers of which each shard has one. Each question must
be answered exactly once. What the server that speaks as Discord takes of the cores counts for all alike.
"""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.discord.shards import shard_of
from bot.terminal.output import notify
from index.ingest.sources import SEEDS
from tests.benchmarks.machine import commit, machine
from tests.benchmarks.tables import table
from tests.bot.discord.conftest import ARTICLES
from tests.bot.discord.process import BotProcess
from tests.command import run_quotebot
from tests.discord_server import Channel, DiscordServer, Person
from tests.postgres import PostgresServer
from tests.soak.load import QUESTIONS, crowd

SHARDS = 4
_PEOPLE = 200
_PATIENCE = 600.0  # seconds that the last answer is waited for


@dataclass(frozen=True)
class Way:
    """How many processes a bot has, and how many workers each of them."""

    name: str
    processes: int
    workers: int


WAYS = (
    Way("one process, two workers", 1, 2),
    Way("one process, as it is by default", 1, 0),
    Way("four processes, one worker each", 4, 1),
    Way("two processes, one worker each", 2, 1),
    Way("one process, one worker", 1, 1),
)
COMPARED = ((2, 0), (2, 1), (3, 4))
"""Which ways are compared: the first with the second."""


@dataclass
class Bot:
    """A bot that runs in its processes, and those who ask it."""

    way: Way
    discord: DiscordServer
    people: list[tuple[Person, Channel]]
    rates: list[float] = field(default_factory=list)
    """Questions a second, of each round."""
    latest: float = 0.0
    """The longest that an acknowledgement took, in seconds."""
    wrong: Counter[str] = field(default_factory=Counter)

    async def ask(self, questions: int) -> None:
        """Asks so many questions at once and notes how long all of them took, and which were not answered once."""
        start = perf_counter()
        asked = [
            await person.slash(channel, "ask", question=QUESTIONS[number % len(QUESTIONS)])
            for number, (person, channel) in enumerate(self.people[n % _PEOPLE] for n in range(questions))
        ]
        answers = await asyncio.gather(*(one.message(_PATIENCE) for one in asked), return_exceptions=True)
        self.rates.append(questions / (perf_counter() - start))
        sent = Counter(request.path for request in self.discord.requests_to("POST", "/callback$"))
        for response, answer in zip(asked, answers, strict=True):
            it = response.interaction
            self.latest = max(self.latest, it.acknowledged_after or self.discord.ack_limit)
            tries = sent[f"/interactions/{it.id}/{it.token}/callback"]
            if isinstance(answer, BaseException) or tries != 1:
                self.wrong[f"{tries} acknowledgements, {answer if isinstance(answer, BaseException) else ''}"] += 1


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures all ways, in turn, and prints what came of it."""
    given = _parse(arguments)
    with TemporaryDirectory() as folder, PostgresServer.run() as postgres:
        made = run_quotebot(Path(folder), "sync", "--data-dir", "data", SEEDS, ARTICLES)
        if made.returncode:
            raise RuntimeError(made.stderr)
        bots = asyncio.run(_measured(Path(folder), postgres, given.questions, given.rounds))
    print(markdown(bots))  # noqa: T201
    sys.exit(any(bot.wrong for bot in bots))


async def _measured(folder: Path, postgres: PostgresServer, questions: int, rounds: int) -> list[Bot]:
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(_running(way, folder, postgres)) for way in WAYS]
        for bot in bots:
            await bot.ask(len(QUESTIONS) * SHARDS)  # what is opened and compiled by the first ones
            bot.rates.clear()
        for number in range(rounds):
            for bot in bots if number % 2 else bots[::-1]:
                await bot.ask(questions)
                notify(f"{bot.way.name}: {bot.rates[-1]:.1f} questions a second")
        return bots


@asynccontextmanager
async def _running(way: Way, folder: Path, postgres: PostgresServer) -> AsyncIterator[Bot]:
    """A bot of so many processes, each with as many shards as another."""
    each = SHARDS // way.processes
    async with DiscordServer() as discord, AsyncExitStack() as stack:
        discord.shards = SHARDS
        url = stack.enter_context(postgres.database())
        settings = (
            f'[database]\nurl = "{url}"\n[answer]\nworkers = {way.workers}\n'
            "[discord]\ncooldown_seconds = 0\n[library]\nfollow = false\n"
        )
        people = crowd(discord, _PEOPLE, SHARDS)
        assert {shard_of(guild, SHARDS) for guild in discord.guilds} == set(range(SHARDS))
        for number in range(way.processes):
            own = f"{number * each}-{(number + 1) * each - 1}"
            bot = BotProcess(discord, folder / "data", settings, shards=own, shard_count=SHARDS)
            await bot.start()
            stack.push_async_callback(bot.stop)
        yield Bot(way, discord, people)


def markdown(bots: Sequence[Bot]) -> str:
    """The figures as tables."""
    rows = [
        (bot.way.name, median(bot.rates), bot.latest, sum(bot.wrong.values()), f"{dict(bot.wrong) or ''}")
        for bot in bots
    ]
    head = ("way", "questions a second", "latest acknowledgement, s", "not answered once", "")
    ratios = [
        (
            f"{bots[first].way.name} / {bots[second].way.name}",
            median(one / other for one, other in zip(bots[first].rates, bots[second].rates, strict=True)),
        )
        for first, second in COMPARED
    ]
    return f"{machine()}. Commit {commit()}.\n\n{table(head, rows)}\n\n{table(('speeds', 'ratio'), ratios)}"


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Compare a bot of several processes with one of a single process.")
    parser.add_argument("--questions", type=int, default=1000, help="how many are asked at once")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is asked")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
