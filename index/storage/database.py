"""A SQLite file: its connection and transactions, checksums of its rows, and its errors named."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from xxhash import xxh3_128_digest

from index.errors import QuotebotError
from index.files import disk

_MANY = 500  # values in one IN (...)
_AT_ONCE = 100  # rows
_PATIENCE = 30.0  # seconds to wait for another program that writes
# Errors of SQLite's that are about the file's surroundings; all others tell of damage.
_OUTSIDE = frozenset(
    {"BUSY", "CANTOPEN", "FULL", "INTERRUPT", "IOERR", "LOCKED", "NOLFS", "NOMEM", "PERM", "PROTOCOL", "READONLY"}
)


class DatabaseError(QuotebotError):
    """A SQLite file that is damaged, of another version, or that cannot be opened, read or written."""


class DamagedError(DatabaseError):
    """A SQLite file that does not hold what was written to it."""


class Database:
    """A SQLite file. Use it as a context manager; writes last once `writing` has ended well."""

    def __init__(self, path: Path) -> None:
        """Opens the file, made new where there is none. Raises DatabaseError where that cannot be."""
        self.path = path
        with self._named():
            self._connection = sqlite3.connect(_address(path), isolation_level=None, timeout=_PATIENCE, uri=True)
        self._connection.create_function("checksum", -1, checksum, deterministic=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see one state of the file, whatever is written meanwhile."""
        self._run("BEGIN")
        try:
            yield
        finally:
            self._undo()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All writes inside last together, or not at all; inside of another, with those of that one."""
        if self.in_transaction():
            yield
            return
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            self._undo()
            raise

    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file's structure, all of it read; nothing where it is whole."""
        try:
            return [str(row[0]) for row in self._rows("PRAGMA integrity_check") if row[0] != "ok"]
        except DatabaseError as error:
            return [str(error.__cause__ or error)]

    def copy_to(self, path: Path) -> None:
        """Puts all that the file holds in place of what another holds, in one transaction of the other's."""
        other = Database(path)
        with closing(other), self._named(), other._named():
            self._connection.backup(other._connection)

    def _undo(self) -> None:
        if self.in_transaction():  # some errors end it by themselves
            self._run("ROLLBACK")

    def _damaged(self, what: str) -> DamagedError:
        return DamagedError(
            f"{self.path} is damaged: {what}; put a backup back with quotebot restore FILE, "
            "or move it away and run: quotebot sync"
        )

    def _run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        with self._named():
            return self._connection.execute(statement, values)

    def _rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        cursor = self._run(statement, *values)
        while True:
            with self._named():
                rows = cursor.fetchmany(_AT_ONCE)
            if not rows:
                return
            yield from rows

    def _many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self._named():
            self._connection.executemany(statement, rows)

    def _in(self, statement: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """Runs a statement for values of any number, which go where its braces are."""
        values = list(values)
        for start in range(0, len(values), _MANY):
            part = values[start : start + _MANY]
            yield from self._rows(statement.format(", ".join("?" * len(part))), *part)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Says of an error of SQLite's which file it is about and what to do."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise  # a mistake in the program, not in the file
        except UnicodeDecodeError:  # in what SQLite says of an error, such as the name of a table
            raise self._damaged("a text in it is no longer UTF-8") from None
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", None)
            if name is None:  # not from SQLite, but of a text that is none, which the message would repeat
                raise self._damaged("a text in it is no longer UTF-8") from None
            if name.split("_")[1] in _OUTSIDE:  # SQLITE_IOERR_READ is a kind of SQLITE_IOERR
                raise DatabaseError(f"{self.path} cannot be used: {error}; {disk.help_with(error)}") from error
            raise self._damaged(" ".join(str(error).split())) from error  # it may repeat a text with line ends


def checksum(*values: Any) -> bytes:
    """A hash of the values of a row, and of their types; it tells damage, not who wrote."""
    return xxh3_128_digest(msgspec.msgpack.encode(values))


def _address(path: Path) -> str:
    """Where SQLite opens a file; as one that nobody changes where it can put no lock beside it, and nobody else has."""
    is_fixed = path.exists() and disk.is_read_only(path.parent) and not path.with_name(path.name + "-wal").exists()
    return path.absolute().as_uri() + ("?immutable=1" if is_fixed else "")
