"""Wikitext: front matter alone says what an article is."""

from index.ingest.readers.marked_up import MarkupReader
from index.ingest.readers.markup.mediawiki import read_mediawiki

READER = MarkupReader(read_mediawiki)
