"""The votes on what was sent, in the bot's tables."""

from sqlalchemy import Connection, case, func, or_, select

from bot.service.records import Complaint
from bot.service.state_database import StateDatabase, upsert
from bot.service.state_tables import NO, YES, shown
from bot.service.state_tables import vote as table


class SqlVotes:
    """See VoteStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def cast(self, sent_id: str, person: int, up: bool, complaint: Complaint | None = None) -> tuple[int, int]:
        """See VoteStore."""
        reason, remark = (complaint.reason, complaint.remark) if complaint and not up else ("", "")
        row = {"shown": sent_id, "person": person, "up": up, "reason": reason, "remark": remark}

        def cast(connection: Connection) -> tuple[int, int]:
            # It stays as long as the vote is being counted, whoever else wants it forgotten.
            kept = select(shown.c.id).where(shown.c.id == sent_id).with_for_update(read=True, key_share=True)
            if connection.execute(kept).first() is None:
                return 0, 0
            _put(connection, row)
            return _counts(connection, sent_id)

        return await self._database.write(cast)

    async def count(self, sent_id: str) -> tuple[int, int]:
        """See VoteStore."""
        return await self._database.read(lambda connection: _counts(connection, sent_id))


def _put(connection: Connection, row: dict[str, object]) -> None:
    """Keeps a vote in place of that person's; a vote down without a complaint keeps what was complained of before."""
    statement = upsert(connection, table).values(row)
    cast = statement.excluded
    says_anew = or_(table.c.up == YES, cast.up == YES, cast.reason != "")
    said = {name: case((says_anew, cast[name]), else_=table.c[name]) for name in ("reason", "remark")}
    changed = {"up": cast.up, **said}
    connection.execute(statement.on_conflict_do_update(index_elements=[table.c.shown, table.c.person], set_=changed))


def _counts(connection: Connection, sent_id: str) -> tuple[int, int]:
    up, down = (func.count().filter(table.c.up == which) for which in (YES, NO))
    counted = connection.execute(select(up, down).where(table.c.shown == sent_id)).one()
    return counted[0], counted[1]
