"""What a page says of itself: title, author, date, site, address and language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from index.ingest.readers.elements import Element
from index.ingest.readers.html.beside import find_comments
from index.ingest.readers.html.bylines import told_authors, told_date, told_everywhere, told_lines
from index.ingest.readers.html.dates import date_in_address
from index.ingest.readers.html.main_part import MainPart
from index.ingest.readers.html.names import names
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
    "site_name": ("og:site_name", "application-name", "apple-mobile-web-app-title"),
    "url": ("og:url",),
    "language": ("og:locale", "content-language", "dc.language"),
}
_ARTICLES = ("Article", "Posting", "WebPage", "WebSite", "Report", "HowTo", "FAQPage", "Episode", "Recipe",
             "Question")  # fmt: skip
_THREADS = frozenset({"DiscussionForumPosting", "SocialMediaPosting"})
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|[^>]*?\burl:\s*)(https?://\S+)", re.IGNORECASE)
_BEGINNING = 5000  # characters in which a browser says from where it saved a page
_BETWEEN = re.compile(r"\s+[|·•–—»:-]+\s+|\s*\|\s*|\s+::\s+")
_HOME = re.compile(r"(?:https?://[^/]+)?/(?:[a-z]{2}(?:-[a-z]{2})?/?)?")
_LOGO = re.compile(r"(?:^|[\s-])(?:logo|brand|(?:site|blog)-?(?:title|name)|masthead)(?:$|[\s-])")
_FEW = 4  # elements in a line with a copyright
_BRACKETED = re.compile(r"\[([^\[\]]+)\]\s*$")
_SIGNS = " |·•–—»:-"
_DATED = frozenset({"published", "entry-date", "post-date", "pubdate", "dt-published", "date"})
_ALIKE = 0.5  # of the words of the only heading of the first level that the title has
_MOST_JSON = 1_000_000
_LONGEST_NAME = 100


def read_metadata(root: Element, main: MainPart, markup: str, url: str) -> dict[str, Any]:
    """What a page says of itself, by names that `read_fields` knows.

    By its main part before that is cut, and by its address, empty where that is not known.
    """
    fields, comments = dict[str, Any](), find_comments(root)
    for name, value in (*_linked(root), *_given(root)):
        fields.setdefault(name, value)
    if attribute(root, "lang"):
        fields["language"] = attribute(root, "lang")
    for exported in root.iterfind(".//*[@id='title-text']"):  # by Confluence, with the name of the space in front
        fields["title"] = said(exported).partition(" : ")[2]
    for name, value in (*_marked(main.element, comments), *_marked(root, comments)):
        fields.setdefault(name, value)
    if saved := _SAVED_FROM.search(markup[:_BEGINNING]):
        fields.setdefault("url", saved[1])
    if str(fields.get("author", "")).startswith(("http://", "https://", "@")):
        del fields["author"]
    if not any(str(one.get("@type")).endswith("Event") for one in _things(root)):
        _add_told(fields, told_lines(*main, comments), told_everywhere(main.element, main.sizes, comments), url)
    if not fields.get("site_name") and (site := _recurring(root)):
        fields["site_name"] = site
    fields["name"] = next((said(one) for one in root.iter("title")), "")
    return {name: value for name, value in fields.items() if value}


def page_title(fields: Mapping[str, Any], titles: Sequence[str], headings: Iterable[str]) -> str:
    """The title of a page without the name of its site.

    By its fields, by the headings of the first level in its main part, and by all that may be part of what it gives as
    its title: what that begins with is all of it.
    """
    given, site = str(fields.get("title") or fields.get("name") or ""), str(fields.get("site_name", ""))
    if "title" not in fields:
        given = _BRACKETED.sub("", given).strip() or given
    headings = [heading for heading in headings if heading]
    for heading in headings:
        if given.casefold().startswith(heading.casefold()):
            return heading
        if given and heading.casefold().endswith(given.casefold()):
            return given  # below what stands above it
    parts = _BETWEEN.split(given)
    if len(titles) == 1 and ("title" not in fields or _shared(titles[0], given) >= _ALIKE):
        return titles[0]
    if "title" not in fields and titles:
        return parts[0] if len(parts) > 1 else titles[0]
    if len(parts) > 1 and parts[0] in (site, *headings):
        return given[len(parts[0]) :].lstrip(_SIGNS)
    if len(parts) > 1 and (parts[-1] in headings or (site and parts[-1].startswith(site))):
        return given[: -len(parts[-1])].rstrip(_SIGNS)
    return given


def _add_told(fields: dict[str, Any], lines: Sequence[Element], every: Sequence[Element], url: str) -> None:
    """Adds what only the lines around the title tell, or the address."""
    if not fields.get("author") and (authors := told_authors(lines)):
        fields["author"] = authors
    if fields.get("date"):
        return
    published, changed = told_date(lines, every)
    in_address = next((day for one in (url, str(fields.get("url", ""))) if (day := date_in_address(one))), "")
    if published or in_address:
        fields["date"] = published or in_address
    elif changed:
        fields.setdefault("updated", changed)


def _recurring(root: Element) -> str:
    """The part of what a page gives as its title that its link home, its logo or its copyright line says too."""
    name = next((said(one) for one in root.iter("title")), "")
    parts = [part for part in _BETWEEN.split(name) if part]
    bracketed = _BRACKETED.search(name)
    parts += [bracketed[1]] if bracketed else []
    marks = set(_marks(root)) if len(parts) > 1 else set()
    return next((part for part in reversed(parts) if part in marks or _is_owner(part, root)), "") if marks else ""


def _marks(root: Element) -> Iterator[str]:
    """What the links home and the logos of a page say; what is empty is among it."""
    for one in root.iter("a", "div", "p", "span", "strong", "h1"):
        is_home = one.tag == "a" and (_HOME.fullmatch(attribute(one, "href")) or "home" in attribute(one, "rel"))
        if is_home or _LOGO.search(names(one)):
            yield said(one)
            yield from (attribute(picture, "alt") for picture in one.iter("img"))
    yield ""


def _is_owner(part: str, root: Element) -> bool:
    """Whether a line tells that somebody of a name has the copyright."""
    lines = (said(one) for one in root.iter("p", "div", "small", "span", "footer") if len(one) <= _FEW)
    return any(re.search(rf"(?:©|\(c\)|copyright)[^.]{{0,20}}{re.escape(part)}", line, re.IGNORECASE) for line in lines)


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


def _shared(heading: str, given: str) -> float:
    """Which share of the words of a heading what is given has too."""
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (heading, given))
    return len(words & others) / len(words) if words else 0.0


def _given(root: Element) -> Iterator[tuple[str, str]]:
    """What meta elements say."""
    meta = _meta(root)
    for field, known in _META.items():
        if value := next((meta[name] for name in known if meta.get(name)), ""):
            yield field, value


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
    known = {str(one["@id"]): one for one in _things(root) if one.get("@id") and one.get("name")}
    for field, name in (("author", "author"), ("date", "datePublished"), ("updated", "dateModified")):
        if value := next((one[name] for one in articles if one.get(name)), None):
            yield field, _resolved(value, known)
    if posted := next((one["datePosted"] for one in _things(root) if one.get("datePosted")), None):
        yield "date", posted
    publishers = (_resolved(one["publisher"], known) for one in articles if one.get("publisher"))
    if publisher := next((one for one in publishers if not isinstance(one, Mapping) or one.get("name")), None):
        yield "site_name", publisher
    elif site := next((one["name"] for one in articles if one.get("@type") == "WebSite" and one.get("name")), None):
        yield "site_name", site


def _resolved(value: object, known: Mapping[str, Mapping[str, Any]]) -> object:
    """What is told by its name elsewhere, in place of a reference to it."""
    if isinstance(value, list):
        return [_resolved(one, known) for one in value]
    if isinstance(value, Mapping) and not value.get("name"):
        return known.get(str(value.get("@id")), value)
    return value


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
        for within in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(thing.get(within), list | Mapping):
                yield from _described(thing[within])


def _marked(part: Element, comments: set[Element]) -> Iterator[tuple[str, str]]:
    """What elements say that are marked as the author or the date."""
    for one in part.iter("time", "a", "span", "div", "p", "address"):
        if one in comments:
            continue
        marks = {attribute(one, "itemprop"), attribute(one, "rel"), *classes(one)}
        if one.tag == "time" and one.get("datetime") and (marks & _DATED or one.get("pubdate") is not None):
            yield "date", attribute(one, "datetime")
        elif "datePublished" in marks:
            yield "date", attribute(one, "content") or attribute(one, "datetime") or said(one)
        elif one.tag == "time" and one.get("datetime"):
            yield "updated", attribute(one, "datetime")
        elif one.tag != "time" and "author" in marks and 0 < len(said(one)) <= _LONGEST_NAME:
            yield "author", said(one)
