"""What an article's publisher, author and date say of a question, so that its text need not."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.records import Source
from index.retrieval.query import Query
from index.text.analysis import words
from index.text.entities import has_telling_capitals

_TOKEN = re.compile(r"[^\W_]+")
# Without capitals a name of one word may be any word, unless what stands around it tells who speaks.
_BEFORE = re.compile(
    r"\b(?:according to|(?:reported|published|written|said) (?:by|in)|según)\s+(?:the\s+|el\s+|la\s+)?$", re.I
)
_AFTER = re.compile(r"\s+(?:report|publish|write|wrote|inform|public)\w*", re.I)
_AUTHORS = re.compile(r"[,;&]|\b(?:and|y)\b")


def match_metadata(query: Query, source: Source) -> tuple[str, ...]:
    """What a question says that an article's publisher, its author or its day of publication is: none, one or more."""
    told = [name for name in _names(source) if names_speaker(query.text, name)]
    if query.period is not None and query.period.holds(source.published_at):
        told.append(query.period.text)
    return tuple(told)


def names_speaker(question: str, name: str) -> bool:
    """Whether a question names this publisher or author, "the" aside: written as a name, or as one who reports."""
    wanted = _without_article(name)
    tokens, folded, telling = _read(question)
    if not wanted or wanted[0] not in folded:
        return False
    for first in range(len(tokens) - len(wanted) + 1):
        last = first + len(wanted) - 1
        if folded[first : last + 1] == wanted:
            capitalized = telling and tokens[first][0][0].isupper() and (first > 0 or last > first)
            before, after = question[: tokens[first].start()], question[tokens[last].end() :]
            if capitalized or _BEFORE.search(before) or _AFTER.match(after):
                return True
    return False


@lru_cache(maxsize=1024)  # the same publishers and authors come again and again
def _without_article(name: str) -> list[str]:
    wanted = words(name)
    return wanted[1:] if wanted[:1] == ["the"] else wanted


@lru_cache(maxsize=64)  # the same for each article that is found
def _read(question: str) -> tuple[list[re.Match[str]], list[str], bool]:
    """The words of a question, the same without capitals and accents, and whether its capitals tell names."""
    tokens = list(_TOKEN.finditer(question))
    return tokens, [" ".join(words(token[0])) for token in tokens], has_telling_capitals(question)


def _names(source: Source) -> Iterator[str]:
    if source.publisher:
        yield source.publisher
    yield from (name.strip() for name in _AUTHORS.split(source.author or "") if len(name.split()) > 1)
