"""Wikitext of MediaWiki: what it says to a reader, and its title where it tells one."""

import re

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.document import MarkupDocument
from index.ingest.readers.markup.mediawiki_blocks import NodeWriter
from index.ingest.readers.markup.mediawiki_nodes import parsed
from index.ingest.readers.markup.mediawiki_source import SafeText

_REDIRECT = re.compile(
    r"\s*#\s*(?:redirect|weiterleitung|redirection|redirección|redirecionamento|rinvia)\b", re.IGNORECASE
)


def read_mediawiki(text: str) -> MarkupDocument:
    """Reads a page; its name is its title where it sets no other, so mostly none is told. A redirect says nothing."""
    builder = ReadingBuilder(text)
    safe = SafeText(text)
    writer = NodeWriter(text, safe, builder)
    if not _REDIRECT.match(safe.text):
        for start, piece in safe.pieces():
            writer.write(parsed(piece), start)
        writer.finish()
    reading = builder.reading()
    first = reading.blocks[0] if reading.blocks else None
    heads = first is not None and first.kind == "heading" and first.level == 1
    title = writer.display_title or (reading.plain[slice(*first.span)] if heads and first else "")
    return MarkupDocument(reading, title, {})
