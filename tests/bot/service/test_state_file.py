"""The bot's file is opened with its tables brought up to date, closed to others, and refused where it is damaged."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.service.state_database import Work
from bot.service.state_file import StateFile
from bot.service.state_store import NoStateError, StateError
from index.errors import QuotebotError


def rows(statement: str) -> Work[list[tuple[Any, ...]]]:
    """The work that runs a statement and gives its rows."""

    def work(connection: Connection) -> list[tuple[Any, ...]]:
        done = connection.exec_driver_sql(statement)
        return [tuple(row) for row in done] if done.returns_rows else []

    return work


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is."""
    return tmp_path / "state.db"


async def test_pragmas(path: Path) -> None:
    """The connection writes ahead and to the disk, overwrites what it deletes, and keeps references whole."""
    async with StateFile.open(path) as file:
        for name, value in {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}.items():
            assert await file.read(rows(f"PRAGMA {name}")) == [(value,)]


async def test_queries_use_an_index(path: Path) -> None:
    """No query reads all sent messages."""
    async with StateFile.open(path) as file:
        for where in ("id = ''", "message = 1", "channel = 1 AND asker = 1 AND created > 1", "asker = 1", "guild = 1"):
            plan = await file.read(rows(f"EXPLAIN QUERY PLAN SELECT * FROM shown WHERE {where}"))
            assert [row[3].split(" USING ")[0] for row in plan] == ["SEARCH shown"]


async def test_only_the_owner_reads_the_files(path: Path) -> None:
    """The file and those that SQLite puts beside it are closed to other users."""
    async with StateFile.open(path):
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["state.db", "state.db-wal", "state.db-shm"], 0o600)


async def test_a_mode_that_was_chosen_stays(path: Path) -> None:
    """The rights of a file that is there already are its owner's affair."""
    path.touch()
    path.chmod(0o640)
    async with StateFile.open(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


async def refusal(path: Path) -> str:
    """What is said on opening a file that is refused."""
    with pytest.raises(QuotebotError) as caught:
        async with StateFile.open(path):
            pass
    assert isinstance(caught.value, StateError)
    return str(caught.value)


async def test_newer_file_is_refused(path: Path) -> None:
    """A file of a newer version is left as it is, and the message names it and the fix."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    fix = "install that one, or put back what quotebot backup of this one has kept: quotebot restore FILE"
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
    async with StateFile.open(path) as file:
        await file.write(rows(f"INSERT INTO fact VALUES ('long', '{'a' * 50_000}')"))
    path.write_bytes(path.read_bytes()[:8192])
    fix = "put a backup back with quotebot restore FILE, or move it away"
    assert await refusal(path) == f"{path} is damaged: database disk image is malformed; {fix}"


@pytest.mark.parametrize("name", ["missing/state.db", "."])
async def test_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    """Where there is no folder, or a folder in its place, the message names the file and where to look."""
    message = await refusal(tmp_path / name)
    assert message.startswith(f"{tmp_path / name} cannot be used: ")
    assert message.endswith("; check its folder, its rights and the disk")


async def test_damaged_schema_is_told_in_one_line(path: Path) -> None:
    """What SQLite repeats of a damaged table is told without its line ends."""
    async with StateFile.open(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE fact (' || char(39, 10) || ')' "
            "WHERE name = 'fact'"
        )
    with pytest.raises(StateError) as caught:
        async with StateFile.open(path):
            pass
    assert str(caught.value).splitlines() == [str(caught.value)]
    assert str(caught.value).startswith(f"{path} is damaged: malformed database schema (fact)")


async def test_read_only_while_another_writes(path: Path) -> None:
    """A file is read while a transaction of another program is open, and nothing can be written by that reader."""
    async with StateFile.open(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.executescript("BEGIN IMMEDIATE; INSERT INTO fact VALUES ('a', '1');")
            async with StateFile.read_only(path) as reader:
                assert await reader.read(rows("SELECT name FROM fact")) == []
                with pytest.raises(StateError, match="readonly database"):
                    await reader.read(rows("INSERT INTO fact VALUES ('b', '2')"))


async def test_read_only_leaves_the_file_as_it_is(path: Path) -> None:
    """A file of an earlier version is not changed by a reader, which is told what updates it; none is made."""
    with pytest.raises(NoStateError) as missing:
        async with StateFile.read_only(path):
            pass
    assert str(missing.value) == f"{path} is not there; start the bot, which makes it"
    assert not path.exists()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 8")
    before = path.read_bytes()
    with pytest.raises(StateError) as caught:
        async with StateFile.read_only(path):
            pass
    assert str(caught.value) == f"{path} is of an earlier version of quotebot; start the bot, which updates it"
    assert path.read_bytes() == before


async def test_failing_migration_leaves_the_file_as_it_was(path: Path) -> None:
    """Of revisions of which one fails nothing stays, and they run once what was in the way is gone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE correction (x); PRAGMA journal_mode = WAL;")
    assert (await refusal(path)).startswith(f"{path} cannot be used: table correction already exists; check")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("correction",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
        connection.execute("DROP TABLE correction")
    async with StateFile.open(path) as file:
        assert await file.read(rows("PRAGMA user_version")) == [(9,)]


async def test_two_files_are_opened_at_once(tmp_path: Path) -> None:
    """Files that are made at the same time get their tables each."""

    async def made(number: int) -> list[tuple[Any, ...]]:
        async with StateFile.open(tmp_path / f"{number}.db") as file:
            return await file.read(rows("SELECT COUNT(*) FROM fact"))

    assert await asyncio.gather(*map(made, range(4))) == [[(0,)]] * 4
