"""reStructuredText: what the fields at the top of a document say of it, or directives and comments there."""

from index.ingest.readers.marked_up import MarkupReader
from index.ingest.readers.markup.rst import read_rst

READER = MarkupReader(read_rst)
