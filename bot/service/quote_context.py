"""What a quote is read in: its article as that is now or, where that no longer holds it, as it was before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.service.collection_reader import CollectionReader
from bot.service.records import SentQuote
from bot.service.requote import locate
from bot.service.word_diff import Run, counterpart, word_diff
from index.reading import plain_span, source_span
from index.records import Article, Edition, Span
from index.text.occurrences import occurrences


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a quote that its article no longer holds.

    `runs` lead from it to what stands there now, none where nothing does. `place` is where that is in the plain reading
    of the article, which was another up to `edition.replaced_at`, if that is still known; there `quoted` is its place.
    """

    runs: tuple[Run, ...] = ()
    place: int = 0
    edition: Edition | None = None
    quoted: Span | None = None


@dataclass(frozen=True, slots=True)
class QuoteContext:
    """An article as it is now, with where a quote stands in its text, or else what became of that."""

    article: Article
    quoted: Span | None
    change: Change | None = None


def quote_context(reader: CollectionReader, quote: SentQuote) -> QuoteContext | None:
    """What a quote is read in; None where its article is gone, and all that it ever said with it."""
    article = reader.article(quote.collection, quote.article)
    if article is None:
        return None
    if not quote.text or (span := find(quote, article)):
        return QuoteContext(article, span if quote.text else None)
    edition, quoted = _edition(quote, reader.editions(quote.collection, quote.article))
    said = quote.plain or quote.text
    if edition is not None and quoted is not None:
        said = edition.article.plain[slice(*plain_span(edition.article, quoted))]
        if span := _find_said(said, article):
            return QuoteContext(article, span)
        # What it links to is where the article is now.
        source = replace(edition.article.source, url=article.source.url)
        edition = edition._replace(article=replace(edition.article, source=source))
    place = counterpart(said, article)
    if place is None:
        return QuoteContext(article, None, Change((), 0, edition, quoted))
    runs = word_diff(said, article.plain[slice(*place)])
    return QuoteContext(article, None, Change(tuple(runs), place.start, edition, quoted))


def find(quote: SentQuote, article: Article) -> Span | None:
    """Where a quote stands in the text of an article, word for word or, marked up and broken otherwise, as it reads."""
    return locate(quote, article) or _find_said(quote.plain or quote.text, article)


def _edition(quote: SentQuote, editions: Sequence[Edition]) -> tuple[Edition | None, Span | None]:
    """The newest edition that holds a quote, and where."""
    for edition in editions:
        if span := find(quote, edition.article):
            return edition, span
    return None, None


def _find_said(said: str, article: Article) -> Span | None:
    """Where in the text of an article stands what reads as this, white space aside."""
    found = next(occurrences(said, article.plain), None)
    return source_span(article, found) if found else None
