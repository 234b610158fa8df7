"""Commands that keep an index safe, or elsewhere: `doctor`, `check`, `backup`, `restore` and `migrate`."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Verbose
from bot.terminal.output import notify, refuse, timed
from bot.terminal.session import Session

if TYPE_CHECKING:
    from index.maintenance.finding import Finding


def doctor(
    discord: Annotated[
        bool,
        typer.Option(
            "--discord",
            help="Look instead whether the bot has what it needs of Discord: token, intents, commands, permissions.",
        ),
    ] = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Look whether everything an answer needs is there, within seconds; `check` reads all of it."""
    session = Session(data_dir, config)
    if discord:
        from bot.discord.doctor import diagnose as diagnose_discord

        findings = diagnose_discord(session.data_folder, session.settings, notify)
    else:
        from bot.web.doctor import diagnose as diagnose_servers
        from index.maintenance.doctor import diagnose

        findings = chain(diagnose(session.data_folder, session.settings), diagnose_servers(session.settings))
    _print_findings("doctor", findings, verbose)


def check(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Verify every byte that is stored, and that all of it agrees; `doctor` looks only whether it is there."""
    from index.maintenance.check import verify

    session = Session(data_dir, config)
    if not session.data_folder.collections():
        refuse(f"there is no index in {data_dir}; make it with: quotebot sync")
    models = session.models
    findings = verify(session.data_folder, models.encoder, models.compiled_encoder())
    _print_findings("check", findings, verbose)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, which must not exist yet.")],
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Write all that cannot be made anew to one file, verified; the bot and sync may run meanwhile."""
    from bot.terminal.progress import step_progress
    from index.maintenance.backup import back_up

    with timed("backup", verbose):
        session = Session(data_dir, config)
        with step_progress() as on_step:
            back_up(session.data_folder, file, on_step)
        typer.echo(f"{data_dir} is backed up in {file}")
        if session.settings.database.url:
            notify("what is in PostgreSQL (database.url) is not in it; keep that with pg_dump")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What quotebot backup wrote.")],
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Put a backup back, verified first; what it replaces is kept. The bot must not run."""
    from bot.terminal.progress import step_progress
    from index.maintenance.backup import restore

    with timed("restore", verbose):
        with step_progress() as on_step:
            kept = restore(Session(data_dir, config).data_folder, file, on_step)
        typer.echo(f"{file} is restored to {data_dir}" + (f"; what was there is kept in {kept}" if kept else ""))


class Place(StrEnum):
    """Where `migrate` moves to."""

    POSTGRESQL = "postgresql"
    SQLITE = "sqlite"


def migrate(
    to: Annotated[Place, typer.Option("--to", help="Where to: what settings name in database.url, or files.")],
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Move what the bot keeps, and with database.articles all articles, to PostgreSQL or back. The bot must not run."""
    from bot.terminal.progress import step_progress

    session = Session(data_dir, config)
    if not session.settings.database.url:
        refuse("database.url is empty in the settings; name the PostgreSQL there, to move to it or back from it")
    from bot.terminal.migrating import move_to_postgresql, move_to_sqlite

    move = move_to_postgresql if to is Place.POSTGRESQL else move_to_sqlite
    with timed("migrate", verbose):
        with step_progress() as on_step:
            moved = move(session.data_folder, session.settings, on_step)
        for one in moved:
            kept = f"; the file is kept as {one.kept.name}, which you may delete" if one.kept else ""
            typer.echo(f"{one.name}: {one.rows} rows are in {'PostgreSQL' if one.kept else 'the file'}{kept}")
        if not moved:
            typer.echo(f"there is nothing to move in {data_dir}")
        if to is Place.SQLITE:
            typer.echo('now set database.url = "" and database.articles = false in the settings')


def _print_findings(name: str, findings: "Iterable[Finding]", verbose: bool) -> None:
    """Print findings as they are made; end with 1 where something is not in order."""
    from rich.console import Console

    from bot.terminal.rendering import render_finding

    console = Console()
    sound = True
    with timed(name, verbose):
        for finding in findings:
            console.print(render_finding(finding), soft_wrap=True)
            sound = sound and finding.ok
    if not sound:
        raise typer.Exit(1)
