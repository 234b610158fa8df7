"""What an index costs from a million passages to a billion, worked out from what is measured on this machine.

python tests/benchmarks/corpus.py --passages 10500 100000
python -m tests.benchmarks.scale [--small N] [--large N] [--questions N] [--data-dir DIR] [--output DIR]
python -m tests.benchmarks.scale --constants FILE

The indexes are those that corpus.py makes. With a file of constants, such as an altered docs/scale.json, nothing is
measured.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar

import typer

from bot.terminal.output import notify
from index.files.data_folder import DataFolder
from tests.benchmarks.machine import ROOT, commit, machine
from tests.benchmarks.saving import save
from tests.benchmarks.scale.constants import Constants
from tests.benchmarks.scale.derived import derived
from tests.benchmarks.scale.indexes import measure
from tests.benchmarks.scale.parts import measure_parts
from tests.benchmarks.scale.servers import measure_articles, measure_state
from tests.benchmarks.scale.tables import Figures, decoded, markdown, replaced

P = ParamSpec("P")
R = TypeVar("R")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures all constants, writes scale.json and the tables of scale.md where that is there, and prints these."""
    given = _parse(arguments)
    if given.constants:
        typer.echo(markdown(decoded(given.constants.read_bytes())))
        return
    begun = perf_counter()
    figures = Figures(machine(), commit(), _measured(given))
    save(figures, given.output / "scale.json")
    document, tables = given.output / "scale.md", markdown(figures)
    if document.exists():
        document.write_text(replaced(document.read_text(encoding="utf-8"), tables), encoding="utf-8")
    typer.echo(tables)
    notify(f"{perf_counter() - begun:.0f} s")


def _measured(given: Namespace) -> Constants:
    small, large = (DataFolder(given.data_dir / str(size)) for size in (given.small, given.large))
    return derived(
        _apart("the small index", measure, small.folder, given.questions),
        _apart("the large index", measure, large.folder, given.questions),
        _apart("parts", measure_parts, small, large),
        _apart("articles in PostgreSQL", measure_articles, small, given.questions),
        _apart("what the bot keeps", measure_state),
        given.questions,
    )


def _apart(name: str, work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """What is measured in a process of its own, so that none has the memory of another."""
    begun = perf_counter()
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        result = process.submit(work, *arguments, **named).result()
    notify(f"{name}: {perf_counter() - begun:.0f} s")
    return result


def _parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description="Work out what larger indexes cost from what is measured here.")
    parser.add_argument("--constants", type=Path, help="a file like docs/scale.json; then nothing is measured")
    parser.add_argument("--small", type=int, default=10_500, help="the smaller index, by its size")
    parser.add_argument("--large", type=int, default=100_000, help="the larger index, by its size")
    parser.add_argument("--questions", type=int, default=60, help="how many are asked of each")
    parser.add_argument("--data-dir", type=Path, default=ROOT / ".quotebot" / "corpus", help="where they stand")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of scale.json and scale.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
