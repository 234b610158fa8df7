"""The numbers of items and headings as a text document of OpenDocument shows them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from index.ingest.readers.elements import Element
from index.ingest.readers.markup.numerals import NumeralStyle, numeral
from index.ingest.readers.office.odf import STYLE, TEXT, OdfStyles, attribute, count_of

BULLET = "-"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
OUTLINE = "outline"
"""The name by which headings are counted."""
_COUNTING = frozenset({f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"})
_FORMS: dict[str, NumeralStyle] = {"a": "loweralpha", "A": "upperalpha", "i": "lowerroman", "I": "upperroman"}


class _Level(NamedTuple):
    """How a level of a list counts: `shown` says how many levels its number has; `bullet` is empty where it counts."""

    form: str
    prefix: str
    suffix: str
    shown: int
    start: int
    bullet: str


@dataclass(frozen=True, slots=True)
class OdtList:
    """A list: how it counts, how far each of its levels has, and the number that tells it from others."""

    style: str
    number: int
    counted: dict[int, int] = field(default_factory=dict)


class OdtLists:
    """The lists of a document, which must be opened and counted in its order."""

    def __init__(self, styles: OdfStyles) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        for root in reversed(styles.roots):
            for style in root.iter(f"{TEXT}list-style"):
                self._levels[attribute(style, f"{STYLE}name")] = _levels(style)
            for style in root.iter(f"{TEXT}outline-style"):
                self._levels[OUTLINE] = _levels(style)
        self._by_style: dict[str, OdtList] = {}
        self._by_id: dict[str, OdtList] = {}
        self._opened = 0

    def open(self, element: Element, above: OdtList | None, depth: int) -> OdtList:
        """The list that an element is, below another or by itself; it goes on with one before where it says so."""
        style = attribute(element, f"{TEXT}style-name") or (above.style if above else "")
        if above is not None:
            goes_on = attribute(element, f"{TEXT}continue-numbering") == "true"
            if not goes_on:
                above.counted.pop(depth, None)
            return OdtList(style, above.number, above.counted)
        before = self._by_id.get(attribute(element, f"{TEXT}continue-list"))
        if before is None and attribute(element, f"{TEXT}continue-numbering") == "true":
            before = self._by_style.get(style)
        if before is None:
            self._opened += 1
            before = OdtList(style, self._opened)
        opened = OdtList(style, before.number, before.counted)
        self._by_style[style] = opened
        if named := attribute(element, _ID):
            self._by_id[named] = opened
        return opened

    def mark(self, opened: OdtList, depth: int, start: int = 0) -> str:
        """What stands in front of the next item of a list at a depth, which begins anew at `start` if that is given."""
        levels = self._levels.get(opened.style, {})
        # A list within another may say only how its own items look.
        last = levels[max(levels)] if levels and opened.style != OUTLINE else None
        level = levels.get(depth, last)
        if level is None or level.bullet.strip():
            return BULLET
        if level.bullet:
            return ""
        counted = opened.counted
        counted[depth] = start or (counted[depth] + 1 if depth in counted else level.start)
        for deeper in [one for one in counted if one > depth]:
            del counted[deeper]
        first = max(1, depth - level.shown + 1)
        numbers = (_numeral(counted.get(one, 1), levels.get(one, level).form) for one in range(first, depth + 1))
        shown = ".".join(filter(None, numbers)) if level.form else ""
        return f"{level.prefix}{shown}{level.suffix}".strip() if shown else ""


def _levels(style: Element) -> dict[int, _Level]:
    return {
        count_of(level, f"{TEXT}level"): _Level(
            attribute(level, f"{STYLE}num-format"),
            attribute(level, f"{STYLE}num-prefix"),
            attribute(level, f"{STYLE}num-suffix"),
            count_of(level, f"{TEXT}display-levels"),
            count_of(level, f"{TEXT}start-value"),
            "" if level.tag in _COUNTING else attribute(level, f"{TEXT}bullet-char") or BULLET,
        )
        for level in style
    }


def _numeral(count: int, form: str) -> str:
    return numeral(count, _FORMS.get(form, "arabic")) if form else ""
