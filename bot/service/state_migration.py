"""What the bot keeps of its own moved from its SQLite file to PostgreSQL, or back, all of it or nothing.

Killed at any moment, one of both places is still the only one that has it, or both have the same, of which the next run
removes what was moved. While the file is there, nobody opens what is in PostgreSQL (sql_state.py).
"""

import asyncio
from pathlib import Path

from bot.service.state_file import StateFile
from bot.service.state_server import StateServer
from bot.service.state_store import storable
from bot.service.state_tables import TABLES
from index.files import disk
from index.maintenance.migration import Moved, OnStep, remove, require_same, set_aside
from index.storage.copying import Row, copy
from index.storage.database import Database, Table
from index.storage.opening import connect
from index.storage.sqlite_database import SqliteDatabase

_TABLES = [
    Table(table.name, tuple(column.name for column in table.columns), tuple(key.name for key in table.primary_key))
    for table in TABLES.sorted_tables  # each behind those that it refers to
]
_NAMES = ", ".join(f'"{table.name}"' for table in _TABLES)


def state_to_postgresql(file: Path, url: str, on_step: OnStep) -> Moved | None:
    """Moves the file's rows to PostgreSQL; None where there is no file.

    Raises StateError, MigrationError, and DatabaseError where another program has the file open.
    """
    if not file.exists():
        return None
    asyncio.run(_bring_up(file, url))
    with SqliteDatabase(file) as source, source.upkeep.alone(), connect(url, None) as target:
        with target.writing():
            is_new = _is_empty(target)
            if is_new:
                on_step(f"{file}: copying")
                copy(source, target, _TABLES, lambda rows: on_step(f"{file}: {rows} rows copied"), _storable)
            on_step(f"{file}: comparing")
            rows = require_same(source, target, _TABLES, not is_new, _storable)
        on_step(f"{file}: setting aside")
        return Moved(str(file), rows, set_aside(file))


def state_to_sqlite(file: Path, url: str, on_step: OnStep) -> Moved | None:
    """Moves the rows in PostgreSQL to the file; None where there are none. Raises as `state_to_postgresql`."""
    with connect(url, None) as database:
        if database.execute("SELECT to_regclass('shown')").fetchone() == (None,):
            return None
    draft, is_new = file.with_name(f"{file.name}.draft"), not file.exists()
    remove(draft)
    asyncio.run(_bring_up(draft if is_new else file, url))
    with connect(url, None) as source, source.writing():
        source.execute(f"LOCK TABLE {_NAMES} IN EXCLUSIVE MODE")  # so that nobody else writes
        if _is_empty(source):
            remove(draft)
            return None
        with SqliteDatabase(draft if is_new else file) as target, target.upkeep.alone():
            if is_new:
                on_step(f"{file}: copying")
                copy(source, target, _TABLES, lambda rows: on_step(f"{file}: {rows} rows copied"))
            on_step(f"{file}: comparing")
            rows = require_same(source, target, _TABLES, not is_new)
            target.execute("COMMIT")
        if is_new:
            on_step(f"{file}: publishing")
            disk.flush([draft])
            draft.replace(file)
            disk.flush([file.parent])
        on_step(f"{file}: dropping what PostgreSQL has")
        source.execute(f"DROP TABLE {_NAMES}, alembic_version")
    return Moved(str(file), rows)


async def _bring_up(file: Path, url: str) -> None:
    """Makes the tables of both places, or brings them up to date."""
    async with StateFile.open(file), StateServer.open(url):
        pass


def _is_empty(database: Database) -> bool:
    return all(database.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone() is None for table in _TABLES)


def _storable(row: Row) -> Row:
    """A row as it is stored now; files of before may hold texts with NUL."""
    return tuple(storable(value) if isinstance(value, str) else value for value in row)
