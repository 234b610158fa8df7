"""An AsciiDoc document, from its text to what it says to a reader."""

from collections.abc import Sequence

from index.ingest.readers.markup.asciidoc.attributes import Attributes
from index.ingest.readers.markup.asciidoc.blocks import BlockWriter
from index.ingest.readers.markup.asciidoc.conditions import lines_that_hold
from index.ingest.readers.markup.asciidoc.header import read_header
from index.ingest.readers.markup.asciidoc.inline import Inline
from index.ingest.readers.markup.asciidoc.references import referred_to
from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.document import MarkupDocument
from index.ingest.readers.markup.inline_text import InlineWriter
from index.ingest.readers.markup.lines import Line, split_lines
from index.records import Block, Span

_FIELDS = {"authors": "author", "revdate": "date", "revnumber": "version"}


def read_asciidoc(text: str, start: int = 0) -> MarkupDocument:
    """Reads an AsciiDoc document that begins at an offset of a text; all text is one."""
    lines = lines_that_hold(split_lines(text, start), len(text))
    attributes = Attributes(len(text))
    header = read_header(lines, attributes)
    fields = {**attributes.written()}
    fields |= {known: fields[name] for name, known in _FIELDS.items() if name in fields}
    builder = ReadingBuilder(text)
    inline = Inline(text, attributes, _titles(text, lines, attributes))
    title = fields.get("title", "")
    if header.title:
        heading = inline.text([header.title])
        title = " ".join(heading.text.shown.split())
        InlineWriter(builder).block(Block("heading", Span(0, 0), 1), heading)
    BlockWriter(text, builder, inline, attributes).write(lines[header.end :])
    return MarkupDocument(builder.reading(), title, fields)


def _titles(text: str, lines: Sequence[Line], attributes: Attributes) -> dict[str, str]:
    """What is shown of references that say nothing themselves, by the keys of what they refer to."""
    inline = Inline(text, attributes, {})
    return {
        key: title if isinstance(title, str) else inline.text([title]).text.shown
        for key, title in referred_to(lines).items()
    }
