"""What stands below a heading, from lines to a reading."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.inline_text import InlineText, InlineWriter, joined_inline
from index.ingest.readers.markup.lines import Line, dedented, paragraphs, trimmed
from index.ingest.readers.markup.org.closings import Closings, closing_line
from index.ingest.readers.markup.org.inline import Inline
from index.ingest.readers.markup.org.keywords import keyword
from index.ingest.readers.markup.org.lists import Item, begins_item, read_list
from index.ingest.readers.markup.org.tables import begins_row, read_table
from index.ingest.readers.markup.sourced_text import LINE_BREAK, Edit, edited, standing_for, taken_lines
from index.records import Block, Span

_DEEPEST = 12  # elements within elements; what stands deeper is paragraphs
_HIDDEN = re.compile(r"[ \t]*(?:#(?:[ \t]|\Z)|#\+|-{5,}\Z|(?:(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<\[])|%%\()")
_BLOCK = re.compile(r"[ \t]*#\+begin_(\S+)[ \t]*(.*)\Z", re.IGNORECASE)
_DRAWER = re.compile(r"[ \t]*:([\w-]+):\Z")
_FIXED = re.compile(r"[ \t]*:(?:[ \t]|\Z)")
_GRID = re.compile(r"[ \t]*\+-[-+]*\+\Z")
_NOTE = re.compile(r"\[fn:([\w-]+)\](?:[ \t]+|\Z)")
_EXPORTS = re.compile(r":exports[ \t]+(\w+)")
# A comma that keeps a line from being markup, and a label of a line.
_NO_CODE = re.compile(r"(?:^[ \t]*(?=,)|(?= ?\(ref:))(,(?=,*(?:\*|#\+))| ?\(ref:[\w-]+\)$)", re.MULTILINE)
_LANGUAGE = re.compile(r"[^\s:\"-]\S*")


class Place(NamedTuple):
    """Where elements stand: in an item of a list of this level and group, or a footnote, and in how many others."""

    level: int = 0
    group: int = 0
    depth: int = 0
    note: str = ""


_TOP = Place()
_Run = tuple[Callable[[Line], bool], Callable[[Line], bool], Callable[[Sequence[Line], Place], None]]


class ElementWriter:
    """Writes the elements of a document into a builder, in the order of its lines."""

    def __init__(self, source: str, builder: ReadingBuilder, inline: Inline, closings: Closings) -> None:
        self._source = source
        self._builder = builder
        self._inline = inline
        self._closings = closings
        self._writer = InlineWriter(builder)
        self._has_title = self._hides_results = False
        # Elements of like lines: how the first one is known, and the others, and who writes them.
        self._runs: tuple[_Run, ...] = (
            (begins_row, begins_row, self._table),
            (_is_fixed, _is_fixed, self._fixed),
            (_is_grid, _is_grid_row, self._code),
        )

    def heading(self, lines: Sequence[Line], level: int) -> None:
        """Writes a heading."""
        self._writer.block(Block("heading", Span(0, 0), min(level, 6)), self._inline.text(lines, is_task=True))

    def write(self, lines: Sequence[Line], place: Place = _TOP) -> None:
        """Writes all elements of some lines."""
        if place.depth > _DEEPEST:
            for group in paragraphs([line for line in lines if not _HIDDEN.match(line.text)]):
                self._text(group, place)
            return
        at = 0
        while at < len(lines):
            at = self._element(lines, at, place) if lines[at].text else at + 1

    def _element(self, lines: Sequence[Line], at: int, place: Place) -> int:
        """Writes the element that begins at a line; gives the number of the line behind it."""
        line = lines[at]
        end = closing_line(lines, at, self._closings)
        if end > at:
            return self._closed(lines, at, end, place)
        if said := keyword(line):
            return self._keyword(lines, at, said[0], place)
        if _HIDDEN.match(line.text):
            return at + 1
        if not place.note and (note := _NOTE.match(line.text)):
            return self._footnote(lines, at, note)
        if begins_item(line):
            return self._list(lines, at, place)
        for begins, goes_on, write in self._runs:
            if begins(line):
                end = next((end for end in range(at + 1, len(lines)) if not goes_on(lines[end])), len(lines))
                write(lines[at:end], place)
                return end
        end = self._paragraph_end(lines, at)
        self._text(lines[at:end], place)
        return end

    def _paragraph_end(self, lines: Sequence[Line], at: int) -> int:
        """The number of the line behind the paragraph that begins at a line."""
        end = at + 1
        while end < len(lines) and lines[end].text and not self._begins_element(lines[end]):
            end += 1
        return end

    def _begins_element(self, line: Line) -> bool:
        return (
            line.end in self._closings
            or _HIDDEN.match(line.text) is not None
            or _NOTE.match(line.text) is not None
            or begins_item(line)
            or any(begins(line) for begins, _, _ in self._runs)
        )

    def _text(self, lines: Sequence[Line], place: Place, hard_breaks: bool = False) -> None:
        text = self._inline.text([line.stripped() for line in lines], hard_breaks)
        self._writer.block(_open(place), text)

    def _keyword(self, lines: Sequence[Line], at: int, name: str, place: Place) -> int:
        """Writes what a keyword says to a reader; gives the number of the line behind it and what it hides."""
        end = at + 1
        said = [value for _, value in filter(None, [keyword(lines[at])])]
        if name == "title":
            while end < len(lines) and (more := keyword(lines[end])) and more[0] == "title":
                said.append(more[1])
                end += 1
            if not self._has_title:
                self.heading(said, 1)
            self._has_title = True
        elif name in ("subtitle", "caption"):
            self._text(said, place)
        elif name == "results":
            if self._hides_results and end < len(lines) and lines[end].text:
                end = max(closing_line(lines, end, self._closings), _blank_line(lines, end) - 1) + 1
            self._hides_results = False
        return end

    def _closed(self, lines: Sequence[Line], at: int, end: int, place: Place) -> int:
        """Writes what begins on a line and ends on another; gives the number of the line behind that."""
        body = lines[at + 1 : end]
        inner = place._replace(depth=place.depth + 1)
        if block := _BLOCK.match(lines[at].text):
            name = block[1].lower()
            if name == "src":
                self._source_code(body, block[2], place)
            elif name == "example":
                self._code(body, place)
            elif name == "verse":
                for group in paragraphs(body):
                    self._text(group, place, hard_breaks=True)
            elif name not in ("comment", "export"):
                self.write(body, inner)
        elif drawer := _DRAWER.match(lines[at].text):
            if drawer[1].lower() == "results":
                self.write(body, inner)
        else:
            self._code(lines[at : end + 1], place, "latex")
        return end + 1

    def _source_code(self, lines: Sequence[Line], header: str, place: Place) -> None:
        exports = _EXPORTS.search(header)
        self._hides_results = exports is not None and exports[1].lower() in ("none", "code")
        if exports is None or exports[1].lower() not in ("none", "results"):
            language = _LANGUAGE.match(header)
            self._code(lines, place, language[0] if language else "")

    def _code(self, lines: Sequence[Line], place: Place, language: str = "") -> None:
        text = taken_lines(self._source, dedented(trimmed(lines)), "\n")
        text = edited(text, (Edit(*match.span(1)) for match in _NO_CODE.finditer(text.seen)))
        self._builder.begin("code", place.level, place.group, language)
        text.write(self._builder)
        self._builder.end()

    def _fixed(self, lines: Sequence[Line], place: Place) -> None:
        """Writes lines that have a colon in front."""
        self._code([line.stripped().cut(1 + line.stripped().text.startswith(": ")) for line in lines], place)

    def _table(self, lines: Sequence[Line], _: Place) -> None:
        table, group = read_table(lines), self._builder.new_group()
        for number, row in enumerate(table.rows):
            self._builder.begin("header" if number < table.header_rows else "row", group=group)
            for column, cell in enumerate(row):
                if column:  # where the line stands between two cells
                    between = self._source.rindex("|", 0, cell.start)
                    self._builder.put("\t", between, between + 1)
                self._writer.cell(self._inline.text([cell]))
            self._builder.end()

    def _footnote(self, lines: Sequence[Line], at: int, note: re.Match[str]) -> int:
        """Writes a footnote, which goes on to the next one or to two blank lines."""
        end = at + 1
        while end < len(lines) and not _NOTE.match(lines[end].text) and (lines[end].text or lines[end - 1].text):
            end += 1
        self.write([lines[at].cut(note.end()), *lines[at + 1 : end]], Place(depth=1, note=note[1]))
        return end

    def _list(self, lines: Sequence[Line], at: int, place: Place) -> int:
        items, end = read_list(lines, at, self._closings)
        group = place.group or self._builder.new_group()
        for item in items:
            self._item(item, place._replace(level=place.level + 1, group=group, depth=place.depth + 1))
        return end

    def _item(self, item: Item, place: Place) -> None:
        """Writes an item: its first paragraph with its mark or term in front, then what else belongs to it."""
        lines = item.lines
        first = 0 if lines[0].text or len(lines) == 1 or not lines[1].text else 1
        end = first if self._begins_element(lines[first]) else self._paragraph_end(lines, first)
        term = [self._inline.text([item.term])] if item.term else []
        text = [line.stripped() for line in lines[first:end]]
        said = self._inline.text(text, is_task=True)
        if len(said.text):
            shown, start = (f"{LINE_BREAK}  ", item.term.end) if item.term else (f"{item.mark} ", item.start)
            said = joined_inline(
                self._source, [InlineText(standing_for(self._source, shown, start, text[0].start)), said]
            )
        inline = joined_inline(self._source, [*term, said])
        self._writer.block(Block("item", Span(0, 0), place.level, place.group, item.mark), inline)
        self.write(lines[end:], place)


def _blank_line(lines: Sequence[Line], at: int) -> int:
    return next((place for place in range(at, len(lines)) if not lines[place].text), len(lines))


def _is_fixed(line: Line) -> bool:
    return _FIXED.match(line.text) is not None


def _is_grid(line: Line) -> bool:
    return _GRID.match(line.text) is not None


def _is_grid_row(line: Line) -> bool:
    return line.text.lstrip()[:1] in ("+", "|")


def _open(place: Place) -> Block:
    """A paragraph; in a footnote or an item of a list one that is part of it."""
    if place.group:
        return Block("item", Span(0, 0), place.level, place.group)
    return Block("footnote", Span(0, 0), info=place.note) if place.note else Block("paragraph", Span(0, 0))
