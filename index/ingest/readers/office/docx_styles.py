"""What the styles of a Word document say of a paragraph: that it is a heading, code, hidden, or an item of a list."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from index.ingest.readers.elements import Element
from index.ingest.readers.office.ooxml import W, child, is_on, number, value
from index.ingest.readers.office.style_names import CODE, CODE_FONT, HEADING, LEFT_OUT, TITLE

_LISTED = re.compile(r"list (?:bullet|number|continue) ?([2-5])", re.IGNORECASE)
_MOST_BASES = 20
_BODY = 9  # an outline level that is none


class Listed(NamedTuple):
    """By which numbering a paragraph counts, and how deep; 0 where it does not."""

    number: int
    level: int


class Look(NamedTuple):
    """What is known of the paragraphs of a style."""

    heading: int = 0  # its level, if it is one
    is_title: bool = False
    is_left_out: bool = False
    is_code: bool = False
    indent: int = 0  # in twentieths of a point, of the styles for lists
    listed: Listed | None = None
    depth: int = 0  # of an item, by the name of its style


class DocxStyles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        """Takes the root of the styles, if there is any."""
        styles = [] if root is None else root.findall(f"{W}style")
        self._styles = {value(style, f"{W}styleId"): style for style in styles}
        self._looks: dict[str, Look] = {}
        self._known: dict[tuple[str, str], bool] = {}  # whether a style has a property

    def look(self, style: str) -> Look:
        """How paragraphs of a style are read."""
        if style not in self._looks:
            self._looks[style] = self._read(style)
        return self._looks[style]

    def has(self, style: str, name: str) -> bool:
        """Whether a style has a property of characters that is there or not, such as "b"."""
        if (style, name) not in self._known:
            found = (child(one, f"{W}rPr", f"{W}{name}") for one in self.chain(style))
            self._known[style, name] = is_on(next((one for one in found if one is not None), None))
        return self._known[style, name]

    def is_code_font(self, style: str) -> bool:
        """Whether a style that was chosen, and not the one that all have, writes in a font for code."""
        return any(is_code_font(child(one, f"{W}rPr")) for one in self.chain(style) if one is not self._otherwise)

    def has_bold_header(self, style: str) -> bool:
        """Whether a style of tables writes the first row in bold."""
        return any(
            value(part, f"{W}type") == "firstRow" and is_on(child(part, f"{W}rPr", f"{W}b"))
            for one in self.chain(style)
            for part in one.findall(f"{W}tblStylePr")
        )

    def chain(self, style: str) -> Iterator[Element]:
        """A style, and those that it is based on."""
        for _ in range(_MOST_BASES):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(element.find(f"{W}basedOn"))

    @cached_property
    def default(self) -> str:
        """The id of the style that paragraphs have which name none."""
        return value(self._otherwise, f"{W}styleId")

    @cached_property
    def _otherwise(self) -> Element | None:
        return next(
            (
                style
                for style in self._styles.values()
                if value(style, f"{W}type") == "paragraph" and value(style, f"{W}default") in ("1", "true", "on")
            ),
            None,
        )

    def _read(self, style: str) -> Look:
        names = [value(one.find(f"{W}name")) for one in self.chain(style)]
        own = names[0] if names else ""
        levels = [number(level, _BODY) + 1 for level in self._all(style, f"{W}outlineLvl")]
        named = next((int(match[1]) for name in names if (match := HEADING.fullmatch(name))), 0)
        level = levels[0] if levels else named
        left_out = bool(LEFT_OUT.fullmatch(own))
        depth, is_list = _LISTED.fullmatch(own), own.casefold().startswith("list")
        return Look(
            heading=level if level <= _BODY and not left_out else 0,
            is_title=bool(TITLE.fullmatch(own)),
            is_left_out=left_out,
            is_code=any(CODE.fullmatch(name) for name in names) or self.is_code_font(style),
            indent=next((indent_of(ind) for ind in self._all(style, f"{W}ind") if is_list), 0),
            listed=self._listed(style),
            depth=int(depth[1]) if depth else 0,
        )

    def _listed(self, style: str) -> Listed | None:
        for listed in self._all(style, f"{W}numPr"):
            if (numbering := number(listed.find(f"{W}numId"), -1)) >= 0:
                return Listed(numbering, number(listed.find(f"{W}ilvl"), -1))
        return None

    def _all(self, style: str, name: str) -> Iterator[Element]:
        found = (child(one, f"{W}pPr", name) for one in self.chain(style))
        return (one for one in found if one is not None)


def indent_of(ind: Element | None) -> int:
    """How far the lines of a paragraph are indented."""
    return number(ind, number(ind, 0, f"{W}left"), f"{W}start")


def is_code_font(properties: Element | None) -> bool:
    """Whether properties of characters name a font for code."""
    return bool(CODE_FONT.search(value(child(properties, f"{W}rFonts"), f"{W}ascii")))
