"""What keeps the bot's tables, and what SQLite and PostgreSQL say in words of their own."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import cache
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

from sqlalchemy import BigInteger, Connection, Executable, Table, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.service.state_store import Held

_SERVER = "postgresql"
T = TypeVar("T")
Work = Callable[[Connection], T]
"""The statements of a transaction; where it is undone by a conflict with another, they may run once more."""


class StateDatabase(Protocol):
    """Runs transactions off the event loop: all of one lasts or nothing, and it ends though its task is cancelled.

    Everything raises StateError where the database cannot be reached, read or written. A server has some seconds for a
    transaction, a file as long as it takes.
    """

    async def read(self, work: Work[T], is_long: bool = False) -> T:
        """What work gives that reads only, all of it at one moment; if it is long, nobody in a chat waits for it."""

    async def write(self, work: Work[T]) -> T:
        """What work gives that writes; what it wrote outlasts a crash once this has returned.

        Where the connection breaks just as a server is told to keep it, it may be kept though StateError is raised.
        """

    async def erase(self, work: Work[T]) -> T:
        """What work gives that deletes, which may be long; nothing of that is left in a file."""

    def held(self, key: str) -> AbstractAsyncContextManager[Held]:
        """See ClaimStore."""

    def naming(self) -> AbstractContextManager[None]:
        """Has values that cannot be read be told as damage to this database."""


def upsert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what becomes of a row that is there already, for a database of this dialect."""
    return postgresql.insert(table) if dialect == _SERVER else sqlite.insert(table)


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Keeps rows, each in place of that with the same key."""
    if rows:
        connection.execute(_putting(connection.dialect.name, table), rows)


@cache
def _putting(dialect: str, table: Table) -> Executable:
    statement = upsert(dialect, table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)


def keep_out(connection: Connection, name: str) -> None:
    """Has other transactions of the same name wait until this one has ended; SQLite has all that write wait anyway."""
    if connection.dialect.name == _SERVER:
        connection.execute(select(func.pg_advisory_xact_lock(literal(lock_number(name), BigInteger))))


def lock_number(name: str) -> int:
    """The number that PostgreSQL has in place of a lock's name."""
    return int.from_bytes(blake2b(f"quotebot {name}".encode(), digest_size=8).digest(), "big", signed=True)
