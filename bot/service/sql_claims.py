"""What one of several processes does alone, in the bot's tables."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from sqlalchemy import Connection, delete

from bot.service.state_database import StateDatabase, upsert
from bot.service.state_store import Held
from bot.service.state_tables import claim as table


class SqlClaims:
    """See ClaimStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def take(self, key: str) -> bool:
        """See ClaimStore."""
        return key in await self.take_all((key,))

    async def take_all(self, keys: Collection[str]) -> set[str]:
        """See ClaimStore."""
        now = datetime.now(UTC)
        # Of two processes that take the same keys, none then waits for the other in turn.
        rows = [{"key": key, "taken": now} for key in sorted(keys)]

        def take(connection: Connection) -> set[str]:
            new = upsert(connection.dialect.name, table).on_conflict_do_nothing().returning(table.c.key)
            return set(connection.execute(new, rows).scalars()) if rows else set()

        return await self._database.write(take)

    async def forget(self, before: datetime) -> None:
        """See ClaimStore."""
        old = delete(table).where(table.c.taken < before)
        await self._database.erase(lambda connection: connection.execute(old))

    def held(self, key: str) -> AbstractAsyncContextManager[Held]:
        """See ClaimStore."""
        return self._database.held(key)
