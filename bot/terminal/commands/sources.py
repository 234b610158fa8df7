"""Commands on what an index is read from: `sources` and `watch`."""

import asyncio
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Json, Verbose
from bot.terminal.output import notify, print_json, print_rich, timed
from bot.terminal.session import Session

if TYPE_CHECKING:
    from bot.terminal.watching import Change


def sources(
    json: Json = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """List what the index is read from: articles, last and next look, and what failed."""
    from bot.terminal.source_lines import render_sources, source_payload
    from index.fetching.listing import list_sources

    session = Session(data_dir, config)
    with timed("sources", verbose):
        listed = list_sources(session.data_folder, session.named())
    if json:
        print_json({"sources": [source_payload(source) for source in listed]})
    else:
        print_rich(render_sources(listed, verbose))


def watch(
    json: Json = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Keep the index up to date with its folders and addresses, until it is told to stop."""
    from bot.terminal.source_lines import change_line, change_payload

    session = Session(data_dir, config)
    named = session.sources()
    notify(f"Following {len(named.paths) + len(named.addresses)} sources; Ctrl-C ends it")

    def show(change: "Change") -> None:
        if json:
            print_json(change_payload(change))
        else:
            typer.echo(change_line(change, verbose))

    asyncio.run(_watch(session, show))


async def _watch(session: Session, show: Callable[["Change"], None]) -> None:
    """Follow the sources until Ctrl-C or SIGTERM."""
    from bot.terminal.watching import WatchedIndex
    from index.fetching.following import Follower

    loop = asyncio.get_running_loop()
    async with WatchedIndex(session, show, lambda message: notify(f"Warning: {message}")) as watched:
        following = asyncio.create_task(Follower(watched).run())
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, following.cancel)
        await asyncio.wait({following})
        if not following.cancelled():
            following.result()
