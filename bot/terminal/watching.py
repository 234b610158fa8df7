"""An index that `quotebot watch` keeps up to date, and the lines that it prints of that."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.terminal.session import Session
from index.fetching.page_store import SourceState, states_of
from index.fetching.visit import Visited
from index.fetching.visits import Visits, forget_others
from index.ingest.progress import Progress
from index.ingest.readers.base import Problem
from index.ingest.source_address import SourceAddress
from index.ingest.sources import Sources

if TYPE_CHECKING:
    from index.fetching.responses import Fetcher


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a look at a source: how many articles of it changed, and what could not be taken in."""

    source: str
    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    time: datetime


class WatchedIndex:
    """The index of a session, as a Followed. Use it as an asynchronous context manager."""

    def __init__(self, session: Session, on_change: Callable[[Change], None], tell: Callable[[str], None]) -> None:
        """`on_change` takes what has changed, `tell` what a person should know besides."""
        self._session = session
        self._on_change = on_change
        self._tell = tell
        self._problems = dict[str, tuple[Problem, ...]]()  # that were told last, by source
        self._stack = AsyncExitStack()
        self._fetcher: Fetcher | None = None
        self._is_stopping = self._has_begun = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._is_stopping = True
        await self._stack.aclose()

    @property
    def folder(self) -> Path:
        """See Followed."""
        return self._session.data_folder.folder

    def sources(self) -> Sources:
        """See Followed."""
        return self._session.named()

    def forget_others(self, addresses: Sequence[SourceAddress]) -> None:
        """See Followed."""
        forget_others(self._session.data_folder, addresses)

    def states(self) -> dict[str, SourceState]:
        """See Followed."""
        return states_of(self._session.data_folder)

    async def visit(self, source: SourceAddress) -> Visited:
        """See Followed."""
        settings = self._session.settings
        visits = Visits(self._session.data_folder, await self._opened(), settings.library, settings.web, lambda _: None)
        visited = await visits.visit(source, all_pages=False)
        self._note(source.url, (visited.added, visited.changed, visited.removed), visited.problems)
        return visited

    async def sync(self, changed: Sequence[Path]) -> None:
        """See Followed."""
        sources = await asyncio.to_thread(self.sources)
        try:
            outcome = await asyncio.to_thread(self._session.index, sources, self._require_running)
        except KeyboardInterrupt:  # of our own: it is being stopped
            raise asyncio.CancelledError from None
        # What changed at an address was told when that was looked at.
        is_told = not changed and self._has_begun
        self._has_begun = True
        counts = (0, 0, 0) if is_told else (outcome.added, outcome.changed, outcome.removed)
        self._note(", ".join(map(str, changed)) or str(self.folder), counts, outcome.problems)

    def tell(self, message: str, error: Exception | None = None) -> None:
        """See Followed."""
        self._tell(message)

    def _require_running(self, _: Progress) -> None:
        """Ends a sync, with what is done kept, once nobody waits for it."""
        if self._is_stopping:
            raise KeyboardInterrupt

    def _note(self, source: str, counts: tuple[int, int, int], problems: tuple[Problem, ...]) -> None:
        """Tells of a change; of problems once for as long as they are the same."""
        if any(counts) or self._problems.get(source, ()) != problems:
            new = tuple(problem for problem in problems if problem not in self._problems.get(source, ()))
            if any(counts) or new:
                self._on_change(Change(source, *counts, new, datetime.now(UTC)))
        self._problems[source] = problems

    async def _opened(self) -> "Fetcher":
        """What reads addresses, made when the first is looked at."""
        if self._fetcher is None:
            from bot.terminal.fetching import fetcher_of

            self._fetcher = await self._stack.enter_async_context(fetcher_of(self._session.settings))
        return self._fetcher
