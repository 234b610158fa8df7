"""How long each stage of an answer takes, as the product tells of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

ANSWERING = ("encode", "vectors", "words", "fusion", "late interaction", "reader", "sentences", "quotes")
"""The stages of an answer; what one has done in another stage counts there alone."""

SEARCH = "search"
"""The stage around those of a search: what is left of it is understanding the question."""


class Stopwatch:
    """Adds up the seconds that each stage takes, by a clock."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._taken: dict[str, float] = defaultdict(float)
        self._inner = [0.0]  # of each stage under way, what stages within it took

    @contextmanager
    def on_stage(self, name: str) -> Iterator[None]:
        """See OnStage; counts what is done inside, less the stages within."""
        self._inner.append(0.0)
        started = self._clock()
        try:
            yield
        finally:
            taken = self._clock() - started
            self._taken[name] += taken - self._inner.pop()
            self._inner[-1] += taken

    def lap(self) -> dict[str, float]:
        """What was counted since the last time."""
        taken, self._taken = dict(self._taken), defaultdict(float)
        return taken
