"""Feeds in XML: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and what they take of each other and of Dublin Core.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, RFC 4287; pages of a feed are those
of RFC 5005, what was deleted is told by RFC 6721.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from html import escape
from itertools import islice

from lxml import etree

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.web.channel import Channel, Item, absolute
from index.ingest.readers.web.feed_text import html_markup, plain_text, text_markup
from index.ingest.readers.web.xml_text import parse_xml

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)(?=[\s>/])")
# By what names of elements are known here, whatever a feed calls their namespaces: those of the formats have none.
_PREFIXES = {
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss2": "",
    "purl.org/rss/1.0": "",
    "purl.org/atom/ns#": "atom:",
    "www.w3.org/2005/atom": "atom:",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "search.yahoo.com/mrss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "purl.org/syndication/history/1.0": "fh:",
    "purl.org/atompub/tombstones/1.0": "at:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "www.w3.org/1999/xhtml": "xhtml:",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_TITLES = ("title", "atom:title", "dc:title", "media:title", "itunes:title")
_IDS = ("atom:id", "guid", "dc:identifier")
_PUBLISHED = (
    "atom:published",
    "atom:issued",
    "pubDate",
    "dcterms:issued",
    "dc:date",
    "dcterms:created",
    "atom:created",
)
_UPDATED = ("atom:updated", "atom:modified", "dcterms:modified", "lastBuildDate")
_WHOLE = ("content:encoded", "atom:content", "xhtml:body", "xhtml:div")
_DESCRIBED = ("description", "atom:summary", "dc:description", "itunes:summary")
_MAIL = re.compile(r"[^\s()<>@]+@[^\s()<>@]+")
_HTML_TYPES = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml", "text/xhtml"})
_TEXT_TYPES = frozenset({"", "text", "text/plain"})


def read_xml_feed(text: str, url: str, most: int) -> Channel:
    """What a feed in mended XML tells that stands at an address, of its entries the first. Raises UnreadableError."""
    start = _ROOT.search(text)
    root = parse_xml(text[start.start() :], url) if start else None
    if root is None:
        raise UnreadableError("is no feed: neither RSS nor Atom nor JSON Feed")
    head = next((one for one in root if _name(one) == "channel"), root)
    links = list(_links(head))
    language = _first(head, ("language", "dc:language")) or _language(head)
    return Channel(
        title=_title(head),
        site=_page_link(links, language) or absolute(_base(head, url), _first(head, ("link",))),
        language=language,
        authors=_authors(head),
        items=tuple(_item(one, url, language) for one in islice(root.iter("{*}item", "{*}entry"), most)),
        next_page=next((href for wanted in ("next", "prev-archive") for rel, href, *_ in links if rel == wanted), ""),
        is_complete=any(_name(one) == "fh:complete" for one in head),
        deleted=tuple(filter(None, (one.get("ref", "").strip() for one in root.iter("{*}deleted-entry")))),
    )


def _item(entry: Element, url: str, language: str) -> Item:
    links = list(_links(entry))
    base = _base(entry, url)
    guid = next((one for one in entry if _name(one) == "guid"), None)
    is_address = guid is not None and guid.get("isPermaLink", "true").strip().lower() == "true"
    addresses = (
        _first(entry, ("feedburner:origLink",)),
        _page_link(links, language),
        _first(entry, ("link",)),
        guid.text or "" if guid is not None and is_address and (guid.text or "").strip().startswith("http") else "",
        entry.get(_ABOUT, ""),
    )
    source = next((one for one in entry if _name(one) in ("source", "atom:source")), None)
    source_title = "" if source is None else _title(source) or plain_text(source.text or "")
    return Item(
        id=_first(entry, _IDS) or entry.get(_ABOUT, "").strip(),
        url=next(filter(None, (absolute(base, address) for address in addresses)), ""),
        title=_title(entry),
        authors=_authors(entry) or (() if source is None else _authors(source)),
        published=_first(entry, _PUBLISHED),
        updated=_first(entry, _UPDATED),
        publisher=source_title,
        language=_language_of_text(entry) or _first(entry, ("dc:language",)),
        content=_longest(entry, _WHOLE) or _media(entry),
        description=_longest(entry, _DESCRIBED),
    )


def _name(element: Element) -> str:
    """The name of an element as this file has it; of a namespace that is not known, with its own."""
    namespace, _, name = str(element.tag).rpartition("}")
    if not namespace:
        return name  # with a prefix that nobody declared, it is known by that
    known = namespace.lstrip("{").partition("://")[2].rstrip("/").lower()
    return f"{_PREFIXES.get(known, namespace)}{name}"


def _first(element: Element, names: tuple[str, ...]) -> str:
    """What the first child that says something says, by these names in their order."""
    children = [(_name(one), one) for one in element]
    said = ("".join(map(str, one.itertext())).strip() for name in names for its, one in children if its == name)
    return next(filter(None, said), "")


def _title(element: Element) -> str:
    for name in _TITLES:
        for one in element:
            if _name(one) == name and (text := plain_text("".join(map(str, one.itertext())))):
                return text
    return ""


def _base(element: Element, url: str) -> str:
    return element.base or url


def _links(element: Element) -> Iterator[tuple[str, str, str, str]]:
    """The relation, address, language and media type of each link as Atom has them."""
    for one in element:
        if _name(one) == "atom:link" and one.get("href"):
            href = absolute(str(one.base or ""), one.get("href", ""))
            rel = one.get("rel", "alternate").strip().lower().rpartition("/")[2]
            yield rel, href, one.get("hreflang", ""), one.get("type", "text/html")


def _page_link(links: list[tuple[str, str, str, str]], language: str) -> str:
    """The page that says the same: in HTML before other types, in the language of the feed before others."""
    pages = [
        (type_ not in _HTML_TYPES, bool(tongue) and tongue[:2].lower() != language[:2].lower(), number)
        for number, (rel, href, tongue, type_) in enumerate(links)
        if rel == "alternate" and href
    ]
    return links[min(pages)[2]][1] if pages else ""


def _authors(element: Element) -> tuple[str, ...]:
    """The names of authors, in the first of the ways to tell them that is used."""
    for name in ("atom:author", "author", "dc:creator", "itunes:author", "managingEditor"):
        found = (_person(one) for one in element if _name(one) == name)
        if names := tuple(dict.fromkeys(filter(None, found))):
            return names
    return ()


def _person(element: Element) -> str:
    """The name of somebody, of an element for it, or of a text as RSS has it: ann@harbour.example (Ann Lee)."""
    named = _first(element, ("atom:name", "name"))
    if named or len(element):
        return plain_text(named)
    text = plain_text(element.text or "")
    return " ".join(_MAIL.sub("", text).strip(" ()<>\"'").split())


def _language(element: Element) -> str:
    return next((str(one.get(_LANGUAGE)) for one in (element, *element.iterancestors()) if one.get(_LANGUAGE)), "")


def _language_of_text(entry: Element) -> str:
    text = next((one for one in entry if _name(one) in _WHOLE), entry)
    return _language(text)


def _longest(entry: Element, names: tuple[str, ...]) -> str:
    """The longest of some texts, as markup."""
    return max((_markup(one) for one in entry if _name(one) in names), key=len, default="")


def _media(entry: Element) -> str:
    """What a film or recording is described by, which is all that is said of it."""
    group = next((one for one in entry if _name(one) == "media:group"), None)
    return "" if group is None else text_markup(_first(group, ("media:description",)))


def _markup(element: Element) -> str:
    """What a text of a feed says, as markup, whatever it is said to be where it holds elements."""
    kind = str(element.get("type") or "").strip().lower()
    if any(isinstance(one.tag, str) for one in element):
        return _inner(element)
    text = element.text or ""
    if not text.strip() or element.get("src"):
        return ""
    if not _name(element).startswith("atom:") or kind in _HTML_TYPES:
        return html_markup(text)
    return text_markup(text) if kind in _TEXT_TYPES else ""


def _inner(element: Element) -> str:
    """The elements in an element as HTML, without namespaces."""
    copy = deepcopy(element)
    for one in copy.iter(etree.Element):
        one.tag = local_name(one)
    etree.cleanup_namespaces(copy)
    inner = "".join(etree.tostring(one, encoding="unicode", method="html") for one in copy)
    return f"{escape(copy.text or '', quote=False)}{inner}"
