"""Which elements of a page are parts, headings and lines."""

from index.ingest.readers.elements import Element
from index.ingest.readers.html.sizes import Sizes
from index.ingest.readers.html.tables import is_layout

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
AROUND = frozenset(
    "div section ul ol p table form span td aside nav header footer menu article tr dl figure".split()  # noqa: SIM905
)
"""What may stand around others, and beside a text."""
_CLOSED = frozenset({"pre", "code", "dl"})


def shown_in(main: Element, sizes: Sizes) -> list[Element]:
    """What is shown of a part, in order."""
    return [one for one in main.iter() if one in sizes]


def holds_parts(element: Element) -> bool:
    """Whether others stand in an element that are more than marks of its text."""
    return any(one.tag in AROUND and one.tag != "span" for one in element.iterdescendants())


def is_line(element: Element) -> bool:
    """Whether an element is a line of the main part that may be no sentence of it."""
    if holds_parts(element):
        return False
    above = element.iterancestors()
    return not any(one.tag in _CLOSED or (one.tag == "table" and not is_layout(one)) for one in above)
