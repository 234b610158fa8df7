"""Keeps an index up to date with its sources: addresses by when they are due, folders by what changes in them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Protocol

from index.errors import QuotebotError
from index.fetching.page_store import SourceState
from index.files.data_folder import BusyError
from index.ingest.folder_watch import FolderWatch
from index.ingest.source_address import SourceAddress
from index.ingest.sources import Sources

if TYPE_CHECKING:  # a follower of folders alone needs nothing of what reads pages
    from index.fetching.visit import Visited

_BUSY = 60.0  # seconds, after which is tried again what another process kept from being done
_FAILED = 900.0  # seconds, after which is tried again what failed
_NAMED = 300.0  # seconds, after which sources are found that were named meanwhile


class Followed(Protocol):
    """An index that is kept up to date."""

    @property
    def folder(self) -> Path:
        """Where the index stands."""

    def sources(self) -> Sources:
        """What it is read from by now."""

    def forget_others(self, addresses: Sequence[SourceAddress]) -> None:
        """Forgets what was read at addresses that are no longer among its sources."""

    def states(self) -> dict[str, SourceState]:
        """How the last look at each address went, by its key."""

    async def visit(self, source: SourceAddress) -> "Visited":
        """Looks at those pages of an address that are due."""

    async def sync(self, changed: Sequence[Path]) -> None:
        """Indexes what stands in its folders, and what was read at its addresses.

        `changed` are the folders and files that have changed; none after a look at an address.
        """

    def tell(self, message: str, error: Exception | None = None) -> None:
        """Takes what a person should know, such as what failed, by which error, and is tried again."""


class Follower:
    """Follows the sources of one index."""

    def __init__(
        self,
        followed: Followed,
        clock: Callable[[], float] = time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`clock` gives the seconds since 1970."""
        self._followed = followed
        self._clock = clock
        self._sleep = sleep
        self._named: tuple[SourceAddress, ...] | None = None
        self._not_before = dict[str, float]()
        self._is_behind = True  # what an interruption may have left
        self._sync_at = 0.0
        self._writing = asyncio.Lock()
        self._watching = asyncio.Event()
        self._told = dict[str, str]()  # the last failure of each source

    async def run(self) -> None:
        """Follows them until it is cancelled; what fails is told, and tried again."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow_addresses())
            group.create_task(self._follow_folders())

    async def _follow_addresses(self) -> None:
        await self._watching.wait()  # else a change amid the first sync might go unnoticed
        while True:
            try:
                wait = await self._round()
            except Exception as error:  # whatever it is, the next round may go well
                wait = _pause_after(error)
                self._tell(error)
            await self._sleep(wait)

    async def _round(self) -> float:
        """Does what is due, and gives the seconds until something else may be."""
        if self._is_behind and self._sync_at <= self._clock():
            await self._sync()
        addresses = await self._addresses()
        for source, at in zip(addresses, await self._due(addresses), strict=True):
            if at <= self._clock():
                await self._visit(source)
        due = [*await self._due(addresses), *([self._sync_at] if self._is_behind else [])]
        return min(_NAMED, max(1.0, min(due, default=_NAMED + self._clock()) - self._clock()))

    async def _addresses(self) -> tuple[SourceAddress, ...]:
        addresses = (await asyncio.to_thread(self._followed.sources)).addresses
        if addresses != self._named:
            await asyncio.to_thread(self._followed.forget_others, addresses)
            self._named = addresses
        return addresses

    async def _due(self, sources: Sequence[SourceAddress]) -> list[float]:
        """When each of these is looked at next, in seconds since 1970."""
        states, never = await asyncio.to_thread(self._followed.states), SourceState()
        return [max(states.get(one.key, never).next_at, self._not_before.get(one.key, 0.0)) for one in sources]

    async def _visit(self, source: SourceAddress) -> None:
        try:
            visited = await self._followed.visit(source)
        except Exception as error:  # of this source alone; the others may go well
            self._not_before[source.key] = self._clock() + _pause_after(error)
            self._tell(error, source.url)
            return
        self._not_before.pop(source.key, None)
        self._told.pop(source.url, None)
        if visited.added or visited.changed or visited.removed:
            await self._sync()

    async def _sync(self, changed: Sequence[Path] = ()) -> None:
        """Has the index brought up to date, waiting for another process that writes it."""
        async with self._writing:
            self._is_behind = True
            while True:
                try:
                    await self._followed.sync(changed)
                except BusyError as error:
                    self._tell(error)
                    await self._sleep(_BUSY)
                except Exception as error:  # the next round tries again
                    self._sync_at = self._clock() + _FAILED
                    self._tell(error)
                    return
                else:
                    self._told.pop("", None)
                    self._is_behind = False  # who waits to write has a sync of their own
                    return

    async def _follow_folders(self) -> None:
        """Watches what is named by now, and looks now and then whether that is something else, or is there again."""
        watched, watching = frozenset[Path](), None
        try:
            while True:
                named = watched
                with suppress(Exception):  # it is told where addresses are followed
                    sources = await asyncio.to_thread(self._followed.sources)
                    named = frozenset(path for path in sources.paths if path.exists())
                if watching is None or watching.done() or named != watched:
                    # Of what was not watched until now it is not known whether it has changed.
                    unknown = named if watching and watching.done() else named - watched if watching else ()
                    await _end(watching)
                    watched, watching = named, asyncio.create_task(self._watch(named))
                    if unknown:
                        await self._sync(sorted(unknown))
                self._watching.set()
                await self._sleep(_NAMED)
        finally:
            await _end(watching)

    async def _watch(self, sources: frozenset[Path]) -> None:
        async def on_change(changed: set[Path]) -> None:
            await self._sync(sorted(changed))

        try:
            await FolderWatch(self._followed.folder, on_change, self._followed.tell).run(sources)
        except Exception as error:  # it is watched again
            self._tell(error)

    def _tell(self, error: Exception, source: str = "") -> None:
        """Tells an error, once for as long as it is the same."""
        reason = str(error) if isinstance(error, QuotebotError) else f"{type(error).__name__}: {error}"
        if self._told.get(source) != reason:
            self._followed.tell(f"{source}: {reason}" if source else reason, error)
        self._told[source] = reason


def _pause_after(error: Exception) -> float:
    return _BUSY if isinstance(error, BusyError) else _FAILED


async def _end(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
        await asyncio.wait({task})
