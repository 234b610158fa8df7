"""Backups: exact, verified when they are written and before they are put back, and taken while others work."""

import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from index.files.data_folder import BusyError, DataFolder
from index.ingest.sync import sync
from index.maintenance.backup import BackupError, Manifest, back_up, restore
from index.maintenance.check import problems
from index.retrieval.search import Searcher
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES, Sync

BRIDGE = "The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all. It was shut for a year.\n"
FERRY = "The ferry\n\nThe ferry leaves at seven in the evening. Nobody is taken aboard after that.\n"


def quiet(step: str) -> None:
    """Shows no progress."""


def tables(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a SQLite file."""
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def everything(data_folder: DataFolder) -> dict[str, object]:
    """All that a backup must hold, by its name."""
    files = {str(file.relative_to(data_folder.folder)): file for file in data_folder.folder.rglob("*")}
    return {
        name: tables(file) if file.suffix == ".db" else file.read_bytes()
        for name, file in files.items()
        if file.suffix in {".db", ".txt"} and not name.startswith("before")
    }


def search(data_folder: DataFolder, query: str) -> list[str]:
    """The ids of the articles that a query finds."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        return [passage.source.id for passage in searcher.search(query, 9)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder with a shared collection, one of a server, and the bot's own file."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "bridge.txt").write_text(BRIDGE)
    data_folder = DataFolder(folder / "data")
    sync(data_folder, SmallEncoder(), [folder / "bridge.txt"], MAX_BYTES, lambda _: None)
    server = DataFolder(data_folder.folder / "servers" / "7" / "role-12")
    (server.folder / "articles").mkdir(parents=True)
    (server.folder / "articles" / "ferry-0a1b2c3d.txt").write_text(FERRY)
    sync(server, SmallEncoder(), [server.folder / "articles"], MAX_BYTES, lambda _: None)
    with closing(sqlite3.connect(data_folder.state)) as connection:
        connection.executescript("CREATE TABLE vote (shown, up); INSERT INTO vote VALUES ('first', 1)")
    return data_folder


@pytest.fixture
def archive(data: DataFolder, tmp_path: Path) -> Path:
    """A backup of it."""
    back_up(data, tmp_path / "backup", quiet)
    return tmp_path / "backup"


def test_round_trip(data: DataFolder, archive: Path, tmp_path: Path) -> None:
    """A backup put into an empty folder gives every row and file again, and answers with nothing embedded again."""
    other = DataFolder(tmp_path / "other")
    assert restore(other, archive, quiet) is None
    assert everything(other) == everything(data)
    assert list(everything(other)) != []
    assert search(other, "bridge") == ["bridge"]
    assert search(DataFolder(other.folder / "servers" / "7" / "role-12"), "ferry") == ["ferry-0a1b2c3d"]
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_restore_takes_back(data: DataFolder, archive: Path, articles: Path, run_sync: Sync) -> None:
    """What was changed since is as it was, also for who has it open, and what is replaced is kept."""
    before = everything(data)
    (articles / "tower.txt").write_text("The tower\n\nThe tower was painted green by the parish.\n")
    added = data.folder / "servers" / "7" / "role-12" / "articles" / "new.txt"
    added.write_text("new")
    with Searcher(data, SmallEncoder()) as searcher:
        run_sync()
        assert [passage.source.id for passage in searcher.search("parish", 9)] == ["tower"]
        after = everything(data)
        kept = restore(data, archive, quiet)
        assert kept is not None
        assert [passage.source.id for passage in searcher.search("parish", 9)] == ["bridge"]
    changed = {"library.db", "discord.db", "servers/7/role-12/articles/new.txt"}
    assert {name: value for name, value in everything(data).items() if name != "library.db"} == {
        name: value for name, value in before.items() if name != "library.db"
    }
    assert tables(kept / "library.db") == after["library.db"]
    assert set(everything(DataFolder(kept))) >= changed


