"""Where a quote stands in its article as that is now."""

from collections.abc import Collection, Iterator, Sequence

from bot.service.article_links import ArticleLinks
from bot.service.collection_reader import CollectionReader
from bot.service.records import SentQuote
from bot.service.text_fragments import link_to_quote
from index.answering.corrections import Corrections, Withheld, key_of
from index.reading import excerpt
from index.records import Article, Excerpt, Quote, Span


def requote(
    reader: CollectionReader, names: Collection[str], quotes: Sequence[SentQuote], corrections: Corrections
) -> Iterator[tuple[int, SentQuote, Span, Article]]:
    """The quotes that still stand in an article of these collections, and may: each with its rank, and where."""
    withheld = Withheld(corrections.unquoted)
    for rank, quote in enumerate(quotes):
        article = reader.article(quote.collection, quote.article) if quote.collection in names else None
        if article is None or not (span := locate(quote, article)):
            continue
        shown = excerpt(article, span) or Excerpt(article.text[span.start : span.end])
        if not withheld.holds_back(article, span, shown):
            yield rank, quote, span, article


def restored(
    reader: CollectionReader,
    names: Collection[str],
    quotes: Sequence[SentQuote],
    corrections: Corrections,
    links: ArticleLinks,
) -> list[tuple[int, Quote, str | None]]:
    """Quotes as they stand in their articles now, each with its rank and the link to it; no others are left.

    Those of an article that was superseded meanwhile are older.
    """
    found, superseded = [], {one.article for one in corrections.superseded}
    for rank, quote, span, article in requote(reader, names, quotes, corrections):
        shift = span.start - quote.start
        marks = tuple(Span(mark.start + shift, mark.end + shift) for mark in quote.highlights)
        link = links.public(article.source, span, quote.text) or link_to_quote(article, marks[0] if marks else span)
        older, shown = quote.older or key_of(article.source) in superseded, excerpt(article, span, marks)
        now = Quote(quote.text, span, marks, 0.0, article.source, excerpt=shown, older=older)
        found.append((rank, now, link))
    return found


def locate(quote: SentQuote, article: Article) -> Span | None:
    """Where a quote stands in its article; None where the article has changed and no longer holds it word for word."""
    if article.text[quote.start : quote.end] == quote.text:
        return Span(quote.start, quote.end)
    start = article.text.find(quote.text)
    return None if start < 0 else Span(start, start + len(quote.text))
