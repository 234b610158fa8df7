"""The lines of an article's body: where they stand, and which of them break a paragraph."""

import re

from index.records import Article, Span

_LINE = re.compile(r"[^\r\n]+")


def body_lines(article: Article) -> tuple[Span, ...]:
    """The non-blank lines of what may be quoted, without the white space around them."""
    spans = (strip(article.text, Span(*line.span())) for line in _LINE.finditer(article.text, article.body))
    return tuple(span for span in spans if span.start < span.end)


def strip(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))
