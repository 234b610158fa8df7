"""The pages that a site names in its maps, which its robots.txt names or which stand where maps do."""

from collections import deque
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urljoin

from index.fetching.body_reader import BodyReader
from index.fetching.looker import Looker
from index.fetching.looks import KnownPage, Look
from index.fetching.page_addresses import canonical, is_below
from index.fetching.responses import Body, Fetcher, Unchanged
from index.fetching.site_visit import MOST_NAMED
from index.ingest.readers.base import UnreadableError
from index.ingest.readers.web.recognition import looks_like_sitemap
from index.ingest.readers.web.sitemap import Sitemap

_MOST = 50  # maps of a site


class SiteMaps:
    """Reads the maps of a site, those that have not changed from what is known of them."""

    def __init__(
        self,
        fetcher: Fetcher,
        reader: BodyReader,
        looker: Looker,
        known: Mapping[str, KnownPage],
        is_over: Callable[[], bool],
    ) -> None:
        """`is_over` tells whether no more maps are to be read."""
        self._fetcher = fetcher
        self._reader = reader
        self._looker = looker
        self._known = known
        self._is_over = is_over

    async def looks(self, root: str) -> list[Look]:
        """What is found of the maps of a site: each with the pages below an address that it names as its links."""
        named = await self._fetcher.sitemaps(root)
        queue = deque(named or dict.fromkeys((urljoin(root, "/sitemap.xml"), urljoin(root, "sitemap.xml"))))
        looks = dict[str, Look]()
        while queue and not self._is_over() and self._has_room(looks.values()):
            address = canonical(queue.popleft())
            if address is None or address in looks:
                continue
            response = await self._looker.fetch(address)
            if isinstance(response, Unchanged) and (known := self._known.get(address)):
                looks[address] = Look(address, "map", links=known.links, validators=known.validators)
                queue.extend(link for link in known.links if link in self._known and self._known[link].is_map)
            elif isinstance(response, Body) and (read := await self.read(response)):
                looks[address] = self.look(address, read, response, root)
                queue.extend(read.sitemaps)
        return list(looks.values())

    def _has_room(self, looks: Collection[Look]) -> bool:
        return len(looks) < _MOST and sum(len(look.links) for look in looks) < MOST_NAMED

    async def read(self, body: Body) -> Sitemap | None:
        """What a map names; None where it is none."""
        if not looks_like_sitemap(body.data):
            return None
        try:
            return await self._reader.extract("web.sitemap", body, Sitemap)
        except UnreadableError:
            return None

    def look(self, address: str, read: Sitemap, body: Body, root: str) -> Look:
        """What was found where a map stands."""
        named = filter(None, map(canonical, read.pages))
        pages = tuple(url for url in named if is_below(url, root))
        return Look(address, "map", links=(*pages, *read.sitemaps), validators=body.validators)
