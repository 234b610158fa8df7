"""A library in PostgreSQL is the one that SQLite has, and outlasts what befalls a server and the way to it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from index.errors import QuotebotError
from index.files.data_folder import Backends, DataFolder
from index.ingest.removal import Removal
from index.ingest.sync import sync
from index.maintenance.check import verify
from index.retrieval.search import Searcher
from index.storage.database import DamagedError, DatabaseError
from index.storage.library import Library
from index.storage.postgres_database import PostgresDatabase
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES
from tests.postgres import PostgresServer
from tests.proxy import Proxy

_DERIVED = ("generation", "manifest")  # what is noted of an index, which no two have alike
_TABLES = "article", "passage", "embedding", "line", "shingle", "departed", "source", "loose", "codec"
FERRY = "The ferry\n\nThe ferry carried 4,000 people across the sound in its last week of service.\n"
FERRY_AGAIN = "The ferry\n\nThe ferry carried 4,000 people over the sound in its last week, the harbour office says.\n"
BRIDGE = "The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all.\n"
MANY = {f"{one}.txt": f"Boat {one}\n\nBoat {one} lay at pier {one * 7} all winter.\n" for one in range(30)}

Rows = dict[str, list[str]]


def on_postgres(data_folder: DataFolder, url: str) -> DataFolder:
    """The same folder with its articles in PostgreSQL."""
    return DataFolder(data_folder.folder / "postgres", Backends(articles=url))


def of_port(url: str, port: int) -> str:
    """The URL of the same database at another port."""
    return url.replace(url.partition("127.0.0.1:")[2].partition("/")[0], str(port))


def bring_up_to_date(data_folder: DataFolder, articles: Path, rebuild: bool = False) -> None:
    """Sync with a folder, from which files may be gone."""
    encoder, removal = SmallEncoder(), Removal(prune=True)
    sync(data_folder, encoder, [articles], MAX_BYTES, lambda _: None, rebuild=rebuild, removal=removal)


def rows_of(data_folder: DataFolder) -> Rows:
    """All that a library holds, but when something was replaced."""
    with Library.open(data_folder) as library:
        tables = {table: library.database.all_rows(f"SELECT * FROM {table}") for table in _TABLES}
        held = {table: sorted(map(repr, rows)) for table, rows in tables.items()}
        facts = library.database.all_rows("SELECT name, value, checksum FROM fact")
        held["fact"] = sorted(repr(row) for row in facts if row[0] not in _DERIVED)
        held["edition"] = [repr(edition.article) for key in ("ferry", "bridge") for edition in library.editions.of(key)]
        return held


def found(data_folder: DataFolder, query: str) -> list[tuple[str, float]]:
    """What a query finds, best first."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        return [(hit.source.id, hit.score) for hit in searcher.search(query, 10)]


def complaints(data_folder: DataFolder) -> list[str]:
    """What is wrong with an index."""
    return [finding.message for finding in verify(data_folder, SmallEncoder(), None) if not finding.ok]


@pytest.fixture
def folder(data_folder: DataFolder, postgres: str) -> DataFolder:
    """The folder of an index in PostgreSQL that is not there yet."""
    return on_postgres(data_folder, postgres)


def test_history_leaves_the_same_rows_as_in_sqlite(data_folder: DataFolder, postgres: str, articles: Path) -> None:
    """Whatever is added, changed, swapped, removed and rebuilt, both hold the same rows and find the same."""
    both = data_folder, on_postgres(data_folder, postgres)

    def write(**texts: str) -> None:
        for name, text in texts.items():
            (articles / f"{name}.txt").write_text(text)

    steps: tuple[tuple[Callable[[], object], bool], ...] = (
        (lambda: write(ferry=FERRY, bridge=BRIDGE, copy=FERRY), False),
        (lambda: write(ferry=FERRY_AGAIN), False),
        (lambda: write(ferry=BRIDGE, bridge=FERRY_AGAIN), False),
        (lambda: (articles / "copy.txt").unlink(), False),
        (lambda: write(bridge=BRIDGE * 2), True),
    )
    for change, rebuild in steps:
        change()
        for one in both:
            bring_up_to_date(one, articles, rebuild)
        assert rows_of(both[1]) == rows_of(both[0])
        assert found(both[1], "ferry bridge") == found(both[0], "ferry bridge")
    assert [complaints(one) for one in both] == [[], []]


