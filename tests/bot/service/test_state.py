"""What the state is told to keep outlasts crashes, and what it is told to forget is gone from the disk."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.service.records import SentMessage, SentQuote, ServerSettings, new_id
from bot.service.retention import expire
from bot.service.sqlite_state import SqliteState
from bot.service.state_file import StateFile
from bot.service.state_store import StateError
from index.errors import QuotebotError
from index.records import Span

NOON = datetime(2025, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
GUILD, CHANNEL, ADA, BEN = 1 << 60, 2 << 60, (1 << 63) - 1, 4
QUOTE = SentQuote("", "oil", 12, 40, "The price of oil rose.", (Span(12, 20), Span(30, 40)))
FIRST = "CREATE TABLE a (x); INSERT INTO a VALUES (1);"


def shown(key: str = "first", **changes: Any) -> SentMessage:
    """An answer that Ada was given at noon, but for some changes."""
    asked = ("And oil?", "What did oil cost?", True, {"score": 0.5, "filters": ["news"]})
    answer = SentMessage(key, "answer", GUILD, CHANNEL, ADA, False, *asked, (QUOTE,), None, NOON)
    return replace(answer, **changes)


def minutes(count: int) -> datetime:
    """A moment some minutes after noon."""
    return NOON + timedelta(minutes=count)


def rows(path: Path, table: str) -> int:
    """How many rows a table of a file has."""
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the state is kept."""
    return tmp_path / "state.db"


@pytest.fixture
async def state(path: Path) -> AsyncIterator[SqliteState]:
    """A new state."""
    async with SqliteState.open(path) as opened:
        yield opened


# Settings and facts


async def test_settings(state: SqliteState) -> None:
    """A server has the defaults until its settings are saved, and then the last ones saved."""
    chosen = ServerSettings((CHANNEL, 5), True, "own")
    assert await state.settings.of(GUILD) == ServerSettings((), False, "both")
    await state.settings.save(GUILD, ServerSettings(private=True))
    await state.settings.save(GUILD, chosen)
    assert await state.settings.of(GUILD) == chosen
    assert await state.settings.of(9) == ServerSettings()


async def test_facts(state: SqliteState) -> None:
    """A fact is what was noted last under its name."""
    assert await state.facts.get("commands") is None
    await state.facts.set("commands", "old")
    await state.facts.set("commands", "new")
    assert await state.facts.get("commands") == "new"


# What was shown


def test_new_ids() -> None:
    """Ids have 11 characters that fit in a URL, and differ."""
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(key) == 11 and key.replace("-", "").replace("_", "").isalnum() and key.isascii() for key in ids)


