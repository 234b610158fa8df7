"""Looks at the addresses of collections, and follows what the collections are read from, on a thread of its own."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from bot.service.access import SHARED, CollectionScope, parse_scope
from bot.service.address_book import AddressBook
from bot.service.busy import once_free
from bot.service.collection_writer import CollectionWriter
from bot.service.collections import Collections
from bot.service.fetching_thread import FetchingThread
from bot.service.server_addresses import addresses_of, within
from bot.service.upload_progress import UploadProgress
from config import Settings
from index.errors import QuotebotError
from index.files.data_folder import DataFolder

if TYPE_CHECKING:
    from index.fetching.page_store import SourceState
    from index.fetching.responses import Fetcher
    from index.fetching.visit import Visited
    from index.fetching.visits import FetchingProgress, Visits
    from index.ingest.readers.base import Problem
    from index.ingest.source_address import SourceAddress
    from index.ingest.sources import Sources

log = logging.getLogger("quotebot")

_PATIENCE = 2.0  # seconds; what a process that was killed held may be free a moment after that

OpenFetcher = Callable[[Sequence[str], bool], "AbstractAsyncContextManager[Fetcher]"]
"""Opens what reads addresses, from the public internet and from private networks, by CIDR; or for strangers."""

_AT_ONCE = 2  # looks of those that are due, and of those that somebody waits for; each has a process that reads pages


def open_fetcher(private_networks: Sequence[str], is_discreet: bool) -> "AbstractAsyncContextManager[Fetcher]":
    """The fetcher of the real web. Raises QuotebotError where a network is none."""
    from index.fetching.permitted import private_networks as parsed
    from index.fetching.web_fetcher import WebFetcher

    return WebFetcher(private_networks=parsed(private_networks), is_discreet=is_discreet)


@dataclass(frozen=True, slots=True)
class AddedAddress:
    """What became of an address that was added: titles of some of its articles, how many it has, what went wrong."""

    titles: tuple[str, ...]
    articles: int
    problems: "tuple[Problem, ...]"


class AddressReader:
    """Adds addresses to servers' collections, and keeps all collections up to date. Use it from one event loop."""

    def __init__(
        self,
        collections: Collections,
        collection_writer: CollectionWriter,
        settings: Settings,
        opened: OpenFetcher | None = None,
    ) -> None:
        """What is read is told by `settings`; tests have something else opened than the fetcher of the real web."""
        self._collections = collections
        self._addresses = AddressBook(collections)
        self._collection_writer = collection_writer
        self._settings = settings
        self._opened = opened or open_fetcher
        self._thread = FetchingThread()
        self._followed = dict[str, asyncio.Future[None]]()
        self._serves: Callable[[int], bool] = _none
        # On the thread alone:
        self._fetchers = dict[bool, "Fetcher"]()
        self._opening = asyncio.Lock()
        # One look of a server at a time: slow sites of it must not hold back others, and it has its room but once.
        self._turns = defaultdict[int, asyncio.Lock](asyncio.Lock)
        self._due, self._awaited = asyncio.Semaphore(_AT_ONCE), asyncio.Semaphore(_AT_ONCE)

    def follow_shared(self) -> None:
        """Follows what the shared collection is read from, from now on."""
        self._follow(SHARED)

    async def follow_servers(self, serves: Callable[[int], bool]) -> None:
        """Follows the addresses of those servers that `serves` tells, from now on."""
        self._serves = serves
        for name in await asyncio.to_thread(self._addresses.collections):
            self._follow_added(name)

    async def follow_server(self, guild: int) -> None:
        """Follows what a server added before, where its addresses are followed."""
        for name in await asyncio.to_thread(self._addresses.collections):
            if (scope := parse_scope(name)) is not None and scope.guild == guild:
                self._follow_added(name)

    def leave_others(self, guilds: Collection[int]) -> None:
        """Follows no longer what servers other than these added; what was read stays for their return."""
        for name in list(self._followed):
            if (scope := parse_scope(name)) is not None and scope.guild not in guilds:
                self._followed.pop(name).cancel()

    def leave_shared(self) -> None:
        """Follows no longer what the shared collection is read from."""
        if SHARED in self._followed:
            self._followed.pop(SHARED).cancel()

    def leave_servers(self) -> None:
        """Follows no longer the addresses of any server."""
        self._serves = _none
        self.leave_others(())

    async def close(self) -> None:
        """Ends what is under way."""
        await self._thread.close()

    async def add(self, scope: CollectionScope, name: str, progress: UploadProgress) -> AddedAddress:
        """Reads an address into a collection of a server, now and from now on; nothing is kept of one without articles.

        Raises BusyError and TooManyAddressesError.
        """
        from index.ingest.source_address import parse_address

        is_new, source = await self._collection_writer.name_address(scope, name), parse_address(name)
        try:
            visited = await self._thread.begin(self._look(scope.name, source, progress))
        except Exception:
            if is_new:
                await self._collection_writer.forget_address(scope.guild, scope.name, source.key)
            raise
        if is_new and not visited.articles:
            await self._collection_writer.forget_address(scope.guild, scope.name, source.key)
            return AddedAddress((), 0, visited.problems)
        await self._collection_writer.sync_collection(scope.name, progress)
        self._follow_added(scope.name)
        titles = await asyncio.to_thread(self._addresses.titles, scope.name, source.key)
        return AddedAddress(tuple(titles), visited.articles, visited.problems)

    def _follow_added(self, name: str) -> None:
        """Follows a server's collection, where those of the server are followed."""
        if (scope := parse_scope(name)) is not None and self._serves(scope.guild):
            self._follow(name)

    def _follow(self, name: str) -> None:
        if name in self._followed:
            return
        from index.fetching.following import Follower

        bot = asyncio.get_running_loop()

        async def synced() -> None:
            writing = self._collection_writer.sync_collection(name)
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(writing, bot))

        followed = _FollowedCollection(
            self._collections.data_folder(name), partial(self._sources, name), partial(self._look, name), synced
        )
        self._followed[name] = self._thread.begin(Follower(followed).run())
        self._followed[name].add_done_callback(_log_failure)

    def _sources(self, name: str) -> "Sources":
        """What a collection is read from; of a server's, what is not given to it as files."""
        from index.ingest.sources import Sources, sources_of

        data_folder = self._collections.data_folder(name)
        if name == SHARED:
            return sources_of(data_folder, self._settings.library)
        return Sources((), addresses_of(data_folder))

    async def _look(self, name: str, source: "SourceAddress", progress: UploadProgress | None = None) -> "Visited":
        """Looks at an address on the thread; without somebody who waits only at those of its pages that are due."""
        scope = parse_scope(name)
        async with self._turns[scope.guild if scope else 0], self._due if progress is None else self._awaited:
            visits = await self._visits(name, progress)
            bounded = source if name == SHARED else within(source, self._settings.discord.server_pages)
            visit = partial(visits.visit, bounded, all_pages=progress is not None)
            patience = max(_PATIENCE, self._collection_writer.busy_patience)
            return await once_free(visit, 0.0 if progress is None else patience)

    async def _visits(self, name: str, progress: UploadProgress | None) -> "Visits":
        from index.fetching.visits import Visits

        def on_progress(state: "FetchingProgress") -> None:
            if progress is not None:
                progress.count_pages(state.pages)

        room, scope = inf, parse_scope(name)
        if scope is not None:
            room = self._collections.server_bytes - await asyncio.to_thread(self._collections.used, scope.guild)
        fetcher, settings = await self._fetcher(is_shared=scope is None), self._settings
        folder = self._collections.data_folder(name)
        return Visits(folder, fetcher, settings.library, settings.web, on_progress, room=room)

    async def _fetcher(self, is_shared: bool) -> "Fetcher":
        """What reads addresses: those that a server names lead to no private network, whatever the operator allows."""
        async with self._opening:
            if is_shared not in self._fetchers:
                opened = self._opened(self._settings.web.private_networks if is_shared else (), not is_shared)
                self._fetchers[is_shared] = await self._thread.stack.enter_async_context(opened)
            return self._fetchers[is_shared]


