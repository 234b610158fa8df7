"""Markdown: what front matter says of the article, and a first heading as its title."""

from pathlib import Path

from index.ingest.readers.base import TITLE_CHARACTERS, ArticleReference, require_shown, source_of
from index.ingest.readers.front_matter import read_front_matter
from index.ingest.readers.markup.markdown import read_markdown
from index.ingest.readers.titles import shown_title
from index.ingest.readers.whole_file import WholeFileReader
from index.records import Article, Reading


def _parse(text: str, reference: ArticleReference) -> Article:
    front = read_front_matter(text)
    require_shown(front.visibility)
    path = Path(reference.path)
    reading = read_markdown(text, front.body, path.suffix.lower() == ".mdx")
    title = shown_title(front.said.get("title", ""), _first_heading(reading), _first_words(reading), path.stem)
    source = source_of(front.said.get("id") or reference.name, title, front.said, reference)
    expires_at = front.visibility.expires_at
    return Article(source, text, reading=reading, expires_at=expires_at, warnings=front.warnings)


def _first_heading(reading: Reading) -> str:
    """The heading that an article begins with, if it does and is no paragraph by its length."""
    for block in reading.blocks[:1]:
        if (block.kind, block.level) == ("heading", 1) and block.span.end - block.span.start <= TITLE_CHARACTERS:
            return reading.plain[slice(*block.span)]
    return ""


def _first_words(reading: Reading) -> str:
    """The first that an article says below its headings."""
    said = (reading.plain[slice(*block.span)] for block in reading.blocks if block.kind != "heading")
    return next(said, "")


READER = WholeFileReader(_parse)
