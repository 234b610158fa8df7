"""How often a person may ask."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Self

_NANOSECONDS = 10**9
_MINUTE = 60.0  # seconds
_BURST = 10  # at once, of what is limited by the minute


class RateLimit:
    """Lets a person go on `burst` times at once, and from then on once every so many seconds.

    Only who went on within the last `burst * seconds` is kept.
    """

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._step = round(seconds * _NANOSECONDS)  # whole numbers: rounding would now and then cost one of the burst
        self._slack = (burst - 1) * self._step
        self._clock = clock
        self._rested: OrderedDict[int, int] = OrderedDict()  # when a person may use the whole burst again

    def __len__(self) -> int:
        return len(self._rested)

    def take(self, person: int) -> float:
        """Lets a person go on, counting it, and gives 0.0; else gives the seconds to wait and counts nothing."""
        now = round(self._clock() * _NANOSECONDS)
        self._forget(now)
        rested = max(now, self._rested.get(person, now))
        wait = rested - now - self._slack
        if wait > 0:
            return wait / _NANOSECONDS
        self._rested[person] = rested + self._step
        self._rested.move_to_end(person)
        return 0.0

    @classmethod
    def per_minute(cls, times: float, clock: Callable[[], float] = time.monotonic) -> Self:
        """Lets whoever it is go on ten times at once, and from then on so many times a minute; 0: without limit."""
        return cls(_BURST, _MINUTE / times if times else 0, clock)

    def _forget(self, now: int) -> None:
        """Drops from the front who is rested; who went on last is at the end, and at most a burst from rested."""
        while self._rested and next(iter(self._rested.values())) <= now:
            self._rested.popitem(last=False)
