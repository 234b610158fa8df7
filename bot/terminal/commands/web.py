"""Commands of the web: `serve`, `mcp`, the operator's `report`, and `token`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Verbose
from bot.terminal.output import notify, refuse, timed
from bot.terminal.session import Session
from index.errors import QuotebotError


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
    session.ensure_index()
    serve(session.data_folder, session.models.for_answers(), session.settings, operator_token)


def mcp(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Let an assistant that starts this ask, search and read, by the Model Context Protocol over standard streams."""
    from bot.terminal.heap import share_heap
    from bot.terminal.log import log_to_stderr
    from bot.terminal.standard_streams import take_standard_streams

    streams = take_standard_streams()
    share_heap()
    session = Session(data_dir, config)
    session.models.preload(reader=True)
    from bot.web.mcp_stdio import serve_stdio

    log_to_stderr("", session.settings.log)
    session.ensure_index()
    serve_stdio(session.data_folder, session.models.for_answers(), session.settings, streams)


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
    from bot.web.opening import gathered
    from bot.web.report_page import report_page
    from index.files.disk import named

    session.ensure_index()
    models = session.models.for_answers()
    with timed("report", verbose):
        told = asyncio.run(gathered(session.data_folder, models, session.settings, days))
        with named(file):
            file.write_text(report_page(told), encoding="utf-8", errors="replace")
    typer.echo(f"{file}: {told.statistics.total.asked} questions in {days} days")


def token(
    name: Annotated[str, typer.Argument(help="What the token is called in the file, such as the program it is for.")],
    scope: Annotated[str, typer.Option(metavar="SCOPES", help="What it is good for.")] = "ask,search,read",
    collection: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help='What it may read: "shared", or of a server as in "123/everyone".'),
    ] = None,
    questions_per_minute: Annotated[
        float | None, typer.Option(min=0, metavar="NUMBER", help="How often it may ask, if not as everybody.")
    ] = None,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Make a token by which a program may ask, print it once, and keep its SHA-256 in serve.tokens_file."""
    from bot.web.tokens_file import add_token
    from config import SettingsError, load_settings

    try:
        file = load_settings(config).serve.tokens_file
    except SettingsError as error:
        raise QuotebotError(str(error)) from None
    if not file:
        refuse('no file of tokens is named; write in your settings, below [serve]: tokens_file = "tokens.toml"')
    scopes = [one.strip() for one in scope.split(",")]
    typer.echo(add_token(Path(file).expanduser(), name, scopes, collection or (), questions_per_minute))
    if verbose:
        notify(f"its SHA-256 stands in {file}; the token itself is kept nowhere")
