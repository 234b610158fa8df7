"""The main part of a page: what it is there for, without what stands around it on every page of its site."""

import re
from collections.abc import Mapping
from operator import add
from typing import NamedTuple

from lxml import etree

from index.ingest.readers.elements import Element
from index.ingest.readers.html.hidden import is_hidden
from index.ingest.readers.html.parsing import attribute

_MAIN = (
    ".//main",
    ".//*[@role='main']",
    ".//*[@itemprop='articleBody']/..",
    ".//*[@id='mw-content-text']",
    ".//*[@id='main-content']",
    ".//article",
)
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")
_RUNNING = 60  # characters of a run of text that is no label
_MANY = 3  # links
_HEADLINE = 25  # characters of a link that is one, about
_MENUS = 20  # links
_LINKED = 0.2  # of what a page says that is in them
_LEAST_WITHIN = 0.7  # of what a part says outside links that is said in a part of it
_PARTS = frozenset("article center div form main section table tbody td tr".split())  # noqa: SIM905
_LEAST = 0.4  # of the words of a page that its main part has
_MOST = 1 / 3  # of the words of the main part that something beside it may have
_ROLES = frozenset(
    """
    navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist tree doc-toc
    directory tooltip
    """.split()  # noqa: SIM905
)
_BESIDE = frozenset({"nav", "header", "footer", "aside", "menu"})
_AROUND = frozenset({"div", "section", "ul", "ol", "p", "table", "form", "span", "td", *_BESIDE})
# Words of names by which what stands beside the text goes; as a whole name, or as the part of one between signs.
_NAMED = re.compile(
    r"""(?:^|[\s_-])(?:
    cookies?|consent|gdpr|breadcrumbs?|crumbs|navbox|navbar|topbar|catlinks|printfooter|noprint|ambox|hatnote
    |sharedaddy|sharing|share|social|relatedposts|related(?:[_-](?:posts|articles|content|links))?|recommended|newsletter
    |signup|sign-?up|subscribe|advert(?:isement)?s?|ads?|ad-slot|sponsored|promo|outbrain|taboola
    |side-?bar|recirc|most-?(?:read|popular)|trending|read-?(?:more|next)|see-?also-?links|caption-credit|paywall-bar
    |widget(?:-area)?|table-of-contents|tableofcontents|toc(?:-macro|-wrapper)?|pagination|pager
    |post-navigation|prev-?next|skip-?link|skip-?to-?content|back-?to-?top|footer|page-metadata|entry-meta|entry-footer
    |byline|cat-links|tags-links|edit-page|md-source-file|printonly
    )(?:$|[\s_-])""",
    re.VERBOSE,
)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:(?:article-|post-|user-)?comments?(?:-?(?:area|section|list|form|wrapper|container))?|disqus_thread|"
    r"respond|reactions|comentarios?|kommentare?|commentaires?)(?:$|\s)"
)
_NOTES = re.compile(r"admonition|note|callout|alert|warning|tip|info|caution|danger|topic|footnote|aside|example|quote")
_LINKS = re.compile(r"(?:^|[\s_-])(?:menu|nav|navigation|links|languages?)(?:$|[\s_-])")
_IDS = frozenset({"header", "menu", "nav", "navigation", "masthead", "colophon", "footer", "foot"})
_MOSTLY = 0.6
_OFFICE = frozenset({"header", "footer"})  # as titles of what stands on every sheet


class _Size(NamedTuple):
    """How many characters are said, how many of them in links, in how many links, and how many in running text."""

    said: int = 0
    linked: int = 0
    links: int = 0
    running: int = 0

    def plus(self, other: "_Size") -> "_Size":
        return _Size(*map(add, self, other))


def find_main(root: Element) -> Element:
    """The part of a page that holds what it says."""
    sizes = _measured(root)
    body = next(root.iter("body"), root)
    for path in _MAIN:
        found = [one for one in body.iterfind(path) if one in sizes and not _is_in_comments(one)]
        outer = [one for one in found if not any(above in found for above in one.iterancestors())]
        if len(outer) == 1 and _own(sizes[outer[0]]) >= _LEAST * _own(sizes[body]):
            return outer[0]
    return _densest(body, sizes) if _has_menus(sizes[body]) else body


