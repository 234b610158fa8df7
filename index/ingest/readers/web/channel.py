"""What a feed tells, whichever of the formats it is in, before anything is made of it."""

from dataclasses import dataclass
from urllib.parse import urljoin


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as it is told; `content` is said to be all of it, `description` may be, both as HTML.

    `publisher` is who had it first, where a feed repeats others.
    """

    id: str = ""
    url: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    publisher: str = ""
    language: str = ""
    content: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed as it is told; `site` is the address of what it is of."""

    title: str = ""
    site: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    next_page: str = ""
    is_complete: bool = False
    deleted: tuple[str, ...] = ()


def absolute(base: str, reference: str) -> str:
    """The address of the web that a reference of a page leads to; empty where it leads to none."""
    reference = "".join(reference.split())
    try:
        address = urljoin(base, reference) if reference else ""
    except ValueError:  # brackets that are no address of a host
        return ""
    return address if address.lower().startswith(("http://", "https://")) else ""
