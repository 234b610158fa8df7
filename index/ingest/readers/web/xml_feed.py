"""Feeds in XML: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and what they take of each other and of Dublin Core.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, RFC 4287; pages of a feed are those
of RFC 5005, what was deleted is told by RFC 6721.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from html import escape
from itertools import islice
from typing import NamedTuple

from lxml import etree

from index.ingest.readers.base import UnreadableError
from index.ingest.readers.elements import Element, local_name
from index.ingest.readers.web.channel import Channel, Item, absolute
from index.ingest.readers.web.feed_text import html_line, html_markup, plain_line, text_markup
from index.ingest.readers.web.xml_text import AROUND, is_cut, parse_xml

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)(?=[\s>/])")
_ATOM = "http://www.w3.org/2005/Atom"
# By what names of elements are known here, whatever a feed calls their namespaces: those of RSS have none.
_PREFIXES = {
    "": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "purl.org/rss/1.0": "",
    "purl.org/atom/ns#": "atom:",
    "www.w3.org/2005/atom": "atom:",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "search.yahoo.com/mrss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "purl.org/syndication/history/1.0": "fh:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "www.w3.org/1999/xhtml": "xhtml:",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_TITLES = ("title", "atom:title", "dc:title", "media:title", "itunes:title")
_BESIDE_TITLE = frozenset({"link", "description", "guid", "pubDate", "atom:link", "atom:id", "atom:updated"})
_IDS = ("atom:id", "guid", "dc:identifier")
_AUTHORS = ("atom:author", "author", "dc:creator", "itunes:author", "managingEditor")
_PUBLISHED = (
    "atom:published",
    "atom:issued",
    "pubDate",
    "dcterms:issued",
    "dc:date",
    "dcterms:created",
    "atom:created",
)
_UPDATED = ("atom:updated", "atom:modified", "dcterms:modified")
_WHOLE = ("content:encoded", "atom:content", "xhtml:body", "xhtml:div")
_DESCRIBED = ("description", "atom:summary", "dc:description", "itunes:summary")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_MAIL = re.compile(r"[^\s()<>@]+@[^\s()<>@]+")
_HTML_TYPES = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"", "text", "text/plain"})

_Children = Mapping[str, list[Element]]
"""What stands in an element, by the names of `_name`."""


class _Link(NamedTuple):
    relation: str
    url: str
    language: str
    is_html: bool


def read_xml_feed(text: str, url: str, most: int) -> Channel:
    """What a feed in mended XML tells that stands at an address, of its entries the first. Raises UnreadableError."""
    start = _ROOT.search(text)
    if start is None:
        raise UnreadableError("is no feed: neither RSS nor Atom nor JSON Feed")
    whole = parse_xml(text[start.start() :], url)
    root = next((one for one in whole.iter() if local_name(one) != AROUND), whole)
    _settle(whole, root)
    outer = _children(root)
    head = outer.get("channel", [root])[0]
    entries = list(islice(whole.iter("{*}item", "{*}entry"), most + 1))
    if is_cut(text):
        del entries[-1:]
    children = outer if head is root else _children(head)
    links = list(_links(children))
    language = _first(children, ("language", "dc:language")) or _language(head)
    return Channel(
        title=_title(children),
        site=_page(links, language) or absolute(_base(head), _first(children, ("link",))),
        language=language,
        authors=_authors(children),
        items=tuple(_item(one, language) for one in entries[:most]),
        next_page=next((link.url for rel in ("next", "prev-archive") for link in links if link.relation == rel), ""),
        is_complete="fh:complete" in children and len(entries) <= most and not is_cut(text),
        deleted=tuple(filter(None, (str(one.get("ref") or "").strip() for one in whole.iter("{*}deleted-entry")))),
    )


def _settle(whole: Element, root: Element) -> None:
    """Gives the elements of the format itself the names that they should have, where the feed has them in no other."""
    own = str(root.tag).rpartition("}")[0].lstrip("{")
    wanted = _ATOM if local_name(root) == "feed" else ""
    if local_name(root) == "RDF" or own == wanted or (own and wanted and _name(root.tag).startswith("atom:")):
        return
    for one in whole.iter(f"{{{own}}}*"):
        if _NAME.fullmatch(local_name(one)):
            one.tag = f"{{{wanted}}}{local_name(one)}" if wanted else local_name(one)


def _item(entry: Element, language: str) -> Item:
    children, base, about = _children(entry), _base(entry), str(entry.get(_ABOUT) or "").strip()
    source = next((_children(one) for name in ("atom:source", "source") for one in children.get(name, ())), {})
    publisher = _title(source) or plain_line(_first(children, ("source",)))
    addresses = (
        _first(children, ("feedburner:origLink",)),
        _page(list(_links(children)), language),
        _first(children, ("link",)),
        *(one.text or "" for one in children.get("guid", ()) if _is_address(one)),
        about,
    )
    text = next((one for name in _WHOLE for one in children.get(name, ())), entry)
    return Item(
        id=_first(children, _IDS) or about,
        url=next(filter(None, (absolute(base, address) for address in addresses)), ""),
        title=_title(children),
        authors=_authors(children) or _authors(source),
        published=_first(children, _PUBLISHED),
        updated=_first(children, _UPDATED),
        publisher=publisher,
        language=_language(text) or _first(children, ("dc:language",)),
        content=_longest(children, _WHOLE) or _media(children),
        description=_longest(children, _DESCRIBED),
    )


@lru_cache(1000)
def _name(tag: str) -> str:
    """The name of an element by its tag; of a namespace that is not known, with that."""
    namespace, _, name = tag.rpartition("}")
    known = namespace.lstrip("{").partition("://")[2].rstrip("/").lower()
    return f"{_PREFIXES.get(known, f'{known} ')}{name}"  # with a prefix that nobody declared, it is known by that


def _children(element: Element) -> _Children:
    children = dict[str, list[Element]]()
    for one in element:
        children.setdefault(_name(str(one.tag)), []).append(one)
    return children


def _all_text(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _first(children: _Children, names: Iterable[str]) -> str:
    """What the first says that says something, by these names in their order."""
    return next(filter(None, (_all_text(one) for name in names for one in children.get(name, ()))), "")


def _title(children: _Children) -> str:
    every = [one for name in _TITLES for one in children.get(name, ())]
    return next(filter(None, (_line(one) for one in every)), "")


def _line(element: Element) -> str:
    """What a title says, of which Atom tells whether it is markup."""
    if _type(element) in _HTML_TYPES and not len(element):
        return html_line(element.text or "")
    is_open = any(_name(str(one.tag)) in _BESIDE_TITLE for one in element)  # somebody forgot to close it
    return plain_line(element.text or "" if is_open else _all_text(element))


def _type(element: Element) -> str:
    return str(element.get("type") or "").strip().lower()


def _base(element: Element) -> str:
    """The address from which those in an element go on (XML Base)."""
    return str(element.base or "")


def _links(children: _Children) -> Iterator[_Link]:
    """The links as Atom has them."""
    for one in children.get("atom:link", ()):
        relation = str(one.get("rel") or "alternate").strip().lower().rpartition("/")[2]
        href = absolute(_base(one), str(one.get("href") or ""))
        yield _Link(relation, href, str(one.get("hreflang") or ""), (_type(one) or "text/html") in _HTML_TYPES)


def _page(links: list[_Link], language: str) -> str:
    """The page that says the same: in HTML before other types, in the language of the feed before others."""
    pages = [link for link in links if link.relation == "alternate" and link.url]
    return min(pages, key=lambda link: (not link.is_html, _differs(link.language, language))).url if pages else ""


def _differs(one: str, other: str) -> bool:
    return bool(one) and one.partition("-")[0].lower() != other.partition("-")[0].lower()


def _is_address(guid: Element) -> bool:
    """Whether the id of an entry is the address of its page, which it is unless it says that it is not."""
    is_said = str(guid.get("isPermaLink") or "true").strip().lower() == "true"
    return is_said and (guid.text or "").strip().lower().startswith(("http://", "https://"))


def _authors(children: _Children) -> tuple[str, ...]:
    """The names of authors, in the first of the ways to tell them that is used."""
    for name in _AUTHORS:
        found = (_person(one) for one in children.get(name, ()))
        if names := tuple(dict.fromkeys(filter(None, found))):
            return names
    return ()


def _person(element: Element) -> str:
    """The name of somebody, of an element for it, or of a text as RSS has it: ann@harbour.example (Ann Lee)."""
    if len(element):
        return plain_line(_first(_children(element), ("atom:name", "name")))
    return " ".join(_MAIL.sub("", plain_line(element.text or "")).strip(" ()<>\"'").split())


def _language(element: Element) -> str:
    return next((str(one.get(_LANGUAGE)) for one in (element, *element.iterancestors()) if one.get(_LANGUAGE)), "")


def _longest(children: _Children, names: Iterable[str]) -> str:
    """The longest of some texts, as markup."""
    return max((_markup(one) for name in names for one in children.get(name, ())), key=len, default="")


def _media(children: _Children) -> str:
    """What a film or recording is described by, which is all that is said of it."""
    groups = children.get("media:group", ())
    return text_markup(_first(_children(groups[0]), ("media:description",))) if groups else ""


def _markup(element: Element) -> str:
    """What a text of a feed says, as markup, whatever it is said to be where it holds elements."""
    if len(element):
        return _inner(element)
    text = element.text or ""
    if not text.strip():
        return ""
    if not _name(str(element.tag)).startswith("atom:") or _type(element) in _HTML_TYPES:
        return html_markup(text)
    return text_markup(text) if _type(element) in _TEXT_TYPES else ""


def _inner(element: Element) -> str:
    """The elements in an element as HTML, without namespaces."""
    copy = deepcopy(element)
    for one in copy.iter():
        name = local_name(one).rpartition(":")[2]
        one.tag = name if _NAME.fullmatch(name) else "span"
    etree.cleanup_namespaces(copy)
    inner = "".join(etree.tostring(one, encoding="unicode", method="html") for one in copy)
    return f"{escape(copy.text or '', quote=False)}{inner}"
