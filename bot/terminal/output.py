"""What commands write: results to standard output, and what goes on to standard error."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from bot.terminal.plain import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType


def print_rich(content: "RenderableType") -> None:
    """Print what a person reads."""
    from rich.console import Console

    Console().print(content)


def print_json(payload: Any) -> None:
    """Print what a program reads, as one line of JSON."""
    import msgspec

    typer.echo(msgspec.json.encode(payload))


def print_asked(text: str, argument: str | None) -> None:
    """Print the question above its answer, where it is one of many."""
    if argument is None:
        from rich.text import Text

        print_rich(Text(f"› {one_line(text)}"))


def notify(message: str) -> None:
    """Write one line to standard error."""
    typer.echo(one_line(message), err=True)


def notify_times(timings: Mapping[str, float]) -> None:
    """Write how long each stage took, given in seconds, to standard error."""
    notify(", ".join(f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in timings.items()))


@contextmanager
def timed(name: str, verbose: bool) -> Iterator[None]:
    """Write how long what is inside took, if asked to and it ended well."""
    start = perf_counter()
    yield
    if verbose:
        notify_times({name: perf_counter() - start})


def refuse(message: str) -> NoReturn:
    """End with what is wrong in how the command was used."""
    notify(f"Error: {message}")
    raise typer.Exit(2)
