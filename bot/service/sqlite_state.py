"""The state store in one SQLite file."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import msgspec

from bot.service.records import Kind, QuotedMessage, SentMessage, SentQuote, ServerSettings
from bot.service.sqlite_forum_posts import SqliteForumPosts
from bot.service.state_file import Execute, Row, StateFile
from index.records import Span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)  # a datetime's own precision, so that it comes back as it was
_SENT_MESSAGE = (
    "id, kind, guild, channel, asker, private, question, context, answered, detail, message, created, asked_by"
)
_QUOTE = "collection, article, first, past, text, highlights, plain"
_QUOTED = "kind, place, collection, message, guild, channel, author, parent, agreed, notice, edited_at, standing"
_server_settings = msgspec.json.Decoder(ServerSettings)
_NEWEST = "ORDER BY shown.created DESC, shown.number DESC"


class SqliteState:
    """See StateStore; what is forgotten is gone from the disk too."""

    def __init__(self, file: StateFile) -> None:
        self._file = file
        self.settings = SqliteServerSettings(file)
        self.sent_messages = SqliteSentMessages(file)
        self.votes = SqliteVotes(file)
        self.facts = SqliteFacts(file)
        self.quoted_messages = SqliteQuotedMessages(file)
        self.forum_posts = SqliteForumPosts(file)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[Self]:
        """Opens the file, made new where there is none. Raises StateError where it cannot be used."""
        async with StateFile.open(path) as file:
            yield cls(file)

    async def servers(self) -> set[int]:
        """See StateStore."""
        async with self._file.transaction() as run:
            tables = ("server", "shown", "quoted", "post")
            each = (f"SELECT guild FROM {table} WHERE guild IS NOT NULL" for table in tables)
            rows = await run(" UNION ".join(each))
            return {guild for (guild,) in rows}

    async def forget_server(self, guild: int) -> None:
        """See StateStore."""
        tables = ("server", "shown", "quoted", "post")
        await self._delete(*((f"DELETE FROM {table} WHERE guild = ?", guild) for table in tables))

    async def forget_person(self, person: int) -> int:
        """See StateStore."""
        return await self._delete(
            ("DELETE FROM vote WHERE person = ? RETURNING 1", person),
            ("DELETE FROM shown WHERE asker = ? RETURNING 1", person),
            ("DELETE FROM post WHERE author = ? RETURNING 1", person),
        )

    async def purge(self, before: datetime) -> int:
        """See StateStore."""
        return await self._delete(("DELETE FROM shown WHERE created < ? RETURNING 1", _ticks(before)))

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
            rows = await run("SELECT settings FROM server WHERE guild = ?", guild)
            return _server_settings.decode(rows[0][0]) if rows else ServerSettings()

    async def save(self, guild: int, settings: ServerSettings) -> None:
        """See ServerSettingsStore."""
        async with self._file.transaction() as run:
            await run("INSERT OR REPLACE INTO server VALUES (?, ?)", guild, msgspec.json.encode(settings).decode())


class SqliteSentMessages:
    """See SentMessageStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def add(self, sent: SentMessage) -> None:
        """See SentMessageStore."""
        scope = (sent.id, sent.kind, sent.guild, sent.channel, sent.asker, sent.private)
        asked = (sent.question, sent.context, sent.answered, json.dumps(sent.detail))
        async with self._file.transaction() as run:
            await _insert(
                run, "shown", _SENT_MESSAGE, *scope, *asked, sent.message, _ticks(sent.created), sent.asked_by
            )
            for position, quote in enumerate(sent.quotes):
                stretch = (quote.collection, quote.article, quote.start, quote.end, quote.text)
                highlights = json.dumps(quote.highlights)
                values = (*stretch, highlights, quote.plain, sent.id, position)
                await _insert(run, "quote", f"{_QUOTE}, shown, position", *values)

    async def set_message(self, sent_id: str, message: int) -> None:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            await run("UPDATE shown SET message = ? WHERE id = ?", message, sent_id)

    async def change(self, sent_id: str, kind: Kind, detail: dict[str, Any]) -> None:
        """See SentMessageStore."""
        async with self._file.transaction() as run:
            await run("UPDATE shown SET kind = ?, detail = ? WHERE id = ?", kind, json.dumps(detail), sent_id)

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
        values = (channel, asker, _ticks(since), private)
        if until is None:
            return await self._newest(where, *values)
        return await self._newest(f"{where} AND created < ?", *values, _ticks(until))

    async def quotes(self, collection: str, article: str, asker: int) -> list[SentQuote]:
        """See SentMessageStore."""
        joined = f"SELECT {_QUOTE} FROM quote JOIN shown ON shown.id = quote.shown"
        where = f"WHERE collection = ? AND article = ? AND asker = ? {_NEWEST}, position"
        distinct: dict[Span, SentQuote] = {}
        async with self._file.transaction() as run:
            for quote in map(_quote, await run(f"{joined} {where}", collection, article, asker)):
                distinct.setdefault(Span(quote.start, quote.end), quote)
        return list(distinct.values())

    async def unanswered(self, guild: int, since: datetime) -> list[tuple[str, datetime]]:
        """See SentMessageStore."""
        where = f"WHERE guild = ? AND created >= ? AND kind = 'answer' AND NOT answered {_NEWEST}"
        async with self._file.transaction() as run:
            rows = await run(f"SELECT context, created FROM shown {where}", guild, _ticks(since))
            return [(context, _moment(created)) for context, created in rows]

    async def _newest(self, where: str, *values: Any) -> SentMessage | None:
        async with self._file.transaction() as run:
            rows = await run(f"SELECT {_SENT_MESSAGE} FROM shown WHERE {where} {_NEWEST} LIMIT 1", *values)
            if not rows:
                return None
            quotes = await run(f"SELECT {_QUOTE} FROM quote WHERE shown = ? ORDER BY position", rows[0][0])
            return _sent_message(rows[0], tuple(map(_quote, quotes)))


