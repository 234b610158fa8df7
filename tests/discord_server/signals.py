"""Waiting until something about the server's state holds."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

SearchResult = TypeVar("SearchResult")


class Signal:
    """Wakes those who wait for a change."""

    def __init__(self) -> None:
        self._waiters: list[asyncio.Future[None]] = []

    def fire(self) -> None:
        """Let everybody who waits look again."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, look: Callable[[], SearchResult | None], timeout: float, what: str) -> SearchResult:
        """Return what `look` finds, as soon as it finds something, or raise TimeoutError naming `what`."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while (found := look()) is None:
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.append(waiter)
            timer = loop.call_at(deadline, _give_up, waiter, what)
            try:
                await waiter
            finally:
                timer.cancel()
        return found


def _give_up(waiter: asyncio.Future[None], what: str) -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError(what))
