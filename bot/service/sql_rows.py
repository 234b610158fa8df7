"""What the tables' rows say of quotes, and columns that are read by the thousand."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, TypeDecorator, type_coerce

from bot.service.records import SentQuote
from bot.service.state_tables import quote
from index.records import Span


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column whose values come as they are stored, to be decoded off the event loop."""
    kind = column.type
    return type_coerce(column, kind.impl_instance) if isinstance(kind, TypeDecorator) else column


QUOTE = (
    quote.c.collection,
    quote.c.article,
    quote.c.first,
    quote.c.past,
    quote.c.text,
    raw(quote.c.highlights),
    quote.c.plain,
    quote.c.older,
)
"""The columns of a quote."""


def quote_of(row: Sequence[Any]) -> SentQuote:
    """The quote of a row."""
    collection, article, start, end, text, highlights, plain, older = row
    spans = tuple(Span(*span) for span in json.loads(highlights))
    return SentQuote(collection, article, start, end, text, spans, plain, older)
