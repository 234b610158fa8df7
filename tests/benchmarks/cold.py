"""How long the commands take from the start of a process: `python tests/benchmarks/cold.py [--rounds 9]`."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Annotated

import msgspec
import typer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.machine import commit, machine  # noqa: E402
from tests.benchmarks.tables import table  # noqa: E402
from tests.command import MAIN, run_quotebot  # noqa: E402

_QUESTION = "How many people has El Salvador jailed since 2022?"
_NOTHING = "python -c pass"
_TARGETS = {"quotebot --help": 0.25, "quotebot ask": 0.9}  # seconds


class Start(msgspec.Struct, frozen=True):
    """What one command takes from the start of its process to its end: medians."""

    command: str
    seconds: float
    cpu_seconds: float
    megabytes: float
    """The most that was resident."""
    ratio: float
    """To a Python that does nothing."""
    target: float | None


class Cold(msgspec.Struct, frozen=True):
    """What is written to cold.json."""

    machine: str
    commit: str
    rounds: int
    starts: list[Start]


def main(
    output: Annotated[Path | None, typer.Option(help="Where to write cold.json; nowhere without.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each command is run, in turn.")] = 9,
) -> None:
    """Index the articles that ship in a scratch folder, and time the commands on it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        run_quotebot(folder, "sync", "--data-dir", "data").check_returncode()
        commands = {
            _NOTHING: ["-c", "pass"],
            "quotebot --help": ["-c", MAIN, "--help"],
            "quotebot ask": ["-c", MAIN, "ask", "--data-dir", "data", _QUESTION],
        }
        measured = measure(commands, folder, rounds)
    cold = Cold(machine(), commit(), rounds, starts(measured))
    if output:
        output.mkdir(parents=True, exist_ok=True)
        (output / "cold.json").write_bytes(msgspec.json.format(msgspec.json.encode(cold)) + b"\n")
    typer.echo(markdown(cold))


Run = tuple[float, float, float]
"""Seconds, seconds of processor time, and megabytes."""


def measure(commands: Mapping[str, Sequence[str]], folder: Path, rounds: int) -> dict[str, list[Run]]:
    """Run each command once untimed, then all in turn, so that what else goes on meets all alike."""
    for arguments in commands.values():
        _run(arguments, folder)
    turns = [{name: _run(arguments, folder) for name, arguments in commands.items()} for _ in range(rounds)]
    return {name: [turn[name] for turn in turns] for name in commands}


def starts(measured: Mapping[str, Sequence[Run]]) -> list[Start]:
    """The medians of each command's runs, beside its target."""
    medians = {name: [median(values) for values in zip(*runs, strict=True)] for name, runs in measured.items()}
    nothing = medians[_NOTHING][0]
    return [
        Start(name, seconds, cpu, megabytes, seconds / nothing, _TARGETS.get(name))
        for name, (seconds, cpu, megabytes) in medians.items()
    ]


def markdown(cold: Cold) -> str:
    """The figures as a table."""
    heading = ("command", "seconds", "target", "processor seconds", "MB, most", "times python -c pass")
    rows = [(one.command, one.seconds, one.target, one.cpu_seconds, one.megabytes, one.ratio) for one in cold.starts]
    return f"{cold.machine}. Commit {cold.commit}. Medians of {cold.rounds} runs each.\n\n{table(heading, rows)}"


def _run(arguments: Sequence[str], folder: Path) -> Run:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    typer.run(main)
