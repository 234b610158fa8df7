"""AsciiDoc, which no library in Python reads."""

from index.ingest.readers.markup.asciidoc.document import read_asciidoc

__all__ = ["read_asciidoc"]
