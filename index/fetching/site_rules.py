"""The robots.txt of each site, read when it is first needed and kept for a while."""

from asyncio import Lock
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from index.fetching.addresses import Address
from index.fetching.clock import Clock
from index.fetching.errors import FetchError
from index.fetching.robots import Robots

_KEPT = 86_400.0  # seconds: RFC 9309, section 2.4, has it be kept no longer than a day
_KEPT_UNREACHABLE = 600.0  # seconds until one that could not be read is asked for again
_SITES = 64  # whose robots.txt is kept; one of the longest takes some megabytes


@dataclass(slots=True)
class _Site:
    lock: Lock = field(default_factory=Lock)
    robots: Robots | None = None
    until: float = 0.0


class SiteRules:
    """Knows what each site lets be read."""

    def __init__(self, clock: Clock, read: Callable[[Address], Awaitable[Robots]]) -> None:
        """Reads a robots.txt by `read`, which raises FetchError where it is unreachable."""
        self._clock, self._read = clock, read
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    async def of(self, address: Address) -> Robots:
        """What the site of an address lets be read.

        Where its robots.txt is unreachable, nothing, unless it was read before (RFC 9309, sections 2.3.1.4 and 2.4).
        Raises FetchError where the site may not be asked at all.
        """
        site = self._sites.setdefault(address.origin, _Site())
        self._sites.move_to_end(address.origin)
        if len(self._sites) > _SITES:
            self._sites.popitem(last=False)
        async with site.lock:
            if site.robots is None or self._clock.now() >= site.until:
                site.robots, kept = await self._robots(address, site.robots)
                site.until = self._clock.now() + kept
            return site.robots

    async def _robots(self, address: Address, former: Robots | None) -> tuple[Robots, float]:
        try:
            return await self._read(address), _KEPT
        except FetchError as error:
            if error.is_refused:
                raise
            if former is None or former.unreachable:
                former = Robots(unreachable=error.reason)
            return former, _KEPT_UNREACHABLE
