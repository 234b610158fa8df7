"""The JSON forms that the terminal promises to other programs."""

from collections.abc import Sequence
from typing import Any

from index.records import Answer, Locator, PassageHit, Quote, Source


def answer_payload(answer: Answer) -> dict[str, Any]:
    """Give the form of an answer."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "quotes": [quote_payload(quote) for quote in answer.quotes],
        "closest": [quote_payload(quote) for quote in answer.closest],
        "missing": [{"kind": one.kind, "asked": one.asked, "told": list(one.told)} for one in answer.missing],
        "open": list(answer.open),
    }


def quote_payload(quote: Quote) -> dict[str, Any]:
    """Give the form of a quote: `text` as it stands in its article, `plain` as it is shown, offsets in that text."""
    return {
        "text": quote.text,
        "plain": quote.plain,
        "start": quote.span.start,
        "end": quote.span.end,
        "highlights": [list(highlight) for highlight in quote.highlights],
        "score": quote.score,
        "locator": locator_payload(quote.shown.locator),
        "article": article_payload(quote.source),
        "also_in": [article_payload(source) for source in quote.also_in],
        "reader": quote.reader,
        "older_version": quote.older,
    }


def locator_payload(locator: Locator | None) -> dict[str, str] | None:
    """Give the form of a page, slide or time; None where a document has none."""
    return None if locator is None else {"kind": locator.kind, "label": locator.label}


def article_payload(source: Source) -> dict[str, str | None]:
    """Give the form of an article, every key always there."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published_at": source.published_at,
        "url": source.url,
        "path": source.path,
    }


def search_payload(query: str, passages: Sequence[PassageHit]) -> dict[str, Any]:
    """Give the form of what a search found, ranks counted from 1."""
    return {
        "query": query,
        "passages": [
            {
                "rank": rank,
                "text": passage.text,
                "plain": passage.shown.text,
                "start": passage.span.start,
                "end": passage.span.end,
                "score": passage.score,
                "locator": locator_payload(passage.shown.locator),
                "article": article_payload(passage.source),
                "older_version": passage.older,
            }
            for rank, passage in enumerate(passages, 1)
        ],
    }
