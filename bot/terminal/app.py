"""The commands of `quotebot`.

Each command imports what it needs itself, so that `--help` and a command that was misused answer at once: numpy, FAISS,
OpenVINO and what else an answer needs take the better part of a second, rich and msgspec a tenth.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.terminal.plain import one_line
from bot.terminal.session import Session, tell
from bot.terminal.stopwatch import Stopwatch
from index.errors import QuotebotError
from index.files.disk import help_with
from index.stages import unmeasured

if TYPE_CHECKING:
    from rich.console import RenderableType

    from index.maintenance.finding import Finding

app = typer.Typer(
    help="Answer questions about a set of articles by quoting the passages that answer, word for word.",
    epilog="\b\nExamples:\n  quotebot sync ~/articles\n  quotebot ask 'Who signed the agreement?'",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_DATA_DIR = typer.Option("--data-dir", metavar="DIR", help="The folder of the index.")
_CONFIG = typer.Option("--config", metavar="FILE", help="Settings; without it quotebot.toml of this folder, if any.")
_VERBOSE = typer.Option("--verbose", help="Tell on standard error how long each step takes.")
_JSON = typer.Option("--json", help="Print one JSON object a line, and nothing else.")

DataDir = Annotated[Path, _DATA_DIR]
Config = Annotated[Path | None, _CONFIG]
Verbose = Annotated[bool, _VERBOSE]
Json = Annotated[bool, _JSON]

DEFAULT_DATA_DIR = Path(".quotebot")
_TALKS = "dialogues.jsonl"


def main() -> None:
    """Run the command line; what a person can put right ends it with one line on standard error.

    Whatever it writes, its owner alone may read: articles, questions and votes, also in files that SQLite, Tantivy and
    FAISS make.
    """
    os.umask(0o077)
    # Products of a question are too small to share between cores, and would wait for one that is busy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
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


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"quotebot {version('quotebot')}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    data_dir: Annotated[Path | None, _DATA_DIR] = None,
    config: Config = None,
    verbose: Verbose = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Hand options given before the command on to it, as its defaults."""
    given = {"data_dir": data_dir, "config": config, "verbose": verbose}
    context.default_map = {str(context.invoked_subcommand): {name: value for name, value in given.items() if value}}


@app.command(epilog="\b\nExamples:\n  quotebot ask 'Who signed the agreement?'\n  quotebot ask --json < questions.txt")
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question; without it one a line from standard input.", show_default=False)
    ] = None,
    json: Json = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Answer a question with quotes from the articles."""
    asked = _given(question)
    session = Session(data_dir, config)
    session.preload()
    from bot.terminal.payload import answer_payload
    from bot.terminal.rendering import render_answer

    stopwatch = Stopwatch()
    with session.answerer(stopwatch.on_stage if verbose else unmeasured) as answerer:
        for text in asked:
            answer = answerer.answer(text)
            if json:
                _print_json(answer_payload(answer))
            else:
                _print_asked(text, question)
                _print(render_answer(answer))
            if verbose:
                _tell_times(stopwatch.lap())


@app.command(epilog="\b\nExamples:\n  quotebot search 'oil prices'\n  quotebot search -k 3 --json 'oil prices'")
def search(
    query: Annotated[
        str | None, typer.Argument(help="The query; without it one a line from standard input.", show_default=False)
    ] = None,
    json: Json = False,
    limit: Annotated[int, typer.Option("-k", min=1, metavar="NUMBER", help="The most passages to find.")] = 10,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Find the passages nearest to a query."""
    asked = _given(query)
    session = Session(data_dir, config)
    session.preload()
    from bot.terminal.payload import search_payload
    from bot.terminal.rendering import render_passages

    with session.searcher() as searcher:
        for text in asked:
            start = perf_counter()
            passages = searcher.search(text, limit)
            seconds = perf_counter() - start
            if json:
                _print_json(search_payload(text, passages))
            else:
                _print_asked(text, query)
                _print(render_passages(passages))
            if verbose:
                _tell_times({"search": seconds})


