"""Quotebot beside other systems, on the same articles, model and machine, by one command.

python -m tests.benchmarks.peers [--environments DIR] [--sets DIR] [--output DIR] [--only NAME ...] [--every N]

Installs each into an environment of its own with pip, which takes minutes and gigabytes: name a folder to keep them.
Runs on Linux, which tells how much memory a process has.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import typer

from bot.terminal.output import notify
from index.errors import QuotebotError
from index.evaluation.datasets import Question, read_questions
from index.models.files import PACKAGED, find_model
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.peers.environments import environment
from tests.benchmarks.peers.results import Figures, markdown
from tests.benchmarks.peers.systems import System, systems
from tests.benchmarks.peers.trial import Trial
from tests.benchmarks.quality import SETS
from tests.benchmarks.saving import save


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures all systems, prints a table in Markdown, and writes peers.json."""
    model = find_model(PACKAGED).folder
    given = _parse(arguments, systems(model))
    with TemporaryDirectory() as scratch:
        figures = compare(given, model, Path(scratch))
    save(figures, given.output / "peers.json")
    typer.echo(markdown(figures))


def compare(given: Namespace, model: Path, scratch: Path) -> Figures:
    """Installs what is to be compared and measures it, with all that is written in a folder."""
    sets = _read_sets(given.sets, given.every)
    articles = [given.sets / name / "articles.jsonl" for name in sets]
    pythons: dict[System, Path] = {}
    for system in systems(model):
        if system.own or not given.only or system.name in given.only:
            notify(f"{system.name}: makes sure that it is installed")
            pythons[system] = environment(
                (given.environments or scratch / "environments") / system.name, system.packages
            )
    started = perf_counter()
    contents, results = Trial(pythons, scratch, model, notify).run(articles, sets, given.rounds)
    return Figures(
        machine=machine(),
        commit=commit(),
        minutes=round((perf_counter() - started) / 60, 1),
        every=given.every,
        articles=len(set(contents.articles)),
        passages=len(contents.passages),
        tokens=contents.tokens,
        questions={name: len(questions) for name, questions in sets.items()},
        results=results,
    )


def _parse(arguments: Sequence[str] | None, known: Sequence[System]) -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks.peers", description="Measure Quotebot beside its peers.")
    parser.add_argument("--environments", type=Path, help="a folder that keeps what is installed for the next time")
    parser.add_argument(
        "--sets", type=Path, default=SETS, help="a folder of folders of articles.jsonl, questions.jsonl"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    parser.add_argument(
        "--only", nargs="+", choices=[system.name for system in known if not system.own], help="these peers only"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how many cold starts the median is of")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="ask only every Nth question, for a quick look"
    )
    given = parser.parse_args(arguments)
    for name in ("rounds", "every"):
        if getattr(given, name) < 1:
            parser.error(f"--{name} {getattr(given, name)}: give 1 or more")
    return given


def _read_sets(folder: Path, every: int) -> dict[str, list[Question]]:
    """The questions of each set of which the right articles are known."""
    sets = {
        file.parent.name: [one for one in read_questions(file) if one.answerable and one.articles][::every]
        for file in sorted(folder.glob("*/questions.jsonl"))
    }
    if not any(sets.values()):
        raise QuotebotError(f"{folder} has no folders of articles.jsonl and questions.jsonl; name one with --sets")
    return sets


if __name__ == "__main__":
    try:
        main()
    except QuotebotError as error:
        sys.exit(f"Error: {error}")
