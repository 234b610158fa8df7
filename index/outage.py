"""What was found away a moment ago, so that not each of many waits for it in vain."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from index.errors import OutageError

_SECONDS = 1.0  # for which it is remembered
_QUICK = 0.1  # seconds; what is told so soon costs nobody anything


class Outage:
    """Remembers an outage that took time to find, and has what else needs the same refused at once for a moment.

    Any thread may ask. The pattern is known as a circuit breaker.
    """

    def __init__(
        self,
        kind: type[OutageError] = OutageError,
        seconds: float = _SECONDS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Outages of this kind are remembered for so many seconds."""
        self._kind = kind
        self._seconds = seconds
        self._clock = clock
        self._noted: tuple[OutageError, float] | None = None

    @contextmanager
    def minded(self) -> Iterator[None]:
        """Raises OutageError again where it was raised here a moment ago."""
        begun = self._clock()
        if self._noted is not None:
            error, until = self._noted
            if begun < until:
                raise _copied(error)
        try:
            yield
        except self._kind as error:
            now = self._clock()
            if now - begun > _QUICK:
                self._noted = _copied(error), now + self._seconds
            raise
        self._noted = None


def _copied(error: OutageError) -> OutageError:
    """The same without its traceback, which would keep alive what its frames hold."""
    return type(error)(str(error))
