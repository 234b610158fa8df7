"""A visit to a site: from its address over its maps and links, in waves of pages, within bounds."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.fetching.joining import parted
from index.fetching.looker import Looker
from index.fetching.looks import KnownPage, Look
from index.fetching.page_addresses import as_reached_from, could_be_page, is_below, is_trap
from index.ingest.readers.base import Problem, ProblemKind

OnLook = Callable[[Look, int, int], None]

MOST_NAMED = 100_000
"""Addresses that links and maps of a site lead to which are kept in mind; of no site are so many pages read."""
_BEYOND = "is beyond the number of pages that are read of its site"
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
        is_over: Callable[[], bool],
        on_look: OnLook,
    ) -> None:
        """`is_due` tells which of the known pages are looked at again, `is_over` whether no more are to be.

        `on_look` is told what was found at an address, how many were looked at, and how many wait.
        """
        self._root = root
        self._bounds = bounds
        self._looker = looker
        self._known = known
        self._is_due = is_due
        self._is_over = is_over
        self._on_look = on_look
        self._named = dict[str, str]()  # the addresses that links lead to, so that each is in memory once
        self._reached = set[str]()
        self._looks = dict[str, Look]()
        self._left = 0  # pages that the bounds leave out
        self.late = 0
        """How many pages were not looked at since it was over."""
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def run(self, start: Sequence[Look]) -> list[Look]:
        """All that is found, by what was found at the first address and of the maps of the site."""
        start = [self._bounded(look) for look in start]
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
            self._looks |= {look.address: self._bounded(look) for look in await self._looker.look_anew(address)}
        return list(self._looks.values())

    def problem(self, source: str) -> Problem | None:
        """What is to be told of how much was left out."""
        if self.late or not self._left:
            return late_problem(source, self.late)
        reason = (
            f"has more than {self._bounds.pages:,} pages, of which the first are read; more are with #pages=NUMBER "
            "behind its address"
        )
        return Problem(source, reason, kind=ProblemKind.NOTE)

    async def _look(self, address: str) -> list[Look]:
        async with self._at_once:
            if self._is_over():
                self.late += 1
                return []
            looks = [self._bounded(look) for look in await self._looker.look(address)]
        for look in looks:
            self._take(look)
        return looks

    def _bounded(self, look: Look) -> Look:
        """What was found, with those of its links that may be read, as far as there is room for them."""
        links = list[str]()
        for link in look.links:
            if link not in self._named and len(self._named) < MOST_NAMED and self._is_kept(link, look):
                self._named[link] = link
            if link in self._named:
                links.append(self._named[link])
        return replace(look, links=tuple(links))

    def _is_kept(self, link: str, look: Look) -> bool:
        return look.finding == "map" or self._may_be_read(link)  # a map names further maps, too

    def _take(self, look: Look) -> None:
        """Notes what was found; where it was led to may have been looked at by itself, and may lead out of the site."""
        if look.finding != "map":
            self._reached.add(look.address)
        if look.address not in self._looks and (look.finding == "map" or is_below(look.address, self._root)):
            self._looks[look.address] = look
            self._on_look(look, len(self._looks), max(len(self._reached) - len(self._looks), 0))

    def _wave(self, links: Iterable[str]) -> list[str]:
        """Those of the addresses that are to be looked at, and were not yet; what was never looked at goes first."""
        wave = list[str]()
        for link in links:
            if not self._may_be_read(link):
                continue
            address = link if link in self._known else as_reached_from(link, self._root)
            if address in self._reached:
                continue
            known = self._known.get(address)
            if len(self._reached) >= self._bounds.pages:
                self._left += 1
                if known is not None and known.digest:
                    self._looks.setdefault(address, Look(address, "withheld", _BEYOND))
                continue
            self._reached.add(address)
            if known is None or self._is_due(known):
                wave.append(address)
        return sorted(wave, key=self._looked_at)

    def _looked_at(self, address: str) -> float:
        return self._known[address].looked_at if address in self._known else 0.0

    def _may_be_read(self, address: str) -> bool:
        return is_below(address, self._root) and could_be_page(address) and not is_trap(address)


def late_problem(source: str, late: int) -> Problem | None:
    """What is to be told of so many pages that there was no time for."""
    reason = f"takes long to be read; {late:,} of its pages are left to the next looks"
    return Problem(source, reason, kind=ProblemKind.NOTE) if late else None


def _links(looks: Iterable[Look | KnownPage]) -> Iterable[str]:
    return chain.from_iterable(look.links for look in looks)
