"""Lists: items by their marks, and what belongs to each by how far it is indented."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.numerals import NumeralStyle, numeral
from index.ingest.readers.markup.org.closings import Closings, closing_line

_MARK = re.compile(r"[ \t]*([-+]|(?<=[ \t])\*|(?:(\d{1,3})|([a-z])|([A-Z]))[.)])(?:[ \t]+|\Z)")
_BULLETS = frozenset("-+*")
_COUNTER = re.compile(r"\[@(?:start:)?(\d{1,6}|[a-zA-Z])\][ \t]*")
_CHECKBOX = re.compile(r"\[[ xX-]\](?:[ \t]+|\Z)")
_TERM_END = re.compile(r"[ \t]::(?:[ \t]+|\Z)")


class Item(NamedTuple):
    """An item: `mark` is shown in front, ":" where there is a `term`, and `start` is where its mark stands.

    `lines` are what belongs to it, from what stands behind the mark on.
    """

    mark: str
    start: int
    lines: Sequence[Line]
    term: Line | None = None


def begins_item(line: Line) -> bool:
    """Whether an item of a list stands on a line."""
    return _MARK.match(line.text) is not None


def read_list(lines: Sequence[Line], at: int, closings: Closings) -> tuple[list[Item], int]:
    """The items of the list that begins at a line, and the number of the line behind it."""
    items, number, indent = list[Item](), 0, lines[at].indent
    is_bulleted = _is_bullet(_MARK.match(lines[at].text))
    while at < len(lines) and lines[at].indent == indent and (mark := _MARK.match(lines[at].text)):
        if _is_bullet(mark) != is_bulleted:  # another list
            break
        end = _item_end(lines, at, closings)
        item, number = _item(lines[at:end], mark, number)
        items.append(item)
        following = _skip_blank(lines, end)
        if following - end > 1:  # two blank lines end a list
            return items, end
        at = following if following < len(lines) and begins_item(lines[following]) else end
    return items, at


def _item(lines: Sequence[Line], mark: re.Match[str], before: int) -> tuple[Item, int]:
    """An item, and its number; `before` is that of the one before it, 0 if there is none."""
    first = lines[0].cut(mark.end())
    start = lines[0].start + mark.start(1)
    style: NumeralStyle = "loweralpha" if mark[3] else "upperalpha" if mark[4] else "arabic"
    number = before + 1 if before else _value(mark[2] or mark[3] or mark[4] or "1")
    if counter := _COUNTER.match(first.text):
        number, first = _value(counter[1]), first.cut(counter.end())
    if checkbox := _CHECKBOX.match(first.text):
        first = first.cut(checkbox.end())
    term_end = _TERM_END.search(first.text) if _is_bullet(mark) else None
    if term_end:
        return Item(":", start, [first.cut(term_end.end()), *lines[1:]], first.cut(0, term_end.start())), number
    shown = "-" if _is_bullet(mark) else f"{numeral(number, style)}."
    return Item(shown, start, [first, *lines[1:]]), number


def _is_bullet(mark: re.Match[str] | None) -> bool:
    return mark is not None and mark[1] in _BULLETS


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else ord(numeral.lower()) - ord("a") + 1


def _item_end(lines: Sequence[Line], at: int, closings: Closings) -> int:
    """The number of the line behind an item: it has all that is indented more, and blocks that begin there."""
    indent, end = lines[at].indent, at + 1
    blank = 0
    while end < len(lines) and blank < 2:
        line = lines[end]
        if line.text and line.indent <= indent:
            break
        blank = 0 if line.text else blank + 1
        end = closing_line(lines, end, closings) + 1
    while end > at + 1 and not lines[end - 1].text:
        end -= 1
    return end


def _skip_blank(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and not lines[at].text:
        at += 1
    return at
