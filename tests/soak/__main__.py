"""Tries faults by the hundred and the million, and prints in Markdown what was lost."""

import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from tests.benchmarks.machine import commit, machine

from . import bot_crashes, crashes, damage, faults, hostile, load, servers, uploads, web
from .trial import Trial

_MAX_PRINTED = 20  # failures of one fault


class Name(StrEnum):
    """What may be run."""

    CRASHES = "crashes"
    BOT_CRASHES = "bot_crashes"
    FAULTS = "faults"
    DAMAGE = "damage"
    HOSTILE = "hostile"
    LOAD = "load"
    SERVERS = "servers"
    UPLOADS = "uploads"
    WEB = "web"


_SOAKS: dict[Name, Callable[[float, int, Path], Iterator[Trial]]] = {
    Name.CRASHES: crashes.soak,
    Name.BOT_CRASHES: bot_crashes.soak,
    Name.FAULTS: faults.soak,
    Name.DAMAGE: damage.soak,
    Name.HOSTILE: hostile.soak,
    Name.LOAD: load.soak,
    Name.SERVERS: servers.soak,
    Name.UPLOADS: uploads.soak,
    Name.WEB: web.soak,
}


def main(
    names: Annotated[list[Name] | None, typer.Argument(help="Which to run; all without.", show_default=False)] = None,
    scale: Annotated[float, typer.Option(help="How often, as a share of the full soak.")] = 1.0,
    seed: Annotated[int | None, typer.Option(help="For the same faults as before; by the clock without.")] = None,
) -> None:
    """Try faults by the hundred and the million, and print what was lost; exit 1 where anything was."""
    seed = int(time.time()) if seed is None else seed
    typer.echo(f"{machine()}; commit {commit()}, --scale {scale:g} --seed {seed}\n")
    typer.echo("| fault | tried | lost | measured | command |\n| --- | ---: | ---: | --- | --- |")
    lost = 0
    for name in names or list(Name):
        start = time.monotonic()
        with TemporaryDirectory(prefix="soak-") as folder:
            for trial in _SOAKS[name](scale, seed, Path(folder)):
                row = trial.fault, f"{trial.tried:,}", trial.lost, trial.measured, f"`python -m tests.soak {name}`"
                typer.echo("| " + " | ".join(map(str, row)) + " |")
                for failure in trial.failures[:_MAX_PRINTED]:
                    typer.echo(f"{trial.fault}: {failure}", err=True)
                lost += trial.lost
        typer.echo(f"{name}: {(time.monotonic() - start) / 60:.0f} minutes", err=True)
    raise typer.Exit(int(lost > 0))


if __name__ == "__main__":
    typer.run(main)
