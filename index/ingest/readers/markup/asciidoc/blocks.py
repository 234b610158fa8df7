"""The blocks of a document, from lines to a reading."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.ingest.readers.markup.asciidoc.attributes import Attributes
from index.ingest.readers.markup.asciidoc.block_attributes import BlockAttributes, is_attribute_line, parse_attributes
from index.ingest.readers.markup.asciidoc.delimiters import closing_line, is_break, is_comment, is_delimiter
from index.ingest.readers.markup.asciidoc.headings import heading_at, is_block_title
from index.ingest.readers.markup.asciidoc.inline import Inline
from index.ingest.readers.markup.asciidoc.items import item_text
from index.ingest.readers.markup.asciidoc.listings import without_callouts
from index.ingest.readers.markup.asciidoc.lists import Attached, Item, begins_list, read_list
from index.ingest.readers.markup.asciidoc.passthroughs import without_tags
from index.ingest.readers.markup.asciidoc.replacements import with_signs
from index.ingest.readers.markup.asciidoc.tables import Table, read_table
from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.inline_text import InlineText, InlineWriter, joined_inline
from index.ingest.readers.markup.lines import Line, dedented, paragraphs, trimmed
from index.ingest.readers.markup.sourced_text import standing_for, taken_lines
from index.records import Block, BlockKind, Span

_DEEPEST = 12  # blocks within blocks; what stands deeper is paragraphs
_LABEL = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_MACRO = re.compile(r"(?:(?:image|video|audio)::[^\[\]]+|[^\W\d][\w-]*::[^\s\[\]]*)\[(.*)\]\Z")
_VERBATIM = frozenset({"source", "listing", "literal", "mermaid", "plantuml", "ditaa", "graphviz", "diagram"})
_FORMULAS = frozenset({"stem", "latexmath", "asciimath"})


class Place(NamedTuple):
    """Where blocks stand: in an item of a list of this level and group, if any, and in how many other blocks."""

    level: int = 0
    group: int = 0
    depth: int = 0


_TOP = Place()


class BlockWriter:
    """Writes the blocks of a document into a builder, in the order of its lines."""

    def __init__(self, source: str, builder: ReadingBuilder, inline: Inline, attributes: Attributes) -> None:
        self._source = source
        self._builder = builder
        self._inline = inline
        self._attributes = attributes
        self._writer = InlineWriter(builder)
        self._heading = 1  # the level of the last one

    def write(self, lines: Sequence[Line], place: Place = _TOP) -> None:
        """Writes all blocks of some lines."""
        if place.depth > _DEEPEST:
            for group in paragraphs([line for line in lines if not is_delimiter(line)]):
                self._text(group, place)
            return
        at = 0
        while at < len(lines):
            at = self._block(lines, at, place)

    def _block(self, lines: Sequence[Line], at: int, place: Place) -> int:
        """Writes the block at a line, with what is said of it in front; gives the number of the line behind it."""
        attributes, at = self._said_in_front(lines, at)
        if at == len(lines):
            self._write_front(attributes, place)
            return at
        line = lines[at]
        if heading := heading_at(lines, at):
            self._write_front(attributes, place)
            self._heading = heading.level
            self._writer.block(Block("heading", Span(0, 0), heading.level), self._inline.text([heading.text]))
            return at + heading.lines
        if is_delimiter(line):
            end = closing_line(lines, at)
            self._delimited(line.text, lines[at + 1 : end], attributes, place)
            return end + 1
        if macro := _MACRO.match(line.text):
            _, named = parse_attributes(line.cut(*macro.span(1)))
            attributes = attributes.with_title(named.get("title", attributes.title))
        if macro or is_break(line):
            self._write_front(attributes, place)
            return at + 1
        if begins_list(line) and attributes.style not in _VERBATIM | {"verse"}:
            self._write_front(attributes, place)
            return self._list(lines, at, attributes, place)
        end = at + 1
        while end < len(lines) and lines[end].text and not _interrupts(lines[end]):
            end += 1
        self._paragraph(lines[at:end], attributes, place)
        return end

    def _said_in_front(self, lines: Sequence[Line], at: int) -> tuple[BlockAttributes, int]:
        """What is said of the block that comes next, and the number of its first line."""
        attributes = BlockAttributes()
        while at < len(lines):
            line = lines[at]
            if is_attribute_line(line):
                attributes = attributes.with_line(line)
            elif is_block_title(line):
                attributes = attributes.with_title(line.cut(1))
            elif count := self._attributes.entry(lines, at):
                at += count - 1
            elif line.text and not is_comment(line):
                break
            at += 1
        return attributes, at

    def _delimited(self, mark: str, body: Sequence[Line], attributes: BlockAttributes, place: Place) -> None:
        sign, style = mark[0], attributes.style
        if sign == "/" or style == "comment":
            return
        level = min(self._heading + 1, 6)
        collapsible = sign == "=" and "collapsible" in attributes.options and attributes.title and not place.group
        if collapsible and attributes.title:
            self._question([attributes.title], level)
        else:
            self._write_front(attributes, place)
        if sign in "|,:!":
            self._table(read_table(self._source, body, sign, attributes))
        elif style in _FORMULAS or style in _VERBATIM or (sign in "-.`~" and len(mark) > 2 and style != "verse"):
            self._code(body, attributes, place, language=mark.strip("` ") if sign == "`" else "")
        elif sign == "+" or style == "pass":
            self._html(body, place)
        elif style == "verse":
            self._verse(body, place)
        else:
            self.write(body, place._replace(depth=place.depth + 1))
        if collapsible:
            self._end_question(level)

    def _paragraph(self, lines: Sequence[Line], attributes: BlockAttributes, place: Place) -> None:
        style, first = attributes.style, lines[0]
        if style == "comment":
            return
        self._write_front(attributes, place)
        if style in _VERBATIM or style in _FORMULAS or (first.indent and style != "normal"):
            self._code(lines, attributes, place)
        elif style == "verse":
            self._verse(lines, place)
        elif style == "pass":
            self._html(lines, place)
        elif first.text.startswith("> "):
            quoted = [line.cut(2 if line.text.startswith("> ") else line.text.startswith(">")) for line in lines]
            for group in paragraphs(quoted):
                self._quoted(group, place)
        else:
            label = _LABEL.match(first.text)
            if label:
                first = first.cut(label.end())
            kept = [first, *(line for line in lines[1:] if not is_comment(line))]
            self._quoted(kept, place, "hardbreaks" in attributes.options)

    def _quoted(self, lines: Sequence[Line], place: Place, hard_breaks: bool = False) -> None:
        """Writes a paragraph, on the last line of which may stand who says it."""
        if len(lines) > 1 and lines[-1].text.startswith("-- "):
            self._text(lines[:-1], place, hard_breaks)
            self._text([lines[-1].cut(3).stripped()], place)
        else:
            self._text(lines, place, hard_breaks)

    def _text(self, lines: Sequence[Line], place: Place, hard_breaks: bool = False) -> None:
        self._writer.block(_open("paragraph", place), self._inline.text(lines, hard_breaks))

    def _verse(self, lines: Sequence[Line], place: Place) -> None:
        for group in paragraphs(lines):
            self._text(group, place, hard_breaks=True)

    def _html(self, lines: Sequence[Line], place: Place) -> None:
        text = with_signs(without_tags(taken_lines(self._source, lines)))
        for paragraph in re.finditer(r"(?:[^\n]|\n(?!\n))+", text.seen):
            self._writer.block(_open("paragraph", place), InlineText(text.part(*paragraph.span()).stripped()))

    def _write_front(self, attributes: BlockAttributes, place: Place) -> None:
        """Writes the title of a block, and who says what it quotes, in the order in which they stand."""
        fronts = [[attributes.title]] if attributes.title else []
        if attributes.style in ("quote", "verse"):
            told = [attributes.place(2), attributes.place(3)]
            told += [attributes.named.get("attribution"), attributes.named.get("citetitle")]
            fronts.append(sorted((line for line in told if line is not None), key=lambda line: line.start))
        for lines in sorted(filter(None, fronts), key=lambda lines: lines[0].start):
            parts = [self._inline.text(lines[:1])]
            for before, line in pairwise(lines):
                comma = standing_for(self._source, ", ", before.end, line.start)
                parts += [InlineText(comma), self._inline.text([line])]
            self._writer.block(_open("paragraph", place), joined_inline(self._source, parts))

    def _code(self, lines: Sequence[Line], attributes: BlockAttributes, place: Place, language: str = "") -> None:
        lines = trimmed(lines)
        if attributes.style not in ("source", "listing") or attributes.value("indent") == "0":
            lines = dedented(lines)
        second = attributes.place(2) if attributes.style in ("source", "") else None
        language = language or (second.text if second else attributes.value("language"))
        if not language and attributes.style == "source":
            language = self._attributes.value("source-language") or ""
        self._builder.begin("code", place.level, place.group, re.split("[, %]", language, maxsplit=1)[0])
        without_callouts(self._inline.code(lines, attributes.value("subs"))).write(self._builder)
        self._builder.end()

    def _list(self, lines: Sequence[Line], at: int, attributes: BlockAttributes, place: Place) -> int:
        parts, end = read_list(lines, at, attributes)
        if attributes.style == "qanda":
            self._questions(parts, place)
            return end
        group = place.group or self._builder.new_group()
        for part in parts:
            self._part(part, Place(place.level + part.level, group, place.depth + 1))
        return end

    def _part(self, part: Item | Attached, place: Place) -> None:
        if isinstance(part, Attached):
            self.write(part.lines, place)
            return
        text = item_text(self._source, self._inline, part)
        self._writer.block(Block("item", Span(0, 0), place.level, place.group, part.mark), text)

    def _questions(self, parts: Sequence[Item | Attached], place: Place) -> None:
        """Writes a list of questions, which are headings, and their answers."""
        level, group = min(self._heading + 1, 6), 0
        for part in parts:
            if isinstance(part, Item) and part.terms and part.level == 1:
                self._question(part.terms, level)
                self._text(part.lines, place)
                group = self._builder.new_group()
            elif part.level == 1:
                self.write(part.lines, place._replace(depth=place.depth + 1))
            else:
                self._part(part, Place(part.level - 1, group, place.depth + 1))
        self._end_question(level)

    def _question(self, lines: Sequence[Line], level: int) -> None:
        self._writer.block(Block("heading", Span(0, 0), level), self._inline.text(lines))

    def _end_question(self, level: int) -> None:
        """Ends what stands below a question, by a heading that says nothing."""
        self._builder.begin("heading", level)
        self._builder.end()

    def _table(self, table: Table) -> None:
        group, end = self._builder.new_group(), 0
        for number, row in enumerate(table.rows):
            self._builder.begin("header" if table.has_header and not number else "row", group=group)
            for place, cell in enumerate(row):
                if place:
                    self._builder.put("\t", *((cell.start, cell.end) if cell else (end, end)))
                if cell:
                    self._writer.cell(self._inline.read(cell.text))
                    end = max(end, cell.end, *cell.text.ends[-1:])
            self._builder.end()


def _interrupts(line: Line) -> bool:
    """Whether a line ends the paragraph above it."""
    return is_delimiter(line) or is_attribute_line(line)


def _open(kind: BlockKind, place: Place) -> Block:
    """A block of a kind; within an item of a list one that goes on with it."""
    return Block("item", Span(0, 0), place.level, place.group) if place.group else Block(kind, Span(0, 0))
