"""The posts of forums in the bot's tables."""

from dataclasses import asdict

from sqlalchemy import Connection, Select, delete, or_, select

from bot.service.records import ForumPost
from bot.service.state_database import StateDatabase, put
from bot.service.state_tables import YES
from bot.service.state_tables import post as table


class SqlForumPosts:
    """See ForumPostStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def save(self, post: ForumPost) -> None:
        """See ForumPostStore."""
        await self._database.write(lambda connection: put(connection, table, [asdict(post)]))

    async def get(self, thread: int) -> ForumPost | None:
        """See ForumPostStore."""
        return next(iter(await self._those(select(table).where(table.c.thread == thread))), None)

    async def solved(self, forum: int, limit: int) -> list[ForumPost]:
        """See ForumPostStore."""
        theirs = select(table).where(table.c.forum == forum, table.c.solved == YES)
        return await self._those(theirs.order_by(table.c.thread.desc()).limit(limit))

    async def forget(self, channel: int) -> None:
        """See ForumPostStore."""
        theirs = delete(table).where(or_(table.c.thread == channel, table.c.forum == channel))
        await self._database.write(lambda connection: connection.execute(theirs))

    async def _those(self, wanted: Select[tuple[object, ...]]) -> list[ForumPost]:
        def found(connection: Connection) -> list[ForumPost]:
            return [ForumPost(**row) for row in connection.execute(wanted).mappings()]

        return await self._database.read(found)
