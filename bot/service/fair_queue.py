"""Who may go next: taking turns between servers and persons, and how often a person may ask."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

_NANOSECONDS = 10**9

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Items that servers take turns at, and within a server its persons; a person's own keep their order.

    What is urgent goes before all that is not, by the same turns. Threads that share a queue need a lock.
    """

    def __init__(self) -> None:
        self._lanes: tuple[Lane[T], Lane[T]] = (Lane(), Lane())

    def __len__(self) -> int:
        return sum(lane.length for lane in self._lanes)

    def put(self, server: int, person: int, item: T, *, urgent: bool = False) -> None:
        """Adds an item; a server or person with none so far goes last."""
        self._lanes[not urgent].put(server, person, item)

    def get(self) -> T | None:
        """Takes the item whose turn it is; None where there is none."""
        for lane in self._lanes:
            if lane.length:
                return lane.get()
        return None

    def remove(self, server: int, person: int, item: T, *, urgent: bool = False) -> bool:
        """Takes an item out of turn; whether it was still there."""
        return self._lanes[not urgent].remove(server, person, item)


class Lane(Generic[T]):
    """One order of turns: the first server's first person goes next, and then both go last."""

    def __init__(self) -> None:
        self.length = 0
        self._servers: OrderedDict[int, OrderedDict[int, deque[T]]] = OrderedDict()

    def put(self, server: int, person: int, item: T) -> None:
        """Adds an item; a server or person with none so far goes last."""
        self._servers.setdefault(server, OrderedDict()).setdefault(person, deque()).append(item)
        self.length += 1

    def get(self) -> T:
        """Takes the item whose turn it is. Raises StopIteration where there is none."""
        server, persons = next(iter(self._servers.items()))
        person, items = next(iter(persons.items()))
        item = items.popleft()
        persons.move_to_end(person)
        self._servers.move_to_end(server)
        self._taken(server, person)
        return item

    def remove(self, server: int, person: int, item: T) -> bool:
        """Takes an item out of turn, nobody's turn changed; whether it was still there."""
        try:
            self._servers[server][person].remove(item)
        except (KeyError, ValueError):
            return False
        self._taken(server, person)
        return True

    def _taken(self, server: int, person: int) -> None:
        """Counts an item less, and forgets a person and a server that have no other."""
        self.length -= 1
        persons = self._servers[server]
        if not persons[person]:
            del persons[person]
        if not persons:
            del self._servers[server]


class RateLimit:
    """Lets a person go on `burst` times at once, and from then on once every so many seconds.

    Only who went on within the last `burst * seconds` is remembered.
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

    def _forget(self, now: int) -> None:
        """Drops from the front who is rested; who went on last is at the end, and at most a burst from rested."""
        while self._rested and next(iter(self._rested.values())) <= now:
            self._rested.popitem(last=False)
