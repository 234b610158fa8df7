"""Markdown: what front matter says of the article, and a first heading as its title."""

from pathlib import Path

from index.ingest.readers.base import ArticleReference, require_shown, source_of
from index.ingest.readers.front_matter import read_front_matter
from index.ingest.readers.marked_up import first_heading, first_words
from index.ingest.readers.markup.markdown import read_markdown
from index.ingest.readers.titles import shown_title
from index.ingest.readers.whole_file import WholeFileReader
from index.records import Article


def _parse(text: str, reference: ArticleReference) -> Article:
    front = read_front_matter(text)
    require_shown(front.visibility)
    path = Path(reference.path)
    reading = read_markdown(text, front.body, path.suffix.lower() == ".mdx")
    title = shown_title(front.said.get("title", ""), first_heading(reading), first_words(reading), path.stem)
    source = source_of(front.said.get("id") or reference.name, title, front.said, reference)
    expires_at = front.visibility.expires_at
    return Article(source, text, reading=reading, expires_at=expires_at, warnings=front.warnings)


READER = WholeFileReader(_parse)
