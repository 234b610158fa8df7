"""The state store in tables, of a SQLite file or of PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
from sqlalchemy import Connection, Delete, delete, select, union

from bot.service.records import ServerSettings
from bot.service.sql_claims import SqlClaims
from bot.service.sql_corrections import SqlCorrections
from bot.service.sql_forum_posts import SqlForumPosts
from bot.service.sql_questions import SqlQuestions
from bot.service.sql_quoted_messages import SqlQuotedMessages
from bot.service.sql_reviews import SqlReviews
from bot.service.sql_sent_messages import SqlSentMessages
from bot.service.sql_votes import SqlVotes
from bot.service.state_database import StateDatabase, keep_out, put
from bot.service.state_file import StateFile
from bot.service.state_store import DIGEST, SettingsChange, StateError
from bot.service.state_tables import correction, fact, post, quoted, server, shown, vote
from config import Settings
from index.files.data_folder import DataFolder

Place = Path | str
"""A SQLite file, or the URL of a database of PostgreSQL's as libpq has it."""
_server_settings = msgspec.json.Decoder(ServerSettings)
_OF_SERVERS = (server, shown, quoted, post, correction)


def state_place(data_folder: DataFolder, settings: Settings) -> Place:
    """Where the bot of a data folder keeps what is its own. Raises StateError where that is still elsewhere."""
    file, url = data_folder.state, settings.database.url
    if url and file.exists():
        raise StateError(f"what the bot keeps is still in {file}; move it with: quotebot migrate --to postgresql")
    if not url and not file.exists() and (moved := sorted(file.parent.glob(f"{file.name}.moved-*"))):
        raise StateError(
            f"what the bot keeps was moved to PostgreSQL; set database.url, or take {moved[-1]} away to begin anew"
        )
    return url or file


class SqlState:
    """See StateStore; what is forgotten is gone from the disk too, where that is a file."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database
        self.settings = SqlServerSettings(database)
        self.sent_messages = SqlSentMessages(database)
        self.votes = SqlVotes(database)
        self.reviews = SqlReviews(database)
        self.questions = SqlQuestions(database)
        self.facts = SqlFacts(database)
        self.quoted_messages = SqlQuotedMessages(database)
        self.forum_posts = SqlForumPosts(database)
        self.corrections = SqlCorrections(database)
        self.claims = SqlClaims(database)

    @classmethod
    @asynccontextmanager
    async def open(cls, place: Place) -> AsyncIterator[Self]:
        """Opens the tables, made or brought up to date where need be. Raises StateError where they cannot be used."""
        async with _opened(place, read_only=False) as database:
            yield cls(database)

    @classmethod
    @asynccontextmanager
    async def read_only(cls, place: Place) -> AsyncIterator[Self]:
        """Opens tables that are there to read them alone, also while the bot runs. Raises StateError as `open` does."""
        async with _opened(place, read_only=True) as database:
            yield cls(database)

    async def servers(self) -> set[int]:
        """See StateStore."""
        each = (select(table.c.guild).where(table.c.guild.is_not(None)) for table in _OF_SERVERS)
        every = union(*each)
        return await self._database.read(lambda connection: set(connection.execute(every).scalars()))

    async def forget_server(self, guild: int) -> None:
        """See StateStore."""
        of_tables = [delete(table).where(table.c.guild == guild) for table in _OF_SERVERS]
        await self._delete(*of_tables, delete(fact).where(fact.c.name == f"{DIGEST}{guild}"))

    async def forget_person(self, person: int) -> int:
        """See StateStore."""
        return await self._delete(
            delete(vote).where(vote.c.person == person),
            delete(shown).where(shown.c.asker == person),
            delete(post).where(post.c.author == person),
        )

    async def purge(self, before: datetime) -> int:
        """See StateStore."""
        return await self._delete(delete(shown).where(shown.c.created < before))

    async def _delete(self, *deletions: Delete) -> int:
        return await self._database.erase(
            lambda connection: sum(connection.execute(deletion).rowcount for deletion in deletions)
        )


class SqlServerSettings:
    """See ServerSettingsStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def of(self, guild: int) -> ServerSettings:
        """See ServerSettingsStore."""
        return await self._database.read(lambda connection: _settings_of(connection, guild))

    async def save(self, guild: int, settings: ServerSettings) -> None:
        """See ServerSettingsStore."""
        await self._database.write(lambda connection: _save(connection, guild, settings))

    async def change(self, guild: int, change: SettingsChange) -> ServerSettings:
        """See ServerSettingsStore."""

        def changed(connection: Connection) -> ServerSettings:
            keep_out(connection, f"settings {guild}")
            before = _settings_of(connection, guild)
            if (settings := change(before)) != before:
                _save(connection, guild, settings)
            return settings

        return await self._database.write(changed)


class SqlFacts:
    """See FactStore."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        """See FactStore."""
        value = select(fact.c.value).where(fact.c.name == name)
        return await self._database.read(lambda connection: connection.execute(value).scalar_one_or_none())

    async def set(self, name: str, value: str) -> None:
        """See FactStore."""
        await self._database.write(lambda connection: put(connection, fact, [{"name": name, "value": value}]))


def _opened(place: Place, read_only: bool) -> AbstractAsyncContextManager[StateDatabase]:
    if isinstance(place, Path):
        return StateFile.read_only(place) if read_only else StateFile.open(place)
    try:
        from bot.service.state_server import StateServer
    except ImportError:
        raise StateError("database.url names PostgreSQL, which needs: pip install 'quotebot[postgres]'") from None
    return StateServer.read_only(place) if read_only else StateServer.open(place)


def _settings_of(connection: Connection, guild: int) -> ServerSettings:
    kept = connection.execute(select(server.c.settings).where(server.c.guild == guild)).scalar_one_or_none()
    return ServerSettings() if kept is None else _server_settings.decode(kept)


def _save(connection: Connection, guild: int, settings: ServerSettings) -> None:
    put(connection, server, [{"guild": guild, "settings": msgspec.json.encode(settings).decode()}])
