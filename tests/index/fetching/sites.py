"""A site in memory, that answers as a server does: with validators, redirects, and what it has no longer."""

from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urljoin

from index.fetching.responses import NO_VALIDATORS, Body, Failed, Gone, Response, Unchanged, Validators


@dataclass
class MemorySite:
    """Pages by their addresses; what is asked for is noted, and what of it was sent whole."""

    root: str = "https://site.example/"
    pages: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    failing: dict[str, str] = field(default_factory=dict)
    maps: tuple[str, ...] = ()
    has_validators: bool = True
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def put(self, path: str, markup: str, kind: str = "text/html") -> str:
        """Put a page, and give its address."""
        address = urljoin(self.root, path)
        self.pages[address] = markup
        self.kinds[address] = kind
        return address

    async def fetch(self, url: str, validators: Validators = NO_VALIDATORS) -> Response:
        """See Fetcher."""
        self.asked.append(url)
        found = url
        while found in self.moved:
            found = self.moved[found]
        if found in self.failing:
            return Failed(url, self.failing[found])
        if found not in self.pages:
            return Gone(url, "is not there (404)")
        data = self.pages[found].encode()
        etag = blake2b(data, digest_size=8).hexdigest() if self.has_validators else ""
        if etag and validators.etag == etag:
            return Unchanged(url)
        self.sent.append(found)
        return Body(found, data, self.kinds[found], "utf-8", Validators(etag))

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """See Fetcher."""
        return self.maps
