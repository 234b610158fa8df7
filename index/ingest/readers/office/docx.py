"""Documents of Word: what a reader finds in them, but for headers, footers and tables of contents."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import docx
import docx.document
from docx.opc.constants import RELATIONSHIP_TYPE

from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.document import Document, TextBlock, make_article
from index.ingest.readers.elements import Element
from index.ingest.readers.markup.questions import LEVEL, question_start
from index.ingest.readers.office.block_list import settled
from index.ingest.readers.office.docx_numbering import BULLET, DocxNumbering, Mark
from index.ingest.readers.office.docx_styles import DocxStyles, Listed, Look, indent_of
from index.ingest.readers.office.docx_text import DELETED, DocxText
from index.ingest.readers.office.notes import Notes
from index.ingest.readers.office.ooxml import MC, W, alternative, child, core_fields, is_on, number, value
from index.ingest.readers.office.package import Package, parse_xml, require_few
from index.ingest.readers.office.tables import Cell, Row, joined, require_bounded, table_blocks
from index.ingest.readers.office.text_line import TextLine
from index.records import Article

_THROUGH = frozenset({f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent"})
_BODY = 9  # an outline level that is none
_MOST_COLUMNS = 100  # that a cell goes over
_FIRST_ROW = 0x20  # of the bits by which a table is formatted
_CONTENTS = frozenset({"Table of Contents", "Table of Figures"})


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    with Package.open(path) as package:
        fields = core_fields(package)
        reader = _DocxReader(docx.Document(package.markup()))
    blocks = settled(reader.blocks())
    title = next((block.text for block in blocks if reader.has_title and block.level == 1), "")
    yield make_article(Document(blocks, title, fields), str(path), name, path.stem)


class _DocxReader:
    """Reads the blocks of a document in order."""

    def __init__(self, document: docx.document.Document) -> None:
        self._document = document
        self._styles = DocxStyles(self._related(RELATIONSHIP_TYPE.STYLES))
        self._numbering = DocxNumbering(self._related(RELATIONSHIP_TYPE.NUMBERING), self._styles)
        self._notes = Notes()
        self._tables = 0
        self._items: list[Mark] = []  # with which the next paragraph may go on, the deepest at the end
        self._is_bold = True  # all that was read of the cell so far
        self.has_title = False

    def blocks(self) -> Iterator[TextBlock]:
        """All of them, notes at the end."""
        body = child(self._document.element, f"{W}body")
        if body is not None:
            require_few(body.iter(f"{W}p"))
            require_bounded(sum(1 for _ in body.iter(f"{W}tc")))
            yield from self._story(body)
        footnotes, endnotes = map(self._related, (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES))
        by_id = {
            (root is endnotes, value(note, f"{W}id")): note
            for root in (footnotes, endnotes)
            for note in ([] if root is None else root)
        }
        for key, label in list(self._notes.labels.items()):
            if key in by_id:
                yield TextBlock("footnote", joined(self._story(by_id[key]), "\n")[0].strip(), info=label)

    def _story(self, container: Element) -> Iterator[TextBlock]:
        """The blocks of something that is read by itself: the body, a note, a text box."""
        self._items, begun = [], list[TextLine]()
        yield from self._children(container, DocxText(self._styles, self._notes), begun)
        yield from (TextBlock("paragraph", _in_cell(line.text), notes=tuple(line.notes)) for line in begun)

    def _children(self, container: Element, text: DocxText, begun: list[TextLine]) -> Iterator[TextBlock]:
        """The blocks in an element; `begun` has the line of a paragraph whose end is deleted, so that it goes on."""
        for element in container:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, text, begun)
            elif element.tag == f"{W}tbl":
                yield from self._table(element, text)
            elif element.tag == f"{MC}AlternateContent":
                yield from self._children(alternative(element), text, begun)
            elif element.tag in _THROUGH and not _is_made_up(element):
                yield from self._children(element, text, begun)

    def _paragraph(self, paragraph: Element, text: DocxText, begun: list[TextLine]) -> Iterator[TextBlock]:
        properties = paragraph.find(f"{W}pPr")
        style = value(child(properties, f"{W}pStyle")) or self._styles.default
        look = self._styles.look(style)
        if look.is_left_out:
            text.read(paragraph, TextLine(), style)  # a field may begin or end there
            return
        outline = child(properties, f"{W}outlineLvl")
        level = look.heading if outline is None else (number(outline, _BODY) + 1) % (_BODY + 1)
        if level:
            text.end_fields()
        line = begun.pop() if begun else TextLine()
        boxes = text.read(paragraph, line, style)
        if any(child(properties, f"{W}rPr", deleted) is not None for deleted in DELETED):
            begun.append(line)
        else:
            self._is_bold = self._is_bold and (line.is_bold or not line.text.strip())
            yield self._block(line, look, level, self._mark(properties, look, style), _indent(properties, look))
        for box in boxes:
            yield from self._story(box)

    def _block(self, line: TextLine, look: Look, level: int, mark: Mark | None, indent: int) -> TextBlock:
        said, notes = _in_cell(line.text), tuple(line.notes)
        items, self._items = self._items, []
        if (look.is_title or level) and said.strip():
            self.has_title = self.has_title or look.is_title
            shown = f"{mark.text} " if mark is not None and mark.text != BULLET else ""
            notes = tuple(note._replace(offset=len(shown) + note.offset) for note in notes)
            return TextBlock("heading", _on_a_line(shown + said), 0 if look.is_title else level, notes=notes)
        if look.is_code or line.is_code:
            self._items = items
            return TextBlock("code", line.text, notes=notes)
        if (start := question_start(said, line.is_bold)) is not None and mark is None:
            notes = tuple(note._replace(offset=max(note.offset - start, 0)) for note in notes)
            return TextBlock("heading", _on_a_line(said[start:]), LEVEL, notes=notes)
        if mark is not None and mark.text:
            self._items = [*(item for item in items if item.level < mark.level), mark]
            return TextBlock("item", said, mark.level, mark.numbering, mark.text, notes=notes)
        if mark is not None:
            self._items = [item for item in items if item.level <= mark.level]
        elif said.strip():
            self._items = [item for item in items if 0 < item.indent <= indent]
        else:
            self._items = items
        if self._items:
            return TextBlock("item", said, self._items[-1].level, notes=notes)
        return TextBlock("paragraph", said, notes=notes)

    def _mark(self, properties: Element | None, look: Look, style: str) -> Mark | None:
        listed, own = look.listed, child(properties, f"{W}numPr")
        if own is not None:
            numbering = number(own.find(f"{W}numId"), listed.number if listed else 0)
            listed = Listed(numbering, number(own.find(f"{W}ilvl"), -1))
        mark = None if listed is None else self._numbering.mark(listed, style)
        if mark is None:
            return None
        return mark._replace(level=max(mark.level, look.depth), indent=_indent(properties, look) or mark.indent)

    def _table(self, table: Element, text: DocxText) -> Iterator[TextBlock]:
        self._tables += 1
        group = self._tables
        rows = [self._row(row, text) for row in _within(table, f"{W}tr")]
        self._items = []
        if len(rows) > 1 and not rows[0].is_header and self._shows_header(table, rows[0]):
            rows[0] = replace(rows[0], is_header=True)
        yield from table_blocks(rows, group)

    def _row(self, row: Element, text: DocxText) -> Row:
        properties = row.find(f"{W}trPr")
        if child(properties, f"{W}del") is not None:
            return Row(())
        cells = [Cell()] * min(number(child(properties, f"{W}gridBefore"), 0), _MOST_COLUMNS)
        for cell in _within(row, f"{W}tc"):
            look, around = cell.find(f"{W}tcPr"), self._is_bold
            merged = child(look, f"{W}vMerge")
            self._items, self._is_bold = [], True
            blocks = tuple(block for block in self._children(cell, text, []) if block.text.strip())
            columns = max(1, min(number(child(look, f"{W}gridSpan"), 1), _MOST_COLUMNS))
            is_above = merged is not None and value(merged) != "restart"
            cells.append(Cell(blocks, columns, self._is_bold, is_above))
            self._is_bold = around and self._is_bold
        return Row(tuple(cells), is_on(child(properties, f"{W}tblHeader")))

    def _shows_header(self, table: Element, first: Row) -> bool:
        """Whether a table's first row looks like none of the others, or, in a plain table, only names something."""
        look = child(table, f"{W}tblPr", f"{W}tblLook")
        bits = value(look)
        is_first = value(look, f"{W}firstRow") or str(int(bits, 16) & _FIRST_ROW if bits.isalnum() else 0)
        if is_first in ("0", "false", "off"):
            return False
        if self._styles.has_bold_header(value(child(table, f"{W}tblPr", f"{W}tblStyle"))):
            return True
        names = [joined(cell.blocks, " ")[0] for cell in first.cells]
        return len(names) > 2 and all(names) and not any(char.isdigit() for name in names for char in name)

    def _related(self, kind: str) -> Element | None:
        try:
            return parse_xml(self._document.part.part_related_by(kind).blob)
        except KeyError:
            return None


def _is_made_up(element: Element) -> bool:
    """Whether a content control holds what Word has put there: a table of contents, or a hint what to enter."""
    properties = element.find(f"{W}sdtPr")
    gallery = value(child(properties, f"{W}docPartObj", f"{W}docPartGallery"))
    return gallery in _CONTENTS or is_on(child(properties, f"{W}showingPlcHdr"))


def _within(container: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those within a content control or an insertion."""
    for element in container:
        if element.tag == name:
            yield element
        elif element.tag in _THROUGH:
            yield from _within(element, name)


def _indent(properties: Element | None, look: Look) -> int:
    own = child(properties, f"{W}ind")
    return indent_of(own) if own is not None else look.indent


def _in_cell(text: str) -> str:
    """Text without the tabs that would part cells."""
    return text.replace("\t", " ")


def _on_a_line(text: str) -> str:
    return text.replace("\n", " ")
