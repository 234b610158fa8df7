"""The bot's SQLite file: one connection on a thread of its own, and its transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Self

import msgspec
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.service.state_database import T, Work, lock_number
from bot.service.state_store import Held, NoStateError, StateError, StateOutageError
from bot.service.state_versions import VERSION, migrate
from index.errors import newer_version
from index.files.disk import help_with

# FULL: in WAL a commit reaches the disk before it is acknowledged, so that not even a power cut takes back a vote.
# secure_delete: what was deleted is overwritten, so that a forgotten question cannot be read from the file.
_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
_PATIENCE = 5.0  # seconds to wait for another program, such as a backup, that holds the file
_UNDECODED = "Could not decode"  # SQLite has no code for a text that is none
_BEGIN = "begin"  # the option of an engine that says how a transaction begins


class StateFile:
    """See StateDatabase; only its owner may read a file that this makes."""

    def __init__(self, path: Path, thread: ThreadPoolExecutor, connection: sqlite3.Connection) -> None:
        self._path = path
        self._thread = thread
        self._connection = connection
        self._reading = _engine(connection)
        self._writing = self._reading.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[Self]:
        """Opens a file, made new where there is none, and brings its tables up to date. Raises StateError."""
        async with cls._connected(path, lambda: _make(path)) as file:
            await file._on_thread(file._bring_up)
            yield file

    @classmethod
    @asynccontextmanager
    async def read_only(cls, path: Path) -> AsyncIterator[Self]:
        """Opens a file that is there to read it alone, whatever other program has it open.

        Raises StateError where its tables are of an earlier version, too, and NoStateError where it is not there.
        """
        if not path.exists():
            raise NoStateError(f"{path} is not there; start the bot, which makes it")
        address = f"{path.absolute().as_uri()}?mode=rw"  # which makes none
        async with cls._connected(path, lambda: _connect(address)) as file:
            if await file._on_thread(file._version) < VERSION:
                raise StateError(f"{path} is of an earlier version of quotebot; start the bot, which updates it")
            await file._on_thread(lambda: file._connection.execute("PRAGMA query_only = ON"))
            yield file

    async def read(self, work: Work[T], is_long: bool = False) -> T:
        """See StateDatabase."""
        return await self._on_thread(lambda: _transaction(self._reading, work))

    async def write(self, work: Work[T]) -> T:
        """See StateDatabase."""
        return await self._on_thread(lambda: _transaction(self._writing, work))

    async def erase(self, work: Work[T]) -> T:
        """See StateDatabase."""

        def erased() -> T:
            done = _transaction(self._writing, work)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # of the log, in which it still stands
            return done

        return await self._on_thread(erased)

    @asynccontextmanager
    async def held(self, key: str) -> AsyncIterator[Held]:
        """See ClaimStore; a file beside this one is locked."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._path.with_name(f"{self._path.name}.{lock_number(key) % 2**64:x}.lock"), timeout=0)
        with self.naming(), suppress(Timeout):
            lock.acquire()
        try:
            yield lock.is_locked
        finally:
            lock.release()

    def naming(self) -> AbstractContextManager[None]:
        """See StateDatabase."""
        return _named(self._path)

    @classmethod
    @asynccontextmanager
    async def _connected(cls, path: Path, connect: Callable[[], sqlite3.Connection]) -> AsyncIterator[Self]:
        thread = ThreadPoolExecutor(1, "state")
        try:
            with _named(path):
                connection = await asyncio.get_running_loop().run_in_executor(thread, connect)
            file = cls(path, thread, connection)
            try:
                yield file
            finally:
                await file._on_thread(connection.close)
        finally:
            thread.shutdown(wait=False)

    def _version(self) -> int:
        """The version of the tables. Raises StateError where it is newer than what is known."""
        ((version,),) = self._connection.execute("PRAGMA user_version")
        if version > VERSION:
            raise StateError(newer_version(self._path))
        return int(version)

    def _bring_up(self) -> None:
        version = self._version()
        self._connection.executescript(_PRAGMAS)
        self._connection.execute("SELECT name FROM sqlite_schema").fetchall()  # which tells of a damaged one
        if version < VERSION:
            _transaction(self._writing, migrate)
        # Only now, so that a migration may make a table anew without deleting what refers to it.
        self._connection.execute("PRAGMA foreign_keys = ON")

    async def _on_thread(self, call: Callable[[], T]) -> T:
        done = asyncio.get_running_loop().run_in_executor(self._thread, call)
        with self.naming():
            try:
                return await asyncio.shield(done)
            except asyncio.CancelledError:
                await asyncio.wait([done])  # what comes next finds no transaction open
                raise


def _connect(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, isolation_level=None, timeout=_PATIENCE, uri=address.startswith("file:"))


def _make(path: Path) -> sqlite3.Connection:
    path.touch(0o600)  # before SQLite would, which lets everybody read it; its write-ahead log takes over the rights
    return _connect(str(path))


def _engine(connection: sqlite3.Connection) -> Engine:
    """Has SQLAlchemy use a connection; an error of its does not tell what was to be stored."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _(begun: Connection) -> None:
        connection.execute(begun.get_execution_options().get(_BEGIN, "BEGIN"))

    return engine


def _transaction(engine: Engine, work: Work[T]) -> T:
    with engine.begin() as connection:
        return work(connection)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Says of an error of SQLite's which file it is about and what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _told(path, getattr(error, "orig", error)) from None
    except OSError as error:
        raise StateOutageError(f"{path} cannot be used: {error}; {help_with(error)}") from error
    except (msgspec.DecodeError, ValueError, TypeError) as error:  # a value that is none that it was
        raise _damaged(path, str(error)) from error


def _told(path: Path, error: BaseException) -> BaseException:
    """What a person is told of an error of SQLite's; the error itself where the program is at fault."""
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return error
    if isinstance(error, sqlite3.OperationalError):
        if _UNDECODED in str(error):  # and the text itself, which is nobody's business
            return _damaged(path, "a text in it is no longer UTF-8")
        return StateOutageError(f"{path} cannot be used: {error}; {help_with(error)}")
    return _damaged(path, str(error))


def _damaged(path: Path, what: str) -> StateError:
    reason = " ".join(what.split())  # SQLite repeats what it cannot read, with its line ends
    return StateError(f"{path} is damaged: {reason}; put a backup back with quotebot restore FILE, or move it away")
