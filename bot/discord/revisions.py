"""Messages that are worked on: what becomes of one of them is done in order, and the last of it counts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from weakref import WeakValueDictionary


@dataclass(eq=False)
class _Worked:
    """A message as long as anything is done about it."""

    latest: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Revision:
    """A message as it was at one moment: written, edited or deleted."""

    number: int
    worked: _Worked

    @property
    def is_latest(self) -> bool:
        """Whether the message has not been edited or deleted since."""
        return self.number == self.worked.latest


class Revisions:
    """What became of the messages that are worked on now. Use it from one event loop."""

    def __init__(self) -> None:
        self._worked = WeakValueDictionary[int, _Worked]()

    @asynccontextmanager
    async def turn(self, message: int) -> AsyncIterator[Revision]:
        """Notes at once that something became of a message, and waits for the end of what was begun for it before."""
        worked = self._worked.setdefault(message, _Worked())
        worked.latest += 1
        revision = Revision(worked.latest, worked)
        async with worked.lock:
            yield revision
