"""Plain text: a first line that is no sentence is the title, and lines right below it may tell author and date."""

import re
from collections.abc import Iterator
from pathlib import Path

from index.ingest.readers.base import TITLE_CHARACTERS, ArticleReference, require_shown, source_of
from index.ingest.readers.bylines import read_byline
from index.ingest.readers.front_matter import read_front_matter
from index.ingest.readers.titles import shown_title
from index.ingest.readers.whole_file import WholeFileReader
from index.records import Article

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_UNDERLINE = re.compile(r"([=\-~*_#])\1{2,}")
_ITEM = re.compile(r"[-*+•>]\s")
_LONGEST_QUESTION = 120  # characters
_WRAPPED = 40, 120  # characters; shorter lines and longer ones were not broken at a width
_MAX_BYLINES = 4
_SENTENCE_END = re.compile(r"[.!?…。！？,;:][\"'”’»)\]*_]*$")
_ASKS = re.compile(r"[!?！？][\"'”’»)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:(?:[^\W\d_]\.){2,}|(?:Inc|Ltd|Co|Corp|Jr|Sr|St|etc|vs)\.)$")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_]")


def _parse(text: str, reference: ArticleReference) -> Article:
    front = read_front_matter(text)
    require_shown(front.visibility)
    said, body, title = dict(front.said), front.body, ""
    lines = list(_filled_lines(text, body))
    first = text[slice(*lines[0])] if lines else ""
    below = lines if "author" in read_byline(first) else []
    if lines and not below and (said.get("title") == first.strip() or _is_title(text, lines, "title" in said)):
        title, body, below = first.strip("# \t\r\n"), lines[0][1], lines[1:]
        if below and _UNDERLINE.fullmatch(text[slice(*below[0])].strip()):
            body, below = below[0][1], below[1:]
    for start, end in below[:_MAX_BYLINES]:
        byline = read_byline(text[start:end])
        if not byline or not text[end:].strip():
            break
        said, body = byline | said, end
    if body > front.body:
        body += len(text[body:]) - len(text[body:].lstrip("\r\n"))
    path = Path(reference.path)
    title = shown_title(said.get("title", ""), title, text[body:], path.stem)
    source = source_of(said.get("id") or reference.name, title, said, reference)
    return Article(source, text, body, expires_at=front.visibility.expires_at, warnings=front.warnings)


def _filled_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the lines stand that are not empty, their ends included."""
    while start < len(text) and (line := _LINE.match(text, start)):
        if line[0].strip():
            yield line.span()
        start = line.end()


def _is_title(text: str, lines: list[tuple[int, int]], has_title: bool) -> bool:
    """Whether the first line is a title: short, no sentence, and not the beginning of the lines below it."""
    first = text[slice(*lines[0])].strip()
    if has_title or len(first) > TITLE_CHARACTERS or len(lines) == 1 or _ITEM.match(first):
        return False
    if _SENTENCE_END.search(first) and not _ABBREVIATED.search(first):
        asks = _ASKS.search(first) and len(first) <= _LONGEST_QUESTION
        introduces = first.endswith(":") and len(first.split()) <= 3
        if not (asks or introduces) or _TWO_SENTENCES.search(first):
            return False
    return lines[1][0] > lines[0][1] or not _goes_on(first, [text[slice(*line)].strip() for line in lines[1:]])


def _goes_on(first: str, others: list[str]) -> bool:
    """Whether the line right below one goes on what it says: in lower case, or where that was broken at a width."""
    if others[0][0].islower():
        return True
    width = max(map(len, (first, *others)))
    is_broken = _WRAPPED[0] <= len(first) and width <= _WRAPPED[1] and len(f"{first} {others[0].split()[0]}") > width
    words = [word for word in first.split() if len(word) > 3]
    return is_broken and sum(word[0].islower() for word in words) > len(words) / 2


READER = WholeFileReader(_parse)
