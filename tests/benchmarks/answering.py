"""How long an answer takes, stage by stage, how much memory that needs, and whether the nearest vectors are found.

python tests/benchmarks/answering.py [--passages N ...] [--data-dir DIR] [--questions N] [--output DIR]

The indexes are those that corpus.py makes. Each is measured in a process of its own, by one asker, after as many other
questions as warm it.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from io import StringIO
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import msgspec
import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console

from bot.service.payload import answer_payload
from bot.terminal.output import notify
from bot.terminal.rendering import render_answer
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.answering.answer import Answerer
from index.evaluation.datasets import read_questions
from index.files.data_folder import DataFolder
from index.models.encoder import Vectors
from index.retrieval.federation import prepare
from index.retrieval.search import Searcher
from index.storage.library import Library
from tests.benchmarks.corpus import SIZES
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.memory import Memory, memory
from tests.benchmarks.pool import SETS
from tests.benchmarks.saving import save
from tests.benchmarks.scaling import draw_memory, draw_stages
from tests.benchmarks.stages import ANSWERING, SEARCH, Stopwatch
from tests.benchmarks.tables import table

_QUESTIONS = 500
_NEAREST = 10  # whose recall is measured
_CHUNK = 8192
_TERMINAL = 100  # columns
_OWN = ROOT / "tests" / "quality" / "questions.jsonl"
WHOLE, REST, JSON, RENDERED = "whole answer", "everything else", "JSON", "terminal"
STAGES = (*ANSWERING, REST, JSON)
"""What a whole answer consists of; rendering for a terminal is measured beside it."""


class Times(msgspec.Struct, frozen=True):
    """Milliseconds of a stage: the median, 95 of 100, and its mean share of the whole answer."""

    p50: float
    p95: float
    share: float


class Measured(msgspec.Struct, frozen=True):
    """What was measured on one index; `recall` is of the ten nearest passages, against all vectors compared."""

    passages: int
    questions: int
    stages: dict[str, Times]
    opened: Memory
    asked: Memory
    library_mb: float
    derived_mb: float
    recall: float


class Figures(msgspec.Struct, frozen=True):
    """What is written to answering.json."""

    machine: str
    commit: str
    sizes: list[Measured]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures every index, prints tables, and writes answering.json and two pictures."""
    given = _parse(arguments)
    sizes = []
    for passages in given.passages:
        # Of its own, so that none has the memory of another.
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            sizes.append(process.submit(measure, given.data_dir / str(passages), given.questions).result())
        notify(f"{passages:,} passages: {sizes[-1].stages[WHOLE].p50:.1f} ms")
    figures = Figures(machine(), commit(), sizes)
    save(figures, given.output / "answering.json")
    counts = [one.passages for one in sizes]
    draw_stages(
        counts,
        {stage: [one.stages[stage].p50 for one in sizes] for stage in (WHOLE, *STAGES)},
        given.output / "answering-time.png",
    )
    draw_memory(counts, [one.asked for one in sizes], given.output / "answering-memory.png")
    typer.echo(markdown(figures))


def measure(folder: Path, count: int) -> Measured:
    """Asks questions of an index, as many others first, and searches its vectors exactly."""
    session, asked = Session(folder, DEFAULTS), questions()
    warming, measured = asked[1::2][:count], asked[::2][:count]
    watch = Stopwatch()
    with session.answerer(watch.on_stage) as answerer:
        opened = memory()
        for question in warming:
            answerer.answer(question)
        watch.lap()
        laps = [_lap(answerer, question, watch) for question in measured]
        afterwards = memory()
    with session.searcher() as searcher, Library.open(session.data_folder) as library:
        passages = library.count()[1]
        recall = _recall(library, searcher, measured)
    whole = [sum(lap[stage] for stage in STAGES) for lap in laps]
    stages = {stage: [lap[stage] for lap in laps] for stage in (*STAGES, RENDERED)}
    return Measured(
        passages,
        len(measured),
        {name: _times(seconds, sum(whole)) for name, seconds in {WHOLE: whole, **stages}.items()},
        opened,
        afterwards,
        session.data_folder.library.stat().st_size / 1e6,
        _derived(session.data_folder) / 1e6,
        recall,
    )


