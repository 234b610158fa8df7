"""The state store in one SQLite file."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec

from bot.service.records import Kind, QuotedMessage, SentMessage, SentQuote, ServerSettings
from bot.service.sqlite_corrections import SqliteCorrections
from bot.service.sqlite_forum_posts import SqliteForumPosts
from bot.service.sqlite_questions import SqliteQuestions
from bot.service.sqlite_rows import QUOTE, quote_of
from bot.service.sqlite_votes import SqliteReviews, SqliteVotes
from bot.service.state_file import Execute, Row, StateFile, moment, ticks
from bot.service.state_store import DIGEST, SettingsChange
from index.records import Span

_SENT_MESSAGE = (
    "id, kind, guild, channel, asker, private, question, context, answered, detail, message, created, asked_by"
)
QUOTED = "kind, place, collection, message, guild, channel, author, parent, agreed, notice, edited_at, standing"
_server_settings = msgspec.json.Decoder(ServerSettings)
_OF_SERVERS = ("server", "shown", "quoted", "post", "correction")
_NEWEST = "ORDER BY shown.created DESC, shown.number DESC"


class SqliteState:
    """See StateStore; what is forgotten is gone from the disk too."""

    def __init__(self, file: StateFile) -> None:
        self._file = file
        self.settings = SqliteServerSettings(file)
        self.sent_messages = SqliteSentMessages(file)
        self.votes = SqliteVotes(file)
        self.reviews = SqliteReviews(file)
        self.questions = SqliteQuestions(file)
        self.facts = SqliteFacts(file)
        self.quoted_messages = SqliteQuotedMessages(file)
        self.forum_posts = SqliteForumPosts(file)
        self.corrections = SqliteCorrections(file)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[Self]:
        """Opens the file, made new where there is none. Raises StateError where it cannot be used."""
        async with StateFile.open(path) as file:
            yield cls(file)

    @classmethod
    @asynccontextmanager
    async def read_only(cls, path: Path) -> AsyncIterator[Self]:
        """Opens a file that is there to read it alone, also while the bot runs. Raises StateError as `open` does."""
        async with StateFile.read_only(path) as file:
            yield cls(file)

    async def servers(self) -> set[int]:
        """See StateStore."""
        async with self._file.transaction() as run:
            each = (f"SELECT guild FROM {table} WHERE guild IS NOT NULL" for table in _OF_SERVERS)
            rows = await run(" UNION ".join(each))
            return {guild for (guild,) in rows}

    async def forget_server(self, guild: int) -> None:
        """See StateStore."""
        of_tables = ((f"DELETE FROM {table} WHERE guild = ?", guild) for table in _OF_SERVERS)
        await self._delete(*of_tables, (f"DELETE FROM fact WHERE name = '{DIGEST}' || ?", guild))

    async def forget_person(self, person: int) -> int:
        """See StateStore."""
        return await self._delete(
            ("DELETE FROM vote WHERE person = ? RETURNING 1", person),
            ("DELETE FROM shown WHERE asker = ? RETURNING 1", person),
            ("DELETE FROM post WHERE author = ? RETURNING 1", person),
        )

    async def purge(self, before: datetime) -> int:
        """See StateStore."""
        return await self._delete(("DELETE FROM shown WHERE created < ? RETURNING 1", ticks(before)))

    async def _delete(self, *deletions: tuple[str, int]) -> int:
        async with self._file.transaction() as run:
            gone = [row for statement, value in deletions for row in await run(statement, value)]
        await self._file.empty_log()  # in which what was deleted still stands
        return len(gone)


class SqliteServerSettings:
    """See ServerSettingsStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def of(self, guild: int) -> ServerSettings:
        """See ServerSettingsStore."""
        async with self._file.transaction() as run:
            return await _settings_of(run, guild)

    async def save(self, guild: int, settings: ServerSettings) -> None:
        """See ServerSettingsStore."""
        async with self._file.transaction() as run:
            await _save(run, guild, settings)

    async def change(self, guild: int, change: SettingsChange) -> ServerSettings:
        """See ServerSettingsStore."""
        async with self._file.transaction() as run:
            before = await _settings_of(run, guild)
            if (settings := change(before)) != before:
                await _save(run, guild, settings)
        return settings


