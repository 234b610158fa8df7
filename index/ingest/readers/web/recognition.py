"""What the beginning of a body tells of it, without it being parsed: a feed, or a map of a site."""

import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

_BEGINNING = 8192  # bytes that are looked at
_GZIP = b"\x1f\x8b"
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_BEFORE_ROOT = re.compile(r"(?:\s|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*", re.DOTALL | re.I)
_FEED_ROOT = re.compile(
    r"<(?:rss\b|channel\s*>|(?:[\w.-]+:)?RDF\b(?=.*?(?:purl\.org/rss/|rdf/simple/))"
    r"|(?:[\w.-]+:)?feed\b(?=[^>]*(?:/2005/Atom|purl\.org/atom/)))",
    re.DOTALL,
)
_MAP_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\b')
_LINE_OF_MAP = re.compile(r"https?://\S+")


def looks_like_feed(data: bytes, media_type: str) -> bool:
    """Whether a body is a feed: RSS, Atom or JSON Feed; told by what it holds, as servers call feeds many things."""
    if data[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _JSON_FEED.search(data) is not None
    beginning = _beginning(data)
    if media_type in _FEED_TYPES:  # what a program of the server wrote before it is passed over
        return _FEED_ROOT.search(beginning) is not None
    return _FEED_ROOT.match(beginning, _root(beginning)) is not None


def looks_like_sitemap(data: bytes) -> bool:
    """Whether a body is a map of a site by sitemaps.org, packed or not: in XML, or one address a line."""
    beginning = _beginning(_unpacked(data) if data.startswith(_GZIP) else data)
    if _MAP_ROOT.match(beginning, _root(beginning)):
        return True
    lines = [line.strip() for line in beginning.lstrip("\ufeff").splitlines() if line.strip()]
    whole = lines if len(data) <= _BEGINNING else lines[:-1]
    return bool(whole) and all(_LINE_OF_MAP.fullmatch(line) for line in whole)


def _beginning(data: bytes) -> str:
    """The first characters, of which those beyond ASCII need not be right."""
    start = data[:_BEGINNING]
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return start.decode("utf-16", errors="replace")
    if start.startswith((b"<\x00", b"\x00<")):
        return start.decode("utf-16-le" if start.startswith(b"<") else "utf-16-be", errors="replace")
    return start.decode("utf-8", errors="replace")


def _root(beginning: str) -> int:
    """Where the first element begins."""
    before = _BEFORE_ROOT.match(beginning)
    return before.end() if before else 0


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:_BEGINNING], _BEGINNING)
    except zlib.error:
        return b""
