"""The messages of Discord that articles are made of, in the bot's tables."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, delete, or_, select, true

from bot.service.records import QuotedMessage
from bot.service.state_database import StateDatabase, put
from bot.service.state_tables import correction
from bot.service.state_tables import quoted as table


class SqlQuotedMessages:
    """See QuotedMessageStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def save(self, messages: Sequence[QuotedMessage]) -> None:
        """See QuotedMessageStore."""
        rows = [asdict(one) for one in messages]
        await self._database.write(lambda connection: put(connection, table, rows))

    async def forget(self, collection: str, key: str) -> None:
        """See QuotedMessageStore."""
        said = correction.c
        marked = and_(said.kind == "unquoted", said.collection == collection, said.article == key)

        def forget(connection: Connection) -> None:
            connection.execute(delete(table).where(_is_article(collection, key)))
            connection.execute(delete(correction).where(marked))

        await self._database.erase(forget)

    async def of_article(self, collection: str, key: str) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where(_is_article(collection, key))

    async def of_message(self, message: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where(table.c.message == message)

    async def of_channel(self, channel: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where(
            or_(*(column == channel for column in (table.c.channel, table.c.parent, table.c.place)))
        )

    async def of_server(self, guild: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where(table.c.guild == guild)

    async def every(self) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where(true())

    async def _where(self, wanted: ColumnElement[bool]) -> list[QuotedMessage]:
        ordered = select(table).where(wanted).order_by(table.c.message, table.c.collection, table.c.kind)
        return await self._database.read(
            lambda connection: [QuotedMessage(**row) for row in connection.execute(ordered).mappings()]
        )


def _is_article(collection: str, key: str) -> ColumnElement[bool]:
    return and_(table.c.collection == collection, table.c.kind + "-" + cast(table.c.place, Text) == key)
