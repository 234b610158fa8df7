"""Progress bars on standard error, shown only where that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from index.fetching.visits import FetchingProgress
    from index.ingest.progress import Progress


@contextmanager
def sync_progress() -> Iterator[Callable[["Progress"], None]]:
    """Show how far a sync is; the bar goes by bytes, since articles differ in length."""
    with _bar() as bar:
        task = bar.add_task("Looking for articles", total=None)

        def update(progress: "Progress") -> None:
            done = f"{progress.articles}/{progress.of_articles} articles, {progress.passages} passages"
            bar.update(task, description=done, completed=progress.bytes, total=progress.of_bytes)
            if progress.of_former:
                done = f"{progress.former}/{progress.of_former} passages made small"
                bar.update(task, description=done, completed=progress.former, total=progress.of_former)

        yield update


@contextmanager
def fetching_progress() -> Iterator[Callable[["FetchingProgress"], None]]:
    """Show how far a look at an address is."""
    with _bar() as bar:
        task = bar.add_task("Looking at addresses", total=None)

        def update(progress: "FetchingProgress") -> None:
            total = progress.pages + progress.waiting
            bar.update(task, description=f"{progress.address}: {progress.pages} pages", completed=progress.pages)
            bar.update(task, total=total or None)

        yield update


@contextmanager
def question_progress(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show how many of a set's questions are done."""
    with _bar() as bar:
        task = bar.add_task(name, total=None)

        def update(done: int, of: int) -> None:
            bar.update(task, description=f"{name}: {done}/{of} questions", completed=done, total=of)

        yield update


@contextmanager
def step_progress() -> Iterator[Callable[[str], None]]:
    """Show which of several steps is under way."""
    with _bar() as bar:
        task = bar.add_task("", total=None)
        yield lambda step: bar.update(task, description=step)


def _bar() -> Bar:
    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.description}", markup=False), TimeRemainingColumn())
    return Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
