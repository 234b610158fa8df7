"""What stands beside the text of a page within its main part, and is taken away: by roles, names and wordings."""

import re
from collections import Counter

from index.ingest.readers.elements import Element
from index.ingest.readers.html.boxes import take_away_about, take_away_worded
from index.ingest.readers.html.calls import is_count
from index.ingest.readers.html.cards import take_away_behind, take_away_cards, take_away_contents, take_away_further
from index.ingest.readers.html.dates import has_date
from index.ingest.readers.html.forms import take_away_buttons, take_away_forms
from index.ingest.readers.html.names import names, names_comments, names_links, words_beside
from index.ingest.readers.html.outline import AROUND, holds_parts, shown_in
from index.ingest.readers.html.parsing import attribute, said
from index.ingest.readers.html.sizes import Size, Sizes, remove

_MOST = 1 / 3  # of what the main part says of its own that goes by one name of what stands beside it
_MOST_RUNNING = 1 / 6  # of it that stands before the title where some of that is running text
_MOSTLY = 0.6
_MANY = 3  # links
_ROLES = frozenset(
    """
    navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist tree doc-toc
    directory tooltip
    """.split()  # noqa: SIM905
)
_OFFICE = frozenset({"header", "footer"})  # as titles of what stands on every sheet
_IDS = frozenset({"header", "menu", "nav", "navigation", "masthead", "colophon", "footer", "foot"})
_NOTE_WORDS = ("admonition", "note", "callout", "alert", "warning", "tip", "info", "caution", "danger", "topic",
               "footnote", "aside", "example", "quote")  # fmt: skip
_LOW = frozenset({"h4", "h5", "h6"})  # headings that may be no more than a label
_LABEL = 120  # characters of a label at most
_BOX = 320  # characters of its own that a box with a wording or a form has at most
_BYLINES = frozenset({"p", "div", "span", "li", "time", "small", "address"})
_PARTING = re.compile(r"\s+[|·•–—-]\s+|[|·•]")
_SCOPES = ("/Review", "/Comment", "/UserComments", "/AggregateRating", "/Offer", "/BreadcrumbList", "/WPFooter",
           "/WPHeader", "/WPSideBar", "/SiteNavigationElement", "/WPAdBlock")  # fmt: skip


def take_away_beside(main: Element, title: Element | None, sizes: Sizes, is_thread: bool) -> None:
    """Takes away from the main part of a page what stands beside its text.

    By the heading that is the page's title, and by whether it is a thread, of which what people answer is the text.
    """
    _take_away_marked(main, is_thread, sizes)
    if title is not None and title in sizes:
        _take_away_before(main, title, sizes)
    take_away_further(main, title, sizes)
    take_away_contents(main, sizes)
    if title is not None and title in sizes:
        _take_away_bylines(main, title, sizes)
    take_away_buttons(main, sizes)
    take_away_worded(main, is_thread, sizes)
    take_away_about(main, sizes)
    take_away_forms(main, sizes)
    take_away_cards(main, sizes)
    take_away_behind(main, sizes)


def find_comments(root: Element) -> set[Element]:
    """All that stands within what readers wrote below a text, or rate it by."""
    found = set[Element]()
    for one in root.iter():
        if one.getparent() in found or (
            one.tag not in ("html", "body") and (names_comments(names(one)) or _is_scoped(one))
        ):
            found.add(one)
    return found


def _take_away_marked(main: Element, is_thread: bool, sizes: Sizes) -> None:
    """What roles, names and marks tell."""
    has_begun = next(main.iter("h1"), None) is None
    words, gone = dict[Element, set[str]](), set[Element]()
    for element in shown_in(main, sizes):
        has_begun = has_begun or element.tag == "h1"
        if element is main or any(above in gone for above in element.iterancestors()):
            continue
        if _is_beside(element, main, sizes, is_thread) or (not has_begun and _is_links(element, sizes[element])):
            gone.add(element)
        elif (found := _words(element, sizes[element])) and _holds_no_title(element):
            words[element] = found
    most = Counter[str]()
    for element, found in words.items():
        for word in found - set().union(*(words.get(above, set()) for above in element.iterancestors())):
            most[word] += sizes[element].own
    few = {word for word, own in most.items() if own <= _MOST * sizes[main].own}
    for element in (*gone, *(one for one, found in words.items() if found & few)):
        remove(element, sizes)


