"""A thread with an event loop of its own, where addresses are looked at: reading pages must keep no answer waiting."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from threading import Thread
from typing import Any, TypeVar

R = TypeVar("R")


class FetchingThread:
    """Runs coroutines on a thread that begins with the first of them."""

    def __init__(self) -> None:
        self.stack = AsyncExitStack()
        """What is opened on the thread, and closed there at its end."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    def begin(self, job: Coroutine[Any, Any, R]) -> "asyncio.Future[R]":
        """Begins a job, and gives what tells its end to the event loop that it is begun from."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = Thread(target=self._loop.run_forever, name="fetching", daemon=True)
            self._thread.start()
        return asyncio.wrap_future(asyncio.run_coroutine_threadsafe(job, self._loop))

    async def close(self) -> None:
        """Ends what is under way, and the thread."""
        if self._loop is None or self._thread is None:
            return
        await self.begin(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()
        self._loop = self._thread = None

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self.stack.aclose()
        await asyncio.get_running_loop().shutdown_default_executor()
