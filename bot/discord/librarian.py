"""Changes to the collections of servers, one after another on a thread of their own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

from index.encoder import Encoder
from index.records import Source

from .access import Audience
from .shelves import Added, Shelves

R = TypeVar("R")
Values = TypeVarTuple("Values")


class Librarian:
    """Adds to the collections of servers and removes from them, off the event loop."""

    def __init__(self, shelves: Shelves, encoder: Encoder) -> None:
        self.shelves = shelves
        self._encoder = encoder
        self._thread = ThreadPoolExecutor(1, "librarian")

    async def add(self, whose: Audience, filename: str, data: bytes) -> Added:
        """Takes in the articles of a file. Raises BusyError."""
        return await self._run(self.shelves.add, whose, filename, data, self._encoder)

    async def remove(self, name: str, key: str) -> Source | None:
        """Removes an article by its id and gives what it was. Raises BusyError."""
        return await self._run(self.shelves.remove, name, key, self._encoder)

    async def sync(self, guild: int) -> None:
        """Brings a server's collections up to date with the files it gave. Raises BusyError."""
        for name in self.shelves.of_server(guild):
            await self._run(self.shelves.sync, name, self._encoder)

    def close(self) -> None:
        """Ends the thread; what it was given but has not begun is left."""
        self._thread.shutdown(cancel_futures=True)

    async def _run(self, job: Callable[[*Values], R], *values: *Values) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, job, *values)
