"""How many questions a second the bot answers when several ask at once, and how long each of them waits.

python tests/benchmarks/throughput.py [--passages N ...] [--data-dir DIR] [--questions N] [--output DIR]

The indexes are those that corpus.py makes. Askers put their questions one after the other to the worker pool, the
readers and the encoder of the bot, without Discord. Ways that are compared alternate, three times, and the median
counts. All is measured on two cores; what the bot does is on one as well, to tell what the second is worth.
"""

import asyncio
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle, product
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

import msgspec
import numpy as np
import typer

from bot.service.access import SHARED
from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.reading_pool import MAX_WAITING, SWITCH_SECONDS, WORKERS, helpers
from bot.service.reading_process import helped_reader
from bot.service.worker_pool import CROWD, WorkerPool
from bot.terminal.output import notify
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.models.caching import CachingEncoder
from index.models.encoder import Encoder
from index.models.micro_batching import MicroBatchingEncoder
from tests.benchmarks.answering import questions
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table

_CORES = (1, 2)
_ASKERS = (1, 8, 64)
_QUESTIONS = 160  # of all askers together, in each round
_OPENING = 64  # questions, so many that each worker has some
_ROUNDS = 3
_POPULAR = 20  # different questions, where they are repeated
_SIZES = (1_000, 100_000)


class Way(msgspec.Struct, frozen=True):
    """How questions reach the encoder, and whether they are the same few again and again."""

    name: str
    batching: bool
    caching: bool
    repeated: bool


WAYS = (
    Way("as the bot does", True, True, False),
    Way("without batching", False, True, False),
    Way("the same 20 questions", True, True, True),
    Way("the same 20 questions, not remembered", True, False, True),
)


class Pace(msgspec.Struct, frozen=True):
    """How fast questions were answered: a second, and milliseconds from asking to the answer."""

    passages: int
    cores: int
    askers: int
    way: str
    per_second: float
    p50: float
    p95: float


class Figures(msgspec.Struct, frozen=True):
    """What is written to throughput.json."""

    machine: str
    commit: str
    paces: list[Pace]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures every index, prints a table and writes throughput.json."""
    given = _parse(arguments)
    paces = list[Pace]()
    for passages in given.passages:
        for cores in _CORES:
            with ProcessPoolExecutor(1, get_context("spawn"), _bind, (cores,)) as process:
                folder = given.data_dir / str(passages)
                paces += process.submit(measure, folder, passages, given.questions, cores).result()
        notify(f"{passages:,} passages: done")
    figures = Figures(machine(), commit(), paces)
    save(figures, given.output / "throughput.json")
    typer.echo(markdown(figures))


def _bind(cores: int) -> None:
    """Leaves a process so many cores, before the model's threads begin."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def measure(folder: Path, passages: int, count: int, cores: int) -> list[Pace]:
    """How fast questions to an index are answered on so many cores, by any number of askers and in every way.

    On one core that is only what the bot does.
    """
    ways = WAYS if cores > 1 else WAYS[:1]
    sys.setswitchinterval(SWITCH_SECONDS)
    session, texts = Session(folder, DEFAULTS), cycle(questions())
    taken: dict[tuple[int, Way], list[Pace]] = {case: [] for case in product(_ASKERS, ways)}
    popular = [next(texts) for _ in range(_POPULAR)]
    for _ in range(_ROUNDS):
        for askers, way in taken:
            asked = [popular[number % _POPULAR] if way.repeated else next(texts) for number in range(count)]
            seconds, waits = asyncio.run(_ask(session, way, asked, askers))
            p50, p95 = np.percentile(waits, (50, 95)) * 1000
            taken[askers, way].append(Pace(passages, cores, askers, way.name, count / seconds, float(p50), float(p95)))
    return [_middle(paces) for paces in taken.values()]


async def _ask(session: Session, way: Way, asked: Sequence[str], askers: int) -> tuple[float, list[float]]:
    """Has so many askers ask these questions: the seconds of all together, and of each."""
    collections, calibration = Collections(session.data_folder, 1, 1), session.models.calibration
    waiting, waits = iter(asked), list[float]()

    async def ask(worker_pool: WorkerPool[CollectionReader], person: int) -> None:
        for question in waiting:
            started = perf_counter()
            await worker_pool.run(lambda reader: reader.answer([SHARED], question), person=person)  # noqa: B023 - awaited
            waits.append(perf_counter() - started)

    with _encoder(session.models.encoder, way) as encoder:
        threshold = calibration.threshold(session.settings.answer.caution)
        resources = ReaderResources(collections, encoder, calibration, threshold, session.models.reader)
        async with WorkerPool(
            lambda: CollectionReader(resources),
            WORKERS,
            MAX_WAITING,
            lambda: helped_reader(resources, session.data_folder, session.settings),
            helpers(),
        ) as worker_pool:
            await _open(worker_pool, askers)
            started = perf_counter()
            await asyncio.gather(*(ask(worker_pool, person) for person in range(askers)))
            return perf_counter() - started, waits


async def _open(worker_pool: WorkerPool[CollectionReader], askers: int) -> None:
    """Has every worker open what it reads, and where so many ask that helpers join, these."""
    joining = helpers() if askers > CROWD + WORKERS else 0
    while True:
        asked = (worker_pool.run(lambda reader: reader.answer([SHARED], "Who opens?")) for _ in range(_OPENING))
        await asyncio.gather(*asked)
        if worker_pool.helping == joining:
            return


@contextmanager
def _encoder(encoder: Encoder, way: Way) -> Iterator[Encoder]:
    with ExitStack() as stack:
        used = stack.enter_context(MicroBatchingEncoder(encoder)) if way.batching else encoder
        yield CachingEncoder(used) if way.caching else used


def _middle(paces: Sequence[Pace]) -> Pace:
    """The median of each figure over the rounds."""

    def of(figure: Callable[[Pace], float]) -> float:
        return median(map(figure, paces))

    first = paces[0]
    return Pace(
        first.passages,
        first.cores,
        first.askers,
        first.way,
        of(lambda pace: pace.per_second),
        of(lambda pace: pace.p50),
        of(lambda pace: pace.p95),
    )


def markdown(figures: Figures) -> str:
    """The figures as a table."""
    rows = [
        (
            f"{one.passages:,}",
            one.cores,
            one.askers,
            one.way,
            f"{one.per_second:.1f}",
            f"{one.p50:.0f}",
            f"{one.p95:.0f}",
        )
        for one in figures.paces
    ]
    head = ("passages", "cores", "askers", "way", "questions a second", "p50, ms", "p95, ms")
    return f"{figures.machine}. Commit {figures.commit}.\n\n{table(head, rows)}"


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Measure how many questions a second the bot answers.")
    parser.add_argument("--passages", type=int, nargs="+", default=_SIZES, help="the indexes, by their size")
    parser.add_argument("--data-dir", type=Path, default=ROOT / ".quotebot" / "corpus", help="where they stand")
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help="how many in each round")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