def test_titles_are_found_as_in_sqlite(data_folder: DataFolder, postgres: str, articles: Path) -> None:
    """Pages of titles, look-ups and publishers come in one order, and signs of patterns stand for themselves."""
    titles = {"a": "Zoë 100% sure", "b": "alpha_beta", "c": "Alpha", "d": "Émile", "e": "alphaXbeta"}
    for name, title in titles.items():
        front = f"---\npublisher: P{name.upper()}\n---\n"
        (articles / f"{name}.md").write_text(f"{front}# {title}\n\nIt stood by the pier.\n")

    def told(data_folder: DataFolder) -> list[object]:
        bring_up_to_date(data_folder, articles)
        with Library.open(data_folder) as library:
            own = library.articles
            looked_up = [[source.title for source in own.titled(text, 9)] for text in ("alpha", "a_b", "0%", "ALPHA")]
            pages = [[source.title for source, _ in own.page("a", after, 2)] for after in (("", ""), ("Alpha", "c"))]
            return [looked_up, pages, own.publishers("p", 9), [source.title for source, _ in own.listing()]]

    assert told(on_postgres(data_folder, postgres)) == told(data_folder)


def test_reader_sees_one_state(folder: DataFolder, articles: Path) -> None:
    """What is read in one transaction is of one state, though another program commits meanwhile."""
    (articles / "ferry.txt").write_text(FERRY)
    bring_up_to_date(folder, articles)
    with Library.open(folder, reading=True) as reader:
        with reader.reading():
            before = reader.count()
            (articles / "bridge.txt").write_text(BRIDGE)
            bring_up_to_date(folder, articles)
            assert reader.count() == before == (1, 1)
        assert reader.count() == (2, 2)


def test_damage_is_named(folder: DataFolder, articles: Path, postgres: str) -> None:
    """A row that somebody changed in the database is never read as if it were what was stored."""
    (articles / "ferry.txt").write_text(FERRY)
    bring_up_to_date(folder, articles)
    schema = folder.library.read_text()
    with psycopg.connect(postgres) as connection:
        connection.execute(f"UPDATE {schema}.article SET text = replace(text, '4,000', '9,000')".encode())
    named = f"schema {schema}.* are damaged: the text"
    with Library.open(folder) as library, pytest.raises(DamagedError, match=named):
        library.articles.get(1)
    assert "article 1 is not what was stored" in complaints(folder)[0]


def test_what_postgres_cannot_keep_is_named(folder: DataFolder) -> None:
    """A text with a zero byte is refused by name, and nothing of its transaction is kept."""
    folder.make()
    with Library.open(folder) as library:

        def write() -> None:
            with library.writing():
                library.facts.note(good="fine")
                library.facts.note(bad="zero \0 byte")

        with pytest.raises(DatabaseError, match="cannot keep a text: PostgreSQL text fields cannot contain NUL"):
            write()
        assert library.facts.get("good") is None


