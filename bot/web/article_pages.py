"""A long article in pages, each begun with a block where it can be."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from index.records import Article, Span

PAGE = 50_000  # characters
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_BREAKS = ("\n", " ")


def article_pages(article: Article, length: int = PAGE) -> list[Span]:
    """The pages of an article's plain reading, of at most `length` characters; one at least."""
    text, start = article.plain, _first(article)
    starts, pages = _starts(article), list[Span]()
    while len(text) - start > length:
        end = _end(text, starts, start, start + length)
        pages.append(Span(start, end))
        start = end
    return [*pages, Span(start, len(text))]


def page_at(pages: Sequence[Span], offset: int) -> int:
    """Which page has an offset of the plain reading on it, or the nearest, counted from 0."""
    return max(bisect_right(pages, offset, key=lambda page: page.start) - 1, 0)


def _first(article: Article) -> int:
    """Where what may be quoted begins."""
    return min(article.body, len(article.text)) if article.reading is None else 0


def _starts(article: Article) -> list[int]:
    """Where a page may well begin."""
    if article.reading is not None:
        return [block.span.start for block in article.reading.blocks]
    return [match.end() for match in _PARAGRAPH.finditer(article.text)]


def _end(text: str, starts: Sequence[int], start: int, limit: int) -> int:
    """The last place up to a limit where the next page may begin: a block, else behind a line or a word."""
    best = starts[place - 1] if (place := bisect_right(starts, limit)) else 0
    if best > start:
        return best
    breaks = (text.rfind(one, start, limit) + 1 for one in _BREAKS)
    return next((one for one in breaks if one > start), limit)
