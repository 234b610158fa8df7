"""What a page says of itself: title, author, date, site, address and language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute, classes, said
from index.json_decoding import from_json

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "author": ("author", "article:author", "parsely-author", "dc.creator", "citation_author", "twitter:creator"),
    "date": (
        *("article:published_time", "datepublished", "date", "pubdate", "publish-date", "publication_date", "created"),
        *(
            "parsely-pub-date",
            "dc.date.issued",
            "dc.date",
            "dcterms.created",
            "citation_publication_date",
            "sailthru.date",
        ),
    ),
    "updated": ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "changed"),
    "site_name": ("og:site_name", "application-name"),
    "url": ("og:url",),
    "language": ("og:locale", "content-language", "dc.language"),
}
_ARTICLES = ("Article", "Posting", "WebPage", "WebSite", "Report", "HowTo", "FAQPage")
_THREADS = frozenset({"DiscussionForumPosting", "SocialMediaPosting"})
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|[^>]*?\burl:\s*)(https?://\S+)", re.IGNORECASE)
_BEGINNING = 5000  # characters in which a browser says from where it saved a page
_BETWEEN = re.compile(r"\s+[|·•–—»:-]+\s+|\s*\|\s*|\s+::\s+")
_SIGNS = " |·•–—»:-"
_DATED = frozenset({"published", "entry-date", "post-date", "pubdate", "dt-published", "date"})
_MOST_JSON = 1_000_000
_LONGEST_NAME = 100


def read_metadata(root: Element, main: Element, markup: str) -> dict[str, Any]:
    """What a page says of itself, by names that `read_fields` knows; `main` is its main part before it was cut."""
    fields = dict[str, Any]()
    for name, value in _linked(root):
        fields.setdefault(name, value)
    meta = _meta(root)
    for field, names in _META.items():
        if value := next((meta[name] for name in names if meta.get(name)), ""):
            fields.setdefault(field, value)
    if attribute(root, "lang"):
        fields["language"] = attribute(root, "lang")
    for exported in root.iterfind(".//*[@id='title-text']"):  # by Confluence, with the name of the space in front
        fields["title"] = said(exported).partition(" : ")[2]
    for name, value in (*_marked(main), *_marked(root)):
        fields.setdefault(name, value)
    if saved := _SAVED_FROM.search(markup[:_BEGINNING]):
        fields.setdefault("url", saved[1])
    if str(fields.get("author", "")).startswith(("http://", "https://", "@")):
        del fields["author"]
    fields["name"] = next((said(one) for one in root.iter("title")), "")
    return {name: value for name, value in fields.items() if value}


def page_title(fields: Mapping[str, Any], titles: Sequence[str], headings: Iterable[str]) -> str:
    """The title of a page without the name of its site.

    By its fields, by the headings of the first level in its main part, and by all that may be part of what it gives as
    its title: what that begins with is all of it.
    """
    given, site = str(fields.get("title") or fields.get("name") or ""), str(fields.get("site_name", ""))
    headings = [heading for heading in headings if heading]
    for heading in headings:
        if given.casefold().startswith(heading.casefold()):
            return heading
    if "title" not in fields and titles:
        return titles[0]
    parts = _BETWEEN.split(given)
    if len(parts) > 1 and parts[0] in (site, *headings):
        return given[len(parts[0]) :].lstrip(_SIGNS)
    if len(parts) > 1 and (parts[-1] in headings or (site and parts[-1].startswith(site))):
        return given[: -len(parts[-1])].rstrip(_SIGNS)
    return given


def told_title(root: Element) -> str:
    """What a page gives as its title, with the name of its site where it adds that."""
    meta = _meta(root)
    told = (meta[name] for name in _META["title"] if meta.get(name))
    return next(told, "") or next((said(one) for one in root.iter("title")), "")


def is_thread(root: Element) -> bool:
    """Whether a page is a discussion, of which what people answer is the text."""
    kinds = {attribute(one, "itemtype").rpartition("/")[2] for one in root.iter() if one.get("itemtype")}
    told = {str(one.get("@type")) for one in _things(root)}
    return not _THREADS.isdisjoint(kinds | told)


def _meta(root: Element) -> dict[str, str]:
    said_of = dict[str, str]()
    for one in root.iter("meta"):
        name = (one.get("property") or one.get("name") or one.get("itemprop") or one.get("http-equiv") or "").lower()
        content = " ".join(attribute(one, "content").split())
        if name and content:
            said_of.setdefault(name, content)
    return said_of


def _linked(root: Element) -> Iterator[tuple[str, Any]]:
    """What JSON-LD says, and the canonical address."""
    for link in root.iter("link"):
        if attribute(link, "rel").lower() == "canonical" and attribute(link, "href").startswith("http"):
            yield "url", attribute(link, "href")
    articles = list(_articles(root))
    for field, name in (("author", "author"), ("date", "datePublished"), ("updated", "dateModified")):
        if value := next((one[name] for one in articles if one.get(name)), None):
            yield field, value
    if publisher := next((one["publisher"] for one in articles if one.get("publisher")), None):
        yield "site_name", publisher
    elif site := next((one["name"] for one in articles if one.get("@type") == "WebSite" and one.get("name")), None):
        yield "site_name", site


def _articles(root: Element) -> Iterator[Mapping[str, Any]]:
    """The articles that JSON-LD describes."""
    for thing in _things(root):
        kinds = thing.get("@type")
        if any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield thing


def _things(root: Element) -> Iterator[Mapping[str, Any]]:
    """The things that JSON-LD describes."""
    for script in root.iter("script"):
        text = script.text or ""
        if attribute(script, "type").strip().lower() == "application/ld+json" and len(text) <= _MOST_JSON:
            with suppress(msgspec.DecodeError):
                yield from _described(from_json(text.encode(), object))


def _described(thing: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(thing, list):
        for one in thing:
            if isinstance(one, Mapping):
                yield from _described(one)
    elif isinstance(thing, Mapping):
        yield thing
        if isinstance(thing.get("@graph"), list):
            yield from _described(thing["@graph"])


def _marked(part: Element) -> Iterator[tuple[str, str]]:
    """What elements say that are marked as the author or the date."""
    for one in part.iter("time", "a", "span", "div", "p", "address"):
        marks = {attribute(one, "itemprop"), attribute(one, "rel"), *classes(one)}
        if one.tag == "time" and one.get("datetime") and (marks & _DATED or one.get("pubdate") is not None):
            yield "date", attribute(one, "datetime")
        elif "datePublished" in marks:
            yield "date", attribute(one, "content") or attribute(one, "datetime") or said(one)
        elif one.tag == "time" and one.get("datetime"):
            yield "updated", attribute(one, "datetime")
        elif one.tag != "time" and "author" in marks and 0 < len(said(one)) <= _LONGEST_NAME:
            yield "author", said(one)
