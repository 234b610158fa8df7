"""What the SQLite state is told to keep outlasts crashes, and what it is told to forget is gone from the disk."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.service.records import SentMessage, SentQuote, ServerSettings
from bot.service.sql_state import SqlState
from bot.service.state_server import StateServer
from bot.service.state_store import StateError
from index.records import Span
from tests.bot.service.state_contract import ADA, BEN, GUILD, NOON, QUOTE, StateStoreContract, minutes, sent_message

# The version first released: what its first migration made, and rows as it wrote them.
RELEASED_TABLES = """
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
"""
RELEASED_ROWS = """
INSERT INTO server VALUES (11, '[22, 33]', 1, 'own');
INSERT INTO fact VALUES ('registered commands', 'abc');
INSERT INTO shown VALUES (
    1, 'a-1234567_x', 'answer', 11, 22, 44, 0,
    'And oil?', 'What did oil cost?', 1, '{"score": 0.5}', 77, 1740830400123456
);
INSERT INTO shown VALUES (
    2, 'b-1234567_x', 'answer', NULL, 55, 44, 1, 'Who?', 'Who?', 0, '{}', NULL, 1740830401000000
);
INSERT INTO quote VALUES ('a-1234567_x', 0, '', 'oil', 12, 40, 'The price of oil rose.', '[[12, 20], [30, 40]]');
INSERT INTO vote VALUES ('a-1234567_x', 66, 1);
"""


def rows(path: Path, table: str) -> int:
    """How many rows a table of a file has."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the state is kept."""
    return tmp_path / "state.db"


@pytest.fixture
async def state(path: Path) -> AsyncIterator[SqlState]:
    """A new and empty store."""
    async with SqlState.open(path) as opened:
        yield opened


class TestSqlState(StateStoreContract):
    """The contract, kept by the file."""

    @pytest.fixture
    async def state(self, state: SqlState) -> SqlState:
        """The same as in the other tests of this file."""
        return state


class TestServerState(StateStoreContract):
    """The contract, kept by PostgreSQL."""

    @pytest.fixture
    async def state(self, postgres: str) -> AsyncIterator[SqlState]:
        """A new and empty store, which has all the time in the world."""
        async with StateServer.open(postgres, patience=300) as server:
            yield SqlState(server)


async def test_no_sent_message_is_kept_by_half(state: SqlState, path: Path) -> None:
    """Where a quote cannot be stored, what it was sent in is not either, and the state goes on."""
    with pytest.raises(OverflowError):
        await state.sent_messages.add(sent_message(quotes=(QUOTE, replace(QUOTE, start=1 << 64))))
    assert await state.sent_messages.get("first") is None
    assert rows(path, "quote") == 0
    await state.sent_messages.add(sent_message())
    assert await state.sent_messages.get("first") == sent_message()


async def test_cancelling_leaves_no_transaction_open(state: SqlState, path: Path) -> None:
    """Wherever a task is cancelled, what it did is kept whole or not at all, and others go on."""
    for steps in range(40):
        task = asyncio.create_task(state.sent_messages.add(sent_message(f"cancelled {steps}", quotes=(QUOTE,) * 3)))
        for _ in range(steps):
            await asyncio.sleep(0.0001)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await state.facts.set("steps", str(steps))
    assert await state.facts.get("steps") == "39"
    assert rows(path, "quote") == 3 * rows(path, "shown")


async def test_event_loop_does_not_wait(state: SqlState, path: Path) -> None:
    """While another program holds the file, the event loop goes on, and the vote is counted after that."""
    await state.sent_messages.add(sent_message())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    vote = asyncio.create_task(state.votes.cast("first", ADA, True))
    for _ in range(20):
        await asyncio.sleep(0.005)
    assert not vote.done()
    other.execute("ROLLBACK")
    other.close()
    assert await vote == (1, 0)


@pytest.mark.parametrize(
    ("forget", "left"),
    [
        (lambda state: state.forget_person(ADA), [1, 1, 1]),
        (lambda state: state.forget_server(GUILD), [1, 1, 2]),
        (lambda state: state.purge(minutes(1)), [1, 1, 2]),
    ],
)
async def test_forgetting_leaves_no_rows(
    state: SqlState, path: Path, forget: Callable[[SqlState], Awaitable[int | None]], left: list[int]
) -> None:
    """With what is forgotten its quotes and votes go from the file, and only those."""
    await state.sent_messages.add(sent_message())
    await state.sent_messages.add(sent_message("bens", asker=BEN, guild=3, created=minutes(1)))
    for sent_id, person in [("first", ADA), ("first", BEN), ("bens", ADA), ("bens", BEN)]:
        await state.votes.cast(sent_id, person, True)
    await forget(state)
    assert [rows(path, table) for table in ("shown", "quote", "vote")] == left


