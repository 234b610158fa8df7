"""Tables: rows between vertical lines, with rules below the header."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.ingest.readers.markup.lines import Line

_RULE = re.compile(r"\|-[-+|]*\Z")
_WIDTH = re.compile(r"(?:<[lrc]?\d*>)?\Z")  # of a column, or how it is aligned
_ROW_MARKS = frozenset({"", "#", "*", "!", "^", "_", "$", "/"})  # of a first column that says how rows are computed
_HIDDEN_ROWS = frozenset({"!", "^", "_", "$", "/"})


class Table(NamedTuple):
    """Rows of cells, of which the first ones are the header."""

    header_rows: int
    rows: Sequence[Sequence[Line]]


def begins_row(line: Line) -> bool:
    """Whether a line is a row of a table, or a rule."""
    return line.text.lstrip().startswith("|")


def read_table(lines: Sequence[Line]) -> Table:
    """Reads the lines of a table."""
    rows, header_rows = list[list[Line]](), 0
    for line in map(Line.stripped, lines):
        if _RULE.match(line.text):
            header_rows = header_rows or len(rows)
            continue
        cells = _cells(line)
        if not all(_WIDTH.match(cell.text) for cell in cells):
            rows.append(cells)
    if rows and _has_marks(rows):
        hidden = [row[0].text in _HIDDEN_ROWS for row in rows]
        header_rows -= sum(hidden[:header_rows])
        rows = [row[1:] for row, is_hidden in zip(rows, hidden, strict=True) if not is_hidden]
    return Table(header_rows if header_rows < len(rows) else 0, rows)


def _cells(line: Line) -> list[Line]:
    cells, place = list[Line](), 1
    while place < len(line.text):
        end = line.text.find("|", place)
        end = len(line.text) if end < 0 else end
        cells.append(line.cut(place, end).stripped())
        place = end + 1
    return cells


def _has_marks(rows: Sequence[Sequence[Line]]) -> bool:
    first = {row[0].text if row else "" for row in rows}
    return first <= _ROW_MARKS and first != {""} and all(len(row) > 1 for row in rows)
