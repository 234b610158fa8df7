"""Commands of the web: `serve`, and the operator's `report`."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Verbose
from bot.terminal.output import notify, timed
from bot.terminal.session import Session


def serve(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Serve web pages to ask, to search and to read the articles, until it is told to stop."""
    from bot.terminal.heap import share_heap
    from bot.terminal.log import log_to_stderr

    share_heap()
    session = Session(data_dir, config)
    session.models.preload(reader=True)
    from bot.web.operating import read_operator_token
    from bot.web.server import serve

    operator_token = read_operator_token(session.settings.operator, notify)
    log_to_stderr("", session.settings.log)
    with session.answerer():
        pass  # the index is there, built first where there was none
    serve(session.data_folder, session.models.for_answers(), session.settings, operator_token)


def report(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, which a browser shows.")],
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How many days, today included.")] = 30,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Write what was asked, answered and not, and how soon, as one page for the operator."""
    session = Session(data_dir, config)
    session.models.preload(reader=True)
    from bot.web.report_page import report_page
    from bot.web.server import gathered

    with session.answerer():
        pass  # as above
    models = session.models.for_answers()
    with timed("report", verbose):
        told = asyncio.run(gathered(session.data_folder, models, session.settings, days, datetime.now(UTC)))
        file.write_text(report_page(told), encoding="utf-8", errors="replace")
    typer.echo(f"{file}: {told.statistics.total.asked} questions in {days} days")