class SqliteSentMessages:
    """See SentMessageStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def add(self, sent: SentMessage) -> None:
        """See SentMessageStore."""
        scope = (sent.id, sent.kind, sent.guild, sent.channel, sent.asker, sent.private)
        asked = (sent.question, sent.context, sent.answered, json.dumps(sent.detail))
        async with self._file.transaction() as run:
            await _insert(run, "shown", _SENT_MESSAGE, *scope, *asked, sent.message, ticks(sent.created), sent.asked_by)
            for position, quote in enumerate(sent.quotes):
                stretch = (quote.collection, quote.article, quote.start, quote.end, quote.text)
                highlights = json.dumps(quote.highlights)
                values = (*stretch, highlights, quote.plain, quote.older, sent.id, position)
                await _insert(run, "quote", f"{QUOTE}, shown, position", *values)

    async def set_message(self, sent_id: str, message: int) -> None:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            await run("UPDATE shown SET message = ? WHERE id = ?", message, sent_id)

    async def change(self, sent_id: str, kind: Kind, detail: dict[str, Any]) -> None:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            await run("UPDATE shown SET kind = ?, detail = ? WHERE id = ?", kind, json.dumps(detail), sent_id)

    async def mark(self, sent_id: str, name: str) -> bool:
        """See SentMessageStore."""
        noted = "UPDATE shown SET detail = json_set(detail, '$.' || ?, json('true'))"
        async with self._file.transaction() as run:
            where = "WHERE id = ? AND json_type(detail, '$.' || ?) IS NULL"
            return bool(await run(f"{noted} {where} RETURNING 1", name, sent_id, name))

    async def unmark(self, sent_id: str, name: str) -> None:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            await run("UPDATE shown SET detail = json_remove(detail, '$.' || ?) WHERE id = ?", name, sent_id)

    async def of_kind(self, kind: Kind) -> list[SentMessage]:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            rows = await run("SELECT id FROM shown WHERE kind = ? ORDER BY created, number", kind)
        sent = [await self.get(sent_id) for (sent_id,) in rows]
        return [one for one in sent if one is not None]

    async def get(self, sent_id: str) -> SentMessage | None:
        """See SentMessageStore."""
        return await self._newest("id = ?", sent_id)

    async def of_message(self, message: int) -> SentMessage | None:
        """See SentMessageStore."""
        return await self._newest("message = ?", message)

    async def answers_to(self, message: int) -> list[SentMessage]:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            rows = await run(f"SELECT id FROM shown WHERE asked_by = ? {_NEWEST}", message)
        sent = [await self.get(sent_id) for (sent_id,) in rows]
        return [one for one in sent if one is not None]

    async def forget(self, sent_id: str) -> None:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            await run("DELETE FROM shown WHERE id = ?", sent_id)
        await self._file.empty_log()

    async def last_answer(
        self, channel: int, asker: int, since: datetime, private: bool = True, until: datetime | None = None
    ) -> SentMessage | None:
        """See SentMessageStore."""
        where = "channel = ? AND asker = ? AND created > ? AND kind = 'answer' AND (? OR NOT private)"
        values = (channel, asker, ticks(since), private)
        if until is None:
            return await self._newest(where, *values)
        return await self._newest(f"{where} AND created < ?", *values, ticks(until))

    async def quotes(self, collection: str, article: str, asker: int) -> list[SentQuote]:
        """See SentMessageStore."""
        joined = f"SELECT {QUOTE} FROM quote JOIN shown ON shown.id = quote.shown"
        where = f"WHERE collection = ? AND article = ? AND asker = ? {_NEWEST}, position"
        distinct: dict[Span, SentQuote] = {}
        async with self._file.transaction() as run:
            for quote in map(quote_of, await run(f"{joined} {where}", collection, article, asker)):
                distinct.setdefault(Span(quote.start, quote.end), quote)
        return list(distinct.values())

    async def _newest(self, where: str, *values: Any) -> SentMessage | None:
        async with self._file.transaction() as run:
            rows = await run(f"SELECT {_SENT_MESSAGE} FROM shown WHERE {where} {_NEWEST} LIMIT 1", *values)
            if not rows:
                return None
            quotes = await run(f"SELECT {QUOTE} FROM quote WHERE shown = ? ORDER BY position", rows[0][0])
            return _sent_message(rows[0], tuple(map(quote_of, quotes)))


class SqliteFacts:
    """See FactStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def get(self, name: str) -> str | None:
        """See FactStore."""
        async with self._file.transaction() as run:
            rows = await run("SELECT value FROM fact WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    async def set(self, name: str, value: str) -> None:
        """See FactStore."""
        async with self._file.transaction() as run:
            await run("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, value)


class SqliteQuotedMessages:
    """See QuotedMessageStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def save(self, messages: Sequence[QuotedMessage]) -> None:
        """See QuotedMessageStore."""
        async with self._file.transaction() as run:
            for one in messages:
                article = (one.kind, one.place, one.collection)
                stands = (one.message, one.guild, one.channel, one.author, one.parent)
                values = (*article, *stands, one.agreed, one.notice, one.edited_at, one.standing)
                await run(f"INSERT OR REPLACE INTO quoted ({QUOTED}) VALUES ({', '.join('?' * len(values))})", *values)

    async def forget(self, collection: str, key: str) -> None:
        """See QuotedMessageStore."""
        async with self._file.transaction() as run:
            await run("DELETE FROM quoted WHERE collection = ? AND kind || '-' || place = ?", collection, key)
            of_article = "kind = 'unquoted' AND collection = ? AND article = ?"
            await run(f"DELETE FROM correction WHERE {of_article}", collection, key)
        await self._file.empty_log()

    async def of_article(self, collection: str, key: str) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where("collection = ? AND kind || '-' || place = ?", collection, key)

    async def of_message(self, message: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where("message = ?", message)

    async def of_channel(self, channel: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where("channel = ? OR parent = ? OR place = ?", channel, channel, channel)

    async def of_server(self, guild: int) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where("guild = ?", guild)

    async def every(self) -> list[QuotedMessage]:
        """See QuotedMessageStore."""
        return await self._where("TRUE")

    async def _where(self, where: str, *values: Any) -> list[QuotedMessage]:
        async with self._file.transaction() as run:
            rows = await run(f"SELECT {QUOTED} FROM quoted WHERE {where} ORDER BY message, collection, kind", *values)
            return [_quoted_message(row) for row in rows]


async def _settings_of(run: Execute, guild: int) -> ServerSettings:
    rows = await run("SELECT settings FROM server WHERE guild = ?", guild)
    return _server_settings.decode(rows[0][0]) if rows else ServerSettings()


async def _save(run: Execute, guild: int, settings: ServerSettings) -> None:
    await run("INSERT OR REPLACE INTO server VALUES (?, ?)", guild, msgspec.json.encode(settings).decode())


async def _insert(run: Execute, table: str, columns: str, *values: Any) -> None:
    await run(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", *values)


def _sent_message(row: Row, quotes: tuple[SentQuote, ...]) -> SentMessage:
    key, kind, guild, channel, asker, private, question, context, answered, detail, message, created, asked_by = row
    scope = (key, kind, guild, channel, asker, bool(private))
    asked = (question, context, bool(answered), json.loads(detail))
    return SentMessage(*scope, *asked, quotes, message, moment(created), asked_by)


def _quoted_message(row: Row) -> QuotedMessage:
    kind, place, collection, message, guild, channel, author, parent, agreed, notice, edited_at, standing = row
    stands = (guild, channel, author, parent)
    return QuotedMessage(kind, place, collection, message, *stands, bool(agreed), notice, edited_at, standing)
