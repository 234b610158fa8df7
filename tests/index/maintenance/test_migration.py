"""The truth moved from SQLite to PostgreSQL and back: every row as it was, whenever it is killed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from index.files.data_folder import Backends, DataFolder
from index.ingest.sync import sync
from index.maintenance.check import verify
from index.maintenance.migration import (
    MigrationError,
    collections,
    library_to_postgresql,
    library_to_sqlite,
    require_movable,
)
from index.retrieval.search import Searcher
from index.storage import opening
from index.storage.database import DatabaseError, checksum
from index.storage.library import Library
from index.storage.snapshots import Snapshots
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES
from tests.killed_moves import is_killed
from tests.postgres import PostgresServer

Rows = dict[str, list[tuple[object, ...]]]
BRIDGE = "The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all. It was shut for a year.\n"
FERRY = "The ferry\n\nThe ferry leaves at seven in the evening. Nobody is taken aboard after that.\n"
TEXTS = ("", " ", "\\x00 \\0 %s ? '\"", "line\r\nend", "\U0001f309 Zürich e\u0301", "\ufffd\uffff\x01\x7f")
NUMBERS = (2**63 - 1, -(2**63), 0, -1)
BYTES = (b"", b"\0", bytes(range(256)), b"\\x00")


def quiet(step: str) -> None:
    """Shows no progress."""


def rows_of(file: Path) -> Rows:
    """Every row of every table of a SQLite file, with the types of its values, and the numbers that were given."""
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def found(data_folder: DataFolder, query: str) -> list[tuple[str, float]]:
    """The ids of the articles that a query finds, with their scores to the last bit."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        return [(passage.source.id, passage.score) for passage in searcher.search(query, 9)]


def read(data_folder: DataFolder, folder: Path) -> None:
    """Brings the index up to date with a folder."""
    sync(data_folder, SmallEncoder(), [folder], MAX_BYTES, quiet_progress)


def quiet_progress(progress: object) -> None:
    """Shows no progress."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder whose library has rows in all tables, with values of all kinds, and one of a server."""
    folder = tmp_path_factory.mktemp("made")
    articles, data_folder = folder / "articles", DataFolder(folder / "data")
    articles.mkdir()
    for name, text in (("bridge", BRIDGE), ("ferry", FERRY)):
        (articles / f"{name}.txt").write_text(text)
    read(data_folder, articles)
    (articles / "bridge.txt").write_text(BRIDGE.replace("4,120", "5,230"))
    read(data_folder, articles)
    (articles / "last.txt").write_text("The tower\n\nThe tower is green.\n")
    read(data_folder, articles)
    (articles / "last.txt").unlink()
    read(data_folder, articles)
    _fill(data_folder.library_file)
    server = data_folder.at(data_folder.folder / "servers" / "7" / "role-12")
    (server.folder / "articles").mkdir(parents=True)
    (server.folder / "articles" / "ferry.txt").write_text(FERRY)
    read(server, server.folder / "articles")
    return data_folder


def _fill(file: Path) -> None:
    with Library.at(file) as library, library.writing():
        database = library.database
        library.facts.note(**{f"odd{text}": text for text in TEXTS})
        database.execute_many("INSERT INTO file VALUES (?, ?)", [(text, text) for text in TEXTS])
        database.execute_many("INSERT INTO source VALUES (?, ?)", [(text, checksum(text)) for text in TEXTS])
        database.execute_many("INSERT INTO departed VALUES (?)", [(number,) for number in NUMBERS])
        database.execute_many("INSERT INTO shingle VALUES (?, ?)", [(number, number) for number in NUMBERS])
        database.execute_many("INSERT INTO loose VALUES (?)", [(value,) for value in BYTES])
        former = [(key, checksum(key, key), checksum(key, b"", key), key, key, b"") for key in BYTES]
        database.execute_many("INSERT INTO former VALUES (?, ?, ?, ?, ?, ?)", former)
        database.execute("INSERT INTO projection VALUES (?, ?)", b"\xff", checksum(b"\xff"))


def in_postgresql(data_folder: DataFolder, url: str) -> DataFolder:
    """The data folder with settings that name the database."""
    return DataFolder(data_folder.folder, Backends(url))


