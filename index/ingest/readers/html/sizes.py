"""How much the parts of a page say: outside links and in them, as labels and as running text."""

import re
from operator import add, sub
from typing import NamedTuple

from lxml import etree

from index.ingest.readers.elements import Element
from index.ingest.readers.html.hidden import is_hidden

RUNNING = 60
"""Characters of a run of text that is no label."""
_UNSPACED = re.compile(r"[\u2e80-\uffff]")
_WIDE = 2  # times as much as another character says one of a script without spaces


class Size(NamedTuple):
    """How many characters are said, how many of them in links, in how many links, and how many in running text."""

    said: int = 0
    linked: int = 0
    links: int = 0
    running: int = 0

    def plus(self, other: "Size") -> "Size":
        """Both together."""
        return Size(*map(add, self, other))

    def minus(self, other: "Size") -> "Size":
        """What is left without the other."""
        return Size(*map(sub, self, other))

    @property
    def own(self) -> int:
        """How much is said outside links."""
        return self.said - self.linked


Sizes = dict[Element, Size]
"""Of elements that are shown, in the order of their page."""


def measured(root: Element) -> Sizes:
    """The sizes of what is shown of a page, by its elements, in its order."""
    sizes, open_links = dict[Element, Size](), 0
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if element is not root and is_hidden(element):
                events.skip_subtree()
                continue
            open_links += _is_link(element)
            sizes[element] = _size(element.text, open_links).plus(Size(links=int(_is_link(element))))
        else:
            open_links -= _is_link(element) and element in sizes
            parent = element.getparent()
            if element is not root and parent in sizes:
                tail = _size(element.tail, open_links)
                sizes[parent] = sizes[parent].plus(sizes.get(element, Size())).plus(tail)
    return sizes


def remove(element: Element, sizes: Sizes) -> None:
    """Takes an element away, but not what stands behind it; so it is of no size, and what it stood in of a smaller."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None or element not in sizes:
        return  # with what it stood in
    gone = sizes[element]
    for above in element.iterancestors():
        if above in sizes:
            sizes[above] = sizes[above].minus(gone)
    for one in element.iter():
        sizes.pop(one, None)
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _is_link(element: Element) -> bool:
    """Whether it leads somewhere, and is no place that others lead to."""
    return element.tag == "a" and (element.get("href") is not None or not (element.get("name") or element.get("id")))


def _size(text: str | None, open_links: int) -> Size:
    words = " ".join((text or "").split())
    length = len(words) if words.isascii() else len(words) + (_WIDE - 1) * len(_UNSPACED.findall(words))
    return Size(length, length if open_links else 0, 0, length if length >= RUNNING and not open_links else 0)
