"""What stands in rows of the SQLite file: moments, and quotes as they were sent."""

import json
from datetime import UTC, datetime, timedelta

from bot.service.records import SentQuote
from bot.service.state_file import Row
from index.records import Span

QUOTE = "collection, article, first, past, text, highlights, plain"
"""The columns of a quote."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)  # a datetime's own precision, so that it comes back as it was


def ticks(moment: datetime) -> int:
    """A moment as it is kept."""
    return (moment - _EPOCH) // _TICK


def moment(ticks: int) -> datetime:
    """A moment as it was, in UTC."""
    return _EPOCH + ticks * _TICK


def quote_of(row: Row) -> SentQuote:
    """The quote of a row."""
    collection, article, start, end, text, highlights, plain = row
    spans = tuple(Span(*span) for span in json.loads(highlights))
    return SentQuote(collection, article, start, end, text, spans, plain)
