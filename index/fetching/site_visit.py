"""A visit to a site: from its address over its maps and links, in waves of pages, within bounds."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from index.fetching.joining import parted
from index.fetching.looker import Looker
from index.fetching.looks import KnownPage, Look
from index.fetching.page_addresses import canonical, could_be_page, is_below, is_trap
from index.ingest.readers.base import Problem, ProblemKind

_AT_ONCE = 8  # pages; of one host it is for the fetcher to say


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many pages of a site are read, and over how many links from its address on they may be."""

    pages: int
    depth: int


class SiteVisit:
    """One visit to the pages below an address."""

    def __init__(
        self,
        root: str,
        bounds: Bounds,
        looker: Looker,
        known: Mapping[str, KnownPage],
        is_due: Callable[[KnownPage], bool],
        on_page: Callable[[int, int], None],
    ) -> None:
        """`is_due` tells which of the known pages are looked at again; `on_page` is told how many were, and wait."""
        self._root = root
        self._bounds = bounds
        self._looker = looker
        self._known = known
        self._is_due = is_due
        self._on_page = on_page
        self._reached = set[str]()
        self._looks = dict[str, Look]()
        self._left = 0  # pages that the bounds leave out
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def run(self, start: Sequence[Look]) -> list[Look]:
        """All that is found, by what was found at the first address and of the maps of the site."""
        for look in start:
            self._take(look)
        known = (page.address for page in self._known.values() if not page.is_map)
        wave, depth = self._wave(chain(known, _links(start), _links(self._known.values()))), 1
        while wave:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._look(address)) for address in wave]
            depth += 1
            found = chain.from_iterable(task.result() for task in tasks)
            wave = self._wave(_links(found)) if depth <= self._bounds.depth else []
        for address in parted(self._looks.values()):
            self._looks |= {look.address: look for look in await self._looker.look_anew(address)}
        return list(self._looks.values())

    def problem(self, source: str) -> Problem | None:
        """What is to be told of how much was left out."""
        if not self._left:
            return None
        reason = (
            f"has more than {self._bounds.pages:,} pages, of which the first are read; more are with #pages=NUMBER "
            "behind its address"
        )
        return Problem(source, reason, kind=ProblemKind.NOTE)

    async def _look(self, address: str) -> list[Look]:
        async with self._at_once:
            looks = await self._looker.look(address)
        for look in looks:
            self._take(look)
        self._on_page(len(self._looks), len(self._reached) - len(self._looks))
        return looks

    def _take(self, look: Look) -> None:
        """Notes what was found; where it was led to may have been looked at by itself, and may lead out of the site."""
        self._reached.add(look.address)
        if look.finding == "map" or is_below(look.address, self._root):
            self._looks.setdefault(look.address, look)

    def _wave(self, links: Iterable[str]) -> list[str]:
        """Those of the addresses that are to be looked at, and were not yet."""
        wave = list[str]()
        for link in links:
            address = canonical(link)
            if address is None or address in self._reached or not self._may_be_read(address):
                continue
            known = self._known.get(address)
            if len(self._reached) >= self._bounds.pages:
                self._left += 1
                continue
            self._reached.add(address)
            if known is None or self._is_due(known):
                wave.append(address)
        return wave

    def _may_be_read(self, address: str) -> bool:
        return is_below(address, self._root) and could_be_page(address) and not is_trap(address)


def _links(looks: Iterable[Look | KnownPage]) -> Iterable[str]:
    return chain.from_iterable(look.links for look in looks)
