"""How long it takes until an article that is added to a large index can be found.

python tests/benchmarks/adding.py [--passages N ...] [--data-dir DIR] [--rounds N] [--output DIR]

The indexes are those that corpus.py makes. `quotebot sync FILE` is run as a process, start and all, while a search that
has the index open waits to find the article; what was added is taken out again.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
import typer

from bot.terminal.output import notify
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.errors import QuotebotError
from index.storage.library import Library
from tests.benchmarks.corpus import SIZES
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.saving import save
from tests.benchmarks.tables import table
from tests.command import run_quotebot

_ARTICLE = (
    "The lighthouse of Quarrelmouth\n\nThe lighthouse of Quarrelmouth was lit on the ninth of May by Ottoline "
    "Brackwater, who keeps it alone. It stands {number} metres from the harbour wall.\n"
)
_QUESTION = "Who lit the lighthouse of Quarrelmouth?"
_TARGET = 2.0  # seconds, at a million passages


class Added(msgspec.Struct, frozen=True):
    """Seconds until an article was found, from the start of the command, and those of a sync without changes."""

    passages: int
    found: float
    unchanged: float


class Figures(msgspec.Struct, frozen=True):
    """What is written to adding.json; medians."""

    machine: str
    commit: str
    rounds: int
    sizes: list[Added]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures every index, prints a table and writes adding.json."""
    given = _parse(arguments)
    sizes = [measure(given.data_dir / str(passages), given.rounds) for passages in given.passages]
    figures = Figures(machine(), commit(), given.rounds, sizes)
    save(figures, given.output / "adding.json")
    typer.echo(markdown(figures))


def measure(folder: Path, rounds: int) -> Added:
    """Adds an article to an index and takes it out, again and again."""
    session, data = Session(folder, DEFAULTS), ("--data-dir", str(folder.resolve()))
    with TemporaryDirectory() as scratch, session.searcher() as searcher:
        working_folder, found, unchanged = Path(scratch), list[float](), list[float]()
        file = working_folder / "quarrelmouth.txt"
        _sync(working_folder, *data, str(folder.resolve() / "articles.jsonl"))  # reads all, so that later ones need not
        for number in range(rounds):
            unchanged.append(_sync(working_folder, *data))
            file.write_text(_ARTICLE.format(number=number + 10), encoding="utf-8")
            started = perf_counter()
            _sync(working_folder, *data, str(file))
            if searcher.search(_QUESTION, 1)[0].source.id != file.stem:
                raise QuotebotError(f"{folder}: the article that was added is not found")
            found.append(perf_counter() - started)
            notify(f"{folder}: round {number + 1} of {rounds}: {found[-1]:.2f} s")
            _sync(working_folder, *data, "--forget", str(file))
        with Library.open(session.data_folder) as library:
            return Added(library.count()[1], median(found), median(unchanged))


def markdown(figures: Figures) -> str:
    """The figures as a table."""
    head = ("passages", "an article added and found, s", "a sync without changes, s")
    rows = [(f"{one.passages:,}", f"{one.found:.2f}", f"{one.unchanged:.2f}") for one in figures.sizes]
    caption = f"{figures.machine}. Commit {figures.commit}. Medians of {figures.rounds} rounds; asked: {_TARGET:g} s."
    return f"{caption}\n\n{table(head, rows)}"


def _sync(working_folder: Path, *arguments: str) -> float:
    started = perf_counter()
    run_quotebot(working_folder, "sync", *arguments).check_returncode()
    return perf_counter() - started


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Measure how long it takes until an added article can be found.")
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES, help="the indexes, by their size")
    parser.add_argument("--data-dir", type=Path, default=ROOT / ".quotebot" / "corpus", help="where they stand")
    parser.add_argument("--rounds", type=int, default=3, help="how often, for the median")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of the figures")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
