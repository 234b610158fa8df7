"""Commands of the Discord bot: `run` and `register`."""

from typing import Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Verbose
from bot.terminal.output import notify, refuse
from bot.terminal.session import Session


def run(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Run the Discord bot, until it is told to stop."""
    from bot.terminal.heap import share_heap
    from bot.terminal.log import log_to_stderr

    share_heap()
    session = Session(data_dir, config)
    session.models.preload(reader=True)
    from bot.discord.app import read_token, run
    from bot.web.operating import read_operator_token

    token = read_token(session.settings.discord.token_file, notify)
    operator_token = read_operator_token(session.settings.operator, notify)
    log_to_stderr(token, session.settings.log)
    session.ensure_index()
    run(session.data_folder, session.models.for_answers(), session.settings, token, operator_token)


def register(
    guild: Annotated[
        int | None,
        typer.Option("--guild", min=1, metavar="ID", help="Only for this server, where they appear at once."),
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take those out that --guild registered; those for all servers stay.")
    ] = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Register the bot's commands with Discord."""
    if remove and guild is None:
        refuse("--remove is for the commands of one server; name it with --guild ID")
    from bot.discord.app import read_token, register_commands
    from bot.terminal.log import log_to_stderr

    session = Session(data_dir, config)
    token = read_token(session.settings.discord.token_file, notify)
    log_to_stderr(token, session.settings.log)
    count = register_commands(session.data_folder, session.models.encoder, session.settings, token, guild, remove)
    typer.echo(f"{guild} has no commands of its own any more" if remove else f"{count} commands registered")
