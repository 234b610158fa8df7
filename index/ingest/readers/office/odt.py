"""Text documents of OpenDocument: what a reader finds in them, but for headers, footers and tables of contents."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.document import Document, TextBlock, make_article
from index.ingest.readers.elements import Element
from index.ingest.readers.markup.questions import LEVEL, question_start
from index.ingest.readers.office.block_list import settled
from index.ingest.readers.office.notes import Notes
from index.ingest.readers.office.odf import (
    CONTENT,
    DRAW,
    OFFICE,
    TABLE,
    TEXT,
    OdfStyles,
    attribute,
    count_of,
    meta_fields,
    read_styles,
    require_open,
)
from index.ingest.readers.office.odt_lists import BULLET, OUTLINE, OdtList, OdtLists
from index.ingest.readers.office.odt_text import OdtText
from index.ingest.readers.office.package import Package, require_few
from index.ingest.readers.office.tables import Cell, Row, joined, require_bounded, table_blocks
from index.ingest.readers.office.text_line import TextLine
from index.records import Article

_ROWS = frozenset({f"{TABLE}table-rows", f"{TABLE}table-row-group", f"{TABLE}table-header-rows"})
_PARTS = frozenset({f"{TEXT}section", f"{TEXT}bibliography", f"{TEXT}index-body", f"{DRAW}text-box", f"{DRAW}g"})


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    with Package.open(path) as package:
        require_open(package)
        content = package.xml(CONTENT)
        require_few(content.iter(f"{TEXT}p", f"{TEXT}h"))
        reader = _OdtReader(package, content)
        blocks = settled(reader.blocks(content))
        fields = meta_fields(package)
    title = next((block.text for block in blocks if reader.has_title and block.level == 1), "")
    yield make_article(Document(blocks, title, fields), str(path), name, path.stem)


class _OdtReader:
    """Reads the blocks of a document in order."""

    def __init__(self, package: Package, content: Element) -> None:
        self._styles: OdfStyles = read_styles(package, content)
        self._text = OdtText(package, self._styles, Notes())
        self._lists = OdtLists(self._styles)
        self._outline = OdtList(OUTLINE, 0)
        self._tables = self._cells = 0
        self._is_bold = True  # all that was read of the cell so far
        self.has_title = False

    def blocks(self, content: Element) -> Iterator[TextBlock]:
        """All of them, notes at the end."""
        for body in content.iter(f"{OFFICE}text"):
            yield from self._children(body)
        for label, note in list(self._text.bodies.items()):
            yield TextBlock("footnote", joined(self._children(note), "\n")[0].strip(), info=label)

    def _children(self, container: Iterable[Element]) -> Iterator[TextBlock]:
        for element in container:
            if element.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(element)
            elif element.tag == f"{TEXT}list":
                yield from self._list(element, None, 1)
            elif element.tag == f"{TABLE}table":
                yield from self._table(element)
            elif _holds_text(element):
                yield from self._children(element)

    def _paragraph(self, paragraph: Element, item: tuple[str, int, int] | None = None) -> Iterator[TextBlock]:
        """A paragraph, and what is drawn in it; `item` is the mark in front of it, its level and the list's number."""
        line = TextLine()
        drawn = self._text.read(paragraph, line)
        block = self._block(paragraph, line, item)
        self._is_bold = self._is_bold and (line.is_bold or not line.text.strip())
        if block is not None:
            yield block
        for element in drawn:
            yield from self._children(element)

    def _block(self, paragraph: Element, line: TextLine, item: tuple[str, int, int] | None) -> TextBlock | None:
        look = self._styles.look("paragraph", attribute(paragraph, f"{TEXT}style-name"))
        if look.is_left_out:
            return None
        said, notes = line.text.replace("\t", " "), tuple(line.notes)
        is_heading = paragraph.tag == f"{TEXT}h"
        if look.is_title or is_heading or look.heading:
            if not said.strip():
                return None
            self.has_title = self.has_title or look.is_title
            level = count_of(paragraph, f"{TEXT}outline-level") if is_heading else look.heading
            shown = self._number(paragraph, level, item) if is_heading and not look.is_title else ""
            notes = tuple(note._replace(offset=len(shown) + note.offset) for note in notes)
            return TextBlock("heading", shown + said.replace("\n", " "), 0 if look.is_title else level, notes=notes)
        if look.is_code or line.is_code:
            return TextBlock("code", line.text, notes=notes)
        if (start := question_start(said, line.is_bold)) is not None and item is None:
            notes = tuple(note._replace(offset=max(note.offset - start, 0)) for note in notes)
            return TextBlock("heading", said[start:].replace("\n", " "), LEVEL, notes=notes)
        if item is not None:
            mark, level, group = item
            return TextBlock("item", said, level, group, mark, notes=notes)
        return TextBlock("paragraph", said, notes=notes)

    def _number(self, heading: Element, level: int, item: tuple[str, int, int] | None) -> str:
        """What stands in front of a heading."""
        if attribute(heading, f"{TEXT}is-list-header") == "true":
            return ""
        mark = item[0] if item else self._lists.mark(self._outline, level)
        return f"{mark} " if mark and mark != BULLET else ""

    def _list(self, element: Element, above: OdtList | None, depth: int) -> Iterator[TextBlock]:
        opened = self._lists.open(element, above, depth)
        for item in element:
            is_counted = item.tag == f"{TEXT}list-item"
            start = count_of(item, f"{TEXT}start-value", 0)
            for number, part in enumerate(item):
                if part.tag == f"{TEXT}list":
                    yield from self._list(part, opened, depth + 1)
                elif part.tag in (f"{TEXT}p", f"{TEXT}h"):
                    mark = self._lists.mark(opened, depth, start) if is_counted and not number else ""
                    yield from self._paragraph(part, (mark, depth, opened.number))
                else:
                    yield from self._children([part])

    def _table(self, table: Element) -> Iterator[TextBlock]:
        self._tables += 1
        group, spans = self._tables, dict[int, int]()
        yield from table_blocks([row for one in _rows(table, False) for row in self._row(*one, spans)], group)

    def _row(self, row: Element, is_header: bool, spans: dict[int, int]) -> Iterator[Row]:
        """A row, as often as it is repeated; `spans` has for how many rows the cell of a column goes on."""
        cells = list[Cell]()
        for element in row:
            repeated = count_of(element, f"{TABLE}number-columns-repeated")
            self._count(repeated)
            is_covered = element.tag == f"{TABLE}covered-table-cell"
            cell = Cell() if is_covered else self._cell(element)
            rows = count_of(element, f"{TABLE}number-rows-spanned")
            for column in range(len(cells), len(cells) + repeated):
                going_on = spans.get(column, 0)
                cells.append(replace(cell, is_above=is_covered and going_on > 0))
                spans[column] = max(going_on, 1) - 1 if is_covered else rows - 1
        said = Row(tuple(cells), is_header)
        repeated = count_of(row, f"{TABLE}number-rows-repeated") if any(cell.blocks for cell in cells) else 1
        self._count((repeated - 1) * len(cells))
        yield from [said] * repeated

    def _cell(self, cell: Element) -> Cell:
        around, self._is_bold = self._is_bold, True
        blocks = tuple(block for block in self._children(cell) if block.text.strip())
        is_bold, self._is_bold = self._is_bold, around and self._is_bold
        return Cell(blocks, is_bold=is_bold)

    def _count(self, cells: int) -> None:
        self._cells += cells
        require_bounded(self._cells)


def _holds_text(element: Element) -> bool:
    """Whether something that is neither a paragraph nor a table has such in it: a section, a text box, a shape."""
    is_part = element.tag in _PARTS or str(element.tag).startswith(DRAW)
    return is_part and attribute(element, f"{TEXT}display") != "none"


def _rows(table: Element, is_header: bool) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each names the columns."""
    for element in table:
        if element.tag == f"{TABLE}table-row":
            yield element, is_header
        elif element.tag in _ROWS:
            yield from _rows(element, is_header or element.tag == f"{TABLE}table-header-rows")
