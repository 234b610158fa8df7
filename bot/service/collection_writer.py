"""Changes to the collections of servers, on a thread of their own: a long one in slices, with others between."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from bot.service.access import SHARED, CollectionScope, parse_scope
from bot.service.address_book import AddressBook
from bot.service.busy import once_free
from bot.service.collections import Added, Collections, Namesakes
from bot.service.records import GivenFile, Refusal
from bot.service.upload_progress import UploadProgress
from index.errors import QuotebotError
from index.files.data_folder import BusyError
from index.files.disk import named
from index.models.encoder import Encoder
from index.records import Article, Source

log = logging.getLogger("quotebot")

R = TypeVar("R")
Values = TypeVarTuple("Values")

Fetch = Callable[[], Awaitable[bytes | Refusal]]
"""Fetches a file that was given, or tells why it cannot be had."""

_SLICE = 30.0  # seconds, after which another server's change goes on
_PATIENCE = 600.0  # seconds that somebody is kept waiting for a change
_MAX_WAITING = 5  # changes of one server
_MAX_FILES = 2  # held in memory at once


class UnfinishedError(QuotebotError):
    """A change that takes longer than somebody can be kept waiting; it goes on."""


@dataclass(slots=True)
class _Line:
    """The changes of a server that are made one after another, and how many there are."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class CollectionWriter:
    """Adds to the collections of servers and removes from them, off the event loop.

    A server's changes are made one after another, and servers go round robin, so that none waits for all of a long
    one of another's. All methods raise BusyError where too many changes of a server wait already or another program
    makes one; `undo`, `remove` and `sync` raise UnfinishedError where the change takes long.
    """

    def __init__(
        self,
        collections: Collections,
        encoder: Encoder,
        slice_seconds: float = _SLICE,
        patience: float = _PATIENCE,
        busy_patience: float = 0.0,
    ) -> None:
        """A change gives way to others after `slice_seconds`, and is waited for `patience` seconds at most.

        For so many seconds as `busy_patience` it waits for another program that makes one.
        """
        self._collections = collections
        self._addresses = AddressBook(collections)
        self._encoder = encoder
        self._slice = slice_seconds
        self.patience = patience
        self.busy_patience = busy_patience
        self._thread = ThreadPoolExecutor(1, "collection-writer")
        self._lines: dict[int, _Line] = {}
        self._files = asyncio.Semaphore(_MAX_FILES)
        self._under_way = set[asyncio.Task[Any]]()

    async def add(
        self,
        scope: CollectionScope,
        key: str,
        files: Sequence[tuple[str, Fetch]],
        namesakes: Namesakes = "ask",
        progress: UploadProgress | None = None,
    ) -> Added:
        """Takes in the articles of files, by their names, each fetched once those before are made.

        However long it takes, it is waited for. It can be undone by `key`; see Collections.
        """
        async with self._one_at_a_time(scope.guild):
            folder = await asyncio.to_thread(self._collections.incoming, scope)
            try:
                given = [await self._fetched(folder / str(number), *file) for number, file in enumerate(files)]
                added = await self._run(
                    self._collections.add, scope, key, given, self._encoder, self._slice, namesakes, progress
                )
            finally:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            if not added.is_complete:
                await self._sync(scope.name, progress)
        return added

    async def undo(self, name: str, key: str) -> bool:
        """Takes back what was added by a key, and tells whether it still could be."""

        async def change() -> bool:
            scope = parse_scope(name)
            async with self._one_at_a_time(scope.guild if scope else 0):
                complete = await self._run(self._collections.undo, name, key, self._encoder, self._slice)
                if complete is False:
                    await self._sync(name)
            return complete is not None

        return await self._in_time(change())

    async def finish(self, serves: Callable[[int], bool]) -> None:
        """Goes on with what was interrupted when the program ended, of servers that this one serves.

        What another program has begun, that ends.
        """
        for name in self._collections.unfinished():
            scope = parse_scope(name)
            if scope is None or not serves(scope.guild):
                continue
            with suppress(BusyError):
                async with self._one_at_a_time(scope.guild):
                    while not await self._run_now(self._collections.sync, name, self._encoder, self._slice):
                        pass

    async def remove(self, guild: int, name: str, key: str) -> Source | None:
        """Removes an article of one of a server's collections by its id and gives what it was."""

        async def change() -> Source | None:
            async with self._one_at_a_time(guild):
                return await self._run(self._collections.remove, name, key, self._encoder)

        return await self._in_time(change())

    async def put(self, scope: CollectionScope, name: str, article: Article) -> Refusal | None:
        """Puts an article in a file of this name, in place of what that held; tells why where it may not.

        However long it takes, it is waited for.
        """
        async with self._one_at_a_time(scope.guild):
            outcome = await self._run(self._collections.put, scope, name, article, self._encoder, self._slice)
            if outcome is False:
                await self._sync(scope.name)
        return outcome if isinstance(outcome, Refusal) else None

    async def stored(self, name: str, file: str) -> Article | None:
        """The article that was put in a file of a collection, None where there is none."""
        return await asyncio.to_thread(self._collections.stored, name, file)

    async def discard(self, name: str, files: Collection[str]) -> None:
        """Takes files of a collection away with their articles. However long it takes, it is waited for."""
        scope = parse_scope(name)
        async with self._one_at_a_time(scope.guild if scope else 0):
            await self._run(self._collections.discard, name, files, self._encoder)

    async def sync_collection(self, name: str, progress: UploadProgress | None = None) -> None:
        """Brings a collection up to date with what it is read from, however long that takes."""
        scope = parse_scope(name)
        async with self._one_at_a_time(scope.guild if scope else 0):
            await self._sync(name, progress)

    async def name_address(self, scope: CollectionScope, name: str) -> bool:
        """Has an address read into a collection from now on; tells whether it was not yet.

        Raises TooManyAddressesError.
        """
        async with self._one_at_a_time(scope.guild):
            return await self._run(self._addresses.name, scope, name)

    async def forget_address(self, guild: int, name: str, key: str) -> str | None:
        """Removes an address of one of a server's collections by its key, with its articles, and gives it."""

        async def change() -> str | None:
            async with self._one_at_a_time(guild):
                return await self._run(self._addresses.forget, name, key, self._encoder)

        return await self._in_time(change())

    async def sync(self, guild: int) -> None:
        """Brings a server's collections up to date with the files it gave."""

        async def change() -> None:
            async with self._one_at_a_time(guild):
                for name in self._collections.of_server(guild):
                    await self._sync(name)

        await self._in_time(change())

    def close(self) -> None:
        """Ends the thread; what it was given but has not begun is left."""
        self._thread.shutdown(cancel_futures=True)

    async def _fetched(self, path: Path, name: str, fetch: Fetch) -> GivenFile | Refusal:
        """A file as it was fetched to the disk, or why it cannot be had."""
        async with self._files:
            fetched = await fetch()
            if isinstance(fetched, Refusal):
                return fetched
            with named(path.parent):
                await asyncio.to_thread(path.write_bytes, fetched)
        return GivenFile(name, path)

    async def _sync(self, name: str, progress: UploadProgress | None = None) -> None:
        while not await self._run(self._collections.sync, name, self._encoder, self._slice, progress):
            pass  # the thread takes what waits in order, so that others come between

    async def _in_time(self, change: Coroutine[Any, Any, R]) -> R:
        task = asyncio.create_task(change)
        self._under_way.add(task)  # else nobody would keep it
        task.add_done_callback(self._under_way.discard)
        await asyncio.wait({task}, timeout=self.patience)
        if not task.done():
            task.add_done_callback(_log_failure)
            raise UnfinishedError("the change takes long; it goes on")
        return task.result()

    @asynccontextmanager
    async def _one_at_a_time(self, guild: int) -> AsyncIterator[None]:
        line = self._lines.setdefault(guild, _Line())
        if line.length == _MAX_WAITING:
            raise BusyError(f"{_MAX_WAITING} changes to the articles of this server wait already")
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[guild]

    async def _run(self, job: Callable[[*Values], R], *values: *Values) -> R:
        with named(self._collections.data_folder(SHARED).folder):
            # While it waits others have the thread.
            return await once_free(partial(self._run_now, job, *values), self.busy_patience)

    def _run_now(self, job: Callable[[*Values], R], *values: *Values) -> Awaitable[R]:
        return asyncio.get_running_loop().run_in_executor(self._thread, job, *values)


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("a long change to a server's articles failed", exc_info=error)
