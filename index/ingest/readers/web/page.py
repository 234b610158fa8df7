"""A page of the web: its article, what it links to, and what it tells programs that read it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import msgspec

from index.ingest.readers.base import EmptyError, ReaderOptions
from index.ingest.readers.decoding import decode_as
from index.ingest.readers.document import make_article
from index.ingest.readers.elements import Element
from index.ingest.readers.html.page import decode_page, read_markup, read_page
from index.ingest.readers.html.parsing import attribute, parse_html
from index.records import Article

_MOST_LINKS = 5000


class WebPage(msgspec.Struct, frozen=True):
    """What a page of the web says; `article` is None where it holds nothing to quote, and `reason` tells why.

    `links` and `feeds` are addresses, without fragments; `canonical` is the one by which the page says it goes.
    """

    article: Article | None
    reason: str = ""
    links: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    canonical: str = ""
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
    url = told["url"]
    root = parse_html(markup)
    base = next((urljoin(url, attribute(one, "href")) for one in root.iter("base") if one.get("href")), url)
    links = tuple(dict.fromkeys(_links(root, base)))[:_MOST_LINKS]
    try:
        article = make_article(read_page(markup), url, url, url)
    except EmptyError as error:
        return WebPage(None, str(error), links)
    return WebPage(replace(article, source=replace(article.source, url=url)), links=links)


def _links(root: Element, base: str) -> Iterator[str]:
    for link in root.iter("a"):
        if link.get("href"):
            address = urldefrag(urljoin(base, attribute(link, "href").strip())).url
            if address.startswith(("http://", "https://")):
                yield address
