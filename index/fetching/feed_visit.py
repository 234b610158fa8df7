"""A visit to a feed: its entries become articles by what it says of them, or by the pages that they lead to."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import median_low
from typing import Any

from index.fetching.looker import Looker
from index.fetching.looks import KnownPage, Look
from index.fetching.page_addresses import canonical, is_same_host
from index.ingest.readers.web.feed import Feed, FeedEntry

_AT_ONCE = 8  # pages; of one host it is for the fetcher to say
_TAKEN_BACK = "was taken back by its feed"
_TAKEN_OUT = "is no longer in its feed, though older entries are"


class FeedVisit:
    """One visit to the entries of a feed."""

    def __init__(
        self,
        address: str,
        looker: Looker,
        known: Mapping[str, KnownPage],
        is_due: Callable[[KnownPage], bool],
        is_over: Callable[[], bool],
        pages: int,
    ) -> None:
        """`address` is that of the feed.

        `is_due` tells which of the known pages are looked at again, `is_over` whether no more are to be; `pages` is the
        most entries that are read.
        """
        self._address = address
        self._looker = looker
        self._known = known
        self._is_due = is_due
        self._is_over = is_over
        self._pages = pages
        self.late = 0
        """How many pages were not looked at since it was over."""
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def run(self, feed: Feed) -> list[Look]:
        """All that is found by what a feed says: its entries, those that it has taken out, and known ones' pages."""
        entries = dict(_addressed(feed.entries))
        left = [page for address, page in self._known.items() if address not in entries]
        read = list(entries.items())[: self._pages]
        looks = await _all(self._entry(address, entry) for address, entry in read)
        gone = {look.address: look for look in _taken(left, feed)}
        kept = [page for page in left if page.address not in gone]
        return _once([*looks, *await self._pages_of(kept), *gone.values()])

    async def run_unchanged(self) -> list[Look]:
        """What is found at the pages of known entries, where the feed itself has not changed."""
        missed = (page for page in self._known.values() if page.misses and page.is_entry)
        gone = [Look(page.address, "gone", _TAKEN_OUT) for page in missed]
        return _once([*await self._pages_of(self._known.values()), *gone])

    async def _pages_of(self, known: Iterable[KnownPage]) -> list[Look]:
        pages = [page for page in known if not page.is_map and not page.is_entry]
        return await _all(self._page(page.address) for page in pages if self._is_due(page))

    async def _entry(self, address: str, entry: FeedEntry) -> list[Look]:
        # What a feed says of a page of another site is read there, or else that site would be said to say it.
        if entry.article is not None and (not entry.url or is_same_host(entry.url, self._address)):
            url = entry.url or self._address
            article = replace(entry.article, source=replace(entry.article.source, id=address, url=url, path=None))
            look = Look(address, "read", url=url, published=entry.published, is_entry=True, entry=entry.id)
            return [self._looker.stage(address, [article], look)]
        known = self._known.get(address)
        if known is not None and not known.is_entry and not self._is_due(known):
            return []
        looks = await self._page(address)
        return [replace(look, published=entry.published, entry=entry.id) for look in looks]

    async def _page(self, address: str) -> list[Look]:
        async with self._at_once:
            if self._is_over():
                self.late += 1
                return []
            return await self._looker.look(address)


def _addressed(entries: Iterable[FeedEntry]) -> Iterator[tuple[str, FeedEntry]]:
    """The entries by which address each goes: that of its page, also with what the feed calls it, or this alone."""
    entries = list(entries)
    shared = Counter(canonical(entry.url) for entry in entries)
    for entry in entries:
        page = canonical(entry.url)
        if page and shared[page] > 1 and entry.article is not None:
            yield f"{page}#{entry.id}", entry
        elif page or entry.id:
            yield page or entry.id, entry


def _once(looks: Iterable[Look]) -> list[Look]:
    """The first look at each address: one that an entry leads to is looked at by itself, too, once it is known."""
    found = dict[str, Look]()
    for look in looks:
        found.setdefault(look.address, look)
    return list(found.values())


def _taken(left: Iterable[KnownPage], feed: Feed) -> Iterator[Look]:
    """Those of the known entries that a feed has no more, which it has taken back, or out though it has older ones.

    Of these there must be as many as of newer ones: a feed shows an old entry again that was edited, or keeps one.
    """
    dates = [entry.published for entry in feed.entries if entry.published]
    middle = median_low(dates) if dates else ""
    for page in left:
        if page.entry and page.entry in feed.deleted:
            yield Look(page.address, "withheld", _TAKEN_BACK)
        elif page.is_entry and (feed.is_complete or page.published > middle > ""):
            yield Look(page.address, "gone", _TAKEN_OUT)


async def _all(looks: Iterable[Coroutine[Any, Any, list[Look]]]) -> list[Look]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(look) for look in looks]
    return [look for task in tasks for look in task.result()]
