"""A visit to a feed: its entries become articles by what it says of them, or by the pages that they lead to."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

from index.fetching.looker import Looker
from index.fetching.looks import KnownPage, Look
from index.fetching.page_addresses import canonical
from index.fetching.responses import NO_VALIDATORS
from index.ingest.readers.web.feed import Feed, FeedEntry

_AT_ONCE = 8  # pages; of one host it is for the fetcher to say
_TAKEN_OUT = "is no longer in its feed, though older entries are"


class FeedVisit:
    """One visit to the entries of a feed."""

    def __init__(
        self, looker: Looker, known: Mapping[str, KnownPage], is_due: Callable[[KnownPage], bool], pages: int
    ) -> None:
        """`is_due` tells which of the known pages are looked at again; `pages` is the most entries that are read."""
        self._looker = looker
        self._known = known
        self._is_due = is_due
        self._pages = pages
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def run(self, feed: Feed) -> list[Look]:
        """All that is found by what a feed says: its entries, those that it has taken out, and known ones' pages."""
        entries = {address: entry for entry in feed.entries if (address := address_of(entry))}
        oldest = min((entry.published for entry in entries.values() if entry.published), default="")
        looks = [
            Look(address, "gone", _TAKEN_OUT)
            for address, page in self._known.items()
            if address not in entries and page.published and (feed.is_complete or page.published > oldest > "")
        ]
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._entry(address, entry))
                for address, entry in list(entries.items())[: self._pages]
            ]
        return [*looks, *(look for task in tasks for look in task.result())]

    async def known_pages(self) -> list[Look]:
        """What is found at the pages of known entries, where the feed itself has not changed."""
        due = [page for page in self._known.values() if page.validators != NO_VALIDATORS and not page.is_map]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._page(page.address)) for page in due if self._is_due(page)]
        return [look for task in tasks for look in task.result()]

    async def _entry(self, address: str, entry: FeedEntry) -> list[Look]:
        if entry.article is not None:
            source = replace(entry.article.source, id=address, path=None)
            article = replace(entry.article, source=source)
            look = Look(address, "read", url=source.url or address, published=entry.published or "")
            return [self._looker.stage(address, [article], look)]
        known = self._known.get(address)
        if known is not None and not self._is_due(known) and known.validators != NO_VALIDATORS:
            return []
        return [replace(look, published=entry.published or "") for look in await self._page(address)]

    async def _page(self, address: str) -> list[Look]:
        async with self._at_once:
            return await self._looker.look(address)


def address_of(entry: FeedEntry) -> str | None:
    """By which address an entry goes: that of its page, or what the feed calls it."""
    return canonical(entry.url) if entry.url else entry.id or None
