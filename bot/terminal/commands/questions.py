"""Commands that answer: `ask`, `search` and `chat`."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from time import perf_counter
from typing import Annotated

import typer

from bot.service.stopwatch import Stopwatch
from bot.terminal.heap import share_heap
from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Json, Verbose
from bot.terminal.output import notify_times, print_asked, print_json, print_rich, refuse
from bot.terminal.session import Session
from index.stages import unmeasured


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
    share_heap()
    session = Session(data_dir, config)
    session.models.preload(reader=True)
    from bot.service.payload import answer_payload
    from bot.terminal.rendering import render_answer

    stopwatch = Stopwatch()
    with session.answerer(stopwatch.on_stage if verbose else unmeasured) as answerer:
        for text in asked:
            answer = answerer.answer(text)
            if json:
                print_json(answer_payload(answer))
            else:
                print_asked(text, question)
                print_rich(render_answer(answer))
            if verbose:
                notify_times(stopwatch.lap())


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
    share_heap()
    session = Session(data_dir, config)
    session.models.preload()
    from bot.service.payload import search_payload
    from bot.terminal.rendering import render_passages
    from index.answering.passages import found_passages
    from index.retrieval.weights import load_weights

    with session.searcher() as searcher:
        for text in asked:
            start = perf_counter()
            passages = found_passages(searcher.find(text, limit), load_weights().versions)
            seconds = perf_counter() - start
            if json:
                print_json(search_payload(text, passages))
            else:
                print_asked(text, query)
                print_rich(render_passages(passages))
            if verbose:
                notify_times({"search": seconds})


def chat(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Answer one question after another, each understood with the one before it, until `exit` or Ctrl-D."""
    from bot.terminal.rendering import render_answer
    from index.answering.dialogue import Turn, turn

    share_heap()
    with suppress(ImportError):
        import readline  # noqa: F401  gives input() a history and cursor keys
    stopwatch = Stopwatch()
    with Session(data_dir, config).answerer(stopwatch.on_stage if verbose else unmeasured) as answerer:
        before: Turn | None = None
        for question in _prompted():
            answer = answerer.answer(question, before)
            before = turn(answer, before)
            print_rich(render_answer(answer))
            if verbose:
                notify_times(stopwatch.lap())


def _given(argument: str | None) -> Iterator[str]:
    """Give the question of the command line, else those of standard input; bytes that are no text are replaced."""
    if argument is None:
        return filter(None, map(_clean, sys.stdin))
    question = _clean(argument)
    if not question:
        refuse("the question is empty")
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
