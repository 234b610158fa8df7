"""The votes on what was sent, in the bot's tables."""

from functools import cache

from sqlalchemy import Connection, Executable, bindparam, case, func, or_, select

from bot.service.records import Complaint
from bot.service.state_database import StateDatabase, upsert
from bot.service.state_tables import NO, YES, Words, shown
from bot.service.state_tables import vote as table

_SENT = bindparam("sent_id", type_=Words)
# It stays while a vote on it is counted, whoever wants it forgotten; and other votes wait, so that all count right.
_KEPT = select(shown.c.id).where(shown.c.id == _SENT).with_for_update(key_share=True)
_UP, _DOWN = (func.count().filter(table.c.up == which) for which in (YES, NO))
_COUNTED = select(_UP, _DOWN).where(table.c.shown == _SENT)


class SqlVotes:
    """See VoteStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def cast(self, sent_id: str, person: int, up: bool, complaint: Complaint | None = None) -> tuple[int, int]:
        """See VoteStore."""
        reason, remark = (complaint.reason, complaint.remark) if complaint and not up else ("", "")
        row = {"shown": sent_id, "person": person, "up": up, "reason": reason, "remark": remark}

        def cast(connection: Connection) -> tuple[int, int]:
            if connection.execute(_KEPT, {"sent_id": sent_id}).first() is None:
                return 0, 0
            connection.execute(_putting(connection.dialect.name), row)
            return _counts(connection, sent_id)

        return await self._database.write(cast)

    async def count(self, sent_id: str) -> tuple[int, int]:
        """See VoteStore."""
        return await self._database.read(lambda connection: _counts(connection, sent_id))


@cache
def _putting(dialect: str) -> Executable:
    """Keeps a vote in place of that person's; a vote down without a complaint keeps what was complained of before."""
    statement = upsert(dialect, table)
    cast = statement.excluded
    says_anew = or_(table.c.up == YES, cast.up == YES, cast.reason != "")
    said = {name: case((says_anew, cast[name]), else_=table.c[name]) for name in ("reason", "remark")}
    return statement.on_conflict_do_update(index_elements=[table.c.shown, table.c.person], set_={"up": cast.up, **said})


def _counts(connection: Connection, sent_id: str) -> tuple[int, int]:
    up, down = connection.execute(_COUNTED, {"sent_id": sent_id}).one()
    return up, down
