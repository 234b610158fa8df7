"""A map of a site: the addresses of its pages and of further maps (https://www.sitemaps.org/protocol.html)."""

import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.elements import Element, child_text, local_name
from index.ingest.readers.web.channel import absolute
from index.ingest.readers.web.recognition import looks_like_feed
from index.ingest.readers.web.xml_feed import read_xml_feed
from index.ingest.readers.web.xml_text import decode_xml, elements, mend_xml
from index.text.publication_dates import parse_date

_MOST_ADDRESSES = 50_000
_MOST_BYTES = 50 * 1024 * 1024  # packed and unpacked; what a larger map has further on is left
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)(?=[\s>/])")


class SitemapPage(msgspec.Struct, frozen=True):
    """A page of a site; `last_modified` is a date in the form of `parse_date`, empty where it is not told."""

    url: str
    last_modified: str = ""


class Sitemap(msgspec.Struct, frozen=True):
    """What a map of a site names: pages, and the addresses of further maps."""

    pages: tuple[SitemapPage, ...] = ()
    sitemaps: tuple[str, ...] = ()


def extract(path: Path, told: Mapping[str, str], options: ReaderOptions) -> Sitemap:
    """See Extractor; `told` has the address of the map as "url", and as "charset" what the server says of it."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    data = _unpacked(data) if data.startswith(_GZIP) else data
    text = decode_xml(data, told.get("charset", ""))
    pages, maps = dict[str, SitemapPage](), dict[str, None]()
    for kind, address, words in _entries(data, text, told["url"]):
        if len(pages) + len(maps) >= _MOST_ADDRESSES:
            break
        if kind == "sitemap":
            maps.setdefault(address)
        elif address not in pages:
            pages[address] = SitemapPage(address, parse_date(words) or "")
    return Sitemap(tuple(pages.values()), tuple(maps))


def _entries(data: bytes, text: str, url: str) -> Iterator[tuple[str, str, str]]:
    """The kind of each entry, "url" or "sitemap", its address, and when it was last changed as it is told."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        found = [absolute(url, line) for line in text.splitlines() if line.strip().lower().startswith("http")]
        if not found:
            raise UnreadableError("is no map of a site: neither XML nor a list of addresses")
        yield from (("url", address, "") for address in found if address)
        return
    text = mend_xml(text)
    if start := _ROOT.search(text):
        yield from _listed(text[start.start() :], url)
    elif looks_like_feed(data, ""):
        for item in read_xml_feed(text, url, _MOST_ADDRESSES).items:
            if item.url:
                yield "url", item.url, item.updated or item.published
    else:
        raise UnreadableError("is no map of a site: its XML is of another kind")


def _listed(text: str, url: str) -> Iterator[tuple[str, str, str]]:
    for event, element in elements(text):
        kind = local_name(element)
        if event == "end" and kind in ("url", "sitemap"):
            address = absolute(url, child_text(element, "loc"))
            if address:
                yield kind, address, child_text(element, "lastmod")
            _forget(element)


def _forget(element: Element) -> None:
    """Frees the memory of an element and of all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _unpacked(data: bytes) -> bytes:
    """What was packed with gzip, of a damaged or large one the beginning. Raises UnreadableError where it is none."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, _MOST_BYTES)
    except zlib.error:
        raise UnreadableError("is damaged: it cannot be unpacked") from None
