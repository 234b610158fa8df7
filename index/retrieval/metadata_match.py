"""What an article's publisher, author and date say of a question, so that its text need not."""

import re
from collections.abc import Iterator

from index.records import Source
from index.retrieval.query import Query
from index.text.analysis import words
from index.text.question import Question

# Without capitals a name of one word may be any word, unless what stands around it tells who speaks.
_BEFORE = re.compile(
    r"\b(?:according to|(?:reported|published|written|said) (?:by|in)|según)\s+(?:the\s+|el\s+|la\s+)?$", re.I
)
_AFTER = re.compile(r"\s+(?:report|publish|write|wrote|inform|public)\w*", re.I)
_AUTHORS = re.compile(r"[,;&]|\b(?:and|y)\b")


def match_metadata(query: Query, source: Source) -> tuple[str, ...]:
    """What a question says that an article's publisher, its author or its day of publication is: none, one or more."""
    matches = [name for name in _names(source) if names_speaker(query.question, name)]
    if query.date_range is not None and query.date_range.holds(source.published_at):
        matches.append(query.date_range.text)
    return tuple(matches)


def names_speaker(question: Question, name: str) -> bool:
    """Whether a question names this publisher or author, "the" aside: written as a name, or as one who reports."""
    wanted = _without_article(name)
    tokens = question.tokens
    folded = [token.folded for token in tokens]
    if not wanted or wanted[0] not in folded:
        return False
    for first in range(len(tokens) - len(wanted) + 1):
        last = first + len(wanted) - 1
        if folded[first : last + 1] == wanted:
            capital = question.capitals_tell and tokens[first].text[0].isupper()
            before, after = question.text[: tokens[first].start], question.text[tokens[last].end :]
            if (capital and (first > 0 or last > first)) or _BEFORE.search(before) or _AFTER.match(after):
                return True
    return False


def _without_article(name: str) -> list[str]:
    wanted = words(name)
    return wanted[1:] if wanted[:1] == ["the"] else wanted


def _names(source: Source) -> Iterator[str]:
    if source.publisher:
        yield source.publisher
    yield from (name.strip() for name in _AUTHORS.split(source.author or "") if len(name.split()) > 1)