snowflakes = st.integers(0, (1 << 63) - 1)
offsets = st.integers(0, 10**9)
quotes = st.builds(
    SentQuote,
    st.text(),
    st.text(),
    offsets,
    offsets,
    st.text(),
    st.lists(st.builds(Span, offsets, offsets), max_size=3).map(tuple),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
anything_shown = st.builds(
    SentMessage,
    st.text(),
    st.sampled_from(["answer", "search", "article", "sources"]),
    st.none() | snowflakes,
    snowflakes,
    snowflakes,
    st.booleans(),
    st.text(),
    st.text(),
    st.booleans(),
    st.dictionaries(st.text(), values, max_size=3),
    st.lists(quotes, max_size=3).map(tuple),
    st.none() | snowflakes,
    st.datetimes(timezones=st.just(UTC)),
)


@settings(max_examples=50)
@given(anything_shown)
def test_shown_comes_back_as_it_was(before: SentMessage) -> None:
    """Whatever was shown is given back equal from a file that was closed meanwhile."""

    async def kept(file: Path) -> SentMessage | None:
        async with SqliteState.open(file) as state:
            await state.sent_messages.add(before)
        async with SqliteState.open(file) as state:
            return await state.sent_messages.get(before.id)

    with TemporaryDirectory() as folder:
        assert asyncio.run(kept(Path(folder, "state.db"))) == before


async def test_unknown_is_none(state: SqliteState) -> None:
    """Nothing is given for an id, a message or a person that the state does not know."""
    await state.sent_messages.set_message("first", 77)
    assert await state.sent_messages.get("first") is None
    assert await state.sent_messages.of_message(77) is None
    assert await state.sent_messages.last_answer(CHANNEL, ADA, minutes(-1)) is None
    assert await state.sent_messages.quotes("", "oil", ADA) == []


async def test_time_comes_back_in_utc(state: SqliteState) -> None:
    """A moment of another time zone is the same moment in UTC."""
    await state.sent_messages.add(shown(created=NOON.astimezone(timezone(timedelta(hours=5)))))
    found = await state.sent_messages.get("first")
    assert found is not None
    assert (found.created, found.created.tzinfo) == (NOON, UTC)


async def test_lone_surrogates_are_replaced(state: SqliteState) -> None:
    """A lone surrogate becomes U+FFFD, two that make a character that character, and what is around them stays."""
    quote = replace(QUOTE, text="a\udc00b", article="\ud800")
    await state.sent_messages.add(shown("\ud800", question="a\ud800b\udfff", context="\ud83d\ude00", quotes=(quote,)))
    safe = replace(quote, text="a\ufffdb", article="\ufffd")
    assert await state.sent_messages.get("\ud800") == shown(
        "\ufffd", question="a\ufffdb\ufffd", context="😀", quotes=(safe,)
    )
    assert await state.sent_messages.quotes("", "\ud800", ADA) == [safe]
    await state.facts.set("name", "\udc80")
    assert await state.facts.get("name") == "\ufffd"


async def test_message_finds_the_newest_it_shows(state: SqliteState) -> None:
    """A message that was changed to show something else is known for that."""
    await state.sent_messages.add(shown())
    await state.sent_messages.set_message("first", 77)
    assert await state.sent_messages.of_message(77) == shown(message=77)
    await state.sent_messages.add(shown("second", kind="sources", message=77))
    assert await state.sent_messages.of_message(77) == shown("second", kind="sources", message=77)


async def test_last_answer_of_a_talk(state: SqliteState) -> None:
    """The last answer is the newest of this person in this channel, and newer than the moment given."""
    await state.sent_messages.add(shown("newest", created=minutes(2)))
    await state.sent_messages.add(shown("older", created=minutes(1)))
    await state.sent_messages.add(shown("search", created=minutes(3), kind="search"))
    await state.sent_messages.add(shown("elsewhere", created=minutes(3), channel=8))
    await state.sent_messages.add(shown("bens", created=minutes(3), asker=BEN))
    for since in (NOON, minutes(1)):
        assert await state.sent_messages.last_answer(CHANNEL, ADA, since) == shown("newest", created=minutes(2))
    assert await state.sent_messages.last_answer(CHANNEL, ADA, minutes(2)) is None


async def test_last_answer_that_is_not_private(state: SqliteState) -> None:
    """Where private answers are not wanted, the last one is the newest that all could see."""
    await state.sent_messages.add(shown("open", created=minutes(1), private=False))
    await state.sent_messages.add(shown("private", created=minutes(2), private=True))
    assert await state.sent_messages.last_answer(CHANNEL, ADA, NOON, private=False) == shown(
        "open", created=minutes(1), private=False
    )
    assert await state.sent_messages.last_answer(CHANNEL, ADA, NOON) == shown(
        "private", created=minutes(2), private=True
    )


async def test_servers_of_which_anything_is_kept(state: SqliteState) -> None:
    """The servers are those with settings or with anything shown, direct messages aside."""
    await state.settings.save(1, ServerSettings())
    await state.sent_messages.add(shown("in a server", guild=2))
    await state.sent_messages.add(shown("direct", guild=None))
    assert await state.servers() == {1, 2}


async def test_quoted_gives_each_span_once(state: SqliteState) -> None:
    """The quotes of an article shown to a person come newest first, each span as it was shown last."""
    other = replace(QUOTE, start=0, end=9, text="Oil rose.", highlights=())
    newer = replace(QUOTE, text="The price of oil fell.")
    await state.sent_messages.add(shown("old", quotes=(QUOTE, other)))
    await state.sent_messages.add(shown("new", quotes=(newer,), created=minutes(1)))
    await state.sent_messages.add(shown("article", quotes=(replace(QUOTE, article="river"),)))
    await state.sent_messages.add(shown("collection", quotes=(replace(QUOTE, collection="own"),)))
    await state.sent_messages.add(shown("person", quotes=(replace(other, start=1),), asker=BEN))
    assert await state.sent_messages.quotes("", "oil", ADA) == [newer, other]


async def test_unanswered(state: SqliteState) -> None:
    """The questions without an answer are those of one server, as they were understood, newest first."""
    await state.sent_messages.add(shown("too old", answered=False, created=minutes(-1)))
    await state.sent_messages.add(shown("old", answered=False))
    await state.sent_messages.add(shown("new", answered=False, context="Who?", created=minutes(1)))
    await state.sent_messages.add(shown("answered"))
    await state.sent_messages.add(shown("search", answered=False, kind="search"))
    await state.sent_messages.add(shown("elsewhere", answered=False, guild=3))
    await state.sent_messages.add(shown("direct", answered=False, guild=None))
    assert await state.sent_messages.unanswered(GUILD, NOON) == [("Who?", minutes(1)), ("What did oil cost?", NOON)]


async def test_nothing_is_remembered_by_half(state: SqliteState, path: Path) -> None:
    """Where a quote cannot be stored, what it was shown in is not either, and the state goes on."""
    with pytest.raises(OverflowError):
        await state.sent_messages.add(shown(quotes=(QUOTE, replace(QUOTE, start=1 << 64))))
    assert await state.sent_messages.get("first") is None
    assert rows(path, "quote") == 0
    await state.sent_messages.add(shown())
    assert await state.sent_messages.get("first") == shown()


async def test_cancelling_leaves_no_transaction_open(state: SqliteState, path: Path) -> None:
    """Wherever a task is cancelled, what it did is kept whole or not at all, and others go on."""
    for turns in range(40):
        task = asyncio.create_task(state.sent_messages.add(shown(f"cancelled {turns}", quotes=(QUOTE,) * 3)))
        for _ in range(turns):
            await asyncio.sleep(0.0001)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await state.facts.set("turns", str(turns))
    assert await state.facts.get("turns") == "39"
    assert rows(path, "quote") == 3 * rows(path, "shown")


# Votes


async def test_one_vote_a_person(state: SqliteState) -> None:
    """A person has one vote, which they may change."""
    await state.sent_messages.add(shown())
    assert await state.votes.count("first") == (0, 0)
    assert await state.votes.cast("first", ADA, True) == (1, 0)
    assert await state.votes.cast("first", BEN, True) == (2, 0)
    assert await state.votes.cast("first", ADA, False) == (1, 1)
    assert await state.votes.cast("first", ADA, False) == (1, 1)
    assert await state.votes.count("first") == (1, 1)


async def test_vote_on_what_is_gone(state: SqliteState, path: Path) -> None:
    """A vote on something forgotten counts nowhere."""
    assert await state.votes.cast("gone", ADA, True) == (0, 0)
    assert rows(path, "vote") == 0


async def test_votes_at_the_same_time(state: SqliteState) -> None:
    """Of votes that come at once none is lost, and each is told counts of its own."""
    await state.sent_messages.add(shown())
    counts = await asyncio.gather(*(state.votes.cast("first", person, person % 5 > 0) for person in range(50)))
    assert sorted(up + down for up, down in counts) == list(range(1, 51))
    assert await state.votes.count("first") == (40, 10)


async def test_event_loop_does_not_wait(state: SqliteState, path: Path) -> None:
    """While another program holds the file, the event loop goes on, and the vote is counted after that."""
    await state.sent_messages.add(shown())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    vote = asyncio.create_task(state.votes.cast("first", ADA, True))
    for _ in range(20):
        await asyncio.sleep(0.005)
    assert not vote.done()
    other.execute("ROLLBACK")
    other.close()
    assert await vote == (1, 0)


# Forgetting


async def test_forget_person(state: SqliteState, path: Path) -> None:
    """A person's votes and what they were shown go, with its quotes and the votes of others on it, and nothing else."""
    await state.sent_messages.add(shown())
    await state.sent_messages.add(shown("bens", asker=BEN))
    for key, person in [("first", ADA), ("first", BEN), ("bens", ADA), ("bens", BEN)]:
        await state.votes.cast(key, person, True)
    assert await state.forget_person(ADA) == 3
    assert await state.sent_messages.get("first") is None
    assert await state.sent_messages.get("bens") == shown("bens", asker=BEN)
    assert await state.votes.count("bens") == (1, 0)
    assert [rows(path, table) for table in ("shown", "quote", "vote")] == [1, 1, 1]
    assert await state.forget_person(ADA) == 0


async def test_forget_server(state: SqliteState, path: Path) -> None:
    """All that is kept of a server goes, and what other servers and direct messages have stays."""
    for key, guild in {"first": GUILD, "other": 3, "direct": None}.items():
        await state.sent_messages.add(shown(key, guild=guild))
        await state.votes.cast(key, BEN, True)
    for guild in (GUILD, 3):
        await state.settings.save(guild, ServerSettings(private=True))
    await state.forget_server(GUILD)
    assert await state.settings.of(GUILD) == ServerSettings()
    assert await state.settings.of(3) == ServerSettings(private=True)
    assert await state.sent_messages.get("first") is None
    assert [rows(path, table) for table in ("shown", "quote", "vote")] == [2, 2, 2]


async def test_purge(state: SqliteState, path: Path) -> None:
    """What is older than a moment goes with its quotes and votes."""
    for count in range(3):
        await state.sent_messages.add(shown(str(count), created=minutes(count)))
        await state.votes.cast(str(count), BEN, False)
    assert await state.purge(minutes(2)) == 2
    assert await state.sent_messages.get("2") == shown("2", created=minutes(2))
    assert [rows(path, table) for table in ("shown", "quote", "vote")] == [1, 1, 1]
    assert await state.purge(minutes(2)) == 0


async def test_clock_that_jumps(state: SqliteState) -> None:
    """What may no longer be kept goes once two readings of the clock in a row say so, never because one was ahead."""
    month, year = timedelta(days=30), timedelta(days=365)
    await state.sent_messages.add(shown())
    assert await expire(state, NOON + 5 * year, month) == 0
    assert await expire(state, NOON, month) == 0
    assert await expire(state, NOON + 5 * year, month) == 0
    assert await expire(state, NOON - 50 * year, month) == 0
    assert await state.sent_messages.get("first") == shown()
    assert await expire(state, NOON + month, month) == 0
    assert await expire(state, NOON + month + timedelta(hours=1), month) == 0
    assert await expire(state, NOON + month + timedelta(hours=2), month) == 1


async def test_forgotten_words_leave_the_disk(state: SqliteState, path: Path) -> None:
    """A forgotten question stands in no file any more, even while the state is open."""

    def stands() -> bool:
        return any(b"my secret question" in file.read_bytes() for file in path.parent.iterdir())

    await state.sent_messages.add(shown(question="my secret question " * 500))
    assert stands()
    await state.forget_person(ADA)
    assert not stands()


# The file


async def test_reopened(path: Path) -> None:
    """A state that is opened again has all that it was told."""
    async with SqliteState.open(path) as state:
        await state.sent_messages.add(shown())
        await state.votes.cast("first", BEN, False)
        await state.settings.save(GUILD, ServerSettings((1,)))
        await state.facts.set("name", "value")
    async with SqliteState.open(path) as state:
        assert await state.sent_messages.get("first") == shown()
        assert await state.votes.count("first") == (0, 1)
        assert await state.settings.of(GUILD) == ServerSettings((1,))
        assert await state.facts.get("name") == "value"


async def test_pragmas(path: Path) -> None:
    """The connection writes ahead and to the disk, overwrites what it deletes, and keeps references whole."""
    async with StateFile.open(path) as file, file.transaction() as run:
        for name, value in {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}.items():
            assert (await run(f"PRAGMA {name}")) == [(value,)]


async def test_look_ups_use_an_index(path: Path) -> None:
    """No look-up reads the whole of what was shown."""
    async with StateFile.open(path) as file, file.transaction() as run:
        for where in ("id = ''", "message = 1", "channel = 1 AND asker = 1 AND created > 1", "asker = 1", "guild = 1"):
            plan = await run(f"EXPLAIN QUERY PLAN SELECT * FROM shown WHERE {where}")
            assert [row[3].split(" USING ")[0] for row in plan] == ["SEARCH shown"]


async def test_only_the_owner_reads_the_files(state: SqliteState, path: Path) -> None:
    """The file and those that SQLite puts beside it are closed to other users."""
    await state.facts.set("name", "value")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["state.db", "state.db-wal", "state.db-shm"], 0o600)


