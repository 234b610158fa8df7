"""Plain text: the first line is the title, where it is short and something follows it."""

import re
from pathlib import Path

from index.ingest.readers.base import TITLE_CHARACTERS, ArticleReference, source_of
from index.ingest.readers.whole_file import WholeFileReader
from index.records import Article

_FIRST_LINE = re.compile(r"\s*([^\r\n]*)[\r\n]*")


def _parse(text: str, reference: ArticleReference) -> Article:
    first = _FIRST_LINE.match(text)
    title, body = (first[1].strip(), first.end()) if first else ("", 0)
    if len(title) > TITLE_CHARACTERS or not text[body:].strip():
        return Article(source_of(reference.name, Path(reference.path).stem, {}, reference), text)
    return Article(source_of(reference.name, title, {}, reference), text, body)


READER = WholeFileReader(_parse)
