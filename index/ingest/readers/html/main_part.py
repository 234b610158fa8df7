"""The main part of a page: what it is there for, without what stands around it on every page of its site."""

import re
from typing import NamedTuple

from index.ingest.readers.elements import Element
from index.ingest.readers.html.beside import find_comments
from index.ingest.readers.html.looks import line_level
from index.ingest.readers.html.parsing import classes, said
from index.ingest.readers.html.sizes import Size, Sizes, measured

_MAIN = (
    ".//main",
    ".//*[@role='main']",
    ".//*[@itemprop='articleBody']/..",
    ".//*[@id='mw-content-text']",
    ".//*[@id='main-content']",
    ".//article",
)
_MENUS = 20  # links
_LINKED = 0.2  # of what a page says that is in them
_LEAST_WITHIN = 0.7  # of what a part says outside links that is said in a part of it
_PARTS = frozenset("article center div form main section table tbody td tr".split())  # noqa: SIM905
_LEAST = 0.4  # of the words of a page that its main part has
_LEAST_RUNNING = 0.75  # of the running text of a page that the part with its title has
_BETWEEN = 0.2  # of what a part says that stands between it and the title above it
_HEADINGS = ("h1", "h2", "h3")
_LOOKS = ("div", "p", "span", "td", "b", "strong", "font", "big", "center")  # that may look like a heading
_LOUD = frozenset({*_HEADINGS, "b", "strong", "font", "big", "center"})
_FEW = 8  # elements in a heading
_SHORTEST = 0.4  # of what a page tells as its title that its heading says


class MainPart(NamedTuple):
    """The main part of a page, the heading that is its title, and the sizes of all that is shown of the page."""

    element: Element
    title: Element | None
    sizes: Sizes


def main_part(root: Element, told: str) -> MainPart:
    """The main part of a page, by what it tells as its title."""
    sizes, title = measured(root), _find_title(root, told)
    main = _find_main(root, title, sizes)
    return MainPart(main, title, sizes if main in sizes else measured(main))


def _find_main(root: Element, title: Element | None, sizes: Sizes) -> Element:
    """The part of a page that holds what it says, by the heading that is its title."""
    body = next(root.iter("body"), root)
    comments = find_comments(body)
    for path in _MAIN:
        found = [one for one in body.iterfind(path) if one in sizes and one not in comments]
        outer = [one for one in found if not any(above in found for above in one.iterancestors())]
        if len(outer) == 1 and sizes[outer[0]].own >= _LEAST * sizes[body].own and _follows(outer[0], title, sizes):
            return outer[0]
    if title is not None and title in sizes and sizes[body].running:
        return _around(title, body, sizes)
    return _densest(body, sizes) if _has_menus(sizes[body]) else body


def _find_title(root: Element, told: str) -> Element | None:
    """The heading that is the title of a page, by what it tells as such; else the only one of the first level."""
    given = _folded(told)
    for names in (_HEADINGS, _LOOKS):
        for one in root.iter(*names):
            text = _folded(said(one)) if given and len(one) <= _FEW else ""
            if text and (text == given or (len(text) >= _SHORTEST * len(given) and given.startswith(text))):
                return one
            if (
                text
                and (one.tag in _LOUD or "title" in classes(one))
                and len(text) >= _SHORTEST * len(given)
                and given.endswith(text)
            ):
                return one
    first = [one for one in root.iter("h1", "p") if line_level(one) == 1 and said(one)]
    return first[0] if len(first) == 1 else None


def _follows(part: Element, title: Element | None, sizes: Sizes) -> bool:
    """Whether a part holds the title or stands right below it: else it is a part of the text, or beside it."""
    if title is None or title not in sizes:
        return True
    above = {part, *part.iterancestors()}
    if part in title.iterancestors() or title in above:
        return True
    between, has_begun = 0, False
    for one in sizes:
        if one is part:
            return not has_begun or between <= _BETWEEN * sizes[part].own
        has_begun = has_begun or one is title
        if has_begun and one not in above and one.getparent() in above:
            between += sizes[one].own
    return True


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _around(title: Element, body: Element, sizes: Sizes) -> Element:
    """The smallest part that holds the title and most of the running text."""
    part = title
    while part is not body and (sizes[part].running < _LEAST_RUNNING * sizes[body].running or part.tag not in _PARTS):
        above = part.getparent()
        if above is None or above not in sizes:
            return body
        part = above
    return part


def _has_menus(size: Size) -> bool:
    """Whether a page has so many links that some of them must be those of its site."""
    return size.links >= _MENUS and size.linked >= _LINKED * size.said


def _densest(body: Element, sizes: Sizes) -> Element:
    """The innermost part of a page that has most of what is said outside links."""
    part, found = body, True
    while found:
        inner = [one for one in part if one in sizes and one.tag in _PARTS]
        most = max(inner, key=lambda one: sizes[one].own, default=part)
        found = most is not part and sizes[most].own >= _LEAST_WITHIN * sizes[part].own
        part = most if found else part
    return part
