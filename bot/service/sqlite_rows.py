"""Quotes as they were sent, in rows of the SQLite file."""

import json

from bot.service.records import SentQuote
from bot.service.state_file import Row
from index.records import Span

QUOTE = "collection, article, first, past, text, highlights, plain, older"
"""The columns of a quote."""


def quote_of(row: Row) -> SentQuote:
    """The quote of a row."""
    collection, article, start, end, text, highlights, plain, older = row
    spans = tuple(Span(*span) for span in json.loads(highlights))
    return SentQuote(collection, article, start, end, text, spans, plain, bool(older))
