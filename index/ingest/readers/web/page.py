"""A page of the web: its article, what it links to, and what it tells programs that read it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import msgspec

from index.ingest.readers.base import EmptyError, ReaderOptions
from index.ingest.readers.decoding import decode_as
from index.ingest.readers.document import make_article
from index.ingest.readers.elements import Element
from index.ingest.readers.html.page import decode_page, read_markup, read_page
from index.ingest.readers.html.parsing import attribute, parse_html, said
from index.records import Article

_MOST_LINKS = 5000
_LONGEST = 2000  # characters of an address
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_ROBOTS = frozenset({"robots", "quotebot"})
_FEW = 200  # characters that a page says which leaves the rest to scripts
_SCRIPTED = re.compile(r"\b(?:enable|activate|turn on|requires?|need) (?:java)?scripts?\b", re.IGNORECASE)
_REFRESH = re.compile(r"\s*0*[0-5]?(?:\.\d*)?\s*[;,]?\s*url\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
"""Within at most five seconds: https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh."""
_MOUNTED = frozenset({"root", "app", "__next", "__nuxt", "___gatsby", "svelte", "q-app", "main-app"})
"""Ids of elements in which programs of the browser put pages together."""


class WebPage(msgspec.Struct, frozen=True):
    """What a page of the web says; `article` is None where it holds nothing to quote, and `reason` tells why.

    `links` are addresses, without fragments, `feed` that of the first feed that the page names, empty where it names
    none; `canonical` is the one by which the page says it goes.
    """

    article: Article | None
    reason: str = ""
    links: tuple[str, ...] = ()
    feed: str = ""
    canonical: str = ""
    refresh: str = ""
    """The address that it leads to by itself, empty where it leads nowhere."""
    is_indexed: bool = True
    """Whether it lets programs show what it says (robots meta "noindex")."""
    is_followed: bool = True
    """Whether it lets programs go where it links to (robots meta "nofollow")."""
    needs_scripts: bool = False
    """Whether it says next to nothing to who runs no scripts."""


def extract(path: Path, told: Mapping[str, str], options: ReaderOptions) -> WebPage:
    """See Extractor; `told` has the address of the page as "url", and as "charset" what the server says of it."""
    data = read_markup(path, options.max_bytes)
    markup = decode_as(told["charset"], data) if told.get("charset") else decode_page(data)
    url, root = told["url"], parse_html(markup)
    base = next((_absolute(url, attribute(one, "href")) for one in root.iter("base") if one.get("href")), url) or url
    rules = _rules(root)
    page = WebPage(
        None,
        "",
        tuple(dict.fromkeys(_links(root, base)))[:_MOST_LINKS],
        _feed(root, base),
        _canonical(root, base),
        _refresh(root, base),
        rules.isdisjoint(("noindex", "none")),
        rules.isdisjoint(("nofollow", "none")),
    )
    try:
        article = make_article(read_page(markup, url), url, url, _stem(url))
    except EmptyError as error:
        return msgspec.structs.replace(page, reason=str(error), needs_scripts=_needs_scripts(root, ""))
    if _needs_scripts(root, article.plain):
        return msgspec.structs.replace(page, reason="says next to nothing", needs_scripts=True)
    return msgspec.structs.replace(page, article=replace(article, source=replace(article.source, url=url)))


def _stem(url: str) -> str:
    """What stands for the title of a page that has none: the last part of its address."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)).stem or parts.netloc


def _links(root: Element, base: str) -> Iterator[str]:
    links = (link for link in root.iter("a", "area") if link.get("href"))
    followed = [attribute(link, "href") for link in links if "nofollow" not in _relations(link)]
    frames = [attribute(frame, "src") for frame in root.iter("frame")]
    return filter(None, (_absolute(base, reference) for reference in (*followed, *frames)))


def _feed(root: Element, base: str) -> str:
    links = (link for link in root.iter("link") if attribute(link, "type").lower() in _FEEDS)
    feeds = (link for link in links if "alternate" in _relations(link))
    return next(filter(None, (_absolute(base, attribute(link, "href")) for link in feeds)), "")


def _canonical(root: Element, base: str) -> str:
    links = (link for link in root.iter("link") if "canonical" in _relations(link))
    return next((_absolute(base, attribute(link, "href")) for link in links), "")


def _refresh(root: Element, base: str) -> str:
    told = (one for one in root.iter("meta") if attribute(one, "http-equiv").lower() == "refresh")
    found = (_REFRESH.match(attribute(one, "content")) for one in told)
    return next((_absolute(base, match[1]) for match in found if match), "")


def _relations(link: Element) -> list[str]:
    return attribute(link, "rel").lower().split()


def _absolute(base: str, reference: str) -> str:
    """The address that a reference leads to, without a fragment; empty where that is none of the web."""
    with suppress(ValueError):  # no address at all
        address = urldefrag(urljoin(base, reference.strip())).url
        if address.startswith(("http://", "https://")) and len(address) <= _LONGEST:
            return address
    return ""


def _rules(root: Element) -> set[str]:
    """What a page asks of programs that read it: https://developers.google.com/search/docs/crawling-indexing."""
    said_to = (one for one in root.iter("meta") if attribute(one, "name").lower() in _ROBOTS)
    return {rule.strip().lower() for one in said_to for rule in attribute(one, "content").split(",")}


def _needs_scripts(root: Element, plain: str) -> bool:
    """Whether what a page says is next to nothing, and a script is to say the rest."""
    if len(plain) > _FEW or next(root.iter("script"), None) is None:
        return False
    asks = any(_SCRIPTED.search(said(one)) for one in root.iter("noscript", "body"))
    is_mount = any(
        attribute(one, "id").lower() in _MOUNTED and not said(one).strip() for one in root.iter("div", "main")
    )
    return asks or is_mount
