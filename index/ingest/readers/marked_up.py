"""Formats with markup whose documents say in a header what they are: an article of their reading, title and fields."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from index.ingest.readers.base import TITLE_CHARACTERS, ArticleReference, require_shown, source_of
from index.ingest.readers.fields import read_fields
from index.ingest.readers.front_matter import read_front_matter
from index.ingest.readers.markup.document import MarkupDocument
from index.ingest.readers.titles import shown_title
from index.ingest.readers.whole_file import WholeFileReader
from index.records import Article, Reading

Read = Callable[[str, int], MarkupDocument]
"""Reads the document that begins at an offset of a text."""


class MarkupReader(WholeFileReader):
    """A reader of files, each of which is a document; front matter counts more than what it says of itself."""

    def __init__(self, read: Read, fields: Callable[[Mapping[str, str]], Mapping[str, str]] = dict) -> None:
        """Takes what reads a document, and which of its fields are told under which names."""
        super().__init__(partial(_article, read, fields))


def first_heading(reading: Reading) -> str:
    """The heading that an article begins with, if it does and is no paragraph by its length."""
    for block in reading.blocks[:1]:
        if (block.kind, block.level) == ("heading", 1) and block.span.end - block.span.start <= TITLE_CHARACTERS:
            return reading.plain[slice(*block.span)]
    return ""


def first_words(reading: Reading) -> str:
    """The first that an article says below its headings."""
    said = (reading.plain[slice(*block.span)] for block in reading.blocks if block.kind != "heading")
    return next(said, "")


def _article(
    read: Read, fields: Callable[[Mapping[str, str]], Mapping[str, str]], text: str, reference: ArticleReference
) -> Article:
    front = read_front_matter(text)
    document = read(text, front.body)
    header = read_fields(fields(document.fields))
    require_shown(front.visibility)
    require_shown(header.visibility)
    said = {**header.said, "title": document.title, **front.said}
    stem = Path(reference.path).stem
    title = shown_title(said["title"], first_heading(document.reading), first_words(document.reading), stem)
    source = source_of(said.get("id") or reference.name, title, said, reference)
    expires_at = front.visibility.expires_at or header.visibility.expires_at
    warnings = (*front.warnings, *header.warnings)
    return Article(source, text, reading=document.reading, expires_at=expires_at, warnings=warnings)
