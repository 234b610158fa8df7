"""The command line of `quotebot`: its commands, the options before them, and how it ends.

Each command imports what it needs itself, so that `--help` and a command that was misused answer at once: numpy, FAISS,
OpenVINO and what else an answer needs take the better part of a second, rich and msgspec a tenth.
"""

import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.terminal.commands.discord_bot import register, run
from bot.terminal.commands.evaluation import evaluate
from bot.terminal.commands.library import articles, demo, sync
from bot.terminal.commands.maintenance import backup, check, doctor, migrate, restore
from bot.terminal.commands.questions import ask, chat, search
from bot.terminal.commands.sources import sources, watch
from bot.terminal.commands.web import mcp, report, serve, token
from bot.terminal.options import DATA_DIR, Config, Verbose
from bot.terminal.output import notify
from index.errors import QuotebotError
from index.files.disk import help_with

app = typer.Typer(
    help="Answer questions about a set of articles by quoting the passages that answer, word for word.",
    epilog="\b\nExamples:\n  quotebot sync ~/articles\n  quotebot ask 'Who signed the agreement?'\n\n"
    "Every error, with its cause and what helps: docs/troubleshooting.md",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# New objects after which garbage is looked for. An answer makes 70,000 that stay, most of them by imports: looking for
# garbage among them takes 20 ms by the default, 700, and as long once for the first 50,000.
_YOUNG = 100_000
# As `--help` lists them, each with its examples.
_COMMANDS = (
    (ask, ("quotebot ask 'Who signed the agreement?'", "quotebot ask --json < questions.txt")),
    (search, ("quotebot search 'oil prices'", "quotebot search -k 3 --json 'oil prices'")),
    (sync, ("quotebot sync ~/articles news.jsonl", "quotebot sync --forget ~/articles", "quotebot sync --json")),
    (demo, ("quotebot demo && quotebot ask 'How many people has El Salvador jailed since 2022?'",)),
    (watch, ("quotebot watch", "quotebot watch --json >> changes.jsonl")),
    (sources, ("quotebot sources", "quotebot sources --json")),
    (articles, ()),
    (chat, ()),
    (
        evaluate,
        (
            "quotebot evaluate --json questions.jsonl",
            "quotebot evaluate sets/news sets/science --refit confidence.json",
        ),
    ),
    (run, ("DISCORD_TOKEN=... quotebot run", "quotebot --config /etc/quotebot.toml run")),
    (serve, ("quotebot serve", "quotebot --config /etc/quotebot.toml serve")),
    (mcp, ("quotebot mcp", "quotebot --data-dir ~/news mcp")),
    (report, ("quotebot report quotebot.html", "quotebot report --days 7 week.html")),
    (token, ("quotebot token newsroom", "quotebot token kiosk --scope ask --questions-per-minute 600")),
    (register, ("quotebot register", "quotebot register --guild 1234567890")),
    (doctor, ("quotebot doctor", "quotebot doctor --discord")),
    (check, ()),
    (backup, ("quotebot backup quotebot-2025-03-01.backup",)),
    (restore, ("quotebot restore quotebot-2025-03-01.backup",)),
    (migrate, ("quotebot migrate --to postgresql", "quotebot migrate --to sqlite")),
)


def main() -> None:
    """Run the command line; what a person can put right ends it with one line on standard error.

    Whatever it writes, its owner alone may read: articles, questions and votes, also in files that SQLite, Tantivy and
    FAISS make.
    """
    os.umask(0o077)
    # Products of a question are too small to share between cores, and would wait for one that is busy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_YOUNG)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except QuotebotError as error:
        _fail(str(error))
    except MemoryError:
        _fail("there is too little memory; end other programs, then try again")
    except OSError as error:
        _fail(f"{error.filename or 'standard output'} cannot be used: {error.strerror}; {help_with(error)}")
    except ImportError as error:
        _fail(f"a part cannot be loaded: {error}; see whether there is enough memory, and install quotebot anew if so")
    finally:
        gc.freeze()  # else the interpreter looks for garbage several times while it ends, 45 ms after an answer


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"quotebot {version('quotebot')}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    data_dir: Annotated[Path | None, DATA_DIR] = None,
    config: Config = None,
    verbose: Verbose = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Hand options given before the command on to it, as its defaults."""
    given = {"data_dir": data_dir, "config": config, "verbose": verbose}
    context.default_map = {str(context.invoked_subcommand): {name: value for name, value in given.items() if value}}


for _command, _examples in _COMMANDS:
    app.command(epilog="\n  ".join(("\b\nExamples:", *_examples)) if _examples else None)(_command)


def _fail(message: str) -> NoReturn:
    """End with what has gone wrong; what standard output still holds and cannot take is let go."""
    notify(f"Error: {message}")
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
