"""Markdown: what front matter says of the article, and a first heading as its title."""

import re
from pathlib import Path

from index.ingest.readers.base import TITLE_CHARACTERS, ArticleReference, require_shown, source_of
from index.ingest.readers.front_matter import read_front_matter
from index.ingest.readers.titles import plain_title, shown_title
from index.ingest.readers.whole_file import WholeFileReader
from index.records import Article

_FIRST_HEADING = re.compile(r"\s*#[ \t]+([^\r\n]*)(?:\r?\n|\r|\Z)")


def _parse(text: str, reference: ArticleReference) -> Article:
    front = read_front_matter(text)
    require_shown(front.visibility)
    body, heading = front.body, ""
    first = _FIRST_HEADING.match(text, body)
    if first and len(first[1]) <= TITLE_CHARACTERS:
        body, heading = first.end(), plain_title(first[1].rstrip().rstrip("#"))
    title = shown_title(front.said.get("title", ""), heading, text[body:], Path(reference.path).stem)
    source = source_of(front.said.get("id") or reference.name, title, front.said, reference)
    expires_at = front.visibility.expires_at
    return Article(source, text, body, expires_at=expires_at, warnings=front.warnings)


READER = WholeFileReader(_parse)
