"""The posts of forums in the state's SQLite file."""

from bot.service.records import ForumPost
from bot.service.state_file import Row, StateFile

_POST = "thread, guild, forum, author, title, solved"


class SqliteForumPosts:
    """See ForumPostStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def save(self, post: ForumPost) -> None:
        """See ForumPostStore."""
        values = (post.thread, post.guild, post.forum, post.author, post.title, post.solved)
        async with self._file.transaction() as run:
            await run(f"INSERT OR REPLACE INTO post ({_POST}) VALUES (?, ?, ?, ?, ?, ?)", *values)

    async def get(self, thread: int) -> ForumPost | None:
        """See ForumPostStore."""
        async with self._file.transaction() as run:
            return next(map(_post, await run(f"SELECT {_POST} FROM post WHERE thread = ?", thread)), None)

    async def solved(self, forum: int, limit: int) -> list[ForumPost]:
        """See ForumPostStore."""
        where = "WHERE forum = ? AND solved ORDER BY thread DESC LIMIT ?"
        async with self._file.transaction() as run:
            return list(map(_post, await run(f"SELECT {_POST} FROM post {where}", forum, limit)))

    async def forget(self, channel: int) -> None:
        """See ForumPostStore."""
        async with self._file.transaction() as run:
            await run("DELETE FROM post WHERE thread = ? OR forum = ?", channel, channel)


def _post(row: Row) -> ForumPost:
    thread, guild, forum, author, title, solved = row
    return ForumPost(thread, guild, forum, author, title, bool(solved))
