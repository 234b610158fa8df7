"""The bot's SQLite file: one connection off the event loop, its transactions, and the migrations of its tables."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import aiosqlite
import msgspec

from bot.service.state_store import StateError, storable
from index.errors import newer_version
from index.files.disk import help_with

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
    "ALTER TABLE quote ADD COLUMN plain TEXT NOT NULL DEFAULT '';",
    """
CREATE TABLE quoted (
    kind TEXT NOT NULL, place INTEGER NOT NULL, collection TEXT NOT NULL, message INTEGER NOT NULL,
    guild INTEGER NOT NULL, channel INTEGER NOT NULL, author INTEGER NOT NULL, parent INTEGER, agreed INTEGER NOT NULL,
    notice INTEGER, edited_at TEXT NOT NULL, standing TEXT NOT NULL,
    PRIMARY KEY (collection, kind, place, message)
) WITHOUT ROWID;
CREATE INDEX quoted_message ON quoted (message);
CREATE INDEX quoted_guild ON quoted (guild);
CREATE INDEX quoted_channel ON quoted (channel);
CREATE INDEX quoted_parent ON quoted (parent);
CREATE INDEX quoted_place ON quoted (place);
""",
    """
CREATE TABLE chosen (guild INTEGER PRIMARY KEY, settings TEXT NOT NULL);
INSERT INTO chosen SELECT guild, json_object(
    'channels', json(channels), 'private', json(iif(private, 'true', 'false')), 'collections', collections
) FROM server;
DROP TABLE server;
ALTER TABLE chosen RENAME TO server;
""",
    """
CREATE TABLE post (
    thread INTEGER PRIMARY KEY, guild INTEGER NOT NULL, forum INTEGER NOT NULL, author INTEGER NOT NULL,
    title TEXT NOT NULL, solved INTEGER NOT NULL
);
CREATE INDEX post_forum ON post (forum, solved);
CREATE INDEX post_guild ON post (guild);
CREATE INDEX post_author ON post (author);
""",
    """
ALTER TABLE quote ADD COLUMN older INTEGER NOT NULL DEFAULT 0;
CREATE TABLE correction (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, guild INTEGER NOT NULL, kind TEXT NOT NULL,
    collection TEXT NOT NULL, article TEXT NOT NULL, said TEXT NOT NULL,
    newer_collection TEXT NOT NULL, newer_article TEXT NOT NULL, created INTEGER NOT NULL
);
CREATE INDEX correction_guild ON correction (guild, number);
""",
    """
ALTER TABLE vote ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE vote ADD COLUMN remark TEXT NOT NULL DEFAULT '';
""",
    "ALTER TABLE shown ADD COLUMN asked_by INTEGER; CREATE INDEX shown_asked_by ON shown (asked_by);",
)
# FULL: in WAL a commit reaches the disk before it is acknowledged, so that not even a power cut takes back a vote.
# secure_delete: what was deleted is overwritten, so that a forgotten question cannot be read from the file.
_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
_PATIENCE = 5.0  # seconds to wait for another program, such as a backup, that holds the file
_UNDECODED = "Could not decode"  # SQLite has no code for a text that is none

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)  # a datetime's own precision, so that it comes back as it was

Row = tuple[Any, ...]
Execute = Callable[..., Awaitable[list[Row]]]
"""Runs a statement with its values, and gives its rows."""


class StateFile:
    """A SQLite file, on a thread of its own; what a transaction did is on the disk once it has ended.

    Raises StateError wherever the file cannot be read or written.
    """

    def __init__(self, path: Path, connection: aiosqlite.Connection, begin: str = "BEGIN IMMEDIATE") -> None:
        self._path = path
        self._connection = connection
        self._begin = begin
        self._lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, migrations: tuple[str, ...] = _MIGRATIONS) -> AsyncIterator[Self]:
        """Opens a file, made new where there is none, and runs those migrations on it that it lacks."""
        with _named(path):
            # Made before SQLite would, which lets everybody read it; its write-ahead log takes over the rights.
            await asyncio.to_thread(path.touch, 0o600)
            connection = await aiosqlite.connect(path, isolation_level=None, timeout=_PATIENCE)
        try:
            with _named(path):
                await _migrate(connection, path, migrations)
            yield cls(path, connection)
        finally:
            await connection.close()

    @classmethod
    @asynccontextmanager
    async def read_only(cls, path: Path, migrations: tuple[str, ...] = _MIGRATIONS) -> AsyncIterator[Self]:
        """Opens a file that is there to read it alone, whatever other program has it open.

        Raises StateError where it lacks migrations, too.
        """
        with _named(path):
            address = f"{path.absolute().as_uri()}?mode=rw"  # which makes none
            connection = await aiosqlite.connect(address, isolation_level=None, timeout=_PATIENCE, uri=True)
        try:
            with _named(path):
                if await _version(connection, path, migrations) < len(migrations):
                    raise StateError(f"{path} is of an earlier version of quotebot; start the bot, which updates it")
                await connection.execute_fetchall("PRAGMA query_only = ON")
            yield cls(path, connection, "BEGIN")
        finally:
            await connection.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Execute]:
        """All statements inside last together, or not at all, even where the task is cancelled between them.

        Rows are best decoded inside, where a value that is none is reported as damage to the file.
        """
        async with self._alone():
            try:
                await self._run(self._begin)
                yield self._run
                await self._run("COMMIT")
            except BaseException:
                await self._connection.rollback()  # does nothing where a cancelled COMMIT was done all the same
                raise

    async def empty_log(self) -> None:
        """Empties the write-ahead log into the file."""
        async with self._alone():
            await self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _run(self, statement: str, *values: Any) -> list[Row]:
        stored = [storable(value) if isinstance(value, str) else value for value in values]
        return [tuple(row) for row in await self._connection.execute_fetchall(statement, stored)]

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Keeps the statements of other tasks away, since all of them share one connection and its transaction."""
        async with self._lock:
            with _named(self._path):
                yield


async def _migrate(connection: aiosqlite.Connection, path: Path, migrations: tuple[str, ...]) -> None:
    version = await _version(connection, path, migrations)
    await connection.executescript(_PRAGMAS)
    for number, script in enumerate(migrations[version:], version + 1):
        # Where a script fails, its transaction is left open and undone as the connection is closed.
        await connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
    # Only now, so that a migration may make a table anew without deleting what refers to it.
    await connection.execute_fetchall("PRAGMA foreign_keys = ON")


async def _version(connection: aiosqlite.Connection, path: Path, migrations: tuple[str, ...]) -> int:
    """How many migrations a file has had. Raises StateError where these are more than are known."""
    ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
    if version > len(migrations):
        raise StateError(newer_version(path))
    return int(version)


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
    except (
        aiosqlite.DatabaseError,
        msgspec.DecodeError,
        ValueError,
        TypeError,
    ) as error:  # the last two where a value is none that it was
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, what: str) -> StateError:
    reason = " ".join(what.split())  # SQLite repeats what it cannot read, with its line ends
    return StateError(f"{path} is damaged: {reason}; put a backup back with quotebot restore FILE, or move it away")


def ticks(at: datetime) -> int:
    """A moment, which is aware, as it is stored."""
    return (at - _EPOCH) // _TICK


def moment(stored: int) -> datetime:
    """A moment as it was before it was stored, in UTC."""
    return _EPOCH + stored * _TICK
