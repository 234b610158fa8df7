"""The corrections of servers in the bot's SQLite file."""

from bot.service.records import Correction
from bot.service.state_file import Row, StateFile, moment, ticks

_COLUMNS = "id, guild, kind, collection, article, said, newer_collection, newer_article, created"


class SqliteCorrections:
    """See CorrectionStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def add(self, correction: Correction) -> None:
        """See CorrectionStore."""
        one = correction
        of_article = (one.guild, one.collection, one.article)
        values = (one.id, one.guild, one.kind, one.collection, one.article, one.said)
        newer = (one.newer_collection, one.newer_article)
        # What is said of passages is told apart by what these say, and of an article but one thing is said.
        same = "guild = ? AND collection = ? AND article = ? AND said = ?"
        async with self._file.transaction() as run:
            await run(f"DELETE FROM correction WHERE {same}", *of_article, one.said)
            marks = ", ".join("?" * len(_COLUMNS.split(", ")))
            await run(f"INSERT INTO correction ({_COLUMNS}) VALUES ({marks})", *values, *newer, ticks(one.created))

    async def remove(self, guild: int, correction_id: str) -> bool:
        """See CorrectionStore."""
        async with self._file.transaction() as run:
            gone = await run("DELETE FROM correction WHERE guild = ? AND id = ? RETURNING 1", guild, correction_id)
        await self._file.empty_log()
        return bool(gone)

    async def of_server(self, guild: int) -> list[Correction]:
        """See CorrectionStore."""
        async with self._file.transaction() as run:
            rows = await run(f"SELECT {_COLUMNS} FROM correction WHERE guild = ? ORDER BY number", guild)
            return list(map(_correction, rows))


def _correction(row: Row) -> Correction:
    key, guild, kind, collection, article, said, newer_collection, newer_article, created = row
    of_article = (collection, article, said, newer_collection, newer_article)
    return Correction(key, guild, kind, *of_article, moment(created))
