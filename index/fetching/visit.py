"""A visit to a source: what stands at its address by now becomes what its mirror holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

import msgspec

from index.fetching.body_reader import BodyReader
from index.fetching.feed_visit import FeedVisit
from index.fetching.keeping import Keeping
from index.fetching.looker import Looker
from index.fetching.looks import KnownPage, Look, as_before
from index.fetching.mirror import Mirror
from index.fetching.page_addresses import canonical, form_of, is_below, root_of
from index.fetching.page_store import Kind, PageStore, SourceState
from index.fetching.responses import NO_VALIDATORS, Body, Failed, Fetcher, Gone, Response, Unchanged
from index.fetching.schedule import SHORTEST, next_look
from index.fetching.settlement import Rules
from index.fetching.site_maps import SiteMaps
from index.fetching.site_visit import Bounds, SiteVisit, late_problem
from index.ingest.readers.base import Problem, ProblemKind, UnreadableError
from index.ingest.readers.web.feed import Feed
from index.ingest.readers.web.recognition import looks_like_feed, looks_like_sitemap
from index.ingest.readers.web.sitemap import Sitemap
from index.ingest.source_address import SourceAddress

_OUTSIDE = "is not below the address that its source leads to now"

_LONGEST = 1200.0  # seconds that pages are read, so that other sources come to their turn

OnPage = Callable[[int, int], None]
"""Is told how many pages were looked at, and how many wait."""


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit did, in addresses that have articles, and what is to be told of it."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    articles: int = 0
    problems: tuple[Problem, ...] = ()


class Visit:
    """One visit to a source, whose articles a mirror keeps."""

    def __init__(
        self,
        source: SourceAddress,
        bounds: Bounds,
        store: PageStore,
        mirror: Mirror,
        fetcher: Fetcher,
        reader: BodyReader,
        is_due: Callable[[KnownPage], bool],
        on_page: OnPage,
        rules: Rules,
        clock: Callable[[], float],
    ) -> None:
        """`is_due` tells which of the known pages are looked at again; `clock` gives seconds."""
        self._source = source
        self._bounds = bounds
        self._store = store
        self._fetcher = fetcher
        self._reader = reader
        self._is_due = is_due
        self._on_page = on_page
        self._known = store.pages(source.key)
        self._state = store.states().get(source.key, SourceState())
        self._looker = Looker(fetcher, reader, mirror, self._known)
        self._maps = SiteMaps(fetcher, reader, self._looker, self._known, self._is_over)
        self._rules = rules
        self._clock = clock
        self._end = clock() + _LONGEST
        self._keeping = Keeping(source, store, mirror, self._known, rules)
        self._problems: list[Problem] = []
        self._is_late = False

    async def run(self) -> Visited:
        """Looks at what is due, and has the mirror hold what was found. Raises DiskError and DatabaseError."""
        address = canonical(self._source.url) or self._source.url
        response = await self._looker.fetch(address)
        if isinstance(response, Body) and response.moved_to and form_of(response.moved_to) != form_of(address):
            reason = f"has moved for good to {response.moved_to}; name that instead"
            self._problems.append(Problem(self._source.url, reason, kind=ProblemKind.NOTE))
        try:
            kind, looks = await self._looks(address, response)
            failures = 0
        except UnreadableError as error:
            stays = "; its articles stay as they were" if self._state.articles else ""
            self._problems.append(Problem(self._source.url, f"{error}{stays}", kind=ProblemKind.SOURCE))
            kind, looks, failures = self._state.kind, [], self._state.failures + 1
        return self._settled(kind, looks, failures)

    async def _looks(self, address: str, response: Response) -> tuple[Kind, list[Look]]:
        """As what a source is read, and what is found of it. Raises UnreadableError where it is not found itself."""
        if isinstance(response, Failed | Gone):
            raise UnreadableError(response.reason)
        if isinstance(response, Body) and looks_like_feed(response.data, response.media_type):
            feed = await self._whole(await self._reader.extract("web.feed", response, Feed))
            return "feed", await self._feed(Look(address, "map", validators=response.validators), feed)
        if isinstance(response, Body) and looks_like_sitemap(response.data):
            root = root_of(address)
            read = await self._reader.extract("web.sitemap", response, Sitemap)
            return "site", await self._site(root, [self._maps.look(address, read, response, root)])
        if isinstance(response, Unchanged) and self._state.kind == "feed":
            return "feed", await self._feed(as_before(self._known[address]), None)
        if self._state.kind == "feed" and self._state.articles:
            raise UnreadableError("is no feed any more; name what it is by now as a source")
        start = await self._looker.follow(await self._looker.take(address, response))
        found = start[-1].address
        if self._is_led_away(address, found, response):
            raise UnreadableError(f"leads to {found} for the time being, as where it asks to sign in")
        if self._source.depth == 0 or (self._source.depth is None and not found.endswith("/")):
            return "page", start
        root = root_of(found)
        return "site", [*await self._site(root, [*start, *await self._maps.looks(root)]), *self._outside(root)]

    def _is_led_away(self, address: str, found: str, response: Response) -> bool:
        """Whether what stood at its address is said to be elsewhere for the time being: of a site, on another host."""
        before = self._known.get(address)
        if before is None or not before.digest or found in self._known:
            return False
        is_for_good = isinstance(response, Body) and response.moved_to != ""
        return not is_for_good and not (self._state.kind == "site" and is_below(found, urljoin(address, "/")))

    def _outside(self, root: str) -> list[Look]:
        """What is to be said of pages that were read when the address led to another folder than it does now."""
        pages = (page for page in self._known.values() if page.digest and not is_below(page.address, root))
        return [Look(page.address, "gone", _OUTSIDE) for page in pages]

    async def _site(self, root: str, start: Sequence[Look]) -> list[Look]:
        def on_look(look: Look, done: int, waiting: int) -> None:
            self._keeping.take(look)
            self._on_page(done, waiting)

        bounds, known = self._bounds, self._known
        visit = SiteVisit(root, bounds, self._looker, known, self._is_due, self._is_over, on_look)
        looks = await visit.run(start)
        self._note_late(visit.late, visit.problem(self._source.url))
        return looks

    async def _whole(self, feed: Feed) -> Feed:
        """A feed, when it is first read with the older entries of its further pages (RFC 5005)."""
        entries, page, seen = list(feed.entries), feed.next_page, set[str]()
        is_first = not self._state.articles
        while is_first and page and page not in seen and len(entries) < self._bounds.pages and not self._is_over():
            seen.add(page)
            response = await self._fetcher.fetch(page)
            if not isinstance(response, Body) or not looks_like_feed(response.data, response.media_type):
                break
            try:
                older = await self._reader.extract("web.feed", response, Feed)
            except UnreadableError:
                break
            if not older.entries:  # nor may the next one have some, of pages without end
                break
            entries, page = [*entries, *older.entries], older.next_page
        return msgspec.structs.replace(feed, entries=tuple(entries))

    async def _feed(self, start: Look, feed: Feed | None) -> list[Look]:
        """What is found of a feed, or where it has not changed, of the pages that its entries lead to."""
        address, known = start.address, self._known
        visit = FeedVisit(address, self._looker, known, self._is_due, self._is_over, self._bounds.pages)
        looks = await (visit.run_unchanged() if feed is None else visit.run(feed))
        self._note_late(visit.late, late_problem(self._source.url, visit.late))
        if visit.late or any(look.finding == "failed" for look in looks):
            start = replace(start, validators=NO_VALIDATORS)  # what it says is needed again for what is to be read yet
        return [start, *looks]

    def _is_over(self) -> bool:
        return self._clock() > self._end

    def _note_late(self, late: int, problem: Problem | None) -> None:
        self._is_late = late > 0
        if problem is not None:
            self._problems.append(problem)

    def _settled(self, kind: Kind, looks: Sequence[Look], failures: int) -> Visited:
        """Has the mirror hold what was found, and then notes what is known."""
        rules = self._rules
        kept = self._keeping.settle(looks, is_whole=not failures)
        pages, problems = kept.settlement.pages, (*self._problems, *kept.settlement.problems)
        articles = sum(bool(page.digest) for page in pages)
        next_at = rules.now + SHORTEST if self._is_late else next_look(rules.now, rules.every, pages, failures)
        state = SourceState(kind, rules.now, next_at, articles, problems, failures)
        self._store.replace(self._source.key, pages, state)
        return Visited(kept.added, kept.changed, kept.removed, articles, problems)