async def test_a_mode_that_was_chosen_stays(path: Path) -> None:
    """The rights of a file that is there already are its owner's affair."""
    path.touch()
    path.chmod(0o640)
    async with SqliteState.open(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


async def refusal(path: Path) -> str:
    """What is said on opening a file that is refused."""
    with pytest.raises(QuotebotError) as caught:
        async with SqliteState.open(path):
            pass
    assert isinstance(caught.value, StateError)
    return str(caught.value)


async def test_newer_file_is_refused(path: Path) -> None:
    """A file of a newer version is left as it is, and the message names it and the fix."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    fix = "install that one, or move the file away"
    assert await refusal(path) == f"{path} was written by a newer version of quotebot; {fix}"
    assert path.read_bytes() == before


async def test_file_of_something_else_is_refused(path: Path) -> None:
    """A file that is none of SQLite's is left as it is, and the message names it and the fix."""
    path.write_bytes(b"something else " * 100)
    fix = "put a backup back with quotebot restore FILE, or move it away"
    assert await refusal(path) == f"{path} is damaged: file is not a database; {fix}"
    assert path.read_bytes() == b"something else " * 100


async def test_damaged_file_is_refused(path: Path) -> None:
    """A file that lost its end is refused as damaged."""
    async with SqliteState.open(path) as state:
        await state.sent_messages.add(shown(question="a" * 50_000))
    path.write_bytes(path.read_bytes()[:8192])
    fix = "put a backup back with quotebot restore FILE, or move it away"
    assert await refusal(path) == f"{path} is damaged: database disk image is malformed; {fix}"


async def test_file_damaged_while_open(path: Path) -> None:
    """Damage that only a look-up meets is named too, and what is whole can still be read."""
    async with SqliteState.open(path) as state:
        await state.sent_messages.add(shown())
        await state.facts.set("name", "value")
    connection = sqlite3.connect(path)
    ((page,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'shown'")
    ((size,),) = connection.execute("PRAGMA page_size")
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    async with SqliteState.open(path) as state:
        with pytest.raises(StateError, match=r"state\.db is damaged: database disk image is malformed; put a backup"):
            await state.sent_messages.get("first")
        assert await state.facts.get("name") == "value"


@pytest.mark.parametrize("name", ["missing/state.db", "."])
async def test_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    """Where there is no folder, or a folder in its place, the message names the file and where to look."""
    message = await refusal(tmp_path / name)
    assert message.startswith(f"{tmp_path / name} cannot be used: ")
    assert message.endswith("; check its folder, its rights and the disk")


# Migrations


def schema(path: Path) -> tuple[int, list[str]]:
    """A file's version and the names of its tables."""
    connection = sqlite3.connect(path)
    try:
        ((version,),) = connection.execute("PRAGMA user_version")
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return version, [name for (name,) in tables]
    finally:
        connection.close()


async def test_migrations_run_once_each(path: Path) -> None:
    """A file is brought up to date from the version it has, and what is in it stays."""
    async with StateFile.open(path, (FIRST,)):
        assert schema(path) == (1, ["a"])
    async with StateFile.open(path, (FIRST, "CREATE TABLE b (x);", "CREATE TABLE c (x);")):
        assert schema(path) == (3, ["a", "b", "c"])
    assert rows(path, "a") == 1


async def test_failing_migration_leaves_the_version_before(path: Path) -> None:
    """Of a script that fails nothing stays, those before it do, and it runs once it is put right."""
    broken = "CREATE TABLE c (x); INSERT INTO nowhere VALUES (1);"
    with pytest.raises(StateError, match=r"state\.db cannot be used: no such table: nowhere; check"):
        async with StateFile.open(path, (FIRST, "CREATE TABLE b (x);", broken)):
            pass
    assert schema(path) == (2, ["a", "b"])
    async with StateFile.open(path, (FIRST, "CREATE TABLE b (x);", "CREATE TABLE c (x);")):
        assert schema(path) == (3, ["a", "b", "c"])


async def test_table_made_anew_keeps_what_refers_to_it(path: Path) -> None:
    """A migration may replace a table that others refer to, without the references deleting anything."""
    first = "CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x REFERENCES a ON DELETE CASCADE);"
    filled = first + "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);"
    anew = "CREATE TABLE d (x PRIMARY KEY, y); INSERT INTO d SELECT x, 0 FROM a; DROP TABLE a;"
    async with StateFile.open(path, (filled,)):
        pass
    async with StateFile.open(path, (filled, anew + "ALTER TABLE d RENAME TO a;")):
        pass
    assert [rows(path, table) for table in ("a", "b")] == [1, 1]


async def test_damaged_schema_is_told_in_one_line(path: Path) -> None:
    """What SQLite repeats of a damaged table is told without its line ends."""
    async with SqliteState.open(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE fact (' || char(39, 10) || ')' "
            "WHERE name = 'fact'"
        )
    with pytest.raises(StateError) as caught:
        async with SqliteState.open(path):
            pass
    assert str(caught.value).splitlines() == [str(caught.value)]
    assert str(caught.value).startswith(f"{path} is damaged: malformed database schema (fact)")
