"""What leads elsewhere amid and behind a text: cards, lists of contents, further articles, headlines at the end."""

import re
from collections import defaultdict
from collections.abc import Sequence

from index.ingest.readers.elements import Element
from index.ingest.readers.html.calls import is_label
from index.ingest.readers.html.parsing import attribute, classes, said
from index.ingest.readers.html.sizes import Size, Sizes, remove

_AROUND = frozenset("center div section ul ol p table form span td nav header footer aside menu".split())  # noqa: SIM905
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MANY = 3  # links
_HEADLINE = 25  # characters of a link that is one, about
_MOSTLY = 0.6
_CARD = 220  # characters that a card says at most
_CARDS = 2
_SIGNS = 0.1  # of a list of links that may be numbers and the like
_LABEL = 40
_WHOLE = frozenset({"div", "section", "nav", "footer"})
_BOXES = _WHOLE | {"p", "center", "td"}
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|zip|csv|ics|epub|mp3)$", re.IGNORECASE)
_LEAST_REST = 150  # characters of its own that a page says outside its cards
_MOST = 1 / 2  # of the page's own that cards have


def take_away_cards(main: Element, sizes: Sizes) -> None:
    """Parts of one shape that stand beside each other, each a link with a picture or a heading."""
    for parent in list(main.iter()):
        shapes = defaultdict[tuple[str, str], list[Element]](list)
        for one in parent:
            if one in sizes:
                shapes[str(one.tag), attribute(one, "class")].append(one)
        for alike in shapes.values():
            cards = [one for one in alike if _is_card(one, sizes)]
            if len(cards) == len(alike) >= _CARDS and _is_little(cards, sizes, sizes[main]):
                is_all = sum(sizes[one].said for one in cards) >= _MOSTLY * sizes[parent].said and parent is not main
                for one in [parent] if is_all and next(parent.iter("h1", "p", "pre"), None) is None else cards:
                    remove(one, sizes)


def _is_little(cards: Sequence[Element], sizes: Sizes, whole: Size) -> bool:
    own = sum(sizes[one].own for one in cards)
    return own <= _MOST * whole.own and whole.own - own >= _LEAST_REST


def _is_card(part: Element, sizes: Sizes) -> bool:
    size = sizes[part]
    if not size.links or size.said > _CARD or part.tag in ("td", "tr", "th"):
        return False
    if next(part.iter("pre", "code", "table"), None) is not None:
        return False
    targets = {attribute(link, "href") for link in part.iter("a")} | (
        {attribute(part, "href")} if part.tag == "a" else set()
    )
    if len(targets) > 2 or any(target.startswith("#") for target in targets):
        return False
    has_picture = next(part.iter("img", "picture", "svg"), None) is not None
    has_heading = any(
        next(one.iter("a"), None) is not None or next(one.iterancestors("a"), None) is not None
        for one in part.iter(*_HEADINGS)
    )
    return (has_picture or has_heading) and size.linked >= 0.2 * size.said and size.linked > 0


def take_away_contents(main: Element, sizes: Sizes) -> None:
    """Lists whose items all lead to a place on the page itself, with the label above them."""
    headings = {said(one).casefold() for one in main.iter(*_HEADINGS)}
    for part in list(main.iter("ul", "ol")):
        size = sizes.get(part, Size())
        if size.links < _CARDS or size.own > _SIGNS * size.said:
            continue
        links = [(attribute(link, "href"), said(link).casefold()) for link in part.iter("a")]
        known = sum(any(heading and heading in text for heading in headings) for _, text in links)
        if all("#" in target for target, _ in links) and 2 * known >= len(links):
            label = part.getprevious()
            if label is not None and label in sizes and 0 < sizes[label].said <= _LABEL and is_label(said(label)):
                remove(label, sizes)
            remove(part, sizes)


def take_away_further(main: Element, title: Element | None, sizes: Sizes) -> None:
    """Whole articles behind the first one, each with a heading that leads to its page or is as high as the title."""
    if title is None:
        return
    for part in (title, *title.iterancestors()):
        if part is main:
            return
        alike = (one for one in part.itersiblings(str(part.tag)) if _is_alike(one, part))
        for one in list(alike) if part is not title else []:
            heading = next(one.iter(*_HEADINGS), None)
            if heading is not None and (heading.tag == title.tag or _leads_away(heading)) and title.tag in ("h1", "h2"):
                remove(one, sizes)


def _is_alike(one: Element, other: Element) -> bool:
    """Whether two elements go by a name in common, or both by none."""
    return bool(classes(one) & classes(other)) or not (classes(one) or classes(other))


def _leads_away(heading: Element) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(attribute(link, "href") and "#" not in attribute(link, "href") for link in links)


def take_away_behind(main: Element, sizes: Sizes) -> None:
    """What leads elsewhere behind the last of the running text: other articles, by their headlines, and other pages."""
    behind = False
    shown = [one for one in main.iter() if one in sizes]
    texts = [one for one in shown if sizes[one].running]
    last = texts[-1] if texts else main
    for element in shown:
        if behind and element in sizes and element.tag in _AROUND:
            size = sizes[element]
            if (size.links >= _MANY and size.linked >= max(_MOSTLY * size.said, _HEADLINE * size.links)) or (
                element.tag in _BOXES and size.links and _says_only_links(element) and _leads_to_pages(element)
            ):
                remove(element, sizes)
        behind = behind or element is last


def _says_only_links(part: Element) -> bool:
    """Whether there are no more than signs between the links of a part; of a paragraph, that has several."""
    links = [said(link) for link in part.iter("a")]
    if not any(links) or (part.tag not in _WHOLE and len(links) < _CARDS):
        return False
    rest = said(part)
    for link in links:
        rest = rest.replace(link, "", 1) if link else rest
    return not any(map(str.isalnum, rest))


def _leads_to_pages(part: Element) -> bool:
    """Whether all links of a part lead to other pages of the web, and none to a file, a mail or a place here."""
    targets = [attribute(link, "href") for link in part.iter("a")]
    return not any(target.startswith(("#", "mailto:", "tel:")) or _FILE.search(target) for target in targets)
