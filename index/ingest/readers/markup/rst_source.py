"""The lines of a text as docutils takes them, and where in the text their characters stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_TAB = 8  # columns
_SHOWN = re.compile(r"\S")
_CONTROL = re.compile("[\v\f\x00]")  # docutils marks escapes by zero bytes
_NEAR = 5  # lines that docutils may be off by
_AHEAD = 200  # lines in which is looked for what docutils tells no line of


class SourceLines:
    """The lines of a text with tabs as spaces and without white space at their ends."""

    def __init__(self, text: str, begin: int = 0) -> None:
        """Takes the text in which offsets are counted; what stands before the offset `begin` is left blank."""
        text = _SHOWN.sub(" ", text[:begin]) + text[begin:]
        self.lines: list[str] = []
        self._starts: list[int] = []
        self._columns: dict[int, list[int]] = {}  # of the lines that have tabs: of each column the place in the line
        start = 0
        for line in _CONTROL.sub(" ", text).splitlines(keepends=True):
            self._starts.append(start)
            if "\t" in line:
                self._columns[len(self.lines)] = list(_columns(line))
            self.lines.append(line.expandtabs(_TAB).rstrip())
            start += len(line)
        self._starts.append(start)

    def offset(self, line: int, column: int) -> int:
        """Where the character of a line and column, both from 0 on, stands in the text."""
        columns = self._columns.get(line)
        return self._starts[line] + (columns[column] if columns else column)

    def line_at(self, offset: int) -> int:
        """The line, from 0 on, that an offset of the text is in."""
        return min(bisect_right(self._starts, offset), len(self.lines)) - 1

    def place(self, raw: str, after: int, line: int | None, cell: bool = False) -> list[int] | None:
        """Where the characters of lines that docutils took out of the text stand in it, and the end of the last.

        They are looked for around a line, or without one from an offset on, and never before that offset; each is the
        end of a line of the text, or in the cell of a table the first that is the same. None where they are not there.
        """
        first = max(self.line_at(after), 0)
        rows = raw.split("\n")
        near = range(first, first + _AHEAD) if line is None else _around(max(line, first))
        for candidate in near:
            if first <= candidate <= len(self.lines) - len(rows):
                columns = self._fitting(rows, candidate, after, cell)
                if columns is not None:
                    return self._offsets(rows, candidate, columns)
        return None

    def _fitting(self, rows: Sequence[str], line: int, after: int, cell: bool) -> list[int] | None:
        """The column of each row in the lines from one on; None where one is not there."""
        columns = list[int]()
        for number, row in enumerate(rows, line):
            text = self.lines[number]
            column = -1 if cell or not text.endswith(row) else len(text) - len(row)
            while column < 0 or self.offset(number, column) < after:
                column = text.find(row, column + 1)
                if column < 0 or not row:
                    break
            if column < 0:
                return None
            columns.append(column)
        return columns

    def _offsets(self, rows: Sequence[str], line: int, columns: Sequence[int]) -> list[int]:
        offsets = list[int]()
        for number, (row, column) in enumerate(zip(rows, columns, strict=True), line):
            offsets += (self.offset(number, place) for place in range(column, column + len(row)))
            offsets.append(offsets[-1] + 1 if row else self.offset(number, column))
        return offsets


def _around(line: int) -> Iterator[int]:
    yield line
    for distance in range(1, _NEAR + 1):
        yield from (line + distance, line - distance)


def _columns(line: str) -> Iterator[int]:
    """Of each column of a line the place of its character; a tab has several columns."""
    width = 0
    for place, character in enumerate(line):
        columns = _TAB - width % _TAB if character == "\t" else 1
        yield from [place] * columns
        width += columns
    yield len(line)
