"""Where a quote stands in its article as that is now."""

from index.records import Article, Span

from .records import ShownQuote


def found_again(quote: ShownQuote, article: Article) -> Span | None:
    """Where a quote stands in its article; None where the article has changed and no longer holds it word for word."""
    if article.text[quote.start : quote.end] == quote.text:
        return Span(quote.start, quote.end)
    start = article.text.find(quote.text)
    return None if start < 0 else Span(start, start + len(quote.text))