def test_wrong_settings_are_named(data_folder: DataFolder, postgres: str, articles: Path) -> None:
    """Nothing is begun anew where the articles are kept by the other engine; no password is shown."""
    (articles / "ferry.txt").write_text(FERRY)
    bring_up_to_date(data_folder, articles)
    here = DataFolder(data_folder.folder, Backends(articles=postgres))
    with pytest.raises(DatabaseError, match=r"in its library\.db; move them with: quotebot migrate --to postgresql"):
        bring_up_to_date(here, articles)
    (data_folder.folder / "library.db").rename(data_folder.folder / "aside")
    bring_up_to_date(here, articles)
    with pytest.raises(DatabaseError, match=r"are in PostgreSQL; set database\.url and database\.articles = true"):
        bring_up_to_date(data_folder, articles)
    nobody = postgres.replace("quotebot@", "nobody:hunter2@")
    with pytest.raises(DatabaseError, match='role "nobody" does not exist') as refused:
        Library.open(DataFolder(data_folder.folder, Backends(articles=nobody)))
    assert "hunter2" not in f"{refused.value} {refused.value.__cause__} {here}"
    for options, told in (
        ("nonsense=1", 'database.url cannot be used: invalid URI query parameter: "nonsense"'),
        ("options=-c%20default_transaction_read_only%3Don", "in a read-only transaction; check the rights there"),
    ):
        with pytest.raises(DatabaseError, match=told):
            bring_up_to_date(DataFolder(data_folder.folder, Backends(articles=f"{postgres}?{options}")), articles)


def test_schema_that_is_not_there_is_not_begun_anew(
    folder: DataFolder, postgres_server: PostgresServer, articles: Path
) -> None:
    """Where library.schema or the URL leads to no articles that is told, and no empty library takes their place."""
    (articles / "ferry.txt").write_text(FERRY)
    bring_up_to_date(folder, articles)
    noted, here = folder.library.read_text(), found(folder, "ferry")
    with pytest.raises(DatabaseError, match=rf"/postgres, schema {noted}\) are not there; set database\.url to the "):
        Library.open(DataFolder(folder.folder, Backends(articles=postgres_server.url)))
    with psycopg.connect(postgres_server.url) as connection:
        assert connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (noted,)).fetchone() is None
    for other in ("", "public", "\u017elu", noted.replace("_", "-"), "quotebot_" + "f" * 60):
        folder.library.write_text(other)
        with pytest.raises(DatabaseError, match=r"library\.schema names no schema of quotebot's; write that which "):
            Library.open(folder)
    folder.library.write_text(f"{noted}\n")
    assert found(folder, "ferry") == here


@pytest.mark.parametrize("fault", ["kill", "cut"])
def test_interrupted_writer_loses_nothing(
    data_folder: DataFolder, postgres: str, postgres_server: PostgresServer, articles: Path, fault: str
) -> None:
    """A sync whose database is killed, or out of reach, is told so; what was committed stays, and the next goes on."""
    for name, text in MANY.items():
        (articles / name).write_text(text)
    bring_up_to_date(data_folder, articles)
    with Proxy.run(postgres_server.port) as proxy:
        folder = on_postgres(data_folder, of_port(postgres, proxy.port))
        steps = iter(range(1, 1_000))

        def interrupt(_: object) -> None:
            if next(steps) == 20:
                proxy.cut() if fault == "cut" else postgres_server.kill()

        with pytest.raises(
            DatabaseError, match=r"PostgreSQL \(127\.0\.0\.1:\d+/.*cannot be used: .*see that PostgreSQL"
        ):
            sync(folder, SmallEncoder(), [articles], MAX_BYTES, interrupt)
        proxy.heal()
        postgres_server.start()
        bring_up_to_date(folder, articles)
        assert complaints(folder) == []
        with Library.open(folder) as library, Library.open(data_folder) as other:
            assert library.count() == other.count() == (30, 30)
        assert [key for key, _ in found(folder, "pier 70")] == [key for key, _ in found(data_folder, "pier 70")]


def test_killed_writer_leaves_the_last_commit(folder: DataFolder, articles: Path) -> None:
    """A writer that is killed amid its transaction holds nobody up, and leaves what was there."""
    (articles / "ferry.txt").write_text(FERRY)
    bring_up_to_date(folder, articles)
    before = rows_of(folder)
    if not (child := os.fork()):
        with Library.open(folder) as library, library.writing():
            library.articles.remove(1)
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert rows_of(folder) == before
    bring_up_to_date(folder, articles)
    assert complaints(folder) == []