async def test_forgotten_words_leave_the_disk(state: SqlState, path: Path) -> None:
    """A forgotten question stands in no file any more, even while the state is open."""

    def stands() -> bool:
        return any(b"my secret question" in file.read_bytes() for file in path.parent.iterdir())

    await state.sent_messages.add(sent_message(question="my secret question " * 500))
    assert stands()
    await state.forget_person(ADA)
    assert not stands()


async def test_reopened(path: Path) -> None:
    """A state that is opened again has all that it was told."""
    async with SqlState.open(path) as state:
        await state.sent_messages.add(sent_message())
        await state.votes.cast("first", BEN, False)
        await state.settings.save(GUILD, ServerSettings((1,)))
        await state.facts.set("name", "value")
    async with SqlState.open(path) as state:
        assert await state.sent_messages.get("first") == sent_message()
        assert await state.votes.count("first") == (0, 1)
        assert await state.settings.of(GUILD) == ServerSettings((1,))
        assert await state.facts.get("name") == "value"


async def test_released_file_opens(path: Path) -> None:
    """A file of the version first released gives all that is in it, and gets what its tables lack."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA journal_mode = WAL; {RELEASED_TABLES} {RELEASED_ROWS}")
        connection.execute("PRAGMA user_version = 1")
    quote = SentQuote("", "oil", 12, 40, "The price of oil rose.", (Span(12, 20), Span(30, 40)))
    asked = ("And oil?", "What did oil cost?", True, {"score": 0.5})
    answer = SentMessage("a-1234567_x", "answer", 11, 22, 44, False, *asked, (quote,), 77, NOON)
    later = NOON.replace(second=1, microsecond=0)
    direct = SentMessage("b-1234567_x", "answer", None, 55, 44, True, "Who?", "Who?", False, created=later)
    async with SqlState.open(path) as state:
        assert await state.settings.of(11) == ServerSettings((22, 33), True, "own")
        assert await state.facts.get("registered commands") == "abc"
        assert await state.sent_messages.get("a-1234567_x") == answer
        assert await state.sent_messages.get("b-1234567_x") == direct
        assert await state.votes.count("a-1234567_x") == (1, 0)
        assert await state.quoted_messages.every() == []


async def test_former_settings_are_kept(path: Path) -> None:
    """Settings of the version first released become those of now, and can be changed as these can."""
    with closing(sqlite3.connect(path)) as connection:
        settings = "INSERT INTO server VALUES (5, '[]', 0, 'both'), (6, '[1]', 1, 'shared');"
        connection.executescript(f"{RELEASED_TABLES} {settings} PRAGMA user_version = 1;")
    async with SqlState.open(path) as state:
        assert await state.settings.of(5) == ServerSettings()
        before = await state.settings.of(6)
        assert before == ServerSettings((1,), True, "shared")
        await state.settings.save(6, replace(before, forums=(2,), caution="careful", review_channel=3))
        assert await state.settings.of(6) == ServerSettings(
            (1,), True, "shared", forums=(2,), caution="careful", review_channel=3
        )


async def test_file_damaged_while_open(path: Path) -> None:
    """Damage that only a query meets is named too, and what is whole can still be read."""
    async with SqlState.open(path) as state:
        await state.sent_messages.add(sent_message())
        await state.facts.set("name", "value")
    connection = sqlite3.connect(path)
    ((page,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'shown'")
    ((size,),) = connection.execute("PRAGMA page_size")
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    async with SqlState.open(path) as state:
        with pytest.raises(StateError, match=r"state\.db is damaged: database disk image is malformed; put a backup"):
            await state.sent_messages.get("first")
        assert await state.facts.get("name") == "value"


@pytest.mark.parametrize("value", ["'none of JSON'", "'5'", "CAST(x'ff' AS TEXT)"])
async def test_damaged_value_is_named(state: SqlState, path: Path, value: str) -> None:
    """A value that cannot be read is told as damage, without the value, and the state goes on."""
    await state.settings.save(GUILD, ServerSettings((1,)))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"UPDATE server SET settings = {value}")
    with pytest.raises(StateError, match=r"state\.db is damaged: .*; put a backup") as caught:
        await state.settings.of(GUILD)
    assert "none of JSON" not in str(caught.value)
    await state.settings.save(GUILD, ServerSettings((2,)))
    assert await state.settings.of(GUILD) == ServerSettings((2,))
