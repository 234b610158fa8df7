"""`quotebot migrate`: what it moves, says and refuses."""

import asyncio
from pathlib import Path

import msgspec
import psycopg
import pytest

from bot.service.sql_state import SqlState
from bot.terminal.migrating import move_to_postgresql
from config import Settings, load_settings
from config.settings import DatabaseSettings
from index.files.data_folder import BusyError, DataFolder
from index.ingest.sync import sync
from index.maintenance.migration import MigrationError
from index.storage import postgres_database
from tests.command import run_quotebot
from tests.encoders import SmallEncoder


async def _keep(file: Path) -> None:
    async with SqlState.open(file) as state:
        await state.facts.set("name", "value")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A data folder with an article and what a bot keeps."""
    (tmp_path / "ferry.txt").write_text("The ferry\n\nThe ferry leaves at seven in the evening.\n")
    data_folder = DataFolder(tmp_path / "data")
    sync(data_folder, SmallEncoder(), [tmp_path / "ferry.txt"], 1000, lambda _: None)
    asyncio.run(_keep(data_folder.state))
    return data_folder


def settings_of(url: str, articles: bool = True) -> Settings:
    """Settings that name a database."""
    return msgspec.structs.replace(load_settings(None), database=DatabaseSettings(url=url, articles=articles))


def quiet(step: str) -> None:
    """Shows no progress."""


def files(data_folder: DataFolder) -> list[str]:
    """The names of what holds articles and state, without those that are kept of before."""
    return sorted(file.name for file in data_folder.folder.glob("*.*") if "moved" not in file.name)


def test_there_and_back(data: DataFolder, postgres: str, tmp_path: Path) -> None:
    """The command moves all, tells what, how many rows and what is left to do, and again that nothing is left."""
    config = tmp_path / "quotebot.toml"
    config.write_text(f'[database]\nurl = "{postgres}"\narticles = true\n')
    command = ("--config", config, "--data-dir", data.folder, "migrate", "--to")
    there = run_quotebot(tmp_path, *command, "postgresql")
    assert (there.returncode, there.stderr) == (0, "")
    state, library = there.stdout.splitlines()
    assert state.startswith(f"{data.state}: 1 rows are in PostgreSQL; the file is kept as discord.db.moved-")
    assert library.startswith(f"{data.library_file}: ")
    assert "library.schema" in files(data)
    assert run_quotebot(tmp_path, *command, "postgresql").stdout == f"there is nothing to move in {data.folder}\n"
    backup = run_quotebot(tmp_path, "--config", config, "--data-dir", data.folder, "backup", tmp_path / "backup")
    assert (backup.returncode, backup.stderr) == (
        0,
        "what is in PostgreSQL (database.url) is not in it; keep that with pg_dump\n",
    )
    back = run_quotebot(tmp_path, *command, "sqlite")
    assert (back.returncode, back.stderr) == (0, "")
    state, library, fix = back.stdout.splitlines()
    assert state == f"{data.state}: 1 rows are in the file"
    assert library.startswith(f"{data.library_file}: ")
    assert fix == 'now set database.url = "" and database.articles = false in the settings'
    assert {"library.db", "discord.db"} <= set(files(data))
    refused = run_quotebot(tmp_path, "--config", config, "--data-dir", data.folder, "restore", tmp_path / "backup")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Error: library.schema of the backup cannot stand beside {data.library_file}, ")


def test_without_a_database(tmp_path: Path) -> None:
    """Where settings name no database, that is told."""
    done = run_quotebot(tmp_path, "migrate", "--to", "postgresql")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: database.url is empty in the settings; name the PostgreSQL there")


def test_only_what_the_settings_say(data: DataFolder, postgres: str) -> None:
    """Without database.articles the articles stay in their file."""
    moved = move_to_postgresql(data, settings_of(postgres, articles=False), quiet)
    assert [one.name for one in moved] == [str(data.state)]
    assert data.library_file.exists()


def test_nothing_is_moved_while_another_runs(data: DataFolder, postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a bot or a sync runs, here or elsewhere on that database, nothing is moved."""
    monkeypatch.setattr(postgres_database, "_ENDING_SECONDS", 0)
    before, settings = files(data), settings_of(postgres)
    with data.serving(), pytest.raises(BusyError, match="another bot runs"):
        move_to_postgresql(data, settings, quiet)
    with (
        psycopg.connect(postgres, application_name="quotebot"),
        pytest.raises(MigrationError, match=r"others are connected to PostgreSQL .*; stop every quotebot"),
    ):
        move_to_postgresql(data, settings, quiet)
    assert set(before) <= set(files(data))
