"""Requests under way: a stop waits for their end, and answers give way while many are not acknowledged yet."""

import asyncio
import logging
from collections.abc import AsyncIterator, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from weakref import WeakValueDictionary

log = logging.getLogger("quotebot")

_BURST = 10  # unacknowledged at once, from where acknowledging goes before answering
_MAX_DELAY = 2.0  # seconds that an answer waits for that
_AT_ONCE = 4  # of one person that are worked on or sent, so that what is sent to others is not behind all of theirs
PATIENCE = 30.0
"""Seconds that a stop waits for what is under way."""
LONG_PATIENCE = 300.0
"""The same where others answer meanwhile, so that not even the last of a thousand questions is lost."""


class InFlight:
    """The requests that were begun and have not ended. Use it from one event loop."""

    def __init__(self, burst: int = _BURST, max_delay: float = _MAX_DELAY) -> None:
        self.stopping = False
        self._burst = burst
        self._max_delay = max_delay
        self._requests = set[Hashable]()
        self._idle = asyncio.Event()
        self._idle.set()
        self._unacknowledged = set[Hashable]()
        self._few_unacknowledged = asyncio.Event()
        self._few_unacknowledged.set()
        self._one_by_one = asyncio.Lock()
        self._alone = WeakValueDictionary[int, asyncio.Lock]()  # of servers in which something is done alone
        self._turns = WeakValueDictionary[int, asyncio.Semaphore]()  # of persons with something under way

    def begin(self, request: Hashable, awaits_acknowledgement: bool) -> None:
        """Notes that something is under way, which a stop waits for."""
        self._requests.add(request)
        self._idle.clear()
        if awaits_acknowledgement:
            self._unacknowledged.add(request)
        if len(self._unacknowledged) > self._burst:
            self._few_unacknowledged.clear()

    def acknowledged(self, request: Hashable) -> None:
        """Notes that Discord knows that an answer will come."""
        self._unacknowledged.discard(request)
        if len(self._unacknowledged) <= self._burst:
            self._few_unacknowledged.set()

    async def backpressure(self) -> None:
        """Waits while many have not been acknowledged yet, since Discord gives up on them after three seconds.

        Those who wait go on one by one, so that not all do in the same step of the event loop.
        """
        latest = asyncio.get_running_loop().time() + self._max_delay
        async with self._one_by_one:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(latest):
                    await self._few_unacknowledged.wait()

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        """Holds back what a person asks while a few others of theirs are under way."""
        turns = self._turns.setdefault(person, asyncio.Semaphore(_AT_ONCE))
        async with turns:
            yield

    @asynccontextmanager
    async def alone(self, server: int) -> AsyncIterator[None]:
        """Holds back what must not be done in a server while another does the same."""
        lock = self._alone.setdefault(server, asyncio.Lock())
        async with lock:
            yield

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Has a stop wait for what is done meanwhile."""
        self.begin(key := object(), awaits_acknowledgement=False)
        try:
            yield
        finally:
            self.end(key)

    def end(self, request: Hashable) -> None:
        """Notes that something has come to its end."""
        self.acknowledged(request)
        self._requests.discard(request)
        if not self._requests:
            self._idle.set()

    async def drain(self, patience: float = PATIENCE) -> None:
        """Has nothing new taken on, and waits so many seconds at most until what is under way has ended."""
        self.stopping = True
        try:
            await asyncio.wait_for(self._idle.wait(), patience)
        except TimeoutError:
            log.warning("stopped with %d answers under way", len(self._requests))
