"""A map of a site: the addresses of its pages and of further maps (https://www.sitemaps.org/protocol.html)."""

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.elements import Element, child_text, local_name
from index.ingest.readers.web.channel import absolute
from index.ingest.readers.web.recognition import looks_like_feed
from index.ingest.readers.web.xml_feed import read_xml_feed
from index.ingest.readers.web.xml_text import decode_xml, elements, is_cut, mend_xml

_MOST_ADDRESSES = 50_000
_MOST_BYTES = 50 * 1024 * 1024  # packed and unpacked; what a larger map has further on is left
_STEP = 1 << 16  # bytes that are unpacked at a time
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)(?=[\s>/])")


class Sitemap(msgspec.Struct, frozen=True):
    """The addresses that a map of a site names: those of pages, and of further maps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def extract(path: Path, told: Mapping[str, str], options: ReaderOptions) -> Sitemap:
    """See Extractor; `told` has the address of the map as "url", and as "charset" what the server says of it."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    data = _unpacked(data) if data.startswith(_GZIP) else data
    text = decode_xml(data, told.get("charset", ""))
    pages, maps = dict[str, None](), dict[str, None]()
    for kind, address in _entries(data, text, told["url"]):
        if len(pages) + len(maps) >= _MOST_ADDRESSES:
            break
        (maps if kind == "sitemap" else pages).setdefault(address)
    return Sitemap(tuple(pages), tuple(maps))


def _entries(data: bytes, text: str, url: str) -> Iterator[tuple[str, str]]:
    """The kind of each entry, "url" or "sitemap", and its address."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        lines = dict.fromkeys(map(str.strip, text.splitlines()))
        found = [absolute(url, line) for line in lines if line.lower().startswith("http")]
        if not found:
            raise UnreadableError("is no map of a site: neither XML nor a list of addresses")
        yield from (("url", address) for address in found if address)
        return
    text = mend_xml(text)
    if start := _ROOT.search(text):
        yield from _listed(text[start.start() :], url)
    elif looks_like_feed(data, ""):
        yield from (("url", item.url) for item in read_xml_feed(text, url, _MOST_ADDRESSES).items if item.url)
    else:
        raise UnreadableError("is no map of a site: its XML is of another kind")


def _listed(text: str, url: str) -> Iterator[tuple[str, str]]:
    before: tuple[str, str] | None = None
    for element in elements(text):
        kind = local_name(element)
        if kind in ("url", "sitemap"):
            if before:
                yield before
            address = absolute(url, child_text(element, "loc"))
            before = (kind, address) if address else None
            _forget(element)
    if before and not is_cut(text):
        yield before


def _forget(element: Element) -> None:
    """Frees the memory of an element and of all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _unpacked(data: bytes) -> bytes:
    """What was packed with gzip, of a damaged or large one the beginning."""
    unpacking, unpacked = zlib.decompressobj(wbits=31), bytearray()
    with suppress(zlib.error):
        for start in range(0, len(data), _STEP):
            if (left := _MOST_BYTES - len(unpacked)) <= 0:
                break
            unpacked += unpacking.decompress(data[start : start + _STEP], left)
    return bytes(unpacked)
