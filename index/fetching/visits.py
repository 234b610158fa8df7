"""Visits to the addresses that an index is read from, one after another, and what is forgotten of others."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from time import time

from config import LibrarySettings, WebSettings
from index.errors import QuotebotError
from index.fetching.body_reader import BodyReader
from index.fetching.looks import KnownPage
from index.fetching.mirror import Mirror
from index.fetching.page_store import PageStore, SourceState, open_pages
from index.fetching.repository import visit_repository
from index.fetching.responses import Fetcher
from index.fetching.schedule import next_look
from index.fetching.settlement import Rules
from index.fetching.site_visit import Bounds
from index.fetching.visit import Visit, Visited
from index.files import disk
from index.files.data_folder import DataFolder
from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.repository_address import RepositoryAddress
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
        self._web_settings = web
        self._on_progress = on_progress
        self._clock = clock
        self._room = room

    async def visit(self, source: SourceAddress, all_pages: bool = True, prune: bool = False) -> Visited:
        """Brings the mirror of a source up to date; without `all_pages` only by those of its pages that are due.

        Raises BusyError, DiskError and DatabaseError.
        """
        self._on_progress(FetchingProgress(source.url))
        options = ReaderOptions(int(self._library.max_megabytes * _MEGABYTE), self._library.fields)
        with (
            self._data_folder.fetching(),
            disk.named(self._data_folder.web),
            open_pages(self._data_folder.pages) as store,
        ):
            if source.repository is not None:
                return await self._repository(source, source.repository, store, options)
            return await self._web(source, store, options, all_pages, prune)

    async def _web(
        self, source: SourceAddress, store: PageStore, options: ReaderOptions, all_pages: bool, prune: bool
    ) -> Visited:
        now = self._clock()
        rules = Rules(now, self.every(source), self._library.max_gone_share, prune)
        bounds = Bounds(source.pages or self._web_settings.pages, self._depth(source))

        def is_due(page: KnownPage) -> bool:
            return all_pages or page.looked_at + page.interval <= now

        def on_page(pages: int, waiting: int) -> None:
            self._on_progress(FetchingProgress(source.url, pages, waiting))

        with BodyReader(options) as reader:
            mirror = Mirror(mirror_folder(self._data_folder, source), self._room)
            visit = Visit(source, bounds, store, mirror, self._fetcher, reader, is_due, on_page, rules, self._clock)
            return await visit.run()

    async def _repository(
        self, source: SourceAddress, repository: RepositoryAddress, store: PageStore, options: ReaderOptions
    ) -> Visited:
        now, before = self._clock(), store.states().get(source.key, SourceState("repository"))
        folder = mirror_folder(self._data_folder, source)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # is among what is indexed, whether it can be read or not
        try:
            with Conversions() as conversions:
                visit = await visit_repository(repository, folder, self._fetcher.check, conversions, options)
        except QuotebotError as error:
            if isinstance(error, disk.DiskError):
                raise
            stays = "; its articles stay as they were" if before.articles else ""
            problem = Problem(source.url, f"{error}{stays}", kind=ProblemKind.SOURCE)
            visited, failures = Visited(articles=before.articles, problems=(problem,)), before.failures + 1
        else:
            articles = visit.added + visit.changed + visit.unchanged
            visited, failures = Visited(visit.added, visit.changed, visit.removed, articles, visit.problems), 0
        next_at = next_look(now, self.every(source), (), failures)
        store.note(source.key, SourceState("repository", now, next_at, visited.articles, visited.problems, failures))
        return visited

    def _depth(self, source: SourceAddress) -> int:
        return self._web_settings.depth if source.depth is None else source.depth

    def every(self, source: SourceAddress) -> float:
        """The seconds from one look at a source to the next."""
        return source.every or self._web_settings.every_hours * _HOUR


def forget_others(data_folder: DataFolder, sources: Sequence[SourceAddress]) -> None:
    """Forgets what is known of addresses that are no longer among the sources, and removes their articles' files."""
    if not data_folder.pages.exists():
        return
    with data_folder.fetching(), open_pages(data_folder.pages) as store:
        store.forget(store.states().keys() - {source.key for source in sources})
    keys = {source.key for source in sources}
    for folder in data_folder.web.iterdir() if data_folder.web.exists() else ():
        if folder.name not in keys:
            shutil.rmtree(folder, ignore_errors=True)
