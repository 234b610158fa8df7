"""A database that holds the truth: its transactions, checksums of its rows, and its errors named.

Statements are of the SQL that SQLite and PostgreSQL share; a question mark stands for a value.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

import msgspec
from xxhash import xxh3_128_digest

from index.errors import OutageError, QuotebotError

_SIZES = (8, 32, 128, 500)  # values in one IN (...): so few, since each is a statement that is prepared once


class DatabaseError(QuotebotError):
    """A database that is damaged, of another version, or that cannot be opened, read or written."""


class DatabaseOutageError(DatabaseError, OutageError):
    """A database whose server is away, busy or full for now."""


class NewerVersionError(DatabaseError):
    """A database that a newer version of quotebot wrote, of which this one does not know what stands in it."""


class DamagedError(DatabaseError):
    """A database that does not hold what was written to it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, by which all its rows can be read in one order, and written elsewhere."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    """The columns by which its rows are told apart."""

    @property
    def is_numbered(self) -> bool:
        """Whether the database gives each new row a number."""
        return self.key == ("number",)

    @property
    def selection(self) -> str:
        """The query for all its rows in the order of their key."""
        return f"SELECT {_listed(self.columns)} FROM {_listed((self.name,))} ORDER BY {_listed(self.key)}"

    @property
    def insertion(self) -> str:
        """The statement that puts a row."""
        values = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {_listed((self.name,))} ({_listed(self.columns)}) VALUES ({values})"


class Cursor(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:
        """The next row as a tuple; None behind the last."""

    def fetchall(self) -> list[Any]:
        """All rows that are left, as tuples."""


class Upkeep(Protocol):
    """What is done about a database as a whole, as far as its engine does not do so by itself."""

    def protect(self) -> None:
        """Has a commit reach the disk before anything counts on it, and readers go on beside a writer.

        Raises DatabaseError where it is no database.
        """

    def overwrite(self) -> None:
        """Has what is deleted from now on be overwritten."""

    def problems(self) -> list[str]:
        """What is wrong with its structure, all of it read; nothing where it is whole."""

    def orphaned(self) -> list[str]:
        """The tables in which a row refers to one that is not there, once for each such row."""

    def compact(self) -> None:
        """Gives back the room of what was deleted, where that is much."""

    def empty_log(self) -> None:
        """Empties its log, in which what was deleted still stands."""

    def last_number(self, table: str) -> int:
        """The largest number that a row of a table has or had; 0 where there was none."""

    def set_last_number(self, table: str, number: int) -> None:
        """Has the next row of a table get a number above this one."""


class Database(ABC):
    """Use it as a context manager, from one thread; writes last once `writing` has ended well."""

    name: str
    """What it is called where something is said of it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    @abstractmethod
    def upkeep(self) -> Upkeep:
        """What is done about it as a whole."""

    @abstractmethod
    def close(self) -> None:
        """Closes it."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see one state of it, whatever is written meanwhile."""
        self._begin_reading()
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
        try:
            self._begin_writing()
            yield
            self.execute("COMMIT")
        except BaseException:
            self._undo()
            raise

    @abstractmethod
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    @abstractmethod
    def version(self) -> int:
        """The number that `set_version` noted last; 0 of an empty database."""

    @abstractmethod
    def set_version(self, version: int) -> None:
        """Notes the version of what the tables hold."""

    @abstractmethod
    def define(self, statement: str) -> None:
        """Runs a statement that makes or changes a table, with the names that SQLite has for types."""

    @abstractmethod
    def damaged(self, what: str) -> DamagedError:
        """The error that tells what is damaged in it, and what to do."""

    @abstractmethod
    def execute(self, statement: str, *values: Any) -> Cursor:
        """Runs one statement for these values."""

    @abstractmethod
    def execute_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Runs one statement for each of these rows."""

    @abstractmethod
    def rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, which are so few that all may be in memory."""

    @abstractmethod
    def all_rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query over whole tables, read as they are asked for."""

    @abstractmethod
    def numbers(self, values: Iterable[int]) -> tuple[str, Any]:
        """A table with one column, `value`, of any many numbers, for a statement, and its value there."""

    @abstractmethod
    def _begin_reading(self) -> None: ...

    @abstractmethod
    def _begin_writing(self) -> None: ...

    @abstractmethod
    def _undo(self) -> None: ...

    def rows_in(self, query: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query for any number of values, which go where its braces are."""
        values = list(values)
        for start in range(0, len(values), _SIZES[-1]):
            chunk = values[start : start + _SIZES[-1]]
            size = next(size for size in _SIZES if size >= len(chunk))
            nothing = [None] * (size - len(chunk))  # equal to no value
            yield from self.rows(query.format(", ".join("?" * size)), *chunk, *nothing)


def require_intact(database: Database, what: str, stored: bytes, *values: Any) -> None:
    """Raises DamagedError unless the checksum stored beside these values is theirs."""
    if checksum(*values) != stored:
        raise database.damaged(f"{what} is not what was stored")


def require_all_intact(
    database: Database, what: Callable[[int], str], stored: Sequence[bytes], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Raises DamagedError unless the checksums stored beside rows are theirs; `what` names the row at a place."""
    present = list(map(xxh3_128_digest, map(msgspec.msgpack.encode, rows)))  # as `checksum`, called for each
    if present != list(stored):
        wrong = next(place for place, pair in enumerate(zip(present, stored, strict=True)) if pair[0] != pair[1])
        raise database.damaged(f"{what(wrong)} is not what was stored")


def require_all(database: Database, what: str, wanted: set[int], present: Collection[int]) -> None:
    """Raises DamagedError unless rows that others refer to are all there."""
    if missing := wanted.difference(present):
        raise database.damaged(f"it has lost {what} {', '.join(map(str, sorted(missing)))}")


def checksum(*values: Any) -> bytes:
    """A hash of the values of a row, and of their types; it tells damage, not who wrote."""
    return xxh3_128_digest(msgspec.msgpack.encode(values))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