@app.command(epilog="\b\nExamples:\n  quotebot sync ~/articles news.jsonl\n  quotebot sync --forget ~/articles")
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
            _refuse(f"{path}: no such file or folder")
    import index.ingest.sync

    session = Session(data_dir, config)
    if forget and not index.ingest.sync.forget(session.data_folder, forget):
        _refuse(f"{forget}: not among the paths that quotebot sync added")
    if paths:
        index.ingest.sync.remember(session.data_folder, paths)
    with _timed("sync", verbose):
        outcome = session.sync(rebuild)
        typer.echo(
            f"{outcome.added} added, {outcome.changed} changed, {outcome.removed} removed, "
            f"{outcome.unchanged} unchanged"
        )


@app.command()
def articles(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """List the articles of the index."""
    from bot.terminal.rendering import render_articles

    with _timed("articles", verbose), Session(data_dir, config).searcher() as searcher:
        _print(render_articles(searcher.articles.listing()))


@app.command()
def chat(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Answer one question after another, each understood with the one before it, until `exit` or Ctrl-D."""
    from bot.terminal.rendering import render_answer
    from index.answering.dialogue import Turn, turn

    with suppress(ImportError):
        import readline  # noqa: F401  gives input() a history and cursor keys
    stopwatch = Stopwatch()
    with Session(data_dir, config).answerer(stopwatch.on_stage if verbose else unmeasured) as answerer:
        before: Turn | None = None
        for question in _prompted():
            answer = answerer.answer(question, before)
            before = turn(answer, before)
            _print(render_answer(answer))
            if verbose:
                _tell_times(stopwatch.lap())


@app.command(
    epilog="\b\nExamples:\n  quotebot evaluate --json questions.jsonl\n"
    "  quotebot evaluate sets/news sets/science --refit confidence.json"
)
def evaluate(
    sets: Annotated[
        list[Path],
        typer.Argument(
            metavar="SET...",
            help="A .jsonl file of questions, asked of this index; or a folder of questions.jsonl and articles.jsonl, "
            "and dialogues.jsonl if there is one, asked of an index of its own.",
        ),
    ],
    json: Json = False,
    refit: Annotated[
        Path | None,
        typer.Option("--refit", metavar="FILE", help="Fit the confidence to these sets and write it there."),
    ] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Measure how well questions with known answers are answered."""
    import msgspec

    from bot.terminal.progress import question_progress
    from bot.terminal.rendering import render_dialogues, render_report
    from index.evaluation import answers, dialogues, rankings
    from index.evaluation.datasets import read_questions

    session = Session(data_dir, config)
    measured = []
    for place in sets:
        questions = read_questions(place / "questions.jsonl" if place.is_dir() else place)
        name = place.resolve().name if place.is_dir() else _set_name(place)
        start = perf_counter()
        asked = session.of_set(place) if place.is_dir() else session
        with asked.answerer() as answerer, question_progress(name) as show:
            measured.append(answers.measure(questions, answerer, show))
            held = dialogues.read_dialogues(place / _TALKS) if (place / _TALKS).exists() else []
            followed = dialogues.measure_dialogues(name, held, answerer, show) if held else None
        with asked.searcher() as searcher, question_progress(f"{name}, retrieval") as show:
            found = rankings.measure(questions, searcher, show)
        report = answers.report(name, measured[-1], found)
        if json:
            _print_json(report)
            if followed:
                _print_json(followed)
        else:
            _print(render_report(report))
            if followed:
                _print(render_dialogues(followed))
        if verbose:
            _tell_times({name: perf_counter() - start})
    if refit:
        fitted = answers.fit(measured, session.reranker.fingerprint if session.reranker else "")
        refit.write_bytes(msgspec.json.format(msgspec.json.encode(fitted)) + b"\n")


@app.command(epilog="\b\nExamples:\n  DISCORD_TOKEN=... quotebot run\n  quotebot --config /etc/quotebot.toml run")
def run(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Run the Discord bot, until it is told to stop."""
    from bot.terminal.redaction import log_to_stderr

    session = Session(data_dir, config)
    session.preload()
    from bot.discord.app import read_token, run

    token = read_token(session.settings.discord.token_file, tell)
    log_to_stderr(token)
    with session.answerer():
        pass  # the index is there, built first where there was none
    run(session.data_folder, session.encoder, session.settings, token, session.calibration, session.reranker)


@app.command(epilog="\b\nExamples:\n  quotebot register\n  quotebot register --guild 1234567890")
def register(
    guild: Annotated[
        int | None,
        typer.Option("--guild", min=1, metavar="ID", help="Only for this server, where they appear at once."),
    ] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Register the bot's commands with Discord."""
    from bot.discord.app import read_token, register_commands
    from bot.terminal.redaction import log_to_stderr

    session = Session(data_dir, config)
    token = read_token(session.settings.discord.token_file, tell)
    log_to_stderr(token)
    count = register_commands(session.data_folder, session.encoder, session.settings, token, guild)
    typer.echo(f"{count} commands registered")


@app.command()
def doctor(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Look whether everything an answer needs is there, within seconds; `check` reads all of it."""
    from index.maintenance.doctor import check

    session = Session(data_dir, config)
    _show("doctor", check(session.data_folder, session.settings), verbose)


@app.command()
def check(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Verify every byte that is stored, and that all of it agrees; `doctor` looks only whether it is there."""
    from index.maintenance.check import check

    session = Session(data_dir, config)
    if not session.data_folder.collections():
        _refuse(f"there is no index in {data_dir}; make it with: quotebot sync")
    _show("check", check(session.data_folder, session.encoder), verbose)


@app.command(epilog="\b\nExamples:\n  quotebot backup quotebot-2025-03-01.backup")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, which must not exist yet.")],
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Write all that cannot be made anew to one file, verified; the bot and sync may run meanwhile."""
    from bot.terminal.progress import step_progress
    from index.maintenance.backup import back_up

    with _timed("backup", verbose):
        with step_progress() as show:
            back_up(Session(data_dir, config).data_folder, file, show)
        typer.echo(f"{data_dir} is backed up in {file}")


@app.command(epilog="\b\nExamples:\n  quotebot restore quotebot-2025-03-01.backup")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What quotebot backup wrote.")],
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Put a backup back, verified first; what it replaces is kept. The bot must not run."""
    from bot.terminal.progress import step_progress
    from index.maintenance.backup import restore

    with _timed("restore", verbose):
        with step_progress() as show:
            kept = restore(Session(data_dir, config).data_folder, file, show)
        typer.echo(f"{file} is restored to {data_dir}" + (f"; what was there is kept in {kept}" if kept else ""))


def _show(name: str, findings: "Iterable[Finding]", verbose: bool) -> None:
    """Print findings as they are made; end with 1 where something is not in order."""
    from rich.console import Console

    from bot.terminal.rendering import render_finding

    console = Console()
    sound = True
    with _timed(name, verbose):
        for finding in findings:
            console.print(render_finding(finding), soft_wrap=True)
            sound = sound and finding.ok
    if not sound:
        raise typer.Exit(1)


def _given(argument: str | None) -> Iterator[str]:
    """Give the question of the command line, else those of standard input; bytes that are no text are replaced."""
    if argument is None:
        return filter(None, map(_clean, sys.stdin))
    question = _clean(argument)
    if not question:
        _refuse("the question is empty")
    return iter([question])


def _prompted() -> Iterator[str]:
    while True:
        try:
            question = _clean(input("› "))
        except EOFError:
            typer.echo()
            return
        if question == "exit":
            return
        if question:
            yield question


def _clean(text: str) -> str:
    return text.encode(errors="replace").decode().strip()


def _set_name(path: Path) -> str:
    return path.absolute().parent.name if path.name == "questions.jsonl" else path.stem


def _print(content: "RenderableType") -> None:
    from rich.console import Console

    Console().print(content)


def _print_json(payload: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.encode(payload))


def _print_asked(text: str, argument: str | None) -> None:
    """Show the question above its answer, where it is one of many."""
    if argument is None:
        from rich.text import Text

        _print(Text(f"› {one_line(text)}"))


@contextmanager
def _timed(name: str, verbose: bool) -> Iterator[None]:
    """Tell how long what is inside took, if asked to and it ended well."""
    start = perf_counter()
    yield
    if verbose:
        _tell_times({name: perf_counter() - start})


def _tell_times(timings: Mapping[str, float]) -> None:
    tell(", ".join(f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in timings.items()))


def _fail(message: str) -> NoReturn:
    """End with what has gone wrong; what standard output still holds and cannot take is let go."""
    tell(f"Error: {message}")
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


def _refuse(message: str) -> NoReturn:
    """End with what is wrong in how the command was used."""
    tell(f"Error: {message}")
    raise typer.Exit(2)
