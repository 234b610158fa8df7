"""Addresses that articles are read from, as people name them among the sources: `https://…` and `git+https://…`.

What is to be read there, and how often, may stand behind a `#`, which no server is ever sent:
`https://docs.example/guide/#pages=200&depth=3&every=6h`.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode

from yarl import URL

from index.errors import QuotebotError
from index.ingest.repository_address import PREFIX, RepositoryAddress, parse_repository_address

_ADDRESS = re.compile(r"(?:git\+)?https?://", re.IGNORECASE)
_HOST = re.compile(r"www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/", re.IGNORECASE)
_EVERY = re.compile(r"([0-9]{1,4})(m|h|d)")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}
_SHORTEST, _LONGEST = 900.0, 30 * 86_400.0
MOST_PAGES, MOST_DEPTH = 20_000, 50
"""The most that may be read below one address."""


class AddressError(QuotebotError):
    """An address that cannot be a source; the message names it and what to write instead."""


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """An address that articles are read from; what is None is as the settings have it.

    `pages` is how many of a site are read, `depth` over how many links from the address on they may be, `every` the
    seconds from one look to the next. `repository` tells what is read where the address is that of one.
    """

    url: str
    pages: int | None = None
    depth: int | None = None
    every: float | None = None
    repository: RepositoryAddress | None = None

    @property
    def key(self) -> str:
        """What tells it from others, in letters that may name a folder."""
        return blake2b(self.url.encode(), digest_size=8).hexdigest()


def is_address(name: str) -> bool:
    """Whether a source is named by its address, and not by a path."""
    return _ADDRESS.match(name) is not None


def missing_scheme(name: str) -> str:
    """What a name was most probably meant to be that is no path, and looks like an address without its beginning."""
    if "://" in name:
        return ""
    return f"https://{name}" if _HOST.match(name) else ""


def parse_address(name: str) -> SourceAddress:
    """Reads an address as people name it among the sources. Raises AddressError and RepositoryAddressError."""
    plain, _, told = name.strip().partition("#")
    options = dict(parse_qsl(told.replace(",", "&"), keep_blank_values=True))
    every = _seconds(name, options.pop("every")) if "every" in options else None
    if plain.lower().startswith(PREFIX):
        repository = parse_repository_address("#".join(filter(None, (plain, urlencode(options, safe="/")))))
        return SourceAddress(str(repository), every=every, repository=repository)
    if unknown := sorted(options.keys() - {"pages", "depth"}):
        raise AddressError(
            f"{name}: {unknown[0]!r} is not known behind the #; it may have depth, every, pages; leave out "
            "where on its page something stands"
        )
    return SourceAddress(
        _web_address(name, plain),
        _number(name, options, "pages", 1, MOST_PAGES),
        _number(name, options, "depth", 0, MOST_DEPTH),
        every,
    )


def _web_address(name: str, plain: str) -> str:
    try:
        url = URL(plain)
        host = url.host
    except (ValueError, IndexError):
        host = None
    if not host or not url.absolute:
        raise AddressError(f"{name}: not the address of a page, site, feed or repository; write https://host/path")
    if url.user is not None or url.password is not None:
        raise AddressError(f"{host}: an address with a name or password in it is not read; leave these out")
    return str(url.with_path(url.path or "/").with_query(url.query))


def _number(name: str, options: dict[str, str], key: str, least: int, most: int) -> int | None:
    if key not in options:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", options[key]) or not least <= int(options[key]) <= most:
        raise AddressError(f"{name}: {key} is {options[key]!r}; write a number from {least} to {most:,}")
    return int(options[key])


def _seconds(name: str, every: str) -> float:
    match = _EVERY.fullmatch(every)
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not _SHORTEST <= seconds <= _LONGEST:
        raise AddressError(f"{name}: every is {every!r}; write 15m to 30d: minutes (m), hours (h) or days (d)")
    return float(seconds)
