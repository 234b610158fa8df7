"""How long a first sync takes: of a user who never ran anything, and then into another data folder.

python tests/benchmarks/first_sync.py [--rounds 5] [--output DIR]

Both beside a Python that does nothing and one that imports numpy, all in turn. The articles are ten short ones.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Annotated

import msgspec
import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.commands import NOTHING, NUMPY, Run, timed_run  # noqa: E402
from tests.benchmarks.machine import commit, machine  # noqa: E402
from tests.benchmarks.saving import save  # noqa: E402
from tests.benchmarks.tables import table  # noqa: E402
from tests.command import MAIN  # noqa: E402

_TARGET = 3.0  # seconds beyond the start of Python, of a new user's first sync
_NEW_USER, _NEW_FOLDER = "first sync of a new user", "first sync into another data folder"
_PLACES = ["Aldmoor", "Brinley", "Corvale", "Dunsey", "Eastwick", "Fenmarsh", "Gorley", "Harwick", "Ilmoor", "Kestrel"]


class FirstSync(msgspec.Struct, frozen=True):
    """Medians, in seconds from the start of the process to its end, and of processor time."""

    what: str
    seconds: float
    cpu_seconds: float
    beyond_start: float
    """Seconds more than a Python that does nothing."""
    ratio: float
    """To a Python that imports numpy."""


class FirstSyncs(msgspec.Struct, frozen=True):
    """What is written to first_sync.json."""

    machine: str
    commit: str
    rounds: int
    syncs: list[FirstSync]


def main(
    output: Annotated[Path | None, typer.Option(help="Where to write first_sync.json; nowhere without.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each is run, in turn.")] = 5,
) -> None:
    """Time first syncs in scratch folders."""
    taken: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        articles = write_articles(Path(scratch))
        for number in range(rounds):
            home = Path(scratch) / f"home{number}"
            home.mkdir()
            sync = ["-c", MAIN, "sync", str(articles), "--data-dir"]
            commands = {
                NOTHING: ["-c", "pass"],
                NUMPY: ["-c", "import numpy"],
                _NEW_USER: [*sync, str(home / "first")],
                _NEW_FOLDER: [*sync, str(home / "second")],
            }
            for name, arguments in commands.items():
                taken.setdefault(name, []).append(_run(arguments, home))
    medians = {name: [median(values) for values in zip(*runs, strict=True)] for name, runs in taken.items()}
    nothing, numpy = medians[NOTHING][0], medians[NUMPY][0]
    rows = [FirstSync(name, wall, cpu, wall - nothing, wall / numpy) for name, (wall, cpu) in medians.items()]
    measured = FirstSyncs(machine(), commit(), rounds, rows)
    if output:
        save(measured, output / "first_sync.json")
    typer.echo(markdown(measured))


def write_articles(folder: Path) -> Path:
    """Ten articles of three sentences each, in a folder of their own."""
    (folder / "articles").mkdir()
    for number, place in enumerate(_PLACES):
        text = (
            f"{place} opens its bridge\n\nThe bridge at {place} was opened on Friday, {number + 2} years late. "
            f"It cost {number + 1}.4 million euros. The mayor of {place} crossed it first, on a bicycle.\n"
        )
        (folder / "articles" / f"{place}.txt").write_text(text, encoding="utf-8")
    return folder / "articles"


def markdown(measured: FirstSyncs) -> str:
    """The figures as a table."""
    heading = ("", "seconds", "processor seconds", "beyond python -c pass", "target", "times import numpy")
    rows = [
        (
            one.what,
            one.seconds,
            one.cpu_seconds,
            one.beyond_start,
            _TARGET if one.what == _NEW_USER else None,
            one.ratio,
        )
        for one in measured.syncs
    ]
    return f"{measured.machine}. Commit {measured.commit}. Medians of {measured.rounds} runs.\n\n{table(heading, rows)}"


def _run(arguments: list[str], home: Path) -> Run:
    account = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache"), "PYTHONPATH": str(ROOT)}
    return timed_run(arguments, home, os.environ | account, subprocess.DEVNULL)


if __name__ == "__main__":
    typer.run(main)