def _words(element: Element, size: Size) -> set[str]:
    """The words in the names of an element by which it may stand beside."""
    if element.tag not in AROUND | _LOW and "-" not in str(element.tag):
        return set()
    name = names(element)
    is_list = names_links(name) and size.links > 1 and size.linked >= _MOSTLY * size.said
    is_teaser = "teaser" in name and size.links > 0 and size.said <= _BOX
    return words_beside(name) | ({"links"} if is_list else set()) | ({"teaser"} if is_teaser else set())


def _holds_no_title(element: Element) -> bool:
    return next(element.iter("h1", "pre"), None) is None


def _is_beside(element: Element, main: Element, sizes: Sizes, is_thread: bool) -> bool:
    tag, name = str(element.tag), names(element)
    if tag == "nav":
        return True
    if tag not in AROUND or next(element.iter("h1"), None) is not None:
        return False
    if not is_thread and (names_comments(name) or _is_scoped(element)):
        return True
    role = attribute(element, "role")
    if role == "tablist" and next(element.iter("p", "table", "dl"), None) is not None:
        return False
    if role in _ROLES or attribute(element, "title") in _OFFICE or (tag == "td" and _is_menu(element, sizes)):
        return True
    is_little = sizes[element].own < _MOST * sizes[main].own
    return (element.get("data-nosnippet") is not None and is_little) or _is_by_tag(element, sizes)


def _is_by_tag(element: Element, sizes: Sizes) -> bool:
    if element.tag == "aside":
        is_note = "doc-" in attribute(element, "role") or element.get("epub:type") is not None
        return not is_note and not any(word in names(element) for word in _NOTE_WORDS)
    if element.tag == "header" and next(element.iter("h2", "h3", "h4"), None) is not None and not sizes[element].links:
        return False  # of a section
    if element.tag in ("header", "footer"):
        return next(element.iterancestors("blockquote"), None) is None
    return attribute(element, "id").lower() in _IDS


def _is_menu(cell: Element, sizes: Sizes) -> bool:
    """Whether a cell has the links of a site, beside one with its text."""
    size, others = (
        sizes[cell],
        [sizes[one] for one in (*cell.itersiblings(), *cell.itersiblings(preceding=True)) if one in sizes],
    )
    return size.links >= _MANY and size.linked >= _MOSTLY * size.said and any(one.running for one in others)


def _is_scoped(element: Element) -> bool:
    """Whether the vocabulary of schema.org tells that it stands beside."""
    return attribute(element, "itemtype").endswith(_SCOPES)


def _is_links(element: Element, size: Size) -> bool:
    """Whether a list says nothing but links."""
    return element.tag in ("ul", "div") and size.links > 1 and size.linked == size.said


def _take_away_before(main: Element, title: Element, sizes: Sizes) -> None:
    """What stands before the heading that is the title, unless it says much."""
    if title is main:
        return
    before, above = list[Element](), {title, *title.iterancestors()}
    for one in shown_in(main, sizes):
        if one is title:
            break
        if one not in above and one.getparent() in above:
            before.append(one)
    most = _MOST_RUNNING if any(sizes[one].running for one in before) else _MOST
    if sum(sizes[one].own for one in before) <= most * sizes[main].own:
        for one in before:
            remove(one, sizes)


def _take_away_bylines(main: Element, title: Element, sizes: Sizes) -> None:
    """Lines between the title and the text that tell who wrote it, when, and in which section."""
    has_begun = False
    for element in shown_in(main, sizes):
        size = sizes.get(element, Size())
        if element is title:
            has_begun = True
        elif has_begun and size.running and element.tag in ("p", "div") and not holds_parts(element):
            return
        elif has_begun and size.said <= _LABEL and element.tag in _BYLINES and _is_byline(element, size):
            remove(element, sizes)


def _is_byline(element: Element, size: Size) -> bool:
    if holds_parts(element):
        return False
    return any(map(is_count, _PARTING.split(said(element)))) or (size.links > 0 and _tells_date(element))


def _tells_date(element: Element) -> bool:
    return next(element.iter("time"), None) is not None or has_date(said(element))
