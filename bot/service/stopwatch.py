"""How long the stages of an answer take."""

from contextlib import AbstractContextManager
from time import perf_counter
from types import TracebackType


class Stopwatch:
    """Adds up the seconds of stages, each with what goes on within it. Use it from one thread."""

    def __init__(self) -> None:
        self._taken: dict[str, float] = {}

    def on_stage(self, name: str) -> AbstractContextManager[None]:
        """See OnStage."""
        return _Stage(self._taken, name)

    def lap(self) -> dict[str, float]:
        """What was counted since the last time, by the names of the stages, in the order in which they began."""
        taken = self._taken.copy()
        self._taken.clear()
        return taken


class _Stage(AbstractContextManager[None]):
    """A stage under way. A class, since a generator in its place takes twice as long."""

    __slots__ = ("_name", "_started", "_taken")

    def __init__(self, taken: dict[str, float], name: str) -> None:
        self._taken = taken
        self._name = name

    def __enter__(self) -> None:
        self._taken.setdefault(self._name, 0.0)
        self._started = perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._taken[self._name] = self._taken.get(self._name, 0.0) + perf_counter() - self._started