class SqliteVotes:
    """See VoteStore."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    async def cast(self, sent_id: str, person: int, up: bool) -> tuple[int, int]:
        """See VoteStore."""
        async with self._file.transaction() as run:
            await run("INSERT OR REPLACE INTO vote SELECT id, ?, ? FROM shown WHERE id = ?", person, up, sent_id)
            return await _counts(run, sent_id)

    async def count(self, sent_id: str) -> tuple[int, int]:
        """See VoteStore."""
        async with self._file.transaction() as run:
            return await _counts(run, sent_id)


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
                await run(f"INSERT OR REPLACE INTO quoted ({_QUOTED}) VALUES ({', '.join('?' * len(values))})", *values)

    async def forget(self, collection: str, key: str) -> None:
        """See QuotedMessageStore."""
        async with self._file.transaction() as run:
            await run("DELETE FROM quoted WHERE collection = ? AND kind || '-' || place = ?", collection, key)
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
            rows = await run(f"SELECT {_QUOTED} FROM quoted WHERE {where} ORDER BY message, collection, kind", *values)
            return [_quoted_message(row) for row in rows]


async def _insert(run: Execute, table: str, columns: str, *values: Any) -> None:
    await run(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", *values)


async def _counts(run: Execute, sent_id: str) -> tuple[int, int]:
    counts = "SELECT COUNT(*) FILTER (WHERE up), COUNT(*) FILTER (WHERE NOT up) FROM vote WHERE shown = ?"
    ((up, down),) = await run(counts, sent_id)
    return up, down


def _ticks(moment: datetime) -> int:
    return (moment - _EPOCH) // _TICK


def _moment(ticks: int) -> datetime:
    return _EPOCH + ticks * _TICK


def _quote(row: Row) -> SentQuote:
    collection, article, start, end, text, highlights, plain = row
    spans = tuple(Span(*span) for span in json.loads(highlights))
    return SentQuote(collection, article, start, end, text, spans, plain)


def _sent_message(row: Row, quotes: tuple[SentQuote, ...]) -> SentMessage:
    key, kind, guild, channel, asker, private, question, context, answered, detail, message, created, asked_by = row
    scope = (key, kind, guild, channel, asker, bool(private))
    asked = (question, context, bool(answered), json.loads(detail))
    return SentMessage(*scope, *asked, quotes, message, _moment(created), asked_by)


def _quoted_message(row: Row) -> QuotedMessage:
    kind, place, collection, message, guild, channel, author, parent, agreed, notice, edited_at, standing = row
    stands = (guild, channel, author, parent)
    return QuotedMessage(kind, place, collection, message, *stands, bool(agreed), notice, edited_at, standing)
