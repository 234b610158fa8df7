"""What a visit found at the addresses of a source, and what is kept of each until the next one."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from index.fetching.responses import NO_VALIDATORS, Validators

Finding = Literal["read", "unchanged", "nothing", "withheld", "elsewhere", "map", "gone", "failed"]
"""What stands at an address.

An article that is new (`read`) or that was had; `nothing` to quote; what its author keeps from programs; what stands
`elsewhere` in the source; a `map` of pages; nothing at all; or that is not known just now.
"""


class KnownPage(msgspec.Struct, frozen=True):
    """What is known of an address of a source.

    `url` is the address that is told of its article. `digest` is that of the article, empty where it has none, `text`
    that of what it says, and `size` how many characters that is. `misses` are the visits in turn at which it was gone.
    `interval` is the seconds from one look at it to the next, `looked_at` the seconds since 1970 of the last. Of an
    entry of a feed, `published` is its date.
    """

    address: str
    url: str = ""
    digest: str = ""
    text: str = ""
    size: int = 0
    validators: Validators = NO_VALIDATORS
    links: tuple[str, ...] = ()
    misses: int = 0
    interval: float = 0.0
    looked_at: float = 0.0
    published: str = ""
    is_map: bool = False
    is_entry: bool = False
    """Whether a feed gave it whole, so that its page was never asked for."""
    entry: str = ""
    """What its feed calls it, where it is an entry of one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at an address; see KnownPage, and for `is_refused` responses.Failed."""

    address: str
    finding: Finding
    reason: str = ""
    url: str = ""
    digest: str = ""
    text: str = ""
    size: int = 0
    validators: Validators = NO_VALIDATORS
    links: tuple[str, ...] = ()
    published: str = ""
    is_entry: bool = False
    entry: str = ""
    is_refused: bool = False

    @property
    def has_article(self) -> bool:
        """Whether an article stands there."""
        return self.finding in ("read", "unchanged") and bool(self.digest)


def as_before(known: KnownPage) -> Look:
    """What is found at an address that has not changed."""
    return Look(
        known.address,
        "unchanged" if known.digest else "map" if known.is_map else "elsewhere",
        url=known.url,
        digest=known.digest,
        text=known.text,
        size=known.size,
        validators=known.validators,
        links=known.links,
        published=known.published,
        is_entry=known.is_entry,
        entry=known.entry,
    )
