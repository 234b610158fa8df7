"""What the bot keeps of its own, in one SQLite file: the settings of servers, what it showed, and votes on that."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import aiosqlite

from bot.service.records import SentMessage, SentQuote, ServerSettings
from index.errors import QuotebotError
from index.files.disk import help_with
from index.records import Span

# Each script runs once in the life of a file: never change one that was released, add another.
_MIGRATIONS = (
    """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE server (
    guild INTEGER PRIMARY KEY, channels TEXT NOT NULL, private INTEGER NOT NULL, collections TEXT NOT NULL
);
CREATE TABLE shown (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    guild INTEGER, channel INTEGER NOT NULL, asker INTEGER NOT NULL, private INTEGER NOT NULL,
    question TEXT NOT NULL, context TEXT NOT NULL, answered INTEGER NOT NULL, detail TEXT NOT NULL,
    message INTEGER, created INTEGER NOT NULL
);
CREATE INDEX shown_message ON shown (message);
CREATE INDEX shown_talk ON shown (channel, asker, created);
CREATE INDEX shown_asker ON shown (asker);
CREATE INDEX shown_guild ON shown (guild, created);
CREATE INDEX shown_created ON shown (created);
CREATE TABLE quote (
    shown TEXT NOT NULL REFERENCES shown (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    collection TEXT NOT NULL, article TEXT NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL,
    text TEXT NOT NULL, highlights TEXT NOT NULL,
    PRIMARY KEY (shown, position)
) WITHOUT ROWID;
CREATE INDEX quote_article ON quote (collection, article);
CREATE TABLE vote (
    shown TEXT NOT NULL REFERENCES shown (id) ON DELETE CASCADE, person INTEGER NOT NULL, up INTEGER NOT NULL,
    PRIMARY KEY (shown, person)
) WITHOUT ROWID;
CREATE INDEX vote_person ON vote (person);
""",
)
# FULL: in WAL a commit reaches the disk before it is acknowledged, so that not even a power cut takes back a vote.
# secure_delete: what was deleted is overwritten, so that a forgotten question cannot be read from the file.
_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
_CLOCK = "clock"  # under which the clock's last reading is noted
_PATIENCE = 5.0  # seconds to wait for another program, such as a backup, that holds the file
_UNDECODED = "Could not decode"  # SQLite has no code for a text that is none
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)  # a datetime's own precision, so that it comes back as it was
_SHOWN = "id, kind, guild, channel, asker, private, question, context, answered, detail, message, created"
_QUOTE = "collection, article, first, past, text, highlights"
_NEWEST = "ORDER BY shown.created DESC, shown.number DESC"

Row = tuple[Any, ...]


class StateError(QuotebotError):
    """A state file that is damaged, written by a newer version, or that cannot be opened or written."""


class State:
    """The bot's SQLite file, on a thread of its own; what a method was told to keep is on the disk once it returns.

    Lone surrogates, which no file can hold as text, are kept as U+FFFD. Every method raises StateError where the file
    cannot be read or written.
    """

    def __init__(self, path: Path, connection: aiosqlite.Connection) -> None:
        self._path = path
        self._connection = connection
        self._lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[Self]:
        """Opens the file, made new where there is none. Raises StateError where it cannot be used."""
        async with connected(path) as connection:
            yield cls(path, connection)

    # Servers and facts

    async def settings(self, guild: int) -> ServerSettings:
        """A server's settings; the defaults where none were ever saved."""
        rows = await self._rows("SELECT channels, private, collections FROM server WHERE guild = ?", guild)
        for channels, private, collections in rows:
            with _named(self._path):
                return ServerSettings(tuple(json.loads(channels)), bool(private), collections)
        return ServerSettings()

    async def save_settings(self, guild: int, settings: ServerSettings) -> None:
        """Saves a server's settings in place of what they were."""
        values = (json.dumps(settings.channels), settings.private, settings.collections)
        await self._rows("INSERT OR REPLACE INTO server VALUES (?, ?, ?, ?)", guild, *values)

    async def fact(self, name: str) -> str | None:
        """What is noted under a name, such as the fingerprint of the commands that Discord was told."""
        rows = await self._rows("SELECT value FROM fact WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    async def note(self, name: str, value: str) -> None:
        """Notes a fact under its name."""
        await self._rows("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, value)

    # What was shown

    async def remember(self, shown: SentMessage) -> None:
        """Keeps something shown, with its quotes; its id must be new."""
        place = (shown.id, shown.kind, shown.guild, shown.channel, shown.asker, shown.private)
        asked = (shown.question, shown.context, shown.answered, json.dumps(shown.detail))
        async with self._transaction():
            await self._insert("shown", _SHOWN, *place, *asked, shown.message, _ticks(shown.created))
            for position, quote in enumerate(shown.quotes):
                stretch = (quote.collection, quote.article, quote.start, quote.end, quote.text)
                highlights = json.dumps(quote.highlights)
                await self._insert("quote", f"{_QUOTE}, shown, position", *stretch, highlights, shown.id, position)

    async def set_message(self, key: str, message: int) -> None:
        """Notes which message shows what has this id."""
        await self._rows("UPDATE shown SET message = ? WHERE id = ?", message, key)

    async def shown(self, key: str) -> SentMessage | None:
        """What was shown under an id, unless it was forgotten."""
        return await self._newest("id = ?", key)

    async def by_message(self, message: int) -> SentMessage | None:
        """What a message shows: the newest, where it was changed to show something else."""
        return await self._newest("message = ?", message)

    async def last(self, channel: int, asker: int, since: datetime, private: bool = True) -> SentMessage | None:
        """The newest answer to this person in this channel that is newer than a moment; private ones only if wanted."""
        where = "channel = ? AND asker = ? AND created > ? AND kind = 'answer' AND (? OR NOT private)"
        return await self._newest(where, channel, asker, _ticks(since), private)

    async def quoted(self, collection: str, article: str, asker: int) -> list[SentQuote]:
        """The quotes of an article that this person was shown, newest first, the newest alone of each span."""
        joined = f"SELECT {_QUOTE} FROM quote JOIN shown ON shown.id = quote.shown"
        where = f"WHERE collection = ? AND article = ? AND asker = ? {_NEWEST}, position"
        rows = await self._rows(f"{joined} {where}", collection, article, asker)
        distinct: dict[Span, SentQuote] = {}
        with _named(self._path):
            for quote in map(_quote, rows):
                distinct.setdefault(Span(quote.start, quote.end), quote)
        return list(distinct.values())

    async def unanswered(self, guild: int, since: datetime) -> list[tuple[str, datetime]]:
        """The questions asked in a server since a moment that found no answer, as understood, newest first."""
        where = f"WHERE guild = ? AND created >= ? AND kind = 'answer' AND NOT answered {_NEWEST}"
        rows = await self._rows(f"SELECT context, created FROM shown {where}", guild, _ticks(since))
        with _named(self._path):
            return [(context, _moment(created)) for context, created in rows]

    # Votes

    async def vote(self, shown: str, person: int, up: bool) -> tuple[int, int]:
        """Counts a person's vote in place of an earlier one; gives the votes up and down.

        A vote on what was forgotten meanwhile is not kept: both counts are then 0.
        """
        async with self._transaction():
            kept = "INSERT OR REPLACE INTO vote SELECT id, ?, ? FROM shown WHERE id = ?"
            await self._run(kept, person, up, shown)
            return await self._counts(shown)

    async def votes(self, shown: str) -> tuple[int, int]:
        """How many voted up and how many down."""
        async with self._transaction():
            return await self._counts(shown)

    # Forgetting

    async def forget_person(self, person: int) -> int:
        """Deletes a person's votes and what they were shown, with everybody's votes on that.

        Gives how many votes of theirs and things shown to them were deleted.
        """
        return await self._forget(
            ("DELETE FROM vote WHERE person = ? RETURNING 1", person),
            ("DELETE FROM shown WHERE asker = ? RETURNING 1", person),
        )

    async def servers(self) -> set[int]:
        """The servers of which anything is kept."""
        rows = await self._rows("SELECT guild FROM server UNION SELECT guild FROM shown WHERE guild IS NOT NULL")
        return {guild for (guild,) in rows}

    async def forget_server(self, guild: int) -> None:
        """Deletes a server's settings and what was shown there, with the votes on it."""
        await self._forget(("DELETE FROM server WHERE guild = ?", guild), ("DELETE FROM shown WHERE guild = ?", guild))

    async def expire(self, now: datetime, kept: timedelta) -> int:
        """Deletes what was shown longer ago than it may be kept; gives how many things were deleted.

        By the earlier of the clock's last two readings, so that one which is years ahead for a moment deletes nothing.
        """
        before = await self.fact(_CLOCK)
        await self.note(_CLOCK, now.isoformat())
        return 0 if before is None else await self.purge(min(now, datetime.fromisoformat(before)) - kept)

    async def purge(self, before: datetime) -> int:
        """Deletes what was shown before a moment, with the votes on it; gives how many things were deleted."""
        return await self._forget(("DELETE FROM shown WHERE created < ? RETURNING 1", _ticks(before)))

    async def _forget(self, *deletions: tuple[str, int]) -> int:
        async with self._transaction():
            gone = [row for statement, value in deletions for row in await self._run(statement, value)]
        async with self._alone():
            # What was deleted still stands in the write-ahead log, until that is emptied into the file.
            await self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        return len(gone)

    # SQLite

    async def _newest(self, where: str, *values: Any) -> SentMessage | None:
        async with self._transaction():
            found = await self._run(f"SELECT {_SHOWN} FROM shown WHERE {where} {_NEWEST} LIMIT 1", *values)
            if not found:
                return None
            quotes = await self._run(f"SELECT {_QUOTE} FROM quote WHERE shown = ? ORDER BY position", found[0][0])
        with _named(self._path):
            return _shown(found[0], tuple(map(_quote, quotes)))

    async def _counts(self, shown: str) -> tuple[int, int]:
        counts = "SELECT COUNT(*) FILTER (WHERE up), COUNT(*) FILTER (WHERE NOT up) FROM vote WHERE shown = ?"
        ((up, down),) = await self._run(counts, shown)
        return up, down

    async def _insert(self, table: str, columns: str, *values: Any) -> None:
        await self._run(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", *values)

    async def _rows(self, statement: str, *values: Any) -> list[Row]:
        async with self._transaction():
            return await self._run(statement, *values)

    async def _run(self, statement: str, *values: Any) -> list[Row]:
        rows = await self._connection.execute_fetchall(statement, [_storable(value) for value in values])
        return [tuple(row) for row in rows]

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[None]:
        """All statements inside last together, or not at all, even where the task is cancelled between them."""
        async with self._alone():
            try:
                await self._run("BEGIN IMMEDIATE")
                yield
                await self._run("COMMIT")
            except BaseException:
                await self._connection.rollback()  # does nothing where a cancelled COMMIT was done all the same
                raise

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Keeps the statements of other tasks away, since all of them share one connection and its transaction."""
        async with self._lock:
            with _named(self._path):
                yield


@asynccontextmanager
async def connected(path: Path, migrations: tuple[str, ...] = _MIGRATIONS) -> AsyncIterator[aiosqlite.Connection]:
    """A connection to a file that all migrations were run on. Raises StateError where that cannot be done."""
    with _named(path):
        # Made before SQLite would, which lets everybody read it; its write-ahead log takes over the rights.
        await asyncio.to_thread(path.touch, 0o600)
        connection = await aiosqlite.connect(path, isolation_level=None, timeout=_PATIENCE)
    try:
        with _named(path):
            await _migrate(connection, path, migrations)
        yield connection
    finally:
        await connection.close()


async def _migrate(connection: aiosqlite.Connection, path: Path, migrations: tuple[str, ...]) -> None:
    ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
    if version > len(migrations):
        raise StateError(f"{path} was written by a newer version of quotebot; install that one, or move the file away")
    await connection.executescript(_PRAGMAS)
    for number, script in enumerate(migrations[version:], version + 1):
        # Where a script fails, its transaction is left open and undone as the connection is closed.
        await connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
    # Only now, so that a migration may make a table anew without deleting what refers to it.
    await connection.execute_fetchall("PRAGMA foreign_keys = ON")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Says of an error of SQLite's which file it is about and what to do."""
    try:
        yield
    except (aiosqlite.OperationalError, OSError) as error:
        if _UNDECODED in str(error):  # and the text itself, which is nobody's business
            raise _damaged(path, "a text in it is no longer UTF-8") from None
        raise StateError(f"{path} cannot be used: {error}; {help_with(error)}") from error
    except (aiosqlite.IntegrityError, aiosqlite.ProgrammingError):
        raise  # a mistake in the program, not in the file
    except (aiosqlite.DatabaseError, ValueError, TypeError) as error:  # the last two where a value is none that it was
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, what: str) -> StateError:
    reason = " ".join(what.split())  # SQLite repeats what it cannot read, with its line ends
    return StateError(f"{path} is damaged: {reason}; put a backup back with quotebot restore FILE, or move it away")


def _storable(value: Any) -> Any:
    """The value itself; a text with every lone surrogate replaced, since SQLite takes none."""
    return (
        value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if isinstance(value, str) else value
    )


def _ticks(moment: datetime) -> int:
    return (moment - _EPOCH) // _TICK


def _moment(ticks: int) -> datetime:
    return _EPOCH + ticks * _TICK


def _quote(row: Row) -> SentQuote:
    collection, article, start, end, text, highlights = row
    spans = tuple(Span(*span) for span in json.loads(highlights))
    return SentQuote(collection, article, start, end, text, spans)


def _shown(row: Row, quotes: tuple[SentQuote, ...]) -> SentMessage:
    key, kind, guild, channel, asker, private, question, context, answered, detail, message, created = row
    place = (key, kind, guild, channel, asker, bool(private))
    asked = (question, context, bool(answered), json.loads(detail))
    return SentMessage(*place, *asked, quotes, message, _moment(created))
