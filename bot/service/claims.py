"""What one alone does of several processes that share what the bot keeps; where none does, all of it is this one's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.service.shared_reads import SharedReads
from bot.service.state_store import ClaimStore, Held

_AGAIN = 1.0  # seconds


class Claims:
    """What this process may do. Use it from one event loop."""

    def __init__(self, store: ClaimStore | None) -> None:
        """Without a store nobody shares anything with this process."""
        self._store = store
        self._held = set[str]()  # by this process
        self._is_stopped = False
        self._wanted = set[str]()  # which nobody has asked the store for
        self._taking = SharedReads[None, set[str]](self._take_wanted)

    @property
    def are_shared(self) -> bool:
        """Whether other processes may be at the same work."""
        return self._store is not None

    def stop(self) -> None:
        """Leaves all that comes from now on to the others, where there may be others."""
        self._is_stopped = self.are_shared

    async def take(self, key: str) -> bool:
        """Whether this process is the one that does something, for good. Raises StateError.

        What many ask for at once is taken together: Discord waits for each of a crowd's questions for three seconds.
        """
        if self._store is None or self._is_stopped:
            return not self._is_stopped
        if key in self._wanted:
            return False  # who asked first has it
        self._wanted.add(key)
        return key in await self._taking.get(None)

    async def _take_wanted(self, _: None) -> set[str]:
        assert self._store is not None  # noqa: S101 - nothing is wanted then
        wanted, self._wanted = self._wanted, set()
        return await self._store.take_all(wanted)

    @asynccontextmanager
    async def held(self, key: str) -> AsyncIterator[Held]:
        """Holds something as long as it is open, or the process lives; false where that is held already.

        It becomes false where the connection to the database was lost, and others may hold it.
        """
        if key in self._held:
            yield False
            return
        self._held.add(key)
        try:
            if self._store is None:
                yield True
            else:
                async with self._store.held(key) as is_held:
                    yield is_held
        finally:
            self._held.discard(key)

    @asynccontextmanager
    async def awaited(self, key: str, again: float = _AGAIN) -> AsyncIterator[Held]:
        """Holds something once nobody else does, for which it looks every so many seconds."""
        while True:
            async with self.held(key) as is_held:
                if is_held:
                    yield is_held
                    return
            await asyncio.sleep(again)
