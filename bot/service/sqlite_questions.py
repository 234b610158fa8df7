"""The questions that were asked, wherever that was, in the SQLite file."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.service.records import AskedQuestion, Complaint
from bot.service.state_file import Row, StateFile, moment, ticks
from bot.service.state_store import MOST_COUNTED, QUESTIONS

_COLUMNS = "kind, context, answered, created, json_extract(detail, '$.stages'), json_extract(detail, '$.total_ms')"


class SqliteQuestions:
    """See QuestionStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def since(self, moment: datetime) -> list[AskedQuestion]:
        """See QuestionStore."""
        kinds = json.dumps(QUESTIONS)
        newest = f"ORDER BY created DESC, number DESC LIMIT {MOST_COUNTED}"
        where = "kind IN (SELECT value FROM json_each(?)) AND created >= ?"
        counted = f"WITH counted AS (SELECT * FROM shown WHERE {where} {newest})"
        values = kinds, ticks(moment)
        async with self._file.transaction() as run:
            rows = await run(f"{counted} SELECT id, {_COLUMNS} FROM counted", *values)
            of_answers = "JOIN counted ON counted.id = shown WHERE counted.answered ORDER BY position"
            quotes = await run(f"{counted} SELECT shown, collection, article FROM quote {of_answers}", *values)
            of_all = "JOIN counted ON counted.id = shown ORDER BY person"
            votes = await run(f"{counted} SELECT shown, up, reason, remark FROM vote {of_all}", *values)
        return await asyncio.to_thread(_put_together, rows, quotes, votes)  # many of them would hold up the event loop


def _put_together(rows: Sequence[Row], quotes: Sequence[Row], votes: Sequence[Row]) -> list[AskedQuestion]:
    quoted = defaultdict[str, dict[tuple[str, str], None]](dict)  # in order, and each once
    for sent_id, collection, article in quotes:
        quoted[sent_id][collection, article] = None
    voted = defaultdict[str, list[Row]](list)
    for sent_id, *vote in votes:
        voted[sent_id].append(tuple(vote))
    return [_question(row, tuple(quoted[row[0]]), voted[row[0]]) for row in reversed(rows)]


def _question(row: Row, quoted: tuple[tuple[str, str], ...], votes: Sequence[Row]) -> AskedQuestion:
    _, kind, question, answered, created, stages, total = row
    times: dict[str, Any] = json.loads(stages) if stages else {}
    complaints = tuple(Complaint(reason, remark) for up, reason, remark in votes if not up and reason)
    up = sum(bool(vote[0]) for vote in votes)
    asked = (kind, question, bool(answered), moment(created), quoted, times, total)
    return AskedQuestion(*asked, up, len(votes) - up, complaints)