def test_round_trip(data: DataFolder, postgres: str) -> None:
    """There and back every row is as it was, a search finds the same, and nothing is embedded or indexed again."""
    before = rows_of(data.library_file)
    assert {name for name, rows in before.items() if not rows} == set()
    answer = found(data, "bridge")
    assert answer[0][0] == "bridge"
    there = in_postgresql(data, postgres)
    folders = collections(data)
    assert [one.folder for one in folders] == [data.folder, data.folder / "servers" / "7" / "role-12"]
    for folder in folders:
        moved = library_to_postgresql(folder, postgres, quiet)
        assert moved is not None
        assert moved.kept is not None
        assert not folder.library_file.exists()
    with Library.open(there) as library:
        assert Snapshots.of(there, library).verify() == []
    assert found(there, "bridge") == answer
    findings = list(verify(there, SmallEncoder(), None))
    assert [finding.message for finding in findings if not finding.ok] == []
    assert f"in the articles in PostgreSQL ({postgres.partition('@')[2]}, schema" in findings[0].message
    assert [name for name, _ in found(in_postgresql(folders[1], postgres), "ferry")] == ["ferry"]
    for folder in folders:
        assert library_to_sqlite(folder, postgres, quiet) is not None
    assert rows_of(data.library_file) == before
    assert found(data, "bridge") == answer
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'quotebot%'").fetchall() == []
    assert [file.name for file in data.folder.glob("library.*") if "moved" not in file.name] == ["library.db"]


