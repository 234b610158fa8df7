"""What becomes of a request for an address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells whether what it has at an address is still what was had (RFC 9110, section 8.8)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What stands at an address: `url` is where it was found in the end, `media_type` in small letters.

    `charset` is the encoding that the server tells, empty where it tells none. `moved_to` is where a server said that
    what was at the address stands for good from now on, empty where it is where it was. `is_indexed` is whether the
    server lets programs show it.
    """

    url: str
    data: bytes
    media_type: str = ""
    charset: str = ""
    validators: Validators = Validators()
    moved_to: str = ""
    is_indexed: bool = True


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What stands at an address is still what was had; `url` is where it was found in the end."""

    url: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A server says that nothing stands at an address, or no longer (404 and 410)."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An address could not be read now, and why; what was had of it stays as it was.

    `is_refused` is whether a rule says that it may not be read: of the site (robots.txt) or of Quotebot (SECURITY.md).
    """

    url: str
    reason: str
    is_refused: bool = False


Response = Body | Unchanged | Gone | Failed

NO_VALIDATORS = Validators()
"""Those of what was never had."""

ValidatorsOf = Callable[[str], Validators]
"""Gives those of what was had at an address."""


def never_had(url: str) -> Validators:
    """The validators of whatever is to be had anew."""
    return NO_VALIDATORS


class Fetcher(Protocol):
    """Reads addresses of the web, politely and within bounds."""

    async def fetch(self, url: str, validators_of: ValidatorsOf = never_had) -> Response:
        """Reads an address, unless what stands there, or where it leads to, is still what was had.

        Raises nothing that a server can cause.
        """

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The maps of the site of an address that its robots.txt names (RFC 9309, sitemaps.org)."""

    async def check(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, which may be connected to. Raises QuotebotError where it has none, or others."""