@pytest.mark.parametrize("damage", ["header", "middle", "empty", "cut"])
def test_damaged_files_are_brought_back(data: DataFolder, archive: Path, damage: str) -> None:
    """However damaged the files are that a backup replaces, all is as it was then."""
    before = everything(data)
    for file in (data.library, data.state):
        content = bytearray(file.read_bytes())
        if damage == "header":
            content[:100] = bytes(100)
        elif damage == "middle":
            content[4096:] = b"\xff" * (len(content) - 4096)
        file.write_bytes({"empty": bytearray(), "cut": content[: len(content) // 2]}.get(damage, content))
    restore(data, archive, quiet)
    assert everything(data) == before
    assert search(data, "bridge") == ["bridge"]


def test_backup_while_others_write(data: DataFolder, tmp_path: Path) -> None:
    """A backup taken in the middle of another's transaction holds the state before it."""
    before = everything(data)
    with closing(sqlite3.connect(data.library, isolation_level=None)) as writer, data.lock():
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM article")
        back_up(data, tmp_path / "backup", quiet)
        writer.execute("ROLLBACK")
    other = DataFolder(tmp_path / "other")
    restore(other, tmp_path / "backup", quiet)
    assert everything(other) == before


def test_damaged_library_is_not_backed_up(data: DataFolder, tmp_path: Path) -> None:
    """Where a row is not what was stored there is no backup, and the message names file and row."""
    with closing(sqlite3.connect(data.library)) as connection:
        connection.execute("UPDATE article SET text = replace(text, '4,120', '4,920')")
        connection.commit()
    with pytest.raises(BackupError) as caught:
        back_up(data, tmp_path / "backup", quiet)
    assert str(caught.value) == (
        f"{data.library} is damaged: article 1 is not what was stored; "
        "put an older backup back with: quotebot restore FILE"
    )
    assert [file.name for file in tmp_path.iterdir() if "backup" in file.name or file.name.startswith(".")] == []


def test_nothing_is_overwritten(data: DataFolder, archive: Path) -> None:
    """A file that exists is never written over."""
    before = archive.read_bytes()
    with pytest.raises(BackupError, match="exists already; choose another name"):
        back_up(data, archive, quiet)
    assert archive.read_bytes() == before


def test_nothing_to_back_up(tmp_path: Path) -> None:
    """A folder without anything is told, since it is likely the wrong one."""
    with pytest.raises(BackupError, match="there is nothing to back up in"):
        back_up(DataFolder(tmp_path / "none"), tmp_path / "backup", quiet)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../evil.db", "/evil.db", "servers/../library.db", "articles/x.txt", "encoder/model.bin"]
)
def test_hostile_names(archive: Path, tmp_path: Path, name: str) -> None:
    """A member of any other name than a backup has makes all of it refused, before anything is written."""
    with zipfile.ZipFile(archive) as packed:
        manifest = msgspec.json.decode(packed.read("manifest.json"), type=Manifest)
        members = {member: packed.read(member) for member in manifest.members}
    hostile = tmp_path / "hostile"
    with zipfile.ZipFile(hostile, "w") as packed:
        for member, content in members.items():
            packed.writestr(name if member == "library.db" else member, content)
        renamed = {name if member == "library.db" else member: digest for member, digest in manifest.members.items()}
        packed.writestr("manifest.json", msgspec.json.encode(msgspec.structs.replace(manifest, members=renamed)))
    other = DataFolder(tmp_path / "other")
    with pytest.raises(BackupError, match="is not what was stored; use another"):
        restore(other, hostile, quiet)
    assert list(other.folder.iterdir()) == []
    assert not (tmp_path / "evil.db").exists()


def test_restore_waits_for_nobody(data: DataFolder, archive: Path, tmp_path: Path) -> None:
    """While the bot runs nothing is restored, and the message says what to do."""
    with data.serving(), pytest.raises(BusyError, match=r"another bot runs on .*; stop it"):
        restore(data, archive, quiet)


def test_no_backup(tmp_path: Path, data_folder: DataFolder) -> None:
    """What is not there, or something else, is named."""
    with pytest.raises(BackupError, match=r"none: No such file or directory"):
        restore(data_folder, tmp_path / "none", quiet)
    (tmp_path / "text").write_text("something else")
    with pytest.raises(BackupError, match="text is not a backup, or damaged: File is not a zip file; use another"):
        restore(data_folder, tmp_path / "text", quiet)


def test_restored_library_is_sound(data: DataFolder, archive: Path, tmp_path: Path) -> None:
    """Nothing is found wrong with what was restored."""
    other = DataFolder(tmp_path / "other")
    restore(other, archive, quiet)
    with Library.open(other) as library:
        assert list(problems(library)) == []
