"""What a newer version wrote is left as it is and named with what to do, and a backup of this version puts it right."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.service.sql_state import SqlState
from bot.service.state_store import StateError
from index.fetching.page_store import open_pages
from index.files.checksums import sha256_of
from index.files.data_folder import DataFolder
from index.maintenance.backup import BackupError, back_up, restore
from index.storage.database import NewerVersionError
from index.storage.library import Library
from tests.command import run_quotebot

FIX = "install that one, or put back what quotebot backup of this one has kept: quotebot restore FILE"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder of the present versions."""
    with ZipFile(Path(__file__).with_name("10-8.zip")) as archive:
        archive.extractall(tmp_path)
    return DataFolder(tmp_path / "data")


def made_newer(path: Path) -> None:
    """Has a SQLite file be of a version that is to come."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")
        file.execute("PRAGMA journal_mode = DELETE")  # so that all of it is in one file


def test_newer_library_is_named_in_one_line(folder: DataFolder, tmp_path: Path) -> None:
    """A command on a library of a newer version ends with one line, and the file is as before."""
    made_newer(folder.library)
    before = folder.library.read_bytes()
    run = run_quotebot(tmp_path, "--data-dir", folder.folder, "sources")
    said = f"{folder.library} was written by a newer version of quotebot; {FIX}"
    assert (run.returncode, run.stdout, run.stderr) == (1, "", f"Error: {said}\n")
    assert folder.library.read_bytes() == before


async def test_newer_state_is_named(folder: DataFolder) -> None:
    """The bot's own file of a newer version is refused with the same words."""
    made_newer(folder.state)
    with pytest.raises(StateError) as caught:
        async with SqlState.open(folder.state):
            pass
    assert str(caught.value) == f"{folder.state} was written by a newer version of quotebot; {FIX}"


def test_newer_pages_are_named(folder: DataFolder) -> None:
    """What is known of addresses is not in a backup, so it is to be moved away, and is not taken for damaged."""
    made_newer(folder.pages)
    before = folder.pages.read_bytes()
    with pytest.raises(NewerVersionError) as caught:
        open_pages(folder.pages)
    fix = "install that one, or move the file away, which the next look at the addresses makes anew"
    assert str(caught.value) == f"{folder.pages} was written by a newer version of quotebot; {fix}"
    assert folder.pages.read_bytes() == before


async def test_backup_puts_back_what_a_newer_version_changed(folder: DataFolder, tmp_path: Path) -> None:
    """A backup of this version is restored over files of a newer one, which are kept; then both open."""
    back_up(folder, tmp_path / "of.backup", lambda _: None)
    for path in (folder.library, folder.state):
        made_newer(path)
    kept = restore(folder, tmp_path / "of.backup", lambda _: None)
    with Library.open(folder) as library:
        assert library.count() == (6, 6)
    async with SqlState.open(folder.state) as state:
        assert await state.facts.get("commands") == "registered"
    assert kept is not None
    with closing(sqlite3.connect(kept / "library.db")) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (99,)


def test_backup_of_a_newer_version_is_refused(folder: DataFolder, tmp_path: Path) -> None:
    """A backup that a newer version made is named by what made it, and nothing is put back of it."""
    back_up(folder, tmp_path / "of.backup", lambda _: None)
    newer = tmp_path / "newer.backup"
    with ZipFile(tmp_path / "of.backup") as old, ZipFile(newer, "w") as packed:
        library = tmp_path / "library.db"
        library.write_bytes(old.read("library.db"))
        made_newer(library)
        members = {"library.db": sha256_of(library)}
        packed.write(library, "library.db")
        manifest = {"format": 1, "quotebot": "7.1.0", "made": "2030-01-01", "members": members}
        packed.writestr("manifest.json", json.dumps(manifest))
    before = folder.library.read_bytes()
    with pytest.raises(BackupError) as caught:
        restore(folder, newer, lambda _: None)
    assert str(caught.value) == f"{newer} was made by quotebot 7.1.0; restore it with that version"
    assert folder.library.read_bytes() == before
