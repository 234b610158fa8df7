"""Commands of the Discord bot: `run` and `register`."""

from time import sleep
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Verbose
from bot.terminal.output import notify, refuse
from bot.terminal.session import Session
from index.errors import QuotebotError
from index.files.data_folder import BusyError

if TYPE_CHECKING:
    from config import Settings

_AGAIN = 2.0  # seconds until is looked again whether another process has built the index


def run(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
    shards: Annotated[
        str, typer.Option("--shards", metavar="NUMBERS", help="Run these shards alone, as in 0,1 or 0-3.")
    ] = "",
    shard_count: Annotated[
        int | None, typer.Option("--shard-count", min=1, metavar="N", help="How many shards all processes have.")
    ] = None,
    operator_port: Annotated[
        int | None,
        typer.Option("--operator-port", min=0, max=65_535, metavar="PORT", help="Goes before operator.port."),
    ] = None,
) -> None:
    """Run the Discord bot, until it is told to stop."""
    from bot.discord.shards import parse_shards
    from bot.terminal.heap import share_heap
    from bot.terminal.log import log_to_stderr

    own = parse_shards(shards, shard_count)
    share_heap()
    session = Session(data_dir, config)
    if own is not None and not own.are_all:
        _require_sharing(session)
    settings = _at_port(session.settings, operator_port)
    session.models.preload(reader=True)
    from bot.discord.app import read_token, run
    from bot.web.operating import read_operator_token

    token = read_token(settings.discord.token_file, notify)
    operator_token = read_operator_token(settings.operator, notify)
    log_to_stderr(token, settings.log)
    _ensure_index(session)
    run(session.data_folder, session.models.for_answers(), settings, token, operator_token, own)


def _require_sharing(session: Session) -> None:
    """Raises QuotebotError where several processes could not work with what the settings name."""
    if not session.settings.database.url:
        raise QuotebotError(
            "--shards has other processes run the other shards, which must share what the bot keeps; set database.url, "
            "or leave --shards out, and one process runs all of them"
        )
    if session.data_folder.backends.is_of_one_process:
        raise QuotebotError(
            "--shards has several processes search the index, and Milvus Lite is for one; set index.uri to a Milvus "
            'server, or index.backend = "faiss"'
        )


def _at_port(settings: "Settings", port: int | None) -> "Settings":
    """The settings with another port for the operator, where one is given: each process needs its own."""
    import msgspec

    if port is None:
        return settings
    return msgspec.structs.replace(settings, operator=msgspec.structs.replace(settings.operator, port=port))


def _ensure_index(session: Session) -> None:
    """Builds the index where there is none, and waits while another process of the bot does."""
    is_alone, told = not session.settings.database.url, False
    while True:
        try:
            return session.ensure_index()
        except BusyError as error:
            if is_alone:
                raise
            if not told:
                notify(f"Waiting: {error}")
            told = True
        sleep(_AGAIN)


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