def test_numbers_are_never_used_twice(data: DataFolder, postgres: str, tmp_path: Path) -> None:
    """An article gets a number in PostgreSQL, and back in SQLite, that none had, also none that is gone."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mill.txt").write_text("The mill\n\nThe mill has four sails.\n")

    def last(folder: DataFolder) -> int:
        with Library.open(folder) as library:
            return library.database.upkeep.last_number("article")

    given = last(data)
    with closing(sqlite3.connect(data.library_file)) as connection:
        assert connection.execute("SELECT MAX(number) FROM article").fetchone()[0] < given
    library_to_postgresql(data, postgres, quiet)
    there = in_postgresql(data, postgres)
    assert last(there) == given
    read(there, tmp_path / "new")
    with Library.open(there) as library:
        assert library.articles.number_of("mill") == given + 1
        library.remove("mill")
    library_to_sqlite(data, postgres, quiet)
    assert last(data) == given + 1
    read(data, tmp_path / "new")
    with Library.open(data) as library:
        assert library.articles.number_of("mill") == given + 2


def test_killed_between_any_two_steps(data: DataFolder, postgres: str) -> None:
    """Whenever a move is killed one place is read, or none until the next run, which ends with every row as it was."""
    before = rows_of(data.library_file)
    answer = found(data, "bridge")
    there = in_postgresql(data, postgres)
    for move, folder in ((library_to_postgresql, there), (library_to_sqlite, data)):
        steps = 0
        while is_killed(move, data, postgres, steps):
            steps += 1
            truths = [one for one in (data, there) if _is_read(one)]
            assert len(truths) + (data.library_file.exists() and data.library_schema.exists()) == 1
            assert all(found(one, "bridge") == answer for one in truths)
        assert steps >= 4
        assert found(folder, "bridge") == answer
    assert rows_of(data.library_file) == before
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'quotebot%'").fetchall() == []


def _is_read(data_folder: DataFolder) -> bool:
    """Whether who opens the folder finds a library there; it makes none."""
    try:
        if data_folder.library.exists():
            Library.open(data_folder).close()
            return True
    except DatabaseError:
        pass
    return False


def test_what_is_there_is_not_overwritten(data: DataFolder, postgres: str) -> None:
    """Where both places have a library and these differ, neither is touched, and the message names both."""
    copied = data.folder / "copied"
    with closing(sqlite3.connect(data.library_file)) as source, closing(sqlite3.connect(copied)) as target:
        source.backup(target)
    library_to_postgresql(data, postgres, quiet)
    copied.rename(data.library_file)
    with closing(sqlite3.connect(data.library_file)) as connection:
        connection.execute("UPDATE passage SET heading = 'another'")
        connection.commit()
    before = rows_of(data.library_file)
    schema = data.library_schema.read_text()
    message = (
        r"library\.db and the articles in PostgreSQL .* are both there, and differ in passage \d+; keep the right one"
    )
    with pytest.raises(MigrationError, match=message):
        library_to_postgresql(data, postgres, quiet)
    with pytest.raises(MigrationError, match="are both there, and differ in passage"):
        library_to_sqlite(data, postgres, quiet)
    assert (rows_of(data.library_file), data.library_schema.read_text()) == (before, schema)
    for folder in (data, in_postgresql(data, postgres)):
        with pytest.raises(DatabaseError, match="are in two places, since quotebot migrate was interrupted"):
            Library.open(folder)


def test_a_file_that_another_has_open_is_not_moved(data: DataFolder, postgres: str) -> None:
    """Where another program has the library open nothing is moved, for it would go on with what nobody reads."""
    with Library.open(data) as library:
        library.count()
        with pytest.raises(DatabaseError, match="another program holds it"):
            library_to_postgresql(data, postgres, quiet)
    assert [one.exists() for one in (data.library_file, data.library_schema, data.spare_schema)] == [True, False, False]


def test_damage_is_not_moved(data: DataFolder, postgres: str) -> None:
    """A row that is not what was stored ends the move, by its name, and leaves all where it was."""
    with closing(sqlite3.connect(data.library_file)) as connection:
        connection.execute("UPDATE article SET text = replace(text, '5,230', '5,290')")
        connection.commit()
    with pytest.raises(DatabaseError, match=r"library\.db is damaged: article \d+; put a backup back"):
        library_to_postgresql(data, postgres, quiet)
    assert _is_read(data)


def test_an_article_that_postgresql_cannot_keep_is_named(data: DataFolder) -> None:
    """An article with U+0000 in any text, or in one that it had before, is named before anything is moved."""
    require_movable(data.library_file)
    original = data.library_file.read_bytes()
    for statement, article in (
        (
            "UPDATE passage SET heading = char(0) WHERE article = (SELECT number FROM article WHERE id = 'ferry')",
            "ferry",
        ),
        ("UPDATE article SET text = text || char(0) || 'b' WHERE id = 'ferry'", "ferry"),
        ("UPDATE edition SET title = char(0)", "bridge"),
    ):
        data.library_file.write_bytes(original)
        with closing(sqlite3.connect(data.library_file)) as connection:
            connection.execute(statement)
            connection.commit()
        message = rf"cannot keep the article {article} of .*U\+0000; move its file away"
        with pytest.raises(MigrationError, match=message):
            require_movable(data.library_file)


def test_the_settings_must_name_the_place(data: DataFolder, postgres: str) -> None:
    """Who opens the other place is told where the articles are, and makes no empty library there."""
    there = in_postgresql(data, postgres)
    with pytest.raises(DatabaseError, match=r"in its library\.db; move them with: quotebot migrate --to postgresql"):
        Library.open(there)
    library_to_postgresql(data, postgres, quiet)
    with pytest.raises(DatabaseError, match="are in PostgreSQL; set"):
        Library.open(data)
    assert not data.library_file.exists()


def test_another_database_is_not_moved_from(data: DataFolder, postgres: str, postgres_server: PostgresServer) -> None:
    """Where the database named has none of the articles, nothing is moved back, and what tells where they are stays."""
    library_to_postgresql(data, postgres, quiet)
    with pytest.raises(DatabaseError, match=r"are not there; set database\.url to the one that has them"):
        library_to_sqlite(data, postgres_server.url, quiet)
    assert [one.exists() for one in (data.library_file, data.library_schema, data.spare_schema)] == [False, True, False]
    assert library_to_sqlite(data, postgres, quiet) is not None


def test_a_former_schema_is_dropped(data: DataFolder, postgres: str) -> None:
    """What a killed move left in PostgreSQL goes with the next one, where a schema was not even made, too."""
    opening.note_schema(data.spare_schema)
    moved = library_to_postgresql(data, postgres, quiet)
    assert moved is not None
    assert not data.spare_schema.exists()
