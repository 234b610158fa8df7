"""A site in memory, that answers as a server does: with validators, redirects, and what it has no longer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urljoin

from index.errors import QuotebotError
from index.fetching.responses import Body, Failed, Gone, Response, Unchanged, Validators, ValidatorsOf, never_had


@dataclass
class MemorySite:
    """Pages by their addresses; what is asked for is noted, and what of it was sent whole.

    `missing` is what it shows, as if it were a page, in place of any that it does not have.
    """

    root: str = "https://site.example/"
    pages: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    failing: dict[str, str] = field(default_factory=dict)
    maps: tuple[str, ...] = ()
    missing: str = ""
    has_validators: bool = True
    interrupted_at: str = ""
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def put(self, path: str, markup: str, kind: str = "text/html") -> str:
        """Put a page, and give its address."""
        address = urljoin(self.root, path)
        self.pages[address] = markup
        self.kinds[address] = kind
        return address

    async def fetch(self, url: str, validators_of: ValidatorsOf = never_had) -> Response:
        """See Fetcher."""
        self.asked.append(url)
        if url == self.interrupted_at:
            raise asyncio.CancelledError
        found = url
        while found in self.moved:
            found = self.moved[found]
        if found in self.failing:
            return Failed(url, self.failing[found])
        if found not in self.pages and not self.missing:
            return Gone(url, "is not there (404)")
        data = self.pages.get(found, self.missing).encode()
        etag = blake2b(data, digest_size=8).hexdigest() if self.has_validators else ""
        if etag and validators_of(found).etag == etag:
            return Unchanged(found)
        if found in self.pages:
            self.sent.append(found)
        return Body(found, data, self.kinds.get(found, "text/html"), "utf-8", Validators(etag))

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """See Fetcher."""
        return self.maps

    async def check(self, host: str, port: int) -> Sequence[str]:
        """See Fetcher."""
        raise QuotebotError(f"{host} is a site in memory")
