"""What the bot keeps moved to PostgreSQL and back: every row as it was, whenever it is killed."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import psycopg
import pytest

from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState, state_place
from bot.service.state_migration import state_to_postgresql, state_to_sqlite
from bot.service.state_store import StateError
from bot.service.state_tables import TABLES
from config import load_settings
from config.settings import DatabaseSettings
from index.files.data_folder import DataFolder
from index.maintenance.migration import MigrationError
from index.storage.database import DatabaseError
from tests.bot.service.state_contract import ADA, GUILD, QUOTE, sent_message
from tests.killed_moves import is_killed

Rows = dict[str, list[tuple[object, ...]]]
LARGE = 2**63 - 1


def quiet(step: str) -> None:
    """Shows no progress."""


def rows_of(file: Path) -> Rows:
    """Every row of every table of the bot's, with the types of its values."""
    with closing(sqlite3.connect(file)) as connection:
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in TABLES.tables}


async def _fill(file: Path) -> None:
    async with SqlState.open(file) as state:
        await state.facts.set("odd \\ % ? '", "line\r\nend \U0001f309")
        await state.facts.set("", "")
        await state.settings.save(GUILD, ServerSettings())
        for name in ("first", "second"):
            await state.sent_messages.add(sent_message(name, quotes=(QUOTE, replace(QUOTE, start=3))))
            await state.votes.cast(name, ADA, True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO post VALUES (?, ?, ?, ?, '', 1)", (LARGE, -LARGE - 1, 0, -1))
        connection.execute("INSERT INTO claim VALUES ('key', 1740830400123456)")
        connection.commit()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file with rows of most kinds."""
    file = tmp_path_factory.mktemp("filled") / "discord.db"
    asyncio.run(_fill(file))
    return file.read_bytes()


@pytest.fixture
def file(filled: bytes, tmp_path: Path) -> Path:
    """A copy of that file."""
    (tmp_path / "discord.db").write_bytes(filled)
    return tmp_path / "discord.db"


def test_round_trip(file: Path, postgres: str) -> None:
    """There and back every row is as it was; the file is kept, and PostgreSQL has nothing more in the end."""
    before = rows_of(file)
    moved = state_to_postgresql(file, postgres, quiet)
    assert moved is not None
    assert moved.rows == sum(map(len, before.values()))
    assert moved.kept is not None
    assert rows_of(moved.kept) == before
    assert not file.exists()
    back = state_to_sqlite(file, postgres, quiet)
    assert back is not None
    assert back.rows == moved.rows
    assert rows_of(file) == before
    assert state_to_sqlite(file, postgres, quiet) is None
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == []


def test_what_is_sent_afterwards_gets_numbers_of_its_own(file: Path, postgres: str) -> None:
    """What was moved is read, and what is sent then stands behind it, in PostgreSQL and back in the file."""

    async def send(place: Path | str, name: str) -> object:
        async with SqlState.open(place) as state:
            await state.sent_messages.add(sent_message(name))
            return await state.sent_messages.get("second")

    second = sent_message("second", quotes=(QUOTE, replace(QUOTE, start=3)))
    state_to_postgresql(file, postgres, quiet)
    assert asyncio.run(send(postgres, "third")) == second
    state_to_sqlite(file, postgres, quiet)
    assert asyncio.run(send(file, "fourth")) == second
    with closing(sqlite3.connect(file)) as connection:
        kept = connection.execute("SELECT id, number FROM shown ORDER BY number").fetchall()
    assert kept == [("first", 1), ("second", 2), ("third", 3), ("fourth", 4)]


def test_killed_between_any_two_steps(file: Path, postgres: str) -> None:
    """Whenever a move is killed the next run ends it, with every row as it was."""
    before = rows_of(file)
    for move in (state_to_postgresql, state_to_sqlite):
        steps = 0
        while is_killed(move, file, postgres, steps):
            steps += 1
        assert steps >= 3
    assert rows_of(file) == before
    assert state_to_sqlite(file, postgres, quiet) is None


def test_what_is_there_is_not_overwritten(file: Path, postgres: str, filled: bytes) -> None:
    """Where both places hold something and these differ, neither is touched."""
    state_to_postgresql(file, postgres, quiet)
    file.write_bytes(filled)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE fact SET value = 'another' WHERE name = ''")
        connection.commit()
    before = rows_of(file)
    for move in (state_to_postgresql, state_to_sqlite):
        with pytest.raises(MigrationError, match="are both there, and differ in fact ; keep the right one"):
            move(file, postgres, quiet)
    assert rows_of(file) == before
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT value FROM fact WHERE name = ''").fetchall() == [("",)]


async def test_a_file_that_the_bot_has_open_is_not_moved(file: Path, postgres: str) -> None:
    """Where the web server has the file open nothing is moved, for it would go on writing to it."""
    async with SqlState.open(file) as state:
        await state.facts.get("")
        with pytest.raises(DatabaseError, match="another program holds it"):
            await asyncio.to_thread(state_to_postgresql, file, postgres, quiet)
    assert file.exists()


def test_texts_of_before_that_postgresql_cannot_keep(file: Path, postgres: str) -> None:
    """A text with NUL, as former versions stored it, becomes what this version stores of it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE fact SET value = ? WHERE name = ''", ("a\0b",))
        connection.commit()
    assert state_to_postgresql(file, postgres, quiet) is not None
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT value FROM fact WHERE name = ''").fetchall() == [("a\ufffdb",)]


def test_settings_that_name_the_other_place(file: Path, postgres: str) -> None:
    """While the file is there, the bot does not begin anew in PostgreSQL, and its person is told what to do."""
    settings = msgspec.structs.replace(load_settings(None), database=DatabaseSettings(url=postgres))
    folder = DataFolder(file.parent)
    with pytest.raises(StateError, match=r"still in .*discord\.db; move it with: quotebot migrate --to postgresql"):
        state_place(folder, settings)
    state_to_postgresql(file, postgres, quiet)
    assert state_place(folder, settings) == postgres


def test_settings_that_name_none_any_more(file: Path, postgres: str) -> None:
    """Once it was moved, the bot does not begin anew in a file because the settings name no database."""
    folder = DataFolder(file.parent)
    state_to_postgresql(file, postgres, quiet)
    with pytest.raises(StateError, match=r"moved to PostgreSQL; set database\.url, or take .*discord\.db\.moved-\d{8}"):
        state_place(folder, load_settings(None))
    state_to_sqlite(file, postgres, quiet)
    assert state_place(folder, load_settings(None)) == file
