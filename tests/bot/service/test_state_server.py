"""PostgreSQL keeps what it acknowledged, and its absence is told in time and ends by itself."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest

from bot.service.sql_state import SqlState
from bot.service.state_server import StateServer
from bot.service.state_store import NoStateError, StateError
from bot.service.state_versions import VERSION
from index.outage import Outage
from tests.bot.service.state_contract import ADA, sent_message
from tests.postgres import PostgresServer

LOOK = "check that the server runs and that database.url is right"


class Proxy:
    """Passes on what goes to and from a port, or swallows all of it from a moment on."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._passes = asyncio.Event()
        self._passes.set()
        self._ends = list[asyncio.StreamWriter]()
        self.port = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        """It listens on a port of its own."""
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            self._passes.set()
            server.close()
            for end in self._ends:
                end.close()

    def swallow(self) -> None:
        """Nothing comes through any more, and no connection is ended either."""
        self._passes.clear()

    def go_on(self) -> None:
        """What comes is passed on again."""
        self._passes.set()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._ends += (writer, back)
        with suppress(ConnectionError):
            await asyncio.gather(self._pass(reader, back), self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(65536):
            await self._passes.wait()
            writer.write(piece)
        writer.close()


async def refusal(url: str) -> str:
    """What is said on opening a database that cannot be used."""
    with pytest.raises(StateError) as caught:
        async with StateServer.open(url, patience=30):
            pass
    return str(caught.value)


async def test_recovers_once_the_server_is_back(postgres_server: PostgresServer, postgres: str) -> None:
    """While the server is stopped that is told, in one line; once it runs again the same store goes on."""
    async with StateServer.open(postgres, patience=60) as server:
        state = SqlState(server)
        await state.sent_messages.add(sent_message())
        postgres_server.stop()
        for _ in range(2):  # on a connection that was open, and on one that cannot be opened
            with pytest.raises(StateError) as caught:
                await state.votes.cast("first", ADA, True)
        said = str(caught.value)
        name = f"the database {postgres.rpartition('/')[2]} at 127.0.0.1:{postgres_server.port}"
        assert said.startswith(f"{name} cannot be reached: ")
        assert said.endswith(f"; {LOOK}")
        assert said.splitlines() == [said]
        postgres_server.start()
        assert await state.votes.cast("first", ADA, True) == (1, 0)


async def test_no_acknowledged_vote_is_lost() -> None:
    """Of votes that are cast as the server is killed, every one that was acknowledged is there afterwards."""
    with PostgresServer.run(durable=True) as machine, machine.database() as url:
        acknowledged = list[int]()
        enough = asyncio.Event()

        async def vote(state: SqlState, first: int) -> None:
            with suppress(StateError):
                for person in range(first, 1_000_000, 8):
                    await state.votes.cast("first", person, True)
                    acknowledged.append(person)
                    if len(acknowledged) > 40:
                        enough.set()

        async with StateServer.open(url, patience=60) as server:
            state = SqlState(server)
            await state.sent_messages.add(sent_message())
            votes = [asyncio.create_task(vote(state, first)) for first in range(8)]
            await enough.wait()
            machine.kill()
            await asyncio.gather(*votes)
            machine.start()
            with psycopg.connect(url) as connection:
                kept = {person for (person,) in connection.execute("SELECT person FROM vote")}
            assert set(acknowledged) <= kept
            await state.votes.cast("first", 1_000_001, True)


async def test_swallowed_answer_is_waited_for_no_longer_than_allowed(
    postgres_server: PostgresServer, postgres: str
) -> None:
    """Behind a connection that passes nothing on any more a transaction ends, and the next goes well once it does."""
    async with Proxy(postgres_server.port).running() as proxy:
        url = postgres.replace(f":{postgres_server.port}/", f":{proxy.port}/")
        async with StateServer.open(url, patience=60) as patient:
            await SqlState(patient).facts.set("name", "value")
        async with StateServer.open(url, patience=1) as server:
            state = SqlState(server)
            proxy.swallow()
            for _ in range(2):  # on a connection that was open, and on one that cannot be opened
                with pytest.raises(StateError) as caught:
                    await state.facts.set("name", "other")
                name = f"the database {postgres.rpartition('/')[2]} at 127.0.0.1:{proxy.port}"
                assert str(caught.value) == f"{name} does not answer; {LOOK}"
            proxy.go_on()
            server._patience, server._outage = 60, Outage()  # of which nothing is remembered
            assert await state.facts.get("name") == "value"


async def test_cancelled_task_leaves_nothing_by_half(postgres: str) -> None:
    """A transaction whose task is cancelled is ended all the same, and its connection serves others."""
    async with StateServer.open(postgres, patience=60) as server:
        state = SqlState(server)
        for steps in range(12):
            task = asyncio.create_task(state.sent_messages.add(sent_message(f"cancelled {steps}")))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await state.facts.set("name", "value")
    with psycopg.connect(postgres) as connection:
        sent = connection.execute("SELECT id FROM shown ORDER BY id").fetchall()
        assert sent == connection.execute("SELECT shown FROM quote ORDER BY shown").fetchall()
    assert sent


async def test_right_is_free_once_its_connection_dies(postgres: str) -> None:
    """Who holds a right knows it is gone when the server ends the connection, and another takes it."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    async with (
        StateServer.open(postgres, patience=60) as one,
        StateServer.open(postgres, patience=60) as other,
        one.held("a") as first,
    ):
        async with other.held("a") as second:
            assert (bool(first), bool(second)) == (True, False)
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(ended)
        while first:
            await asyncio.sleep(0)
        async with other.held("a") as second:
            assert second


async def test_processes_that_start_at_once(postgres: str) -> None:
    """Of several that open a new database together one makes the tables, and all go on."""

    async def started(number: int) -> bool:
        async with StateServer.open(postgres, patience=60) as server:
            return await SqlState(server).claims.take("first")

    assert sorted(await asyncio.gather(*map(started, range(4)))) == [False, False, False, True]


async def test_readers_make_nothing(postgres: str) -> None:
    """Who opens a database to read it makes no tables, and writes nothing into those that are there."""
    with pytest.raises(NoStateError):
        async with SqlState.read_only(postgres):
            pass
    async with SqlState.open(postgres) as state:
        await state.facts.set("name", "value")
    async with SqlState.read_only(postgres) as state:
        assert await state.facts.get("name") == "value"
        with pytest.raises(StateError, match="cannot execute INSERT in a read-only transaction; name a server in data"):
            await state.facts.set("name", "other")


async def test_newer_and_foreign_tables_are_refused(postgres: str) -> None:
    """Tables of a newer version, or of another program, are left alone, and that is told."""
    name = f"the database {postgres.rpartition('/')[2]} at {postgres.partition('@')[2].partition('/')[0]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE alembic_version AS SELECT '{VERSION + 1}' AS version_num".encode())
        fix = "install that one, or put back a dump of what was there before"
        assert await refusal(postgres) == f"{name} was written by a newer version of quotebot; {fix}"
        connection.execute("UPDATE alembic_version SET version_num = '2fd0a1'")
        assert await refusal(postgres) == f"{name} is another program's; give quotebot a database of its own"
        connection.execute("DROP TABLE alembic_version")
        connection.execute("CREATE TABLE shown (name text)")
        told = f'{name} cannot be used: relation "shown" already exists; give quotebot a database of its own'
        assert await refusal(postgres) == told


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://ada:s3cret@127.0.0.1:1/kept", "the database kept at 127.0.0.1:1 cannot be reached: "),
        ("postgresql://ada:s3/cret@db/kept", "database.url is not understood; "),
        ("postgresql://ada:s3?cret@db/kept", "database.url is not understood; "),
        ("postgresql://ada:s3 cret@db/kept", "database.url is not understood; "),
        ("postgresql://ada@127.0.0.1:1/kept?password=s3cret", "the database kept at 127.0.0.1:1 cannot be reached: "),
    ],
)
async def test_password_is_never_told(url: str, said: str) -> None:
    """Whatever is wrong with a URL, what is told of it is without the password in it."""
    message = await refusal(url)
    assert message.startswith(said)
    assert "s3" not in message


async def test_missing_database_and_user(postgres_server: PostgresServer) -> None:
    """A database that is not there is told with what makes it."""
    said = await refusal(postgres_server.url_of("nowhere"))
    fix = "make the database with createdb, or put another one in database.url"
    name = f"the database nowhere at 127.0.0.1:{postgres_server.port}"
    assert said == f'{name} cannot be used: database "nowhere" does not exist; {fix}'


async def test_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without asyncpg a URL is told what to install."""
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    monkeypatch.delitem(sys.modules, "bot.service.state_server")
    with pytest.raises(StateError) as caught:
        async with SqlState.open("postgresql://db/kept"):
            pass
    assert str(caught.value) == "database.url names PostgreSQL, which needs: pip install 'quotebot[postgres]'"
