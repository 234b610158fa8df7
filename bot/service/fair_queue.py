"""Who may go next: servers round robin, and within a server its persons."""

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Items served round robin by server, and within a server by person; a person's own keep their order.

    What is urgent goes before all that is not, in the same way. Threads that share a queue need a lock.
    """

    def __init__(self) -> None:
        self._lanes: tuple[Lane[T], Lane[T]] = (Lane(), Lane())

    def __len__(self) -> int:
        return sum(lane.length for lane in self._lanes)

    def put(self, server: int, person: int, item: T, *, urgent: bool = False) -> None:
        """Adds an item; a server or person with none so far goes last."""
        self._lanes[not urgent].put(server, person, item)

    def get(self) -> T | None:
        """Takes the next item; None where there is none."""
        for lane in self._lanes:
            if lane.length:
                return lane.get()
        return None

    def remove(self, server: int, person: int, item: T, *, urgent: bool = False) -> bool:
        """Takes out an item, wherever it waits; whether it was still there."""
        return self._lanes[not urgent].remove(server, person, item)


class Lane(Generic[T]):
    """One round robin: the first server's first person goes next, and then both go last."""

    def __init__(self) -> None:
        self.length = 0
        self._servers: OrderedDict[int, OrderedDict[int, deque[T]]] = OrderedDict()

    def put(self, server: int, person: int, item: T) -> None:
        """Adds an item; a server or person with none so far goes last."""
        self._servers.setdefault(server, OrderedDict()).setdefault(person, deque()).append(item)
        self.length += 1

    def get(self) -> T:
        """Takes the next item. Raises StopIteration where there is none."""
        server, persons = next(iter(self._servers.items()))
        person, items = next(iter(persons.items()))
        item = items.popleft()
        persons.move_to_end(person)
        self._servers.move_to_end(server)
        self._taken(server, person)
        return item

    def remove(self, server: int, person: int, item: T) -> bool:
        """Takes out an item, wherever it waits, the order of all others kept; whether it was still there."""
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
