"""How far a sync is, reported as it goes on, and when its time is over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from time import monotonic


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is with the articles that are new or have changed, and then with what a version before embedded.

    `passages` are embedded, and `waiting` were read and are not yet. Of what a version before embedded `former` is kept
    as it is now, of `of_former`.
    """

    articles: int = 0
    of_articles: int = 0
    bytes: int = 0
    of_bytes: int = 0
    passages: int = 0
    waiting: int = 0
    former: int = 0
    of_former: int = 0


class DeadlineError(Exception):
    """The seconds of a sync are over: it is to end with what is done."""


class Meter:
    """Counts what is done, reports it, and ends the sync once its seconds are over."""

    def __init__(self, on_progress: Callable[[Progress], None], seconds: float) -> None:
        """The seconds begin with the first report, so that something is always done."""
        self._on_progress = on_progress
        self._seconds = seconds
        self._progress = Progress()
        self._deadline: float | None = None

    def expect(self, articles: int, bytes_: int) -> None:
        """Sets how much there is to do."""
        self._progress = replace(self._progress, of_articles=articles, of_bytes=bytes_)

    def add_article(self, bytes_: int) -> None:
        """Counts an article of so many bytes as read."""
        done = self._progress
        self._progress = replace(done, articles=done.articles + 1, bytes=done.bytes + bytes_)

    def add_passages(self, count: int) -> None:
        """Counts passages as embedded."""
        self._progress = replace(self._progress, passages=self._progress.passages + count)

    def expect_passages(self, waiting: int) -> None:
        """Sets how many passages were read and are not embedded."""
        self._progress = replace(self._progress, waiting=waiting)

    def expect_former(self, passages: int) -> None:
        """Sets how much a version before embedded that is still as that kept it."""
        self._progress = replace(self._progress, of_former=passages)

    def add_former(self, passages: int) -> None:
        """Counts passages that a version before embedded as kept as they are now."""
        self._progress = replace(self._progress, former=self._progress.former + passages)

    def report(self) -> None:
        """Tells how far the sync is. Raises DeadlineError, once, when its seconds are over."""
        self._on_progress(self._progress)
        if self._deadline is None:
            self._deadline = monotonic() + self._seconds
        elif monotonic() >= self._deadline:
            self._deadline = inf  # what is done has still to be published
            raise DeadlineError
