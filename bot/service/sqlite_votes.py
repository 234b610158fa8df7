"""The votes on what was sent, and what of it is to be reviewed, in the SQLite file."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.service.records import Complaint, ReviewedAnswer, SentQuote
from bot.service.sqlite_rows import QUOTE, quote_of
from bot.service.state_file import Execute, Row, StateFile, moment, ticks
from bot.service.state_store import MOST_REVIEWED, WRITTEN

_CAST = """
INSERT INTO vote (shown, person, up, reason, remark) SELECT id, ?, ?, ?, ? FROM shown WHERE id = ?
ON CONFLICT (shown, person) DO UPDATE SET
    reason = iif(up OR excluded.up OR excluded.reason <> '', excluded.reason, reason),
    remark = iif(up OR excluded.up OR excluded.reason <> '', excluded.remark, remark),
    up = excluded.up
"""


class SqliteVotes:
    """See VoteStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def cast(self, sent_id: str, person: int, up: bool, complaint: Complaint | None = None) -> tuple[int, int]:
        """See VoteStore."""
        why = (complaint.reason, complaint.remark) if complaint and not up else ("", "")
        async with self._file.transaction() as run:
            await run(_CAST, person, up, *why, sent_id)
            return await _counts(run, sent_id)

    async def count(self, sent_id: str) -> tuple[int, int]:
        """See VoteStore."""
        async with self._file.transaction() as run:
            return await _counts(run, sent_id)


class SqliteReviews:
    """See ReviewStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def unanswered(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        where = f"NOT answered AND json_extract(detail, '$.{WRITTEN}') IS NULL"
        return await self._where(f"created >= ? AND {where}", guild, ticks(since))

    async def voted_down(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        where = "created >= ? AND id IN (SELECT shown FROM vote WHERE NOT up)"
        return await self._where(where, guild, ticks(since))

    async def quoting(self, guild: int, since: datetime) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        where = "created >= ? AND answered AND id IN (SELECT shown FROM quote)"
        return await self._where(where, guild, ticks(since))

    async def those(self, guild: int, ids: Sequence[str]) -> list[ReviewedAnswer]:
        """See ReviewStore."""
        found = await self._where("id IN (SELECT value FROM json_each(?))", guild, json.dumps(ids))
        by_id = {one.id: one for one in found}
        return [by_id[one] for one in ids if one in by_id]

    async def _where(self, where: str, *values: Any) -> list[ReviewedAnswer]:
        columns = "id, context, channel, private, answered, json_extract(detail, '$.confidence'), created"
        columns += f", json_extract(detail, '$.{WRITTEN}') IS NOT NULL AND NOT answered"
        of_kind = f"guild = ? AND kind = 'answer' AND context <> '' AND {where}"
        newest = f"ORDER BY created DESC, number DESC LIMIT {MOST_REVIEWED}"
        of_rows = "WHERE shown IN (SELECT value FROM json_each(?))"
        async with self._file.transaction() as run:
            rows = await run(f"SELECT {columns} FROM shown WHERE {of_kind} {newest}", *values)
            ids = json.dumps([row[0] for row in rows])
            quotes = await run(f"SELECT shown, {QUOTE} FROM quote {of_rows} ORDER BY position", ids)
            votes = await run(f"SELECT shown, up, reason, remark FROM vote {of_rows} ORDER BY person", ids)
            # Of 5,000 answers this takes a fifth of a second, which would hold up the event loop.
            return await asyncio.to_thread(_put_together, rows, quotes, votes)


def _put_together(rows: Sequence[Row], quote_rows: Sequence[Row], vote_rows: Sequence[Row]) -> list[ReviewedAnswer]:
    quotes, votes = defaultdict[str, list[SentQuote]](list), defaultdict[str, list[bool]](list)
    complaints = defaultdict[str, list[Complaint]](list)
    for sent_id, *quote in quote_rows:
        quotes[sent_id].append(quote_of(tuple(quote)))
    for sent_id, up, reason, remark in vote_rows:
        votes[sent_id].append(bool(up))
        if not up and reason:
            complaints[sent_id].append(Complaint(reason, remark))
    return [_reviewed(row, quotes[row[0]], votes[row[0]], complaints[row[0]]) for row in rows]


def _reviewed(
    row: Row, quotes: Sequence[SentQuote], votes: Sequence[bool], complaints: Sequence[Complaint]
) -> ReviewedAnswer:
    sent_id, question, channel, private, answered, confidence, created, written = row
    asked = (sent_id, question, channel, bool(private), bool(answered), float(confidence or 0), moment(created))
    return ReviewedAnswer(
        *asked, tuple(quotes), votes.count(True), votes.count(False), tuple(complaints), bool(written)
    )


async def _counts(run: Execute, sent_id: str) -> tuple[int, int]:
    counts = "SELECT COUNT(*) FILTER (WHERE up), COUNT(*) FILTER (WHERE NOT up) FROM vote WHERE shown = ?"
    ((up, down),) = await run(counts, sent_id)
    return up, down
