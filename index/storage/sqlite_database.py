"""A SQLite file as a database: its connection, and its errors named."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from index.files import disk
from index.storage.database import DamagedError, Database, DatabaseError, DatabaseOutageError, Table, checksum

_AT_ONCE = 100  # rows
_MUCH_FREE = 0.25  # of a file
_PATIENCE = 30.0  # seconds to wait for another program that writes
# Errors of SQLite's that are about the file's surroundings; all others tell of damage.
_OUTSIDE = frozenset(
    {"BUSY", "CANTOPEN", "FULL", "INTERRUPT", "IOERR", "LOCKED", "NOLFS", "NOMEM", "PERM", "PROTOCOL", "READONLY"}
)


class SqliteUpkeep:
    """See Upkeep."""

    def __init__(self, database: "SqliteDatabase") -> None:
        self._database = database

    def protect(self) -> None:
        """See Upkeep."""
        for statement in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cell_size_check = ON"):
            self._database.execute(f"PRAGMA {statement}")

    def overwrite(self) -> None:
        """See Upkeep."""
        self._database.execute("PRAGMA secure_delete = ON")

    def problems(self) -> list[str]:
        """See Upkeep."""
        try:
            return [str(row[0]) for row in self._database.rows("PRAGMA integrity_check") if row[0] != "ok"]
        except DatabaseError as error:
            return [str(error.__cause__ or error)]

    def orphaned(self) -> list[str]:
        """See Upkeep."""
        return [str(table) for table, *_ in self._database.rows("PRAGMA foreign_key_check")]

    def compact(self) -> None:
        """See Upkeep; not where there is no room to copy the rest.

        Readers go on; a failure leaves the file as it was. Only who holds the lock of the data folder may do this.
        """
        pages, free, size = (
            int(self._database.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        copy = self._database.path.with_name(f"{self._database.path.name}.compact")
        copy.unlink(missing_ok=True)
        left = (pages - free) * size
        if free < _MUCH_FREE * pages or disk.free(self._database.path.parent) < 3 * left:
            return
        try:
            self._database.execute("VACUUM INTO ?", str(copy))
            with SqliteDatabase(copy) as compacted:
                compacted.copy_to(self._database.path)
            self.empty_log()
        finally:
            copy.unlink(missing_ok=True)

    def empty_log(self) -> None:
        """See Upkeep."""
        log = self._database.path.with_name(self._database.path.name + "-wal")
        if log.exists() and log.stat().st_size:
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def last_number(self, table: str) -> int:
        """See Upkeep; only of tables with AUTOINCREMENT it is known which numbers rows had that are gone."""
        noted = (
            self._database.rows("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
            if self._has_sequences()
            else ()
        )
        return max([number or 0 for (number,) in (*noted, *self._database.rows(f"SELECT MAX(number) FROM {table}"))])

    def set_last_number(self, table: str, number: int) -> None:
        """See Upkeep."""
        if number and self._has_sequences():
            self._database.execute("DELETE FROM sqlite_sequence WHERE name = ?", table)
            is_noted = "SELECT name, ? FROM sqlite_schema WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'"
            self._database.execute(f"INSERT INTO sqlite_sequence {is_noted}", number, table)

    def tables(self) -> list[Table]:
        """All tables, in the order in which they were made: behind those that they refer to."""
        named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        return [self._table(name) for (name,) in self._database.rows(f"{named} ORDER BY rowid")]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else reads or writes the file inside, and it has no log beside it.

        Raises DatabaseError where another has it open.
        """
        for statement in ("PRAGMA busy_timeout = 0", "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE"):
            self._database.execute(statement)
        self._database.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            self._database._undo()

    def _table(self, name: str) -> Table:
        columns = list(self._database.rows("SELECT name, pk FROM pragma_table_info(?)", name))
        key = tuple(column for place, column in sorted((place, column) for column, place in columns if place))
        return Table(name, tuple(column for column, _ in columns), key or (columns[0][0],))

    def _has_sequences(self) -> bool:
        return (
            self._database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").fetchone() is not None
        )


class SqliteDatabase(Database):
    """See Database."""

    def __init__(self, path: Path) -> None:
        """Opens the file, made new where there is none. Raises DatabaseError where that cannot be."""
        self.path = path
        self.name = str(path)
        with self._named():
            self._connection = sqlite3.connect(_address(path), isolation_level=None, timeout=_PATIENCE, uri=True)
        self._connection.create_function("checksum", -1, checksum, deterministic=True)  # for upgrades

    @property
    def upkeep(self) -> SqliteUpkeep:
        """See Database."""
        return SqliteUpkeep(self)

    def close(self) -> None:
        """See Database."""
        self._connection.close()

    def cache(self, kilobytes: int) -> None:
        """Keeps at most so much of the file in memory, beside what the system keeps of it."""
        self.execute(f"PRAGMA cache_size = -{kilobytes}")

    def in_transaction(self) -> bool:
        """See Database."""
        return self._connection.in_transaction

    def version(self) -> int:
        """See Database."""
        return int(self.execute("PRAGMA user_version").fetchone()[0])

    def set_version(self, version: int) -> None:
        """See Database."""
        self.execute(f"PRAGMA user_version = {version}")

    def define(self, statement: str) -> None:
        """See Database."""
        self.execute(statement)

    def copy_to(self, path: Path) -> None:
        """Puts all that the file holds in place of what another holds, in one transaction of the other's."""
        other = SqliteDatabase(path)
        with closing(other), self._named(), other._named():
            self._connection.backup(other._connection)

    def damaged(self, what: str) -> DamagedError:
        """See Database."""
        return DamagedError(
            f"{self.path} is damaged: {what}; put a backup back with quotebot restore FILE, "
            "or move it away and run: quotebot sync"
        )

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """See Database."""
        with self._named():
            return self._connection.execute(statement, values)

    def execute_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """See Database."""
        with self._named():
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """See Database."""
        cursor = self.execute(statement, *values)
        while True:
            with self._named():
                rows = cursor.fetchmany(_AT_ONCE)
            yield from rows
            if len(rows) < _AT_ONCE:
                return

    all_rows = rows

    def numbers(self, values: Iterable[int]) -> tuple[str, str]:
        """See Database."""
        return "json_each(?) AS value", msgspec.json.encode(list(values)).decode()

    def _begin_reading(self) -> None:
        self.execute("BEGIN")

    def _begin_writing(self) -> None:
        self.execute("BEGIN IMMEDIATE")

    def _undo(self) -> None:
        if self.in_transaction():  # some errors end it by themselves
            self.execute("ROLLBACK")

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Says of an error of SQLite's which file it is about and what to do."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise  # a mistake in the program, not in the file
        except UnicodeDecodeError:  # in what SQLite says of an error, such as the name of a table
            raise self.damaged("a text in it is no longer UTF-8") from None
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", None)
            if name is None:  # not from SQLite, but of a text that is none, which the message would repeat
                raise self.damaged("a text in it is no longer UTF-8") from None
            if name.split("_")[1] in _OUTSIDE:  # SQLITE_IOERR_READ is a kind of SQLITE_IOERR
                raise DatabaseOutageError(f"{self.path} cannot be used: {error}; {disk.help_with(error)}") from error
            raise self.damaged(" ".join(str(error).split())) from error  # it may repeat a text with line ends


def _address(path: Path) -> str:
    """Where SQLite opens a file; as one that nobody changes where it can put no lock beside it, and nobody else has."""
    is_fixed = path.exists() and disk.is_read_only(path.parent) and not path.with_name(path.name + "-wal").exists()
    return path.absolute().as_uri() + ("?immutable=1" if is_fixed else "")
