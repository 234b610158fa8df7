"""The lists of a page: their items, marks and depth, as a walk through it opens and closes them."""

import re
from dataclasses import dataclass, field

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute
from index.ingest.readers.markup.numerals import NumeralStyle, numeral

TERM = ":"
"""The mark of a term and what it means, which is not shown."""
_STYLES: dict[str, NumeralStyle] = {"a": "loweralpha", "A": "upperalpha", "i": "lowerroman", "I": "upperroman"}
_CSS_STYLES: dict[str, NumeralStyle] = {
    "lower-alpha": "loweralpha",
    "lower-latin": "loweralpha",
    "upper-alpha": "upperalpha",
    "upper-latin": "upperalpha",
    "lower-roman": "lowerroman",
    "upper-roman": "upperroman",
}
_CSS_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_GOOGLE_LEVEL = re.compile(r"\blst-\S+-(\d)\b")  # whose lists stand beside each other, however deep
_INTEGER = re.compile(r"\s*(-?\d{1,6})\s*")


@dataclass(slots=True)
class HtmlList:
    """A list that is open; `mark` is that of an item which has said nothing yet."""

    element: Element
    group: int
    level: int
    mark: str | None = None
    number: int = 1
    step: int = 1
    style: NumeralStyle | None = None
    is_answer: bool = field(default=False)
    """Whether what is said goes with a question that was a term, and is no item."""


def open_list(element: Element, group: int, depth: int) -> HtmlList:
    """A list within so many others."""
    google = _GOOGLE_LEVEL.search(attribute(element, "class"))
    opened = HtmlList(element, group, max(int(google[1]) + 1 if google else 1, depth + 1))
    if element.tag == "ol":
        css = _CSS_STYLE.search(attribute(element, "style"))
        opened.style = _CSS_STYLES.get(css[1] if css else "", _STYLES.get(attribute(element, "type"), "arabic"))
        is_reversed = element.get("reversed") is not None
        count = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
        opened.number, opened.step = _integer(attribute(element, "start"), count), -1 if is_reversed else 1
    return opened


def begin_item(opened: HtmlList, item: Element) -> None:
    """Begins an item of a list."""
    if opened.style is None:
        opened.mark = "-"
        return
    number = _integer(attribute(item, "value"), opened.number)
    opened.mark = f"{numeral(number, opened.style) if number > 0 else number}."
    opened.number = number + opened.step


def is_toggles(element: Element) -> bool:
    """Whether a list holds only what folds, as Notion exports it."""
    items = list(element.iterchildren("li"))
    return bool(items) and all(next(item.iterchildren("details"), None) is not None for item in items)


def continues(element: Element, before: Element) -> bool:
    """Whether a list goes on with the one before it, as where each item is exported as a list of its own."""
    if element.getprevious() is not before or (before.tail or "").strip():
        return False
    if _GOOGLE_LEVEL.search(attribute(element, "class")) and _GOOGLE_LEVEL.search(attribute(before, "class")):
        return True
    return (
        element.tag == before.tag
        and bool(attribute(element, "class"))
        and (attribute(element, "class") == attribute(before, "class"))
    )


def _integer(text: str, default: int) -> int:
    match = _INTEGER.fullmatch(text)
    return int(match[1]) if match else default
