"""Lists of all kinds: which lines are items, how deep each is, and what belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from index.ingest.readers.markup.asciidoc.block_attributes import BlockAttributes, is_attribute_line
from index.ingest.readers.markup.asciidoc.delimiters import closing_line, is_break, is_comment, is_delimiter
from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.numerals import NumeralStyle, numeral

_MARKER = re.compile(
    r"[ \t]*(\*+|-|•|\.+|(\d{1,9})\.|([a-z])\.|([A-Z])\.|([ivxlcdm]+)\)|([IVXLCDM]+)\)|<(?:\d{1,4}|\.)>)[ \t]+(?=\S)"
)
_TERM = re.compile(r"[ \t]*(?!//)([^\s:].*?)(:{2,4}|;;)(?:[ \t]+|\Z)")
_CHECKBOX = re.compile(r"\[[ xX*]\][ \t]+(?=\S)")
_STYLES: tuple[NumeralStyle, ...] = get_args(NumeralStyle)
_STYLE_GROUPS = tuple(zip(_STYLES[1:], range(3, 7), strict=True))  # of the pattern of markers
_BULLETS = frozenset("*-•")


class Item(NamedTuple):
    """An item: `mark` is shown in front, ":" where there are `terms` and the lines tell what they mean.

    `start` is where its mark stands in the source.
    """

    level: int
    mark: str
    start: int
    lines: Sequence[Line]
    terms: Sequence[Line] = ()


class Attached(NamedTuple):
    """Lines that belong to the item before them, at a level."""

    level: int
    lines: Sequence[Line]


class _Marker(NamedTuple):
    """The mark that an item begins with: what tells its list, where its text begins, and how it is counted."""

    key: str
    text_start: int
    style: NumeralStyle | None = None
    number: int | None = None
    term: tuple[int, int] = (0, 0)

    @property
    def is_term(self) -> bool:
        """Whether it stands behind a term."""
        return self.term[1] > 0


@dataclass(slots=True)
class _Level:
    """The list of one kind of mark, of those that are open."""

    key: str
    style: NumeralStyle
    next_number: int


def begins_list(line: Line) -> bool:
    """Whether a line is an item of a list."""
    return _marker(line) is not None


def text_of_item(line: Line) -> Line | None:
    """What an item says whose mark stands on a line; None where none does, or a term."""
    marker = _marker(line)
    return line.cut(marker.text_start) if marker and not marker.is_term else None


def read_list(lines: Sequence[Line], at: int, attributes: BlockAttributes) -> tuple[list[Item | Attached], int]:
    """The items of the list that begins at a line, nested ones among them, and the number of the line behind it."""
    reader = _ListReader(lines, attributes)
    return reader.parts, reader.read(at)


def _marker(line: Line) -> _Marker | None:
    match = _MARKER.match(line.text)
    if match and not is_break(line):
        key, start = match[1], match.end()
        if key[0] in _BULLETS:
            checkbox = _CHECKBOX.match(line.text, start)
            return _Marker(key, checkbox.end() if checkbox else start)
        if key[0] == "<":
            return _Marker("<", start, "arabic")
        if match[2]:
            return _Marker("1.", start, "arabic", int(match[2]))
        style = next((style for style, group in _STYLE_GROUPS if match[group]), None)
        return _Marker(style or key, start, style or "arabic")
    term = _TERM.match(line.text) if "::" in line.text or ";;" in line.text else None
    return _Marker(term[2], term.end(), term=term.span(1)) if term else None


@dataclass(slots=True)
class _ListReader:
    lines: Sequence[Line]
    attributes: BlockAttributes
    parts: list[Item | Attached] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)

    def read(self, at: int) -> int:
        """Reads the list that begins at a line; gives the number of the line behind it."""
        marker = _marker(self.lines[at])
        while marker is not None:
            at = self._attached(self._item(at, marker))
            marker = self._next_marker(at)
        return at

    def _next_marker(self, at: int) -> _Marker | None:
        """The mark of the item that stands on a line, if one of this list does."""
        marker = _marker(self.lines[at]) if at < len(self.lines) else None
        return marker if marker and (marker.key == "<") == (self.levels[0].key == "<") else None

    def _item(self, at: int, marker: _Marker) -> int:
        mark = self._counted(marker)
        line = self.lines[at]
        start, terms = line.start + line.indent, list[Line]()
        if marker.is_term:
            at, marker, terms = self._terms(at, marker)
            line = self.lines[at]
        first = line.cut(marker.text_start)
        text, at = self._text(at + 1, first, bool(terms))
        self.parts.append(Item(len(self.levels), mark, start, text, terms))
        return at

    def _terms(self, at: int, marker: _Marker) -> tuple[int, _Marker, list[Line]]:
        """The terms that one definition belongs to, and the last of their lines, on which it may begin."""
        terms, key = list[Line](), marker.key
        while True:
            line = self.lines[at]
            terms.append(line.cut(*marker.term))
            following = _skip_blank(self.lines, at + 1)
            if line.cut(marker.text_start).text or following >= len(self.lines):
                return at, marker, terms
            other = _marker(self.lines[following])
            if other is None or other.key != key:
                return at, marker, terms
            at, marker = following, other

    def _text(self, at: int, first: Line, of_term: bool) -> tuple[list[Line], int]:
        """The lines of an item's own text, and the number of that behind them."""
        text = [first] if first.text else []
        if of_term and not text:
            following = _skip_blank(self.lines, at)
            if following < len(self.lines) and not self._ends_text(following):
                at = following
        while at < len(self.lines) and self.lines[at].text and not self._ends_text(at):
            if not is_comment(self.lines[at]):
                text.append(self.lines[at].stripped())
            at += 1
        return text, at

    def _ends_text(self, at: int) -> bool:
        line = self.lines[at]
        return line.text == "+" or begins_list(line) or is_delimiter(line) or is_attribute_line(line) or is_break(line)

    def _attached(self, at: int) -> int:
        """Takes what belongs to the last item; gives the line behind it, which is the next item if there is one."""
        while at < len(self.lines):
            following = _skip_blank(self.lines, at)
            if following == len(self.lines):
                break
            line, blank = self.lines[following], following - at
            if line.text == "+":
                at = self._block(following + 1, max(len(self.levels) - blank, 1))
            elif self._next_marker(following):
                return following
            elif not blank and is_comment(line):
                at = following + 1
            elif not blank and is_attribute_line(line) and self._is_item_behind(following):
                at = self._attributes(following)
            elif line.indent if blank else is_delimiter(line) or is_attribute_line(line):
                at = self._block(following, len(self.levels))
            else:
                break
        return at

    def _is_item_behind(self, at: int) -> bool:
        while at < len(self.lines) and is_attribute_line(self.lines[at]):
            at += 1
        return at < len(self.lines) and self._next_marker(at) is not None

    def _attributes(self, at: int) -> int:
        self.attributes = BlockAttributes()
        while is_attribute_line(self.lines[at]):
            self.attributes = self.attributes.with_line(self.lines[at])
            at += 1
        return at

    def _block(self, at: int, level: int) -> int:
        """Takes the block that begins at a line as part of the last item of a level."""
        end = block_end(self.lines, at)
        self.parts.append(Attached(level, self.lines[at:end]))
        return max(end, at)

    def _counted(self, marker: _Marker) -> str:
        """The mark that an item is shown with; its list, and those nested in the one before it, are open after that."""
        place = next((number for number, level in enumerate(self.levels) if level.key == marker.key), len(self.levels))
        del self.levels[place + 1 :]
        if place == len(self.levels):
            style, start = marker.style or "arabic", self.attributes.value("start")
            asked = next((one for one in _STYLES if one == self.attributes.style), style)
            number = int(start) if start.isdecimal() and len(start) < 10 else marker.number
            self.levels.append(_Level(marker.key, asked, 1 if number is None else number))
            self.attributes = BlockAttributes()
        if marker.is_term or marker.style is None:
            return ":" if marker.is_term else "-"
        level = self.levels[place]
        level.next_number += 1
        return f"{numeral(level.next_number - 1, level.style)}."


def block_end(lines: Sequence[Line], at: int) -> int:
    """The number of the line behind the block that begins at a line, with what is said of it in front."""
    while at < len(lines) and (is_attribute_line(lines[at]) or is_comment(lines[at]) or _is_title(lines[at])):
        at += 1
    if at < len(lines) and is_delimiter(lines[at]):
        return min(closing_line(lines, at) + 1, len(lines))
    begins = at < len(lines) and begins_list(lines[at])
    while at < len(lines) and lines[at].text and lines[at].text != "+" and not is_delimiter(lines[at]):
        if not begins and begins_list(lines[at]):
            break
        at += 1
    return at


def _is_title(line: Line) -> bool:
    return line.text[:1] == "." and line.text[1:2] not in ("", ".", " ")


def _skip_blank(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and not lines[at].text:
        at += 1
    return at
