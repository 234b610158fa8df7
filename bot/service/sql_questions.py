"""The questions that were asked, wherever that was, from the bot's tables."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.service.records import AskedQuestion, Complaint
from bot.service.sql_rows import raw
from bot.service.state_database import StateDatabase
from bot.service.state_store import MOST_COUNTED, QUESTIONS
from bot.service.state_tables import YES, moment, quote, shown, vote

_COLUMNS = (
    shown.c.id,
    shown.c.kind,
    shown.c.context,
    raw(shown.c.answered),
    raw(shown.c.created),
    raw(shown.c.detail),
)
_Rows = Sequence[Sequence[Any]]


class SqlQuestions:
    """See QuestionStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def since(self, moment: datetime) -> list[AskedQuestion]:
        """See QuestionStore."""
        wanted = (shown.c.kind.in_(QUESTIONS), shown.c.created >= moment)
        newest = shown.c.created.desc(), shown.c.number.desc()
        counted = select(*_COLUMNS).where(*wanted).order_by(*newest).limit(MOST_COUNTED)
        ids = select(shown.c.id, shown.c.answered).where(*wanted).order_by(*newest).limit(MOST_COUNTED).subquery()
        of_quotes = select(quote.c.shown, quote.c.collection, quote.c.article).join(ids, ids.c.id == quote.c.shown)
        quotes = of_quotes.where(ids.c.answered == YES).order_by(quote.c.position)
        of_votes = select(vote.c.shown, raw(vote.c.up), vote.c.reason, vote.c.remark)
        votes = of_votes.join(ids, ids.c.id == vote.c.shown).order_by(vote.c.person)

        def found(connection: Connection) -> tuple[_Rows, _Rows, _Rows]:
            questions, quoted, cast = (connection.execute(one).all() for one in (counted, quotes, votes))
            return questions, quoted, cast

        rows = await self._database.read(found, is_long=True)
        with self._database.naming():
            return await asyncio.to_thread(_put_together, *rows)  # many of them would hold up the event loop


def _put_together(rows: _Rows, quotes: _Rows, votes: _Rows) -> list[AskedQuestion]:
    quoted = defaultdict[str, dict[tuple[str, str], None]](dict)  # in order, and each once
    for sent_id, collection, article in quotes:
        quoted[sent_id][collection, article] = None
    voted = defaultdict[str, list[Sequence[Any]]](list)
    for sent_id, *cast in votes:
        voted[sent_id].append(cast)
    return [_question(row, tuple(quoted[row[0]]), voted[row[0]]) for row in reversed(rows)]


def _question(row: Sequence[Any], quoted: tuple[tuple[str, str], ...], votes: Sequence[Sequence[Any]]) -> AskedQuestion:
    _, kind, question, answered, created, stored = row
    detail = json.loads(stored)
    complaints = tuple(Complaint(reason, remark) for up, reason, remark in votes if not up and reason)
    up = sum(bool(cast[0]) for cast in votes)
    times = detail.get("stages") or {}, detail.get("total_ms")
    asked = (kind, question, bool(answered), moment(created), quoted, *times)
    return AskedQuestion(*asked, up, len(votes) - up, complaints)
