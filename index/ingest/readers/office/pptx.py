"""Presentations of PowerPoint: what the slides that are shown say, in the order in which people look at them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.document import Document, PlacedAt, TextBlock, make_article
from index.ingest.readers.elements import Element
from index.ingest.readers.office.block_list import settled
from index.ingest.readers.office.ooxml import MC, A, alternative, child, core_fields, value
from index.ingest.readers.office.package import Package, parse_xml, require_few
from index.ingest.readers.office.pptx_text import read_line, text_blocks
from index.ingest.readers.office.tables import Cell, Row, require_bounded, table_blocks
from index.records import Article, Locator

_TITLES = frozenset({PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE})
_MARGINS = frozenset({PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER})
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_YES = frozenset({"1", "true", "on"})
_SAME_ROW = 228_600  # a quarter of an inch, in the units of PowerPoint


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    with Package.open(path) as package:
        fields = core_fields(package)
        slides = pptx.Presentation(package.markup()).slides
        require_few(paragraph for slide in slides for paragraph in slide.element.iter(f"{A}p"))
    blocks = settled(_PptxReader().blocks(slides))
    yield make_article(Document(blocks, fields=fields), str(path), name, path.stem)


class _PptxReader:
    """Reads the slides of a presentation in order."""

    def __init__(self) -> None:
        self._groups = self._cells = 0

    def blocks(self, slides: Iterable[Slide]) -> Iterator[TextBlock]:
        """What each slide says, under its title."""
        for number, slide in enumerate(slides, 1):
            if value(slide.element, "show") in ("0", "false"):
                continue
            blocks = [block for block in self._slide(slide) if block.text.strip()]
            if blocks and blocks[0].kind != "heading":
                blocks.insert(0, TextBlock("heading", "", 1))  # what stands above is of another slide
            at = PlacedAt(0, Locator("slide", str(number), number))
            yield from (replace(block, places=(at,)) for block in blocks)

    def _slide(self, slide: Slide) -> Iterator[TextBlock]:
        _settle_alternatives(slide.element)
        shapes = list(slide.shapes)
        title = next((shape for shape in shapes if _role(shape) in _TITLES), None)
        if title is not None:
            yield TextBlock("heading", _said(title.element), 1)
        yield from self._shapes((shape for shape in shapes if shape is not title), slide)

    def _shapes(self, shapes: Iterable[Any], slide: Slide) -> Iterator[TextBlock]:
        for shape in _in_order(shapes):
            self._groups += 1
            if _role(shape) in _MARGINS or _is_hidden(shape.element):
                continue
            if isinstance(shape, GroupShape):
                yield from self._shapes(shape.shapes, slide)
            elif shape.has_text_frame:
                yield from text_blocks(shape.element.txBody, _list_styles(shape, slide), self._groups)
            elif shape.has_table:
                yield from self._table(shape.element)
            else:
                yield from self._diagram(shape.element, slide)

    def _table(self, frame: Element) -> Iterator[TextBlock]:
        group, rows = self._groups, list[Row]()
        for row in frame.iter(f"{A}tr"):
            cells = tuple(map(_cell, row.findall(f"{A}tc")))
            self._cells += len(cells)
            require_bounded(self._cells)
            rows.append(Row(cells, not rows and value(next(frame.iter(f"{A}tblPr"), None), "firstRow") in _YES))
        yield from table_blocks(rows, group)

    def _diagram(self, frame: Element, slide: Slide) -> Iterator[TextBlock]:
        """The texts of a SmartArt, in the order in which they were typed."""
        for named in frame.iter(f"{_DIAGRAM}relIds"):
            data = parse_xml(slide.part.related_part(value(named, f"{_R}dm")).blob)
            for text in data.iter(f"{_DIAGRAM}t"):
                yield TextBlock("item", _said(text), 1, self._groups, "-")


def _cell(cell: Element) -> Cell:
    """A cell; one that is merged with another is there too."""
    if value(cell, "vMerge") in _YES or value(cell, "hMerge") in _YES:
        return Cell(is_above=value(cell, "vMerge") in _YES)
    lines = [line for line in map(read_line, cell.iter(f"{A}p")) if line.text.strip()]
    return Cell(tuple(TextBlock("paragraph", line.text) for line in lines), is_bold=all(line.is_bold for line in lines))


def _in_order(shapes: Iterable[Any]) -> Iterator[Any]:
    """Shapes from top to bottom, and of a row from left to right."""
    row = list[Any]()
    for shape in sorted(shapes, key=lambda shape: shape.top or 0):
        if row and (shape.top or 0) - (row[0].top or 0) > _SAME_ROW:
            yield from sorted(row, key=lambda one: one.left or 0)
            row = []
        row.append(shape)
    yield from sorted(row, key=lambda one: one.left or 0)


def _role(shape: Any) -> PP_PLACEHOLDER | None:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _list_styles(shape: Any, slide: Slide) -> list[Element]:
    """What says how the levels of a shape's text look: itself, its layout, the master."""
    layout, of = slide.slide_layout, [shape.element]
    if shape.is_placeholder:
        of.append(_element(layout.placeholders.get(idx=shape.placeholder_format.idx)))
        of.append(_element(layout.slide_master.placeholders.get(PP_PLACEHOLDER.BODY)))
    found = [child(one, f"{_P}txBody", f"{A}lstStyle") for one in of]
    named = "bodyStyle" if shape.is_placeholder else "otherStyle"
    found.append(child(layout.slide_master.element, f"{_P}txStyles", f"{_P}{named}"))
    return [one for one in found if one is not None]


def _element(shape: Any) -> Element | None:
    return None if shape is None else shape.element


def _said(container: Element) -> str:
    """The paragraphs in an element as one line."""
    return " ".join(" ".join(read_line(paragraph).text.split()) for paragraph in container.iter(f"{A}p"))


def _is_hidden(shape: Element) -> bool:
    named = next(shape.iter(f"{_P}cNvPr"), None)
    return value(named, "hidden") in _YES


def _settle_alternatives(slide: Element) -> None:
    """Has of what is there in two ways, for newer programs and for older ones, only the first be there."""
    for choice in list(slide.iter(f"{MC}AlternateContent")):
        if (parent := choice.getparent()) is not None:
            for one in list(alternative(choice)):
                choice.addprevious(one)
            parent.remove(choice)
