"""An article's text in pages, each short enough for one message."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from bot.discord.ui.markdown import unbroken
from index.records import Span

# Where a page may end, best first: in front of, within or behind what the group matches. None of the patterns tries
# a stretch of blanks from each of its characters.
_ENDS = (
    re.compile(r"(?<![^\S\n])([^\S\n]*\n[^\S\n]*\n\s*)"),  # paragraphs
    re.compile(r"(?<![^\S\n])([^\S\n]*\n)"),  # lines
    re.compile(r"""(?:[.!?…]["'”’»)\]]*(?=\s)|[。！？][」』”]*)(\s*)"""),  # sentences
    re.compile(r"(\s+)"),  # words
)
_BEYOND = 64  # blanks that are looked at beyond what fits
_TIMES = 16  # as many characters as a page may measure are looked at, where they measure less


def _length(span: Span) -> int:
    return span.end - span.start


def pages(text: str, limit: int, measure: Callable[[Span], int] = _length) -> list[Span]:
    """Part a text into pages that measure at most `limit`, at paragraphs where possible; an empty text has one page.

    No beginning of a piece may measure more than the piece. A piece may measure less than it has characters, as text
    does in which control characters are left out, and only one character that measures too much may be a page alone.
    """
    if limit < 1:
        raise ValueError("a page must have room for a character")
    spans: list[Span] = []
    position = 0
    while position < len(text) or not spans:
        end = _end(text, position, _limit(text, position, limit, measure))
        spans.append(Span(position, end))
        position = end
    return spans


def page_of(spans: Sequence[Span], position: int) -> int:
    """Find the number of the page that holds a position of the text, or the nearest, counted from 0."""
    return max(bisect_right(spans, position, key=lambda span: span.start) - 1, 0)


def _limit(text: str, position: int, limit: int, measure: Callable[[Span], int]) -> int:
    """Find how far a page could go, without measuring much more than what fits."""
    length = limit
    while (
        length < _TIMES * limit
        and position + length < len(text)
        and measure(Span(position, position + length)) <= limit
    ):
        length *= 2
    reach = range(position + 1, min(position + length, len(text)) + 1)
    fitting = bisect_right(reach, limit, key=lambda end: measure(Span(position, end)))
    return min(position + max(fitting, 1), len(text))


def _end(text: str, position: int, limit: int) -> int:
    """Choose the end of a page that could go up to a limit."""
    if limit == len(text):
        return limit
    filled = limit - len(text[position:limit].lstrip())
    for pattern in _ENDS:
        # A page of nothing but blanks would be empty.
        starts = [
            match.span(1) for match in pattern.finditer(text, position, limit + _BEYOND) if match.start(1) > filled
        ]
        ends = [min(end, limit) for start, end in starts if start <= limit]
        if ends:
            return ends[-1]
    return unbroken(text, limit, position)
