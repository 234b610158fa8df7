"""How long the stages of an answer take, as --verbose tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Stopwatch:
    """Adds up the seconds of stages, what goes on within them included."""

    def __init__(self) -> None:
        self._taken: dict[str, float] = {}
        self._under_way = 0

    @contextmanager
    def on_stage(self, name: str) -> Iterator[None]:
        """See OnStage; counted unless it is within another."""
        started = perf_counter()
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._taken[name] = self._taken.get(name, 0.0) + perf_counter() - started

    def lap(self) -> dict[str, float]:
        """What was counted since the last time, by the names of the stages."""
        taken, self._taken = self._taken, {}
        return taken
