"""The bot's file is opened with its tables brought up to date, closed to others, and refused where it is damaged."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.service.state_file import StateFile
from bot.service.state_store import StateError
from index.errors import QuotebotError

FIRST = "CREATE TABLE a (x); INSERT INTO a VALUES (1);"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is."""
    return tmp_path / "state.db"


async def test_pragmas(path: Path) -> None:
    """The connection writes ahead and to the disk, overwrites what it deletes, and keeps references whole."""
    async with StateFile.open(path) as file, file.transaction() as run:
        for name, value in {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}.items():
            assert await run(f"PRAGMA {name}") == [(value,)]


async def test_queries_use_an_index(path: Path) -> None:
    """No query reads all sent messages."""
    async with StateFile.open(path) as file, file.transaction() as run:
        for where in ("id = ''", "message = 1", "channel = 1 AND asker = 1 AND created > 1", "asker = 1", "guild = 1"):
            plan = await run(f"EXPLAIN QUERY PLAN SELECT * FROM shown WHERE {where}")
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
    async with StateFile.open(path) as file, file.transaction() as run:
        await run("INSERT INTO fact VALUES ('long', ?)", "a" * 50_000)
    path.write_bytes(path.read_bytes()[:8192])
    fix = "put a backup back with quotebot restore FILE, or move it away"
    assert await refusal(path) == f"{path} is damaged: database disk image is malformed; {fix}"


@pytest.mark.parametrize("name", ["missing/state.db", "."])
async def test_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    """Where there is no folder, or a folder in its place, the message names the file and where to look."""
    message = await refusal(tmp_path / name)
    assert message.startswith(f"{tmp_path / name} cannot be used: ")
    assert message.endswith("; check its folder, its rights and the disk")


def schema(path: Path) -> tuple[int, list[str]]:
    """A file's version and the names of its tables."""
    with closing(sqlite3.connect(path)) as connection:
        ((version,),) = connection.execute("PRAGMA user_version")
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return version, [name for (name,) in tables]


async def test_migrations_run_once_each(path: Path) -> None:
    """A file is brought up to date from the version it has, and what is in it stays."""
    async with StateFile.open(path, (FIRST,)):
        assert schema(path) == (1, ["a"])
    migrations = (FIRST, "CREATE TABLE b (x);", "CREATE TABLE c (x);")
    async with StateFile.open(path, migrations) as file, file.transaction() as run:
        assert schema(path) == (3, ["a", "b", "c"])
        assert await run("SELECT x FROM a") == [(1,)]


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
    migrations = (filled, anew + "ALTER TABLE d RENAME TO a;")
    async with StateFile.open(path, migrations) as file, file.transaction() as run:
        assert await run("SELECT a.x, b.x FROM a JOIN b ON b.x = a.x") == [(1, 1)]


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
    async with StateFile.open(path, (FIRST,)) as file, file.transaction() as run:
        await run("INSERT INTO a VALUES (2)")
        async with StateFile.read_only(path, (FIRST,)) as reader:
            async with reader.transaction() as read:
                assert await read("SELECT x FROM a") == [(1,)]
            with pytest.raises(StateError, match="readonly database"):
                async with reader.transaction() as read:
                    await read("INSERT INTO a VALUES (3)")


async def test_read_only_leaves_the_file_as_it_is(path: Path) -> None:
    """A file that lacks migrations is not given them by a reader, which is told what gives them; none is made."""
    with pytest.raises(StateError, match=r"state\.db cannot be used: unable to open database file"):
        async with StateFile.read_only(path):
            pass
    assert not path.exists()
    async with StateFile.open(path, (FIRST,)):
        pass
    before = path.read_bytes()
    with pytest.raises(StateError) as caught:
        async with StateFile.read_only(path, (FIRST, FIRST)):
            pass
    assert str(caught.value) == f"{path} is of an earlier version of quotebot; start the bot, which updates it"
    assert path.read_bytes() == before