def test_reader_gives_up_in_time_and_recovers(
    data_folder: DataFolder, postgres: str, postgres_server: PostgresServer, articles: Path
) -> None:
    """Whether the server is killed, out of reach or says nothing, a reader is told, and reads on once it is back."""
    (articles / "ferry.txt").write_text(FERRY)
    with Proxy.run(postgres_server.port) as proxy:
        folder = on_postgres(data_folder, of_port(postgres, proxy.port))
        bring_up_to_date(folder, articles)
        schema = folder.library.read_text()
        with Library(PostgresDatabase(of_port(postgres, proxy.port), schema, patience=0.5)) as reader:

            def read() -> tuple[int, int]:
                with reader.reading():
                    return reader.count()

            for part in (proxy.swallow, proxy.cut, postgres_server.kill):
                assert read() == (1, 1)
                part()
                with pytest.raises(DatabaseError, match="see that PostgreSQL runs and can be reached"):
                    read()
                proxy.heal()
                postgres_server.start()
            assert read() == (1, 1)


@pytest.mark.parametrize("fault", ["kill", "stop", "cut"])
def test_reader_that_was_idle_notices_nothing(
    data_folder: DataFolder, postgres: str, postgres_server: PostgresServer, articles: Path, fault: str
) -> None:
    """Who reads nothing while the server is away reads on as if nothing had been, though its connection was ended."""
    (articles / "ferry.txt").write_text(FERRY)
    with Proxy.run(postgres_server.port) as proxy:
        folder = on_postgres(data_folder, of_port(postgres, proxy.port))
        bring_up_to_date(folder, articles)
        with Library.open(folder, reading=True) as idle:
            assert idle.count() == (1, 1)
            {"cut": proxy.cut, "stop": postgres_server.stop, "kill": postgres_server.kill}[fault]()
            proxy.heal()
            postgres_server.start()
            with idle.reading():
                assert idle.count() == (1, 1)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of a few megabytes, on which the server may write."""
    mount, options = shutil.which("mount"), ("-t", "tmpfs", "-o", "size=24m,mode=777", "tmpfs")
    with TemporaryDirectory() as folder:
        disk = Path(folder)
        if mount is None or subprocess.run([mount, *options, disk], capture_output=True, check=False).returncode:  # noqa: S603
            pytest.skip("no disk can be mounted here")
        yield disk
        subprocess.run(["umount", "--lazy", disk], check=True)  # noqa: S603, S607


def test_full_disk_of_the_server_is_told_and_loses_nothing(
    data_folder: DataFolder, postgres: str, articles: Path, small_disk: Path
) -> None:
    """A sync for which the server has no room is told so, the index answers as before, and goes on once there is."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        space = small_disk / "space"
        space.mkdir()
        if os.geteuid() == 0:
            shutil.chown(space, "postgres")
        connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'".encode())
        try:
            connection.execute("CREATE DATABASE on_small TABLESPACE small")
            folder = on_postgres(data_folder, f"{postgres.rpartition('/')[0]}/on_small")
            (articles / "ferry.txt").write_text(FERRY)
            bring_up_to_date(folder, articles)
            before = rows_of(folder), found(folder, "ferry")
            filler = space / "filler"
            filler.write_bytes(bytes(shutil.disk_usage(space).free))
            for name, text in MANY.items():
                (articles / name).write_text(text * 50)
            with pytest.raises(QuotebotError, match="need room: the disk of PostgreSQL is full; make room on it"):
                bring_up_to_date(folder, articles)
            assert (rows_of(folder), found(folder, "ferry")) == before
            filler.unlink()
            bring_up_to_date(folder, articles)
            assert complaints(folder) == []
        finally:
            connection.execute("DROP DATABASE on_small WITH (FORCE)")
            connection.execute("DROP TABLESPACE small")