def questions() -> list[str]:
    """Real questions, those of all sets mixed and always in the same order."""
    files = sorted(SETS.glob("*/questions.jsonl")) or [_OWN]
    each = [[asked.question for asked in read_questions(file)] for file in files]
    ordered = [text for of in each for text in of]
    mixed = np.random.default_rng(0).permutation(len(ordered))
    return [ordered[number] for number in mixed]


def _lap(answerer: Answerer, question: str, watch: Stopwatch) -> dict[str, float]:
    """The seconds of each stage of an answer."""
    with watch.on_stage(REST):
        answer = answerer.answer(question)
    with watch.on_stage(JSON):
        msgspec.json.encode(answer_payload(answer))
    with watch.on_stage(RENDERED):
        Console(file=StringIO(), width=_TERMINAL).print(render_answer(answer))
    taken = dict.fromkeys((*STAGES, RENDERED), 0.0) | watch.lap()
    taken[REST] += taken.pop(SEARCH)
    return taken


def _times(seconds: Sequence[float], whole: float) -> Times:
    p50, p95 = np.percentile(seconds, (50, 95)) * 1000
    return Times(float(p50), float(p95), sum(seconds) / whole)


def _derived(data_folder: DataFolder) -> int:
    """The bytes of the newest snapshot."""
    newest = max(data_folder.snapshots.glob("[0-9]*"))
    return sum(file.stat().st_size for file in newest.rglob("*"))


def _recall(library: Library, searcher: Searcher, asked: Sequence[str]) -> float:
    """The share of the passages nearest to questions, by all vectors of the library, that the vector index finds."""
    prepared = [(question, prepare(question, [searcher.index]).encoded) for question in asked]
    exact = _nearest(library, np.array([encoded.vector for _, encoded in prepared if encoded is not None]))
    retrieved = [searcher.rankings(question, _NEAREST).vectors for question, encoded in prepared if encoded is not None]
    return float(
        np.mean([len(set(own).intersection(all_)) / len(all_) for own, all_ in zip(retrieved, exact, strict=True)])
    )


def _nearest(library: Library, questions: Vectors) -> NDArray[np.int64]:
    """The numbers of the passages nearest to each question: shape (questions, nearest)."""
    cosines, numbers = np.empty((len(questions), 0), np.float32), np.empty((len(questions), 0), np.int64)
    passages = library.passages.all()
    while chunk := list(islice(passages, _CHUNK)):
        vectors = np.array([stored.vectors[0] for stored in chunk], np.float32)
        own = np.broadcast_to([stored.number for stored in chunk], (len(questions), len(chunk)))
        cosines, numbers = np.hstack([cosines, questions @ vectors.T]), np.hstack([numbers, own])
        best = np.argsort(-cosines, axis=1, kind="stable")[:, :_NEAREST]
        cosines, numbers = np.take_along_axis(cosines, best, 1), np.take_along_axis(numbers, best, 1)
    return numbers


def markdown(figures: Figures) -> str:
    """The figures as tables."""
    sizes = figures.sizes
    head = [f"{one.passages:,}" for one in sizes]
    names = (WHOLE, *STAGES, RENDERED)
    times = [(name, *(_cell(one.stages[name]) for one in sizes)) for name in names]
    rest = [
        ("memory once open, resident (anonymous), MB", *(_megabytes(one.opened) for one in sizes)),
        ("memory after all questions", *(_megabytes(one.asked) for one in sizes)),
        ("library.db, MB", *(f"{one.library_mb:,.0f}" for one in sizes)),
        ("vectors and words, MB", *(f"{one.derived_mb:,.0f}" for one in sizes)),
        (f"recall@{_NEAREST} of the vectors", *(f"{one.recall:.4f}" for one in sizes)),
    ]
    return "\n\n".join(
        (
            f"{figures.machine}. Commit {figures.commit}. {sizes[0].questions} questions of one asker, warm.",
            table(("passages", *head), [("", *["p50 / p95 ms (share)"] * len(sizes)), *times]),
            table(("passages", *head), rest),
        )
    )


def _cell(times: Times) -> str:
    return f"{times.p50:.1f} / {times.p95:.1f} ({times.share:.0%})"


def _megabytes(held: Memory) -> str:
    return "–" if held.resident is None else f"{held.resident:,.0f} ({held.anonymous:,.0f})"


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Measure how long an answer takes, stage by stage.")
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES, help="the indexes, by their size")
    parser.add_argument("--data-dir", type=Path, default=ROOT / ".quotebot" / "corpus", help="where they stand")
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help="how many are measured")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures and pictures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
