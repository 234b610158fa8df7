"""Turns to ask servers: few at once, with pauses between them, in the order in which they were wanted."""

from asyncio import Lock, Semaphore
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from index.fetching.clock import Clock

AT_ONCE = 8
"""Requests at once in all."""
_AT_ONCE_EACH = 2  # of one host
PAUSE = 0.25
"""Seconds between the beginnings of requests to one host, where its robots.txt does not ask for more."""
_REMEMBERED = 256  # hosts, before those are forgotten for which nobody waits


@dataclass(slots=True)
class _Host:
    places: Semaphore = field(default_factory=lambda: Semaphore(_AT_ONCE_EACH))
    order: Lock = field(default_factory=Lock)
    due: float = 0.0  # when it may be asked next
    waiting: int = 0  # and being served


class Politeness:
    """Gives turns to ask servers. A host takes two of all places at most, so that no host waits behind all of one."""

    def __init__(self, clock: Clock) -> None:
        """Waits by a clock."""
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._places = Semaphore(AT_ONCE)

    @asynccontextmanager
    async def turn(self, name: str, pause: float = PAUSE) -> AsyncIterator[None]:
        """One turn to ask a host, which may be asked again after so many seconds."""
        host = self._host(name)
        host.waiting += 1
        try:
            async with host.places:
                async with host.order:
                    while (wait := host.due - self._clock.now()) > 0:
                        await self._clock.sleep(wait)
                    host.due = self._clock.now() + pause
                async with self._places:
                    yield
        finally:
            host.waiting -= 1

    def put_off(self, name: str, seconds: float) -> None:
        """Has a host asked by nobody for so many seconds."""
        host = self._host(name)
        host.due = max(host.due, self._clock.now() + seconds)

    def _host(self, name: str) -> _Host:
        if len(self._hosts) >= _REMEMBERED:
            now = self._clock.now()
            self._hosts = {one: host for one, host in self._hosts.items() if host.waiting or host.due > now}
        return self._hosts.setdefault(name, _Host())
