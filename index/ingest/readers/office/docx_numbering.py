"""The numbers of items and headings as Word shows them: it keeps only by which rules they count."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.ingest.readers.elements import Element
from index.ingest.readers.markup.numerals import NumeralStyle, numeral
from index.ingest.readers.office.docx_styles import DocxStyles, Listed, indent_of
from index.ingest.readers.office.ooxml import W, child, is_on, number, value

BULLET = "-"
_STYLES: dict[str, NumeralStyle] = {
    "lowerLetter": "loweralpha",
    "upperLetter": "upperalpha",
    "lowerRoman": "lowerroman",
    "upperRoman": "upperroman",
}
_COUNTED = re.compile(r"%([1-9])")


class Mark(NamedTuple):
    """What stands in front of a paragraph, how deep it is nested, how far its text is indented, and of which list."""

    text: str
    level: int
    indent: int
    numbering: int


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts; `after` is the level from which on a higher one has it begin anew."""

    start: int
    form: str
    text: str
    after: int
    is_decimal: bool
    indent: int
    style: str


class DocxNumbering:
    """Counts the paragraphs of a document, which must be given in its order."""

    def __init__(self, root: Element | None, styles: DocxStyles) -> None:
        """Takes the root of the numbering, if there is any."""
        self._styles = styles
        self._kinds = _by_id(root, "abstractNum")
        self._lists = _by_id(root, "num")
        self._levels: dict[int, dict[int, _Level]] = {}
        self._counted: dict[int, dict[int, int]] = {}  # by the kind of list and the level
        self._begun: set[int] = set()

    def mark(self, listed: Listed, style: str) -> Mark | None:
        """What stands in front of the next paragraph, which is of a style; None where it is of no list."""
        levels = self._levels_of(listed.number)
        depth = listed.level
        if depth < 0:
            own = {value(one, f"{W}styleId") for one in self._styles.chain(style)}
            depth = next((depth for depth, level in levels.items() if level.style in own and level.style), 0)
        if (level := levels.get(depth)) is None:
            return None
        if level.form == "bullet":
            return Mark(BULLET if level.text.strip() else "", depth + 1, level.indent, listed.number)
        self._count(listed.number, depth, levels)
        counted = self._counted[self._kind(listed.number)]

        def shown(match: re.Match[str]) -> str:
            of = levels.get(int(match[1]) - 1, level)
            count = counted.get(int(match[1]) - 1, of.start)
            return _numeral(count, "decimal" if level.is_decimal else of.form)

        return Mark(_COUNTED.sub(shown, level.text).strip(), depth + 1, level.indent, listed.number)

    def _count(self, numbering: int, depth: int, levels: dict[int, _Level]) -> None:
        counted = self._counted.setdefault(self._kind(numbering), {})
        if numbering not in self._begun:
            self._begun.add(numbering)
            for override in self._lists[numbering].findall(f"{W}lvlOverride"):
                if override.find(f"{W}startOverride") is not None:
                    counted.pop(number(override, -1, f"{W}ilvl"), None)
        counted[depth] = counted[depth] + 1 if depth in counted else levels[depth].start
        for deeper in [one for one in counted if one > depth]:
            if deeper not in levels or depth < levels[deeper].after:
                del counted[deeper]

    def _levels_of(self, numbering: int) -> dict[int, _Level]:
        if numbering not in self._levels:
            self._levels[numbering] = self._read(numbering)
        return self._levels[numbering]

    def _read(self, numbering: int) -> dict[int, _Level]:
        of, kind = self._lists.get(numbering), self._kinds.get(self._kind(numbering))
        if of is None or kind is None:
            return {}
        levels = {number(level, 0, f"{W}ilvl"): _level(level) for level in kind.findall(f"{W}lvl")}
        for override in of.findall(f"{W}lvlOverride"):
            depth = number(override, 0, f"{W}ilvl")
            if (other := override.find(f"{W}lvl")) is not None:
                levels[depth] = _level(other)
            start = number(override.find(f"{W}startOverride"), -1)
            if start >= 0 and depth in levels:
                levels[depth] = replace(levels[depth], start=start)
        return levels

    def _kind(self, numbering: int) -> int:
        """The kind of a list, whose levels may stand with a style that it names."""
        kind = number(child(self._lists.get(numbering), f"{W}abstractNumId"), -1)
        link = value(child(self._kinds.get(kind), f"{W}numStyleLink"))
        listed = self._styles.look(link).listed if link else None
        return kind if listed is None else number(child(self._lists.get(listed.number), f"{W}abstractNumId"), kind)


def _by_id(root: Element | None, name: str) -> dict[int, Element]:
    elements = [] if root is None else root.findall(f"{W}{name}")
    return {number(element, -1, f"{W}{name}Id" if name != "num" else f"{W}numId"): element for element in elements}


def _level(element: Element) -> _Level:
    depth = number(element, 0, f"{W}ilvl")
    return _Level(
        start=number(element.find(f"{W}start"), 0),
        form=value(element.find(f"{W}numFmt")) or "decimal",
        text=value(element.find(f"{W}lvlText")),
        after=number(element.find(f"{W}lvlRestart"), depth),
        is_decimal=is_on(element.find(f"{W}isLgl")),
        indent=indent_of(child(element, f"{W}pPr", f"{W}ind")),
        style=value(element.find(f"{W}pStyle")),
    )


def _numeral(count: int, form: str) -> str:
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else numeral(count, _STYLES.get(form, "arabic"))
