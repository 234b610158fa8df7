"""Reads articles from the web, within what SECURITY.md says and what sites let be read."""

import random
import ssl
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from time import monotonic
from types import TracebackType
from typing import Self

from index.fetching import connecting, headers, robots
from index.fetching.addresses import Address, parse
from index.fetching.clock import Clock, SystemClock
from index.fetching.connecting import CheckedNetwork, Connect, Resolve
from index.fetching.errors import FetchError
from index.fetching.permitted import IpNetwork
from index.fetching.politeness import AT_ONCE, PAUSE, Politeness
from index.fetching.responses import NO_VALIDATORS, Body, Failed, Gone, Response, Unchanged, Validators
from index.fetching.retrying import TRIES, pause_before_next
from index.fetching.robots import Robots
from index.fetching.site_rules import SiteRules
from index.fetching.transport import Answer, Transport

MAX_BYTES = 20_000_000
"""Of a body, unpacked."""
SECONDS = 60.0
"""In which what stands at an address must be read, however often it is asked for; waits are not counted."""
_REDIRECTS = 10
_REDIRECTS_OF_ROBOTS = 5  # RFC 9309, section 2.3.1.2
_MOVED = (301, 302, 303, 307, 308)
_MOVED_FOR_GOOD = (301, 308)
_GONE = {404: "is not there", 410: "is no longer there"}
_REFUSED = {
    401: "asks for a name and a password",
    402: "asks for money",
    403: "does not let quotebot read it",
    407: "asks for a proxy's password",
    429: "asks for fewer requests; try again later",
    451: "is withheld for legal reasons",
}


@dataclass(slots=True)
class _Allowance:
    """The seconds that are left to read an address in."""

    seconds: float

    def spend(self, since: float) -> None:
        self.seconds = max(0.0, self.seconds - (monotonic() - since))


@dataclass(slots=True)
class _Way:
    """The way to where an address leads: `moved_to` as long as servers say that each step is for good."""

    address: Address
    seen: set[str] = field(default_factory=set)
    is_for_good: bool = True

    def __post_init__(self) -> None:
        self.seen.add(self.address.url)

    @property
    def is_beginning(self) -> bool:
        """Whether it led nowhere yet."""
        return len(self.seen) == 1

    def told(self, error: FetchError) -> str:
        """Why what stands at its end could not be read, in words that go behind its beginning."""
        return error.reason if self.is_beginning else f"leads to {self.address.url}, which {error.reason}"

    def follow(self, answer: Answer, most: int) -> None:
        """Goes on to where an answer leads. Raises FetchError where that is nowhere."""
        location = answer.headers.get("location", "")
        if not location:
            raise FetchError(f"leads elsewhere, but does not say where to ({answer.status})")
        try:
            there = parse(_decoded(location), self.address)
        except FetchError as error:
            raise FetchError(f"leads to an address that {error.reason}", is_refused=error.is_refused) from None
        if there.url in self.seen:
            raise FetchError(f"leads in a circle, to {there.url} again")
        if len(self.seen) > most:
            raise FetchError(f"leads on more than {most} times, at last to {there.url}")
        if self.address.scheme == "https" and there.scheme == "http":
            raise FetchError(
                f"leads from https to {there.url}, which anybody on the way there may change; "
                "name that address itself if it may be read",
                is_refused=True,
            )
        self.is_for_good = self.is_for_good and answer.status in _MOVED_FOR_GOOD
        self.seen.add(there.url)
        self.address = there


