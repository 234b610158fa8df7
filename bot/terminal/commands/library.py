"""Commands on the articles of an index: `sync` and `articles`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Verbose
from bot.terminal.output import print_rich, refuse, timed
from bot.terminal.session import Session


def sync(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders to read from now on, too.")
    ] = None,
    forget: Annotated[
        Path | None, typer.Option("--forget", metavar="PATH", help="No longer read what an earlier sync added.")
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed all articles again.")] = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Bring the index up to date with its sources."""
    for path in paths or ():
        if not path.exists():
            refuse(f"{path}: no such file or folder")
    import index.ingest.sources

    session = Session(data_dir, config)
    if forget and not index.ingest.sources.forget(session.data_folder, forget):
        refuse(f"{forget}: not among the paths that quotebot sync added")
    if paths:
        index.ingest.sources.remember(session.data_folder, paths)
    with timed("sync", verbose):
        outcome = session.sync(rebuild)
        typer.echo(
            f"{outcome.added} added, {outcome.changed} changed, {outcome.removed} removed, "
            f"{outcome.unchanged} unchanged"
        )


def articles(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """List the articles of the index."""
    from bot.terminal.rendering import render_articles

    with timed("articles", verbose), Session(data_dir, config).searcher() as searcher:
        print_rich(render_articles(searcher.listing()))
