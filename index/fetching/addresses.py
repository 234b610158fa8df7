"""An address of the web, taken apart once and written in one form."""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

from yarl import URL

from index.fetching.errors import FetchError
from index.fetching.permitted import IpAddress

_LONGEST = 8_000  # characters, which RFC 9110, section 4.1, has everybody take at least
_PORTS = {"http": 80, "https": 443}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Those of other services, which a link must not have sent a request: https://fetch.spec.whatwg.org/#port-blocking
# fmt: off
_BAD_PORTS = frozenset({
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
    109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526,
    530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045,
    4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page stands: `host` in ASCII, or an IP address without brackets; `target` its path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """The site that it is of (RFC 6454)."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the scheme's, as a request names them (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """All of it."""
        return self.origin + self.target


def parse(text: str, base: Address | None = None) -> Address:
    """Takes an address apart; one that is relative, as RFC 3986 resolves it from `base`.

    Raises FetchError where it is none that may be asked.
    """
    text = text.strip(" \t\r\n\f")
    if len(text) > _LONGEST:
        raise FetchError(f"is longer than {_LONGEST:,} characters", is_refused=True)
    if _CONTROL.search(text):
        raise FetchError("has control characters in its address", is_refused=True)
    try:
        url = URL(text) if base is None else URL(base.url, encoded=True).join(URL(text))
        scheme, host, port = url.scheme, url.raw_host, url.port
        has_user = url.raw_user is not None or url.raw_password is not None
        target = url.with_fragment(None).raw_path_qs
    except (ValueError, TypeError, IndexError):
        raise FetchError("is no address of the web; check how it is written", is_refused=True) from None
    if scheme not in _PORTS:
        raise FetchError("is not read, as its address begins with neither http:// nor https://", is_refused=True)
    if not host or port is None:
        raise FetchError("names no server in its address", is_refused=True)
    if has_user:
        raise FetchError("has a name or password in its address; take out what stands before the @", is_refused=True)
    if port in _BAD_PORTS:
        raise FetchError(f"is not read, as port {port} is not one of web servers", is_refused=True)
    return Address(scheme, _canonical(host), port, target if target.startswith("/") else f"/{target}")


def literal(host: str) -> IpAddress | None:
    """The IP address that a host is; None where it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _canonical(host: str) -> str:
    """A host in its one form: an IPv4 address however it is written (https://url.spec.whatwg.org/#host-parsing)."""
    host = host.lower()
    if ":" in host:
        address = None if "%" in host else literal(host)
        if address is None:
            raise FetchError(f"has no valid IPv6 address for its server ({host})", is_refused=True)
        return str(address)
    host = host.removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(socket.inet_aton(host)))
        except OSError:
            raise FetchError(f"has no valid IPv4 address for its server ({host})", is_refused=True) from None
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise FetchError("names a server as none can be named; check how its address is written", is_refused=True)
    return host