@dataclass(frozen=True, slots=True)
class _FollowedCollection:
    """A collection, as a Followed."""

    data_folder: DataFolder
    named: "Callable[[], Sources]"
    look: "Callable[[SourceAddress], Awaitable[Visited]]"
    synced: Callable[[], Awaitable[None]]

    @property
    def folder(self) -> Path:
        return self.data_folder.folder

    def sources(self) -> "Sources":
        return self.named()

    def forget_others(self, addresses: "Sequence[SourceAddress]") -> None:
        if self.data_folder.pages.exists():
            from index.fetching.visits import forget_others

            forget_others(self.data_folder, addresses)

    def states(self) -> "dict[str, SourceState]":
        from index.fetching.page_store import states_of

        return states_of(self.data_folder)

    async def visit(self, source: "SourceAddress") -> "Visited":
        return await self.look(source)

    async def sync(self, changed: Sequence[Path]) -> None:
        await self.synced()

    def tell(self, message: str, error: Exception | None = None) -> None:
        is_known = error is None or isinstance(error, QuotebotError)
        log.warning("%s", message, exc_info=None if is_known else error)


def _none(guild: int) -> bool:
    """That no server is followed."""
    return False


def _log_failure(following: "asyncio.Future[None]") -> None:
    if not following.cancelled() and (error := following.exception()):
        log.error("sources are no longer followed", exc_info=error)
