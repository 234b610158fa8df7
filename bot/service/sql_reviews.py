"""What was answered and is to be reviewed, from the bot's tables."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from bot.service.records import Complaint, ReviewedAnswer, SentQuote
from bot.service.sql_rows import QUOTE, quote_of, raw
from bot.service.state_database import StateDatabase
from bot.service.state_store import MOST_REVIEWED, WRITTEN
from bot.service.state_tables import NO, YES, moment, quote, shown, vote

_COLUMNS = (
    shown.c.id,
    shown.c.context,
    shown.c.channel,
    shown.c.private,
    shown.c.answered,
    raw(shown.c.detail),
    raw(shown.c.created),
)
# As JSON of Python's or SQLite's begins the value of a name, and no text in it can.
_SOMEBODY_WROTE = raw(shown.c.detail).contains(f'"{WRITTEN}":')
_Rows = Sequence[Sequence[Any]]


class SqlReviews:
    """See ReviewStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def unanswered(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        return await self._where(guild, shown.c.created >= since, shown.c.answered == NO, ~_SOMEBODY_WROTE)

    async def voted_down(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        down = shown.c.id.in_(select(vote.c.shown).where(vote.c.up == NO))
        return await self._where(guild, shown.c.created >= since, down)

    async def quoting(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        quotes = shown.c.id.in_(select(quote.c.shown))
        return await self._where(guild, shown.c.created >= since, shown.c.answered == YES, quotes)

    async def those(self, guild: int, ids: Sequence[str]) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        by_id = {one.id: one for one in await self._where(guild, shown.c.id.in_(ids))}
        return [by_id[one] for one in ids if one in by_id]

    async def _where(self, guild: int, *wanted: ColumnElement[bool]) -> list[ReviewedAnswer]:
        answers = (shown.c.guild == guild, shown.c.kind == "answer", shown.c.context != "", *wanted)
        newest = shown.c.created.desc(), shown.c.number.desc()
        chosen = select(*_COLUMNS).where(*answers).order_by(*newest).limit(MOST_REVIEWED)
        ids = select(shown.c.id).where(*answers).order_by(*newest).limit(MOST_REVIEWED).subquery()
        quotes = select(quote.c.shown, *QUOTE).join(ids, ids.c.id == quote.c.shown).order_by(quote.c.position)
        of_vote = (vote.c.shown, vote.c.up, vote.c.reason, vote.c.remark)
        votes = select(*of_vote).join(ids, ids.c.id == vote.c.shown).order_by(vote.c.person)

        def found(connection: Connection) -> tuple[_Rows, _Rows, _Rows]:
            answers, of_answers, on_answers = (connection.execute(one).all() for one in (chosen, quotes, votes))
            return answers, of_answers, on_answers

        rows = await self._database.read(found, is_long=True)
        with self._database.naming():
            # Of 5,000 answers this takes a fifth of a second, which would hold up the event loop.
            return await asyncio.to_thread(_put_together, *rows)


def _put_together(rows: _Rows, quote_rows: _Rows, vote_rows: _Rows) -> list[ReviewedAnswer]:
    quotes, votes = defaultdict[str, list[SentQuote]](list), defaultdict[str, list[bool]](list)
    complaints = defaultdict[str, list[Complaint]](list)
    for sent_id, *row in quote_rows:
        quotes[sent_id].append(quote_of(row))
    for sent_id, up, reason, remark in vote_rows:
        votes[sent_id].append(up)
        if not up and reason:
            complaints[sent_id].append(Complaint(reason, remark))
    return [_reviewed(row, quotes[row[0]], votes[row[0]], complaints[row[0]]) for row in rows]


def _reviewed(
    row: Sequence[Any], quotes: Sequence[SentQuote], votes: Sequence[bool], complaints: Sequence[Complaint]
) -> ReviewedAnswer:
    sent_id, question, channel, private, answered, stored, created = row
    detail = json.loads(stored)
    confidence, is_written = float(detail.get("confidence") or 0), WRITTEN in detail and not answered
    asked = (sent_id, question, channel, private, answered, confidence, moment(created), tuple(quotes))
    return ReviewedAnswer(*asked, votes.count(True), votes.count(False), tuple(complaints), is_written)
