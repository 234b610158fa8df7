"""Reads articles from the web, within what SECURITY.md says and what sites let be read."""

import random
import ssl
from asyncio import to_thread
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self

from index.fetching import connecting, robots
from index.fetching.addresses import Address, parse
from index.fetching.clock import Clock, SystemClock
from index.fetching.connecting import CheckedNetwork, Connect, Resolve
from index.fetching.errors import FetchError
from index.fetching.git import RepositoryError
from index.fetching.permitted import IpNetwork, inside
from index.fetching.politeness import AT_ONCE, PAUSE, Politeness
from index.fetching.responses import Failed, Response, Validators, ValidatorsOf, never_had
from index.fetching.retrying import pause_before_next
from index.fetching.robots import Robots
from index.fetching.site_rules import SiteRules
from index.fetching.statuses import response
from index.fetching.transport import Answer, Transport
from index.fetching.way import Way, leads_on

MAX_BYTES = 20_000_000
"""Of a body, unpacked."""
SECONDS = 60.0
"""In which what stands at an address must be read, however often it is asked for; waits are not counted."""
_REDIRECTS = 10
_REDIRECTS_OF_ROBOTS = 5  # RFC 9309, section 2.3.1.2


@dataclass(slots=True)
class _Allowance:
    """What is left to read an address with: seconds in which servers may answer, and tries, by those that failed."""

    seconds: float
    failed: int = 0

    def spend(self, seconds: float) -> None:
        self.seconds = max(0.0, self.seconds - seconds)


class WebFetcher:
    """The Fetcher of the real web. Use it as an asynchronous context manager, in one event loop."""

    def __init__(
        self,
        *,
        max_bytes: int = MAX_BYTES,
        seconds: float = SECONDS,
        private_networks: tuple[IpNetwork, ...] = (),
        is_discreet: bool = False,
        resolve: Resolve = connecting.resolve,
        connect: Connect = connecting.connect,
        tls: ssl.SSLContext | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Reads bodies of so many bytes at most, each address in so many seconds.

        `private_networks` are those that an operator lists (`permitted.private_networks`); with `is_discreet` nobody is
        told which addresses a refused name has, which may be the operator's secret. `resolve` and `connect` are the
        steps to a server, `tls` what certificates are trusted, by default those that the machine trusts; `clock` bounds
        requests and counts waits, which `chance`, from 0 to 1, varies.
        """
        self._max_bytes, self._seconds, self._chance = max_bytes, seconds, chance
        self._clock = clock = clock or SystemClock()
        self._politeness = Politeness(clock)
        self._network = CheckedNetwork(private_networks, resolve, connect, is_discreet)
        self._transport = Transport(self._network, tls or ssl.create_default_context(), 2 * AT_ONCE, clock)
        self._rules = SiteRules(clock, self._read_robots)
        self._sent = {
            "User-Agent": f"{robots.PRODUCT}/{version('quotebot')}",
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip",
        }
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self._transport)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def fetch(self, url: str, validators_of: ValidatorsOf = never_had) -> Response:
        """Reads an address, unless what stands there is still what was had. Raises nothing that a server can cause."""
        try:
            way = Way(parse(url))
        except FetchError as error:
            return Failed(url, error.reason, error.is_refused)
        try:
            return await self._fetch(url, way, validators_of)
        except FetchError as error:
            return Failed(url, way.told(error), error.is_refused)

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The maps of the site of an address that its robots.txt names (RFC 9309, sitemaps.org)."""
        try:
            return (await self._rules.of(parse(url))).sitemaps
        except FetchError:
            return ()

    async def check(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host that may be connected to. Raises RepositoryError where it has none, or others."""
        try:
            return tuple(str(inside(address)) for address in await self._network.checked(host, port))
        except FetchError as error:
            raise RepositoryError(error.reason) from None

    async def _fetch(self, url: str, way: Way, validators_of: ValidatorsOf) -> Response:
        allowance = _Allowance(self._seconds)
        while True:
            rules = await self._rules.of(way.address)
            await to_thread(_judge, rules, way.address)  # which many rules of a stranger make last a second
            conditions = _conditions(validators_of(way.address.url))
            pause = max(PAUSE, rules.delay or 0.0)
            answer = await self._ask(way.address, self._sent | conditions, allowance, pause, self._max_bytes)
            if not leads_on(answer):
                return response(url, way, answer, is_conditional=bool(conditions))
            way.follow(answer, _REDIRECTS)

    async def _read_robots(self, address: Address) -> Robots:
        """Reads the robots.txt of a site. Raises FetchError where it is unreachable (RFC 9309, section 2.3.1.4)."""
        way, allowance = Way(replace(address, target="/robots.txt")), _Allowance(self._seconds)
        try:
            while True:
                answer = await self._ask(way.address, self._sent, allowance, PAUSE, robots.LONGEST, is_cut=True)
                if not leads_on(answer):
                    break
                way.follow(answer, _REDIRECTS_OF_ROBOTS)
        except FetchError as error:  # the site itself is refused only where its own address is
            raise FetchError(way.told(error), is_refused=error.is_refused and way.is_beginning) from None
        if answer.status == 200:
            return await to_thread(robots.parse, answer.body)
        if 400 <= answer.status < 500 and answer.status != 429:
            return Robots()
        raise FetchError(f"answers {answer.status}")

    async def _ask(
        self,
        address: Address,
        sent: Mapping[str, str],
        allowance: _Allowance,
        pause: float,
        most: int,
        *,
        is_cut: bool = False,
    ) -> Answer:
        """Asks for an address, again where that may help; raises FetchError where it does not."""
        while True:
            outcome = await self._try(address, sent, allowance, pause, most, is_cut=is_cut)
            wait = pause_before_next(outcome, allowance.failed, datetime.now(UTC), self._chance())
            if wait is None:
                break
            allowance.failed += 1
            self._politeness.put_off(address.host, wait)
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome

    async def _try(
        self, address: Address, sent: Mapping[str, str], allowance: _Allowance, pause: float, most: int, *, is_cut: bool
    ) -> Answer | FetchError:
        """Asks for an address once, when it is its turn."""
        async with self._politeness.turn(address.host, pause):
            since = self._clock.now()
            try:
                return await self._transport.get(address, sent, allowance.seconds, most, is_cut=is_cut)
            except FetchError as error:
                return error
            except TimeoutError:
                return FetchError(f"answers too slowly: not all of it came within {self._seconds:g} seconds")
            finally:
                allowance.spend(self._clock.now() - since)


def _judge(rules: Robots, address: Address) -> None:
    if rules.unreachable:
        raise FetchError(f"is not read, as its site's robots.txt could not be: it {rules.unreachable}; try again later")
    if not rules.allows(address.target):
        raise FetchError("is not read, as the robots.txt of its site does not let quotebot read it", is_refused=True)


def _conditions(validators: Validators) -> dict[str, str]:
    """The headers by which a server tells whether what it has is still what was had."""
    told = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in told.items() if value}
