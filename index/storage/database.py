"""A SQLite file: its connection and transactions, checksums of its rows, and its errors named."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from xxhash import xxh3_128_digest

from index.errors import QuotebotError
from index.files import disk

_SIZES = (8, 32, 128, 500)  # values in one IN (...): so few, since each is a statement that is prepared once
_AT_ONCE = 100  # rows
_PATIENCE = 30.0  # seconds to wait for another program that writes
# Errors of SQLite's that are about the file's surroundings; all others tell of damage.
_OUTSIDE = frozenset(
    {"BUSY", "CANTOPEN", "FULL", "INTERRUPT", "IOERR", "LOCKED", "NOLFS", "NOMEM", "PERM", "PROTOCOL", "READONLY"}
)


class DatabaseError(QuotebotError):
    """A SQLite file that is damaged, of another version, or that cannot be opened, read or written."""


class NewerVersionError(DatabaseError):
    """A SQLite file that a newer version of quotebot wrote, of which this one does not know what stands in it."""


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

    def cache(self, kilobytes: int) -> None:
        """Keeps at most so much of the file in memory, beside what the system keeps of it."""
        self.execute(f"PRAGMA cache_size = -{kilobytes}")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see one state of the file, whatever is written meanwhile."""
        self.execute("BEGIN")
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
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._undo()
            raise

    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file's structure, all of it read; nothing where it is whole."""
        try:
            return [str(row[0]) for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        except DatabaseError as error:
            return [str(error.__cause__ or error)]

    def copy_to(self, path: Path) -> None:
        """Puts all that the file holds in place of what another holds, in one transaction of the other's."""
        other = Database(path)
        with closing(other), self._named(), other._named():
            self._connection.backup(other._connection)

    def damaged(self, what: str) -> DamagedError:
        """The error that tells what is damaged in the file, and what to do."""
        return DamagedError(
            f"{self.path} is damaged: {what}; put a backup back with quotebot restore FILE, "
            "or move it away and run: quotebot sync"
        )

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Runs one statement for these values."""
        with self._named():
            return self._connection.execute(statement, values)

    def rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, read as they are asked for."""
        cursor = self.execute(statement, *values)
        while True:
            with self._named():
                rows = cursor.fetchmany(_AT_ONCE)
            yield from rows
            if len(rows) < _AT_ONCE:
                return

    def execute_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Runs one statement for each of these rows."""
        with self._named():
            self._connection.executemany(statement, rows)

    def rows_in(self, query: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query for any number of values, which go where its braces are."""
        values = list(values)
        for start in range(0, len(values), _SIZES[-1]):
            chunk = values[start : start + _SIZES[-1]]
            size = next(size for size in _SIZES if size >= len(chunk))
            nothing = [None] * (size - len(chunk))  # equal to no value
            yield from self.rows(query.format(", ".join("?" * size)), *chunk, *nothing)

    def require_intact(self, what: str, stored: bytes, *values: Any) -> None:
        """Raises DamagedError unless the checksum stored beside these values is theirs."""
        if checksum(*values) != stored:
            raise self.damaged(f"{what} is not what was stored")

    def require_all_intact(
        self, what: Callable[[int], str], stored: Sequence[bytes], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Raises DamagedError unless the checksums stored beside rows are theirs; `what` names the row at a place."""
        present = list(map(xxh3_128_digest, map(msgspec.msgpack.encode, rows)))  # as `checksum`, called for each
        if present != list(stored):
            wrong = next(place for place, pair in enumerate(zip(present, stored, strict=True)) if pair[0] != pair[1])
            raise self.damaged(f"{what(wrong)} is not what was stored")

    def require_all(self, what: str, wanted: set[int], present: Collection[int]) -> None:
        """Raises DamagedError unless rows that others refer to are all there."""
        if missing := wanted.difference(present):
            raise self.damaged(f"it has lost {what} {', '.join(map(str, sorted(missing)))}")

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
                raise DatabaseError(f"{self.path} cannot be used: {error}; {disk.help_with(error)}") from error
            raise self.damaged(" ".join(str(error).split())) from error  # it may repeat a text with line ends


def checksum(*values: Any) -> bytes:
    """A hash of the values of a row, and of their types; it tells damage, not who wrote."""
    return xxh3_128_digest(msgspec.msgpack.encode(values))


def _address(path: Path) -> str:
    """Where SQLite opens a file; as one that nobody changes where it can put no lock beside it, and nobody else has."""
    is_fixed = path.exists() and disk.is_read_only(path.parent) and not path.with_name(path.name + "-wal").exists()
    return path.absolute().as_uri() + ("?immutable=1" if is_fixed else "")