def _has_menus(size: _Size) -> bool:
    """Whether a page has so many links that some of them must be those of its site."""
    return size.links >= _MENUS and size.linked >= _LINKED * size.said


def _densest(body: Element, sizes: Mapping[Element, _Size]) -> Element:
    """The innermost part of a page that has most of what is said outside links."""
    part, found = body, True
    while found:
        inner = [one for one in part if one in sizes and one.tag in _PARTS]
        most = max(inner, key=lambda one: _own(sizes[one]), default=part)
        found = most is not part and _own(sizes[most]) >= _LEAST_WITHIN * _own(sizes[part])
        part = most if found else part
    return part


def take_away_beside(main: Element) -> None:
    """Takes away from the main part of a page what stands beside its text."""
    sizes = _measured(main)
    has_begun = next(main.iter("h1"), None) is None
    for element in list(main.iter()):
        has_begun = has_begun or element.tag == "h1"
        if element is main or element not in sizes:
            continue
        if _is_beside(element, sizes) or (not has_begun and _is_links(element, sizes[element])):
            _remove(element)
    _take_away_behind(main)


def _take_away_behind(main: Element) -> None:
    """Takes away what leads elsewhere behind the last of the running text: other articles, by their headlines."""
    sizes = _measured(main)
    behind = False
    texts = [one for one in main.iter() if one in sizes and sizes[one].running]
    last = texts[-1] if texts else main
    for element in list(main.iter()):
        if behind and element in sizes and element.tag in _AROUND:
            size = sizes[element]
            if size.links >= _MANY and size.linked >= max(_MOSTLY * size.said, _HEADLINE * size.links):
                _remove(element)
        behind = behind or element is last


def _measured(root: Element) -> dict[Element, _Size]:
    """The sizes of what is shown of a page, by its elements."""
    sizes, open_links = dict[Element, _Size](), 0
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if element is not root and is_hidden(element):
                events.skip_subtree()
                continue
            open_links += element.tag == "a"
            sizes[element] = _size(element.text, open_links).plus(_Size(links=int(element.tag == "a")))
        else:
            open_links -= element.tag == "a" and element in sizes
            parent = element.getparent()
            if element is not root and parent in sizes:
                tail = _size(element.tail, open_links)
                sizes[parent] = sizes[parent].plus(sizes.get(element, _Size())).plus(tail)
    return sizes


def _size(text: str | None, open_links: int) -> _Size:
    length = len(" ".join((text or "").split()))
    return _Size(length, length if open_links else 0, 0, length if length >= _RUNNING and not open_links else 0)


def _own(size: _Size) -> int:
    """How much is said outside links."""
    return size.said - size.linked


def _is_beside(element: Element, sizes: Mapping[Element, _Size]) -> bool:
    """Whether an element stands beside what a page says."""
    tag, names = str(element.tag), _names(element)
    if tag == "nav":
        return True
    if tag not in _AROUND or next(element.iter("h1"), None) is not None:
        return False
    if _COMMENTS.search(names) or attribute(element, "role") in _ROLES or attribute(element, "title") in _OFFICE:
        return True
    if tag == "aside":
        is_note = "doc-" in attribute(element, "role") or element.get("epub:type") is not None
        return not is_note and not _NOTES.search(names)
    if tag in ("header", "footer"):
        return next(element.iterancestors("blockquote"), None) is None
    if attribute(element, "id").lower() in _IDS:
        return True
    size = sizes[element]
    is_named = _NAMED.search(names) or (_LINKS.search(names) and size.linked >= _MOSTLY * size.said)
    return bool(is_named) and size.said <= _MOST * next(iter(sizes.values())).said


def _is_links(element: Element, size: _Size) -> bool:
    """Whether a list says nothing but links."""
    return element.tag in ("ul", "div") and size.links > 1 and size.linked == size.said


def _is_in_comments(element: Element) -> bool:
    return any(_COMMENTS.search(_names(one)) for one in element.iterancestors())


def _names(element: Element) -> str:
    """By what names an element goes, parted by spaces, and words in them by hyphens."""
    names = f"{attribute(element, 'id')} {attribute(element, 'class')}"
    return _WORD_START.sub("-", names).lower().strip()


def _remove(element: Element) -> None:
    """Takes an element away, but not what stands behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return  # with what it stood in
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
