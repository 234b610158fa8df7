"""Visits to the addresses that an index is read from, one after another, and what is forgotten of others."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from time import time

from config import LibrarySettings, WebSettings
from index.fetching.body_reader import BodyReader
from index.fetching.looks import KnownPage
from index.fetching.mirror import Mirror
from index.fetching.page_store import PageStore
from index.fetching.responses import Fetcher
from index.fetching.settlement import Rules
from index.fetching.site_visit import Bounds
from index.fetching.visit import Visit, Visited
from index.files import disk
from index.files.data_folder import DataFolder
from index.ingest.readers.base import ReaderOptions
from index.ingest.source_address import SourceAddress
from index.ingest.sources import mirror_folder

_HOUR = 3600.0
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class FetchingProgress:
    """How far a visit is: pages of a source that were looked at, and that wait."""

    address: str
    pages: int = 0
    waiting: int = 0


class Visits:
    """Visits to the addresses among the sources of an index. Use it as a context manager, by one process at a time."""

    def __init__(
        self,
        data_folder: DataFolder,
        fetcher: Fetcher,
        library: LibrarySettings,
        web: WebSettings,
        on_progress: Callable[[FetchingProgress], None],
        clock: Callable[[], float] = time,
        room: float = inf,
    ) -> None:
        """`clock` gives the seconds since 1970; `room` is how many bytes more the articles may have than they have."""
        self._data_folder = data_folder
        self._fetcher = fetcher
        self._library = library
        self._web = web
        self._on_progress = on_progress
        self._clock = clock
        self._room = room

    async def visit(self, source: SourceAddress, all_pages: bool = True, prune: bool = False) -> Visited:
        """Brings the mirror of a source up to date; without `all_pages` only by those of its pages that are due.

        Raises BusyError, DiskError and DatabaseError.
        """
        now = self._clock()
        rules = Rules(now, self.every(source), self._library.max_gone_share, prune)
        bounds = Bounds(source.pages or self._web.pages, self._web.depth if source.depth is None else source.depth)
        options = ReaderOptions(int(self._library.max_megabytes * _MEGABYTE), self._library.fields)

        def is_due(page: KnownPage) -> bool:
            return all_pages or page.looked_at + page.interval <= now

        def on_page(pages: int, waiting: int) -> None:
            self._on_progress(FetchingProgress(source.url, pages, waiting))

        self._on_progress(FetchingProgress(source.url))
        with (
            self._data_folder.fetching(),
            disk.named(self._data_folder.web),
            PageStore(self._data_folder.pages) as store,
            BodyReader(options) as reader,
        ):
            mirror = Mirror(mirror_folder(self._data_folder, source), self._room)
            visit = Visit(source, bounds, store, mirror, self._fetcher, reader, is_due, on_page)
            return await visit.run(rules)

    def every(self, source: SourceAddress) -> float:
        """The seconds from one look at a source to the next."""
        return source.every or self._web.every_hours * _HOUR


def forget_others(data_folder: DataFolder, sources: Sequence[SourceAddress]) -> None:
    """Forgets what is known of addresses that are no longer among the sources, and removes their articles' files."""
    if not data_folder.pages.exists():
        return
    with data_folder.fetching(), PageStore(data_folder.pages) as store:
        store.forget(store.states().keys() - {source.key for source in sources})
    keys = {source.key for source in sources}
    for folder in data_folder.web.iterdir() if data_folder.web.exists() else ():
        if folder.name not in keys:
            shutil.rmtree(folder, ignore_errors=True)