class WebFetcher:
    """The Fetcher of the real web. Use it as an asynchronous context manager, in one event loop."""

    def __init__(
        self,
        *,
        max_bytes: int = MAX_BYTES,
        seconds: float = SECONDS,
        private_networks: tuple[IpNetwork, ...] = (),
        resolve: Resolve = connecting.resolve,
        connect: Connect = connecting.connect,
        tls: ssl.SSLContext | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Reads bodies of so many bytes at most, each address in so many seconds.

        `private_networks` are those that an operator lists (`permitted.private_networks`), `resolve` and `connect` the
        steps to a server, `tls` what certificates are trusted, by default those that the machine trusts; `clock` counts
        waits, which `chance`, from 0 to 1, varies.
        """
        self._max_bytes, self._seconds, self._chance = max_bytes, seconds, chance
        clock = clock or SystemClock()
        self._politeness = Politeness(clock)
        self._transport = Transport(
            CheckedNetwork(private_networks, resolve, connect), tls or ssl.create_default_context(), 2 * AT_ONCE
        )
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

    async def fetch(self, url: str, validators: Validators = NO_VALIDATORS) -> Response:
        """Reads an address, unless what stands there is still what was had. Raises nothing that a server can cause."""
        try:
            way = _Way(parse(url))
        except FetchError as error:
            return Failed(url, error.reason, error.is_refused)
        try:
            return await self._fetch(url, way, validators)
        except FetchError as error:
            return Failed(url, way.told(error), error.is_refused)

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The maps of the site of an address that its robots.txt names (RFC 9309, sitemaps.org)."""
        try:
            return (await self._rules.of(parse(url))).sitemaps
        except FetchError:
            return ()

    async def _fetch(self, url: str, way: _Way, validators: Validators) -> Response:
        allowance = _Allowance(self._seconds)
        while True:
            rules = await self._rules.of(way.address)
            _judge(rules, way.address)
            sent = self._sent | _conditions(validators, way.address, is_first=way.is_beginning)
            answer = await self._ask(way.address, sent, allowance, max(PAUSE, rules.delay or 0.0), self._max_bytes)
            if answer.status not in _MOVED:
                return _response(url, way, answer)
            way.follow(answer, _REDIRECTS)

    async def _read_robots(self, address: Address) -> Robots:
        """Reads the robots.txt of a site. Raises FetchError where it is unreachable (RFC 9309, section 2.3.1.4)."""
        way, allowance = (
            _Way(Address(address.scheme, address.host, address.port, "/robots.txt")),
            _Allowance(self._seconds),
        )
        try:
            while True:
                answer = await self._ask(way.address, self._sent, allowance, PAUSE, robots.LONGEST, is_cut=True)
                if answer.status not in _MOVED:
                    break
                way.follow(answer, _REDIRECTS_OF_ROBOTS)
        except FetchError as error:  # the site itself is refused only where its own address is
            raise FetchError(way.told(error), is_refused=error.is_refused and way.is_beginning) from None
        if answer.status == 200:
            return robots.parse(answer.body)
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
        for left in reversed(range(TRIES)):
            async with self._politeness.turn(address.host, pause):
                since = monotonic()
                outcome: Answer | FetchError
                try:
                    outcome = await self._transport.get(address, sent, allowance.seconds, most, is_cut=is_cut)
                except FetchError as error:
                    outcome = error
                except TimeoutError:
                    outcome = FetchError(f"answers too slowly: not all of it came within {self._seconds:g} seconds")
                finally:
                    allowance.spend(since)
            wait = pause_before_next(outcome, TRIES - left, datetime.now(UTC), self._chance()) if left else None
            if wait is None:
                break
            self._politeness.put_off(address.host, wait)
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome


def _judge(rules: Robots, address: Address) -> None:
    if rules.unreachable:
        raise FetchError(f"is not read, as its site's robots.txt could not be: it {rules.unreachable}; try again later")
    if not rules.allows(address.target):
        raise FetchError("is not read, as the robots.txt of its site does not let quotebot read it", is_refused=True)


def _conditions(validators: Validators, address: Address, *, is_first: bool) -> dict[str, str]:
    """The headers by which a server tells whether what it has is still what was had."""
    is_meant = address.url == validators.url if validators.url else is_first
    told = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in told.items() if value} if is_meant else {}


def _decoded(location: str) -> str:
    """Where a header leads, which was read as Latin-1 and mostly is UTF-8 where it is not ASCII."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location


def _response(url: str, way: _Way, answer: Answer) -> Response:
    found = way.address.url
    match answer.status:
        case 200:
            read = answer.headers
            moved_to = found if way.is_for_good and not way.is_beginning else ""
            media_type, charset = headers.media_type(read), headers.charset(read)
            return Body(found, answer.body, media_type, charset, headers.validators(read, found), moved_to)
        case 304:
            return Unchanged(url)
        case 404 | 410:
            return Gone(url, _GONE[answer.status])
        case 204 | 205:
            return Failed(url, "has nothing to read")
        case status if status >= 500:
            return Failed(url, f"has a server that fails just now ({status}); try again later")
    return Failed(url, f"{_REFUSED.get(answer.status, 'answers with what is not understood')} ({answer.status})")
