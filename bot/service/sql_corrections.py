"""The corrections of servers in the bot's tables."""

from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from bot.service.records import Correction
from bot.service.state_database import StateDatabase, keep_out
from bot.service.state_tables import correction as table

_COLUMNS = [column for column in table.columns if column.name != "number"]


class SqlCorrections:
    """See CorrectionStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def add(self, correction: Correction) -> None:
        """See CorrectionStore."""

        def replace(connection: Connection) -> None:
            one = correction
            keep_out(connection, f"corrections {one.guild}")
            # What is said of passages is told apart by what these say, and of an article but one thing is said.
            of_article = (table.c.guild == one.guild, table.c.collection == one.collection)
            same = (*of_article, table.c.article == one.article, table.c.said == one.said)
            connection.execute(delete(table).where(*same))
            connection.execute(insert(table), asdict(one))

        await self._database.write(replace)

    async def remove(self, guild: int, correction_id: str) -> bool:
        """See CorrectionStore."""
        theirs = delete(table).where(table.c.guild == guild, table.c.id == correction_id)
        return bool(await self._database.erase(lambda connection: connection.execute(theirs).rowcount))

    async def of_server(self, guild: int) -> list[Correction]:
        """See CorrectionStore."""
        theirs = select(*_COLUMNS).where(table.c.guild == guild).order_by(table.c.number)
        return await self._database.read(
            lambda connection: [Correction(**row) for row in connection.execute(theirs).mappings()]
        )
