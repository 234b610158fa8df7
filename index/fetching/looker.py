"""A look at one address: fetched unless it is as it was, read, and its articles staged."""

from asyncio import Lock
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from index.fetching.body_reader import BodyReader, ReadBody, is_page
from index.fetching.looks import Finding, KnownPage, Look, as_before
from index.fetching.mirror import FullError, Mirror, digest_of_text
from index.fetching.page_addresses import canonical, form_of, root_of
from index.fetching.responses import NO_VALIDATORS, Body, Failed, Fetcher, Gone, Response, Validators
from index.ingest.readers.base import UnreadableError
from index.ingest.readers.web.page import WebPage
from index.records import Article

_MISSING = "quotebot-asks-for-what-is-not-here"  # as the name of a page that no site has
_LONGEST = 20_000  # characters of a page that are compared with what a site shows in place of one it has not
_ALIKE = 90.0  # of 100
_NEVER_HAD = "answers that what was never read has not changed"
_WITHHELD = 'is not to be shown by programs (robots "noindex")'
_NO_PAGE = "is what its site shows in place of a page that it does not have"
_NEEDS_SCRIPTS = "says nothing without scripts; name {} as a source instead"
_OTHERS = "its feed, or what it is made of,"


class Looker:
    """Looks at the addresses of a source, of which some are known."""

    def __init__(self, fetcher: Fetcher, reader: BodyReader, mirror: Mirror, known: Mapping[str, KnownPage]) -> None:
        self._fetcher = fetcher
        self._reader = reader
        self._mirror = mirror
        self._known = known
        self._missing = dict[str, WebPage | None]()
        self._asking = defaultdict[str, Lock](Lock)

    async def fetch(self, address: str) -> Response:
        """Fetches an address, unless what is there is what is known of it."""
        return await self._fetcher.fetch(address, self._validators)

    async def look(self, address: str) -> list[Look]:
        """What is found at an address, and where that leads to another of it, at that."""
        return await self.take(address, await self.fetch(address))

    async def follow(self, looks: Sequence[Look]) -> list[Look]:
        """What was found, and what is found where the last of it leads to by itself (meta refresh)."""
        last = looks[-1]
        if last.finding == "elsewhere" and last.links:
            return [*looks, *await self.look(last.links[0])]
        return list(looks)

    async def look_anew(self, address: str) -> list[Look]:
        """What is found at an address, read again though it may not have changed."""
        return await self.take(address, await self._fetcher.fetch(address))

    async def take(self, address: str, response: Response) -> list[Look]:
        """What is found at an address by what became of a request for it."""
        match response:
            case Gone(reason=reason):
                return [Look(address, "gone", reason)]
            case Failed(reason=reason, is_refused=is_refused):
                return [Look(address, "failed", reason, is_refused=is_refused)]
        found = canonical(response.url) or address
        led = [] if found == address else [Look(address, "elsewhere", url=found)]
        if isinstance(response, Body):
            return [*led, await self._read(found, response)]
        return [*led, as_before(self._known[found])] if found in self._known else [Look(address, "failed", _NEVER_HAD)]

    def stage(self, address: str, articles: Sequence[Article], look: Look) -> Look:
        """What was found at an address, with the articles that were read of it, which are staged."""
        try:
            digest, known = self._mirror.stage(address, articles), self._known.get(address)
        except FullError as error:
            return Look(address, "failed", str(error))
        finding: Finding = "unchanged" if known and known.digest == digest and self._mirror.holds(address) else "read"
        size = sum(len(article.plain) for article in articles)
        return replace(look, finding=finding, digest=digest, text=digest_of_text(articles), size=size)

    async def _read(self, address: str, body: Body) -> Look:
        look = Look(address, "nothing", url=address, validators=body.validators)
        if not body.is_indexed:
            return replace(look, finding="withheld", reason=_WITHHELD)
        try:
            read = await self._reader.read(body)
        except UnreadableError as error:
            return replace(look, reason=str(error))
        if read.page is None:
            return self._document(look, read)
        return await self._page(look, read.page)

    def _document(self, look: Look, read: ReadBody) -> Look:
        if read.articles:
            url = read.articles[0].source.url or look.address
            return self.stage(look.address, read.articles, replace(look, url=url))
        return replace(look, reason="; ".join(problem.reason for problem in read.problems) or "says nothing")

    async def _page(self, look: Look, page: WebPage) -> Look:
        look = replace(look, links=_links(page), url=_told(page, look.address))
        if not page.is_indexed:
            return replace(look, finding="withheld", reason=_WITHHELD)
        if page.article is None and (led := canonical(page.refresh)):
            return replace(look, finding="elsewhere", url=led, links=(led,))
        if page.article is None:
            return replace(
                look, reason=_NEEDS_SCRIPTS.format(page.feed or _OTHERS) if page.needs_scripts else page.reason
            )
        if await self._is_missing(look.address, page.article):
            return Look(look.address, "gone", _NO_PAGE)
        source = replace(page.article.source, id=look.address, url=look.url, path=None)
        return self.stage(look.address, [replace(page.article, source=source)], look)

    async def _is_missing(self, address: str, article: Article) -> bool:
        """Whether a page is what its site shows, as if it were one, in place of any that it does not have."""
        root = root_of(address)
        origin = "/".join(root.split("/", 3)[:3])
        async with self._asking[origin]:
            if origin not in self._missing:
                self._missing[origin] = await self._page_at(f"{origin}/{_MISSING}")
        missing = self._missing[origin]
        if missing is None or missing.article is None:
            return False
        if address == f"{origin}/":  # which many sites show for whatever they do not have
            return False
        shown = missing.article
        if shown.source.title != article.source.title:
            return False
        return fuzz.ratio(shown.plain[:_LONGEST], article.plain[:_LONGEST], score_cutoff=_ALIKE) > 0

    async def _page_at(self, address: str) -> WebPage | None:
        response = await self._fetcher.fetch(address)
        if not isinstance(response, Body) or not is_page(response) or canonical(response.url) != address:
            return None
        try:
            return await self._reader.extract("web.page", response, WebPage)
        except UnreadableError:
            return None

    def _validators(self, address: str) -> Validators:
        """Those of what is known of an address, unless all of it must be had again."""
        known = self._known.get(canonical(address) or address)
        if known is None or (known.digest and not self._mirror.holds(known.address)):
            return NO_VALIDATORS
        twin = self._known.get(known.url) if known.text and not known.digest else known
        return known.validators if twin is not None and twin.text == known.text else NO_VALIDATORS


def _links(page: WebPage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(canonical, page.links)))) if page.is_followed else ()


def _told(page: WebPage, address: str) -> str:
    """The address that is told of a page: the one that it names, where that is another form of its own."""
    named = canonical(page.canonical) if page.canonical else None
    return named if named and form_of(named) == form_of(address) else address
