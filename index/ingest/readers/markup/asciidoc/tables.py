"""Tables: cells behind signs, or values parted by commas, as rows."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.ingest.readers.markup.asciidoc.block_attributes import BlockAttributes, is_attribute_line
from index.ingest.readers.markup.asciidoc.delimiters import is_comment, is_delimiter
from index.ingest.readers.markup.asciidoc.lists import text_of_item
from index.ingest.readers.markup.lines import Line, trimmed
from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited, joined, taken, taken_lines

_SEPARATOR = re.compile(
    r"(?:(?:^|(?<=[ \t]))(?:(\d{1,3})\*|(?:(\d{1,3})?(?:\.(\d{1,3}))?\+)?)[<^>]?(?:\.[<^>])?([aehlmdsv]?))?(?<!\\)\|"
)
_COLUMN = re.compile(r"(?:(\d{1,3})\*)?.*?([aehlmdsv]?)\Z")
_SEPARATORS = {"csv": ",", "tsv": "\t", "dsv": ":"}
_MOST_COLUMNS = 200


class Cell(NamedTuple):
    """A cell: its text, and where in the source the sign stands that parts it from the one before."""

    text: SourcedText
    start: int
    end: int


class Table(NamedTuple):
    """Rows of cells, None where one of another row or column reaches; the first may be a header."""

    has_header: bool
    rows: Sequence[Sequence[Cell | None]]


class _Written(NamedTuple):
    """A cell as it is written: its lines, how many columns and rows it reaches over, and its style."""

    lines: Sequence[Line]
    start: int
    columns: int
    rows: int
    style: str


def read_table(source: str, lines: Sequence[Line], sign: str, attributes: BlockAttributes) -> Table:
    """Reads the table between two lines of a sign, `|`, `,`, `:` or `!`."""
    kind = attributes.value("format") or {",": "csv", ":": "dsv"}.get(sign, "")
    separator = attributes.value("separator") or _SEPARATORS.get(kind, "")
    if kind in _SEPARATORS:
        values = _values(source, lines, "\t" if separator == "\\t" else separator[:1])
        return Table(_has_header(lines, attributes, is_whole=True), list(values))
    written = list(_written_cells(lines, sign if sign == "!" else separator[:1] or "|"))
    first = trimmed(lines)[:1]
    in_first_line = sum(cell.columns for cell in written if cell.start < first[0].end)
    styles = _columns(attributes.value("cols"))
    has_header = _has_header(lines, attributes, is_whole=len(styles) in (0, in_first_line))
    styles = styles or [""] * min(max(in_first_line, 1), _MOST_COLUMNS)
    rows = [
        [cell and _cell(source, cell, style) for cell, style in zip(row, styles, strict=False)]
        for row in _rows(written, len(styles))
    ]
    return Table(has_header, rows)


def _columns(written: str) -> list[str]:
    """The style of each column that the attribute of a table names."""
    styles = list[str]()
    if written.strip().isdecimal() and len(written) < 4:
        return [""] * min(int(written), _MOST_COLUMNS)
    for column in re.split("[,;]", written) if written.strip() else ():
        if match := _COLUMN.match(column.strip()):
            styles += [match[2]] * int(match[1] or 1)
    return styles[:_MOST_COLUMNS]


def _has_header(lines: Sequence[Line], attributes: BlockAttributes, is_whole: bool) -> bool:
    """Whether the first row names the columns: as is said, or one line with a blank one behind it."""
    if "noheader" in attributes.options:
        return False
    implied = is_whole and len(lines) > 2 and bool(lines[0].text) and not lines[1].text
    return "header" in attributes.options or implied


def _written_cells(lines: Sequence[Line], sign: str) -> Iterator[_Written]:
    pattern = _SEPARATOR if sign == "|" else re.compile(_SEPARATOR.pattern.replace(r"\|", re.escape(sign)))
    spec: re.Match[str] | None = None
    parts, start = list[Line](), 0
    for line in lines:
        place = 0
        for match in pattern.finditer(line.text) if sign in line.text else ():
            parts.append(line.cut(place, match.start()))
            if spec is not None:
                yield _as_written(parts, start, spec)
            parts, spec, start, place = [], match, line.start + match.end() - 1, match.end()
        parts.append(line.cut(place))
    if spec is not None:
        yield _as_written(parts, start, spec)


def _as_written(parts: Sequence[Line], start: int, spec: re.Match[str]) -> _Written:
    repeated, columns, rows, style = spec.groups()
    kept = [line.stripped() for line in parts if line.text.strip()]
    return _Written(kept, start, max(int(repeated or columns or 1), 1), int(rows or 1), style or "")


def _rows(cells: Sequence[_Written], columns: int) -> Iterator[list[_Written | None]]:
    """Lays cells out in rows."""
    below = [0] * columns  # how many rows the cells above reach into, for each column
    row = list[_Written | None]()
    for cell in cells:
        while below[len(row)]:
            below[len(row)] -= 1
            row.append(None)
            if len(row) == columns:
                row = []
        place = len(row)
        for column in range(place, min(place + cell.columns, columns)):
            below[column] = min(cell.rows, len(cells)) - 1
            row.append(cell if column == place else None)
        if len(row) == columns:
            yield row
            row = []
    if any(row):
        yield row


def _cell(source: str, written: _Written, column_style: str) -> Cell:
    is_document = (written.style or column_style) == "a"
    text = _flat(source, written.lines) if is_document else taken_lines(source, written.lines)
    escapes = (Edit(match.start(), match.start() + 1) for match in re.finditer(r"\\[|!]", text.seen))
    return Cell(edited(text, escapes), written.start, written.start + 1)


def _flat(source: str, lines: Sequence[Line]) -> SourcedText:
    """Blocks as one text, in which what stands in lists is parted by semicolons."""
    parts, before = list[SourcedText](), 0
    for line in lines:
        if line.text == "+" or is_delimiter(line) or is_attribute_line(line) or is_comment(line):
            continue
        item = text_of_item(line)
        text = taken(source, (item or line).start, line.end)
        if parts:
            between = " " if item is None or parts[-1].shown[-1:] in (*".!?:;,", "") else "; "
            count = len(between)
            parts.append(SourcedText(source, "\n" * count, between, [before] * count, [text.starts[0]] * count))
        parts.append(text)
        before = line.end
    return joined(source, parts)


def _values(source: str, lines: Sequence[Line], separator: str) -> Iterator[list[Cell | None]]:
    """Rows of values, quoted where they hold a separator or a line break."""
    if not lines:
        return
    start, end = lines[0].start, lines[-1].end
    sign = re.escape(separator)
    value = re.compile(rf'[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^\r\n{sign}]*))({sign}|\r\n?|\n|\Z)')
    row, before = list[Cell | None](), start
    place = start
    while place < end and (match := value.match(source, place, end)):
        quoted = match[1] is not None
        content = taken(source, *match.span(1 if quoted else 2)).stripped()
        if quoted:
            content = edited(content, [Edit(one.start(), one.start() + 1) for one in re.finditer('""', content.seen)])
        row.append(Cell(content, before, max(before, match.start())))
        before = match.start(3)
        place = match.end()
        if match[3] != separator:
            if len(row) > 1 or (row[0] and len(row[0].text)):
                yield row
            row = []
    if row:
        yield row
