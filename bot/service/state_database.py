"""What keeps the bot's tables, and what SQLite and PostgreSQL say in words of their own."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

from sqlalchemy import BigInteger, Connection, Table, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.service.state_store import Held

T = TypeVar("T")
Work = Callable[[Connection], T]
"""The statements of a transaction; where it is undone by a conflict with another, they may run once more."""
PATIENCE = 2.0
"""Seconds that a server has for a transaction, so that a person is soon told that it does not answer."""
LONG = 60.0
"""The same where much is read or deleted, and nobody in a chat waits for it."""


class StateDatabase(Protocol):
    """Runs transactions off the event loop: all of one lasts or nothing, and it ends though its task is cancelled.

    Everything raises StateError where the database cannot be reached, read or written. A server has so many seconds for
    a transaction, a file as long as it takes.
    """

    async def read(self, work: Work[T], seconds: float = PATIENCE) -> T:
        """What work gives that reads only, all of it at one moment."""

    async def write(self, work: Work[T], seconds: float = PATIENCE) -> T:
        """What work gives that writes; what it wrote outlasts a crash once this has returned.

        Where the connection breaks just as a server is told to keep it, it may be kept though StateError is raised.
        """

    async def erase(self, work: Work[T], seconds: float = LONG) -> T:
        """What work gives that deletes; nothing of that is left in a file."""

    def held(self, key: str) -> AbstractAsyncContextManager[Held]:
        """See ClaimStore."""

    def naming(self) -> AbstractContextManager[None]:
        """Has values that cannot be read be told as damage to this database."""


def upsert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what becomes of a row that is there already."""
    return postgresql.insert(table) if _is_server(connection) else sqlite.insert(table)


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Keeps rows, each in place of that with the same key."""
    statement = upsert(connection, table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    keys = [column.name for column in table.primary_key]
    if rows:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), rows)


def keep_out(connection: Connection, name: str) -> None:
    """Has other transactions of the same name wait until this one has ended; SQLite has all that write wait anyway."""
    if _is_server(connection):
        connection.execute(select(func.pg_advisory_xact_lock(literal(lock_number(name), BigInteger))))


def lock_number(name: str) -> int:
    """The number that PostgreSQL has in place of a lock's name."""
    return int.from_bytes(blake2b(f"quotebot {name}".encode(), digest_size=8).digest(), "big", signed=True)


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
