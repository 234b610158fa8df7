"""Commands on the articles of an index: `sync`, `demo` and `articles`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Json, Verbose
from bot.terminal.output import print_json, print_rich, refuse, timed
from bot.terminal.session import Session

if TYPE_CHECKING:
    from index.ingest.intake import Outcome


def sync(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH|ADDRESS]...", help="Files, folders and addresses to read from now on, too."),
    ] = None,
    forget: Annotated[
        str | None, typer.Option("--forget", metavar="PATH|ADDRESS", help="No longer read what an earlier sync added.")
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out what is gone, also where all of a source is.")
    ] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed all articles again.")] = False,
    ray: Annotated[
        str,
        typer.Option(
            "--ray",
            metavar="ADDRESS",
            help="Read and embed on a Ray cluster: local (the cores of this machine), auto, HOST:PORT or ray://HOST:PORT.",
        ),
    ] = "",
    json: Json = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Bring the index up to date with its sources."""
    from index.ingest.source_address import is_address, missing_scheme

    for name in names or ():
        if not is_address(name) and not Path(name).exists():
            meant = missing_scheme(name)
            refuse(f"{name}: no such file or folder" + (f"; an address is written {meant}" if meant else ""))
    import index.ingest.sources

    session = Session(data_dir, config)
    if forget and not index.ingest.sources.forget(session.data_folder, forget):
        refuse(f"{forget}: not among what quotebot sync added")
    if names:
        index.ingest.sources.remember(session.data_folder, names)
    with timed("sync", verbose):
        outcome = session.sync(rebuild, prune, may_be_empty=forget is not None, ray=ray)
    _tell(session, outcome, json, verbose)


def demo(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Index the articles that ship, to try it; articles of your own take their place once they are named."""
    from index.ingest.sources import SEEDS, remember, sources_of

    session = Session(data_dir, config)
    if any(
        path != SEEDS for path in sources_of(session.data_folder, session.settings.library).folders(session.data_folder)
    ):
        refuse(f"{data_dir} is for articles of your own; name another folder: quotebot demo --data-dir DIR")
    remember(session.data_folder, [SEEDS])
    with timed("demo", verbose):
        outcome = session.sync()
    _tell(session, outcome, False, verbose)


def _tell(session: Session, outcome: "Outcome", json: bool, verbose: bool) -> None:
    """Print what a sync did, and what it did not take in; end with 1 where articles are lacking."""
    from bot.terminal.outcome import sync_payload

    if json:
        print_json(sync_payload(outcome))
    else:
        session.notify_problems(outcome, verbose)
        typer.echo(
            f"{outcome.added} added, {outcome.changed} changed, {outcome.removed} removed, "
            f"{outcome.unchanged} unchanged"
        )
    if outcome.has_losses:
        raise typer.Exit(1)


def articles(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """List the articles of the index."""
    from bot.terminal.rendering import render_articles

    with timed("articles", verbose), Session(data_dir, config).searcher() as searcher:
        print_rich(render_articles(searcher.articles.listing()))
