"""The bot's tables in PostgreSQL: a few connections, and transactions that end in time whatever the server does."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from typing import Any, Self

import asyncpg
import msgspec
from sqlalchemy import Connection, NullPool, event
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.service.state_database import T, Work, keep_out, lock_number
from bot.service.state_store import Held, NoStateError, StateError, StateOutageError
from bot.service.state_versions import UNKNOWN, VERSION, migrate, version_of
from index.outage import Outage

_CONNECTIONS = 5
_PATIENCE = 2.0  # seconds that the server has for a transaction, so that a person is soon told that it does not answer
_LONG = 60.0  # the same where nobody in a chat waits
_AGE = 300  # seconds after which a connection is made anew, before what lies between has forgotten it
_SETTINGS = {
    "application_name": "quotebot",
    "synchronous_commit": "on",
    # What this process has given up ends there, too.
    "lock_timeout": f"{_PATIENCE:g}s",
    "statement_timeout": f"{_LONG:g}s",
    "idle_in_transaction_session_timeout": f"{_LONG:g}s",
    # What is held is free again a minute after a machine was lost.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
_READ_ONLY = {"default_transaction_read_only": "on"}
_MIGRATING = {"lock_timeout": "0", "statement_timeout": "0"}
_HOST = r"(?:\[[\da-fA-F:.]+\]|[^\s@/?#:,\[\]]*)(?::\d+)?"
_URL = re.compile(rf"postgres(?:ql)?://(?:[^\s@/?#]*@)?({_HOST}(?:,{_HOST})*)(?:/([^\s@/?#]*))?(?:\?[^\s@#]*)?")
_CONFLICTS = ("40001", "40P01")  # serialization failure, deadlock: undone, and may be tried again
_LOCKED, _PASSING = "55P03", ("08", "53", "57")  # lost connections, what is lacking, and what an operator does
# By SQLSTATE, of which the first two characters name a class.
_HELP = {
    "28": "check the user in database.url and its password in ~/.pgpass",
    "3D": "make the database with createdb, or put another one in database.url",
    "42501": "give the user of database.url all rights on its tables (GRANT)",
    "25006": "name a server in database.url that lets it write",
    "42P07": "give quotebot a database of its own",
    "53300": "let the server have more connections (max_connections), or end other programs",
    "53": "make room on the server's disk, or give it more memory",
    "57": "wait until the server is up again",
}
_LOOK = "check that the server runs and that database.url is right"

Connect = Callable[..., Awaitable[asyncpg.Connection]]


class StateServer:
    """See StateDatabase; it goes on by itself once a server that was away is back."""

    def __init__(self, name: str, connect: Connect, engine: AsyncEngine, patience: float) -> None:
        self._name = name
        self._patience = patience
        self._connect = connect
        self._engine = engine
        # All that is read in one transaction is of one moment; what is written is locked instead.
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._running = set[asyncio.Task[Any]]()
        self._outage = Outage()

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, patience: float = _PATIENCE) -> AsyncIterator[Self]:
        """Opens the database at a URL as libpq has it, and brings its tables up to date. Raises StateError."""
        async with cls._opened(url, _SETTINGS, patience) as server:
            if await server._version() < VERSION:
                connect = _connector(url, {**_SETTINGS, **_MIGRATING}, patience)
                with server.naming():
                    await asyncio.to_thread(asyncio.run, _bring_up(connect))
            yield server

    @classmethod
    @asynccontextmanager
    async def read_only(cls, url: str) -> AsyncIterator[Self]:
        """Opens a database to read it alone.

        Raises StateError where its tables are of an earlier version, too, and NoStateError where there are none.
        """
        async with cls._opened(url, {**_SETTINGS, **_READ_ONLY}, _PATIENCE) as server:
            version = await server._version()
            if not version:
                raise NoStateError(f"{server._name} has nothing of quotebot's; start the bot, which makes its tables")
            if version < VERSION:
                name = server._name
                raise StateError(f"{name} is of an earlier version of quotebot; start the bot, which updates it")
            yield server

    async def read(self, work: Work[T], is_long: bool = False) -> T:
        """See StateDatabase."""
        return await self._run(self._reading, work, _LONG if is_long else self._patience)

    async def write(self, work: Work[T]) -> T:
        """See StateDatabase."""
        return await self._run(self._engine, work, self._patience)

    async def erase(self, work: Work[T]) -> T:
        """See StateDatabase; what PostgreSQL keeps of deleted rows is the server's affair."""
        return await self._run(self._engine, work, _LONG)

    @asynccontextmanager
    async def held(self, key: str) -> AsyncIterator[Held]:
        """See ClaimStore; a connection holds an advisory lock as long as it is there."""
        with self._outage.minded(), self.naming():
            async with asyncio.timeout(self._patience):
                connection = await self._connect()
                is_ours = await connection.fetchval("SELECT pg_try_advisory_lock($1)", lock_number(f"held {key}"))
        try:
            yield _Lock(connection) if is_ours else False
        finally:
            connection.terminate()  # which does not wait for a server that may be away

    def naming(self) -> AbstractContextManager[None]:
        """See StateDatabase."""
        return _named(self._name)

    @classmethod
    @asynccontextmanager
    async def _opened(cls, url: str, settings: dict[str, str], patience: float) -> AsyncIterator[Self]:
        name, connect = _name(url), _connector(url, settings, patience)
        engine = _engine(connect, pool_size=_CONNECTIONS, max_overflow=0, pool_timeout=_LONG, pool_recycle=_AGE)
        event.listen(engine.sync_engine, "checkout", _check)
        server = cls(name, connect, engine, patience)
        try:
            yield server
        finally:
            await asyncio.gather(*server._running, return_exceptions=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await engine.dispose()

    async def _version(self) -> int:
        """The version of the tables. Raises StateError where it is newer than what is known, or not of quotebot's."""
        version = await self.read(version_of)
        if version == UNKNOWN:
            raise StateError(f"{self._name} is another program's; give quotebot a database of its own")
        if version > VERSION:
            raise StateError(
                f"{self._name} was written by a newer version of quotebot; "
                "install that one, or put back a dump of what was there before"
            )
        return version

    async def _run(self, engine: AsyncEngine, work: Work[T], seconds: float) -> T:
        with self._outage.minded(), self.naming():
            task = asyncio.create_task(_transaction(engine, work, asyncio.get_running_loop().time() + seconds))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            try:
                return await asyncio.shield(task)
            except asyncio.CancelledError:
                await asyncio.wait([task])  # within its seconds; an end halfway would cost the connection
                raise


class _Lock:
    """See Held."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    def __bool__(self) -> bool:
        return not self._connection.is_closed()


async def _transaction(engine: AsyncEngine, work: Work[T], deadline: float) -> T:
    """Runs a transaction until a moment of the loop's clock, and once more if it ran into another."""
    while True:
        try:
            return await _attempt(engine, work, deadline)
        except DBAPIError as error:
            if asyncio.get_running_loop().time() >= deadline:
                raise TimeoutError from None
            if getattr(error.orig, "sqlstate", None) not in _CONFLICTS:
                raise


async def _attempt(engine: AsyncEngine, work: Work[T], deadline: float) -> T:
    async with asyncio.timeout_at(deadline):
        connection = await engine.connect()
    try:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        # What waits for an answer then fails at once; to cancel it would ask the server to, which may not answer that.
        end = asyncio.get_running_loop().call_at(deadline, driver.terminate)
        try:
            async with connection.begin():
                return await connection.run_sync(work)
        finally:
            end.cancel()
    finally:
        await connection.close()


def _engine(connect: Connect, **options: Any) -> AsyncEngine:
    """Has SQLAlchemy use such connections; an error of its does not tell what was to be stored."""
    return create_async_engine("postgresql+asyncpg://", async_creator=connect, hide_parameters=True, **options)


def _connector(url: str, settings: dict[str, str], patience: float) -> Connect:
    return lambda *_, **__: asyncpg.connect(url, timeout=patience, server_settings=settings)


def _check(connection: Any, *_: Any) -> None:
    """Has a connection that the server has ended meanwhile be made anew."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


async def _bring_up(connect: Connect) -> None:
    engine = _engine(connect, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_migrate_alone)


def _migrate_alone(connection: Connection) -> None:
    keep_out(connection, "migration")
    migrate(connection)


def _name(url: str) -> str:
    """What a database is called in messages, which tell no password. Raises StateError where the URL is none."""
    if (found := _URL.fullmatch(url)) is None:
        form = "postgresql://user@host/name, with %XX for other characters than letters and digits"
        raise StateError(f"database.url is not understood; write it as {form}")
    host, database = found.group(1) or "this machine", found.group(2)
    return f"the database {database} at {host}" if database else f"PostgreSQL at {host}"


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Says of an error of PostgreSQL's which database it is about and what to do."""
    try:
        yield
    except IntegrityError:
        raise  # a mistake in the program, not in the database
    except DBAPIError as error:
        raise _told(name, (error.orig and error.orig.__cause__) or error) from None
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise _told(name, error) from None
    except TimeoutError:
        raise StateOutageError(f"{name} does not answer; {_LOOK}") from None
    except OSError as error:
        raise StateOutageError(f"{name} cannot be reached: {error.strerror or error}; {_LOOK}") from error
    except (msgspec.DecodeError, ValueError, TypeError) as error:  # a value that is none that it was
        raise StateError(f"{name} is damaged: {' '.join(str(error).split())}; put a dump back") from error


def _told(name: str, error: BaseException) -> BaseException:
    """What a person is told of an error of PostgreSQL's; the error itself where the program is at fault."""
    if isinstance(error, asyncpg.DataError):
        return error  # type: ignore[no-any-return]
    state = getattr(error, "sqlstate", None) or ""
    fix = _HELP.get(state) or _HELP.get(state[:2]) or _LOOK
    passes = not state or state == _LOCKED or state[:2] in _PASSING
    kind = StateOutageError if passes else StateError
    return kind(f"{name} cannot be used: {' '.join(str(error).split())}; {fix}")
