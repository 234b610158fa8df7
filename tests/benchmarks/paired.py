"""How long an answer takes beside another version of the project, question by question.

python tests/benchmarks/paired.py CHECKOUT [--data-dir DIR] [--own-data-dir DIR] [--questions N] [--output DIR]

Both versions run `quotebot ask --json` in a process of their own, with the packages of this one, on a copy each of the
same index (corpus.py makes one), to which nothing writes meanwhile; where they keep an index in other formats, this one
on the same index as its own `sync` has brought it up to date. Every question is asked of both, in turns of who is
asked first, so that whatever else the machine does meets both alike. The ratio's interval is a bootstrap over
questions.
"""

import os
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.evaluation.datasets import read_questions
from index.files import disk
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.pool import SETS
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table
from tests.command import MAIN

_WARMING = 50  # questions before those that count
_ROUNDS = 3  # in which each question is asked
_SAMPLES = 2000  # of the bootstrap
_OWN = ROOT / "tests" / "quality" / "questions.jsonl"


class Interval(msgspec.Struct, frozen=True):
    """A ratio of medians, and the 95 % interval of it."""

    ratio: float
    low: float
    high: float


class Figures(msgspec.Struct, frozen=True):
    """What is written to paired.json: the commits, milliseconds of an answer, and how many answers differ."""

    machine: str
    commit: str
    before: str
    questions: int
    before_p50: float
    after_p50: float
    ratio: Interval
    different: int


class Asked:
    """A version of the project that answers, one line of standard input after another."""

    def __init__(self, process: "Popen[str]") -> None:
        self._process = process

    def ask(self, question: str) -> tuple[float, str]:
        """The seconds that an answer took, and the answer."""
        assert self._process.stdin
        assert self._process.stdout
        started = perf_counter()
        print(question, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        return perf_counter() - started, answer


def main(arguments: Sequence[str] | None = None) -> None:
    """Asks both versions, and prints and saves how they compare."""
    given = _parse(arguments)
    questions = list(islice(_questions(), _WARMING + given.questions))
    seconds, different = _measure(
        given.checkout.resolve(), given.data_dir, given.own_data_dir or given.data_dir, questions
    )
    before, after = np.median(seconds, axis=(0, 1)) * 1000
    figures = Figures(
        machine=machine(),
        commit=commit(),
        before=commit(given.checkout),
        questions=seconds.shape[1],
        before_p50=float(before),
        after_p50=float(after),
        ratio=bootstrapped(np.median(seconds, axis=0)),
        different=different,
    )
    ratio = figures.ratio
    heading = ("questions", "before, p50 ms", "after, p50 ms", "after / before", "95 % interval", "answers that differ")
    interval = f"{ratio.low:.3f} to {ratio.high:.3f}"
    row = (figures.questions, figures.before_p50, figures.after_p50, ratio.ratio, interval, different)
    print(table(heading, [row]))  # noqa: T201
    save(figures, given.output / "paired.json")


def bootstrapped(seconds: NDArray[np.float64]) -> Interval:
    """The ratio of the medians of two columns, after to before: `seconds` has shape (questions, 2)."""
    rows = np.random.default_rng(1).integers(len(seconds), size=(_SAMPLES, len(seconds)))
    medians = np.median(seconds[rows], axis=1)
    low, high = np.percentile(medians[:, 1] / medians[:, 0], [2.5, 97.5])
    before, after = np.median(seconds, axis=0)
    return Interval(float(after / before), float(low), float(high))


def _measure(
    before: Path, data_dir: Path, own_data_dir: Path, questions: Sequence[str]
) -> tuple[NDArray[np.float64], int]:
    """The seconds of each answer: shape (rounds, questions, 2); and how many answers differ."""
    asked = questions[_WARMING:]
    seconds, different = np.empty((_ROUNDS, len(asked), 2)), 0
    with _asked(before, data_dir) as old, _asked(ROOT, own_data_dir) as new:
        versions = (old, new)
        for question in questions[:_WARMING]:
            for version in versions:
                version.ask(question)
        for round_ in range(_ROUNDS):
            for number, question in enumerate(asked):
                answers = dict[int, str]()
                for which in (0, 1) if (number + round_) % 2 else (1, 0):
                    seconds[round_, number, which], answers[which] = versions[which].ask(question)
                different += answers[0] != answers[1]
    return seconds, different


@contextmanager
def _asked(checkout: Path, data_dir: Path) -> Iterator[Asked]:
    with TemporaryDirectory(dir=data_dir.parent) as scratch:
        copy = Path(scratch, "data")
        # SQLite's side files come and go with every reader, and are empty while nobody writes.
        beside = shutil.ignore_patterns("*-wal", "*-shm")
        # Answers only read, and there may be no room for a large index twice.
        shutil.copytree(
            data_dir, copy, ignore=beside, copy_function=lambda file, name: disk.link(Path(file), Path(name))
        )
        command = [sys.executable, "-c", MAIN, "ask", "--json", "--data-dir", str(copy)]
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        with Popen(command, cwd=scratch, env=environment, stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603
            yield Asked(process)
            assert process.stdin
            process.stdin.close()


def _questions() -> Iterator[str]:
    sets = sorted(SETS.glob("*/questions.jsonl"))
    for file in sets or [_OWN]:
        questions = read_questions(file)
        yield from (" ".join(question.question.split()) for question in questions[:: max(1, len(questions) // 400)])


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Compare how long answers take with another version.")
    parser.add_argument("checkout", type=Path, help="a checkout of the version to compare with")
    default = ROOT / ".quotebot" / "corpus" / "10000"
    parser.add_argument("--data-dir", type=Path, default=default, help="the folder of the index")
    parser.add_argument("--own-data-dir", type=Path, help="that of this version, where it is another")
    parser.add_argument("--questions", type=int, default=500, help="how many are asked of both")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
