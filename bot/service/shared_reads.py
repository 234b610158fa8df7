"""Reads that many ask for at once, such as a crowd in one server for its settings, made once for all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class SharedReads(Generic[K, V]):
    """Reads by keys; whoever asks gets what a read gives that began after that. Use it from one event loop.

    Nothing is kept: what somebody changed, be it in another process, the next read has.
    """

    def __init__(self, read: Callable[[K], Awaitable[V]]) -> None:
        self._read = read
        self._next = dict[K, asyncio.Task[V]]()  # those that have not begun
        self._under_way = dict[K, asyncio.Task[V]]()

    async def get(self, key: K) -> V:
        """What is read by a key, or raises what reading it raised."""
        task = self._next.get(key)
        if task is None:
            task = self._next[key] = asyncio.create_task(self._begin(key, self._under_way.get(key)))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._end(key, done))
        return await asyncio.shield(task)

    async def _begin(self, key: K, before: "asyncio.Task[V] | None") -> V:
        if before is not None:
            await asyncio.wait({before})
        del self._next[key]
        return await self._read(key)

    def _end(self, key: K, task: "asyncio.Task[V]") -> None:
        if self._under_way.get(key) is task:
            del self._under_way[key]
        if not task.cancelled():
            task.exception()  # whoever asked is told, if anybody still waits
