"""What an article's publisher, author and date say of a question, so that its text need not."""

import re
from collections.abc import Callable, Iterator, Sequence, Set

from index.retrieval.query import Query
from index.text.analysis import words
from index.text.question import Question

# Without capitals a name of one word may be any word, unless what stands around it tells who speaks.
_REPORTED = r"\b(?:according to|(?:reported|published|written|said) (?:by|in)|según)\s+"
_REPORTING = r"\s+(?:report|publish|write|wrote|inform|public)"
_BEFORE = re.compile(rf"{_REPORTED}(?:the\s+|el\s+|la\s+)?$", re.I)
_AFTER = re.compile(_REPORTING, re.I)
_REPORTS = re.compile(f"{_REPORTED}|{_REPORTING}", re.I)
# The first word of a name in lower case, "the" aside.
_FIRST = re.compile(r"[^a-z0-9]*(?:the[^a-z0-9]+)?([a-z0-9]+)")
_AUTHORS = re.compile(r"[,;&]|\b(?:and|y)\b")


Metadata = tuple[str | None, str | None, str | None]
"""The publisher, the author and the day of publication of an article."""


def may_match_metadata(query: Query, holds_name: Callable[[str], bool]) -> bool:
    """Whether a question may say what an article is known by: it names a day, or a word of some publisher or author.

    `holds_name` tells whether a word is of the name of one.
    """
    if query.date_range is not None:
        return True
    question = query.question
    reports = _REPORTS.search(question.text) is not None
    return any(
        holds_name(token.folded)
        for token in question.tokens
        if reports or (question.capitals_tell and token.text[0].isupper())
    )


def match_metadata(query: Query, articles: Sequence[Metadata]) -> list[tuple[str, ...]]:
    """For each article what a question says that its publisher, its author or its day of publication is, if anything.

    Articles of one publisher and author are compared once.
    """
    folded = frozenset(token.folded for token in query.question.tokens)
    known = {(publisher, author) for publisher, author, _ in articles}
    names = {
        both: tuple(name for name in _names(*both, folded) if names_speaker(query.question, name)) for both in known
    }
    days = query.date_range
    if days is None:
        return [names[publisher, author] for publisher, author, _ in articles]
    return [
        (*names[publisher, author], *([days.text] if days.holds(published_at) else ()))
        for publisher, author, published_at in articles
    ]


def names_speaker(question: Question, name: str) -> bool:
    """Whether a question names this publisher or author, "the" aside: written as a name, or as one who reports."""
    tokens = question.tokens
    folded = [token.folded for token in tokens]
    wanted = _without_article(name)
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


def _names(publisher: str | None, author: str | None, folded: Set[str]) -> Iterator[str]:
    """The names of a publisher and of authors, but for those whose first word is not among a question's words."""
    if publisher and _may_be_among(publisher, folded):
        yield publisher
    if author:
        names = (name.strip() for name in _AUTHORS.split(author) if len(name.split()) > 1)
        yield from (name for name in names if _may_be_among(name, folded))


def _may_be_among(name: str, words: Set[str]) -> bool:
    """Whether the first word of a name may be among others: a name without accents is not analysed for that."""
    first = _FIRST.match(name.lower()) if name.isascii() else None
    return not name.isascii() or (first is not None and first[1] in words)
