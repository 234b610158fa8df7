"""An index to be hurt: its articles, the commands that change it, and what must be true of it afterwards."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, redirect_stderr, suppress
from dataclasses import dataclass
from functools import partial
from io import StringIO
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, ParamSpec, Self, TypeVar

import numpy as np

import bot.terminal.app
from bot.terminal.backends import backends_of
from bot.terminal.models import Models
from config import load_settings
from config.settings import OWN_FILE
from index.files.data_folder import Backends, DataFolder
from index.ingest.sources import forget, remember
from index.ingest.sync import sync
from index.models.small_vectors import unit_vectors
from index.models.token_vectors import TokenCodec
from index.retrieval.search import Searcher
from index.storage.database import checksum
from index.storage.library import Library
from index.storage.rows import Embedding
from index.storage.snapshots import Snapshots
from index.text.language import recognized
from tests.encoders import SmallEncoder
from tests.soak.power import Disk
from tests.soak.syscalls import Ending, Fault, run

P = ParamSpec("P")
R = TypeVar("R")

MAX_BYTES = 1_000_000
_WORD = "harbour"  # stands in every passage
MEMBERS = ("copper", "salt", "timber", "wool", "amber", "grain", "flax", "cider", "slate")

Contents = dict[str, Any]
"""All that an index holds of its articles, by their ids, and what it reads; comparable."""


_CHECKSUMS = {
    "fact": ["checksum"],
    "source": ["checksum"],
    "projection": ["checksum"],
    "article": ["source_checksum", "text_checksum", "story_checksum"],
    "passage": ["checksum"],
    "embedding": ["vectors_checksum", "tokens_checksum"],
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command on an index of some age, and the same done without a process of its own."""

    name: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    finish: Callable[[Path], None]


def article(name: str, day: int = 1) -> str:
    """An article of a few passages."""
    paragraphs = (
        " ".join(f"The {name} of house {house} reached the {_WORD} on day {day} of week {week}." for house in range(4))
        for week in range(3)
    )
    return "\n\n".join((f"The {name} trade", *paragraphs)) + "\n"


def data_folder_of(world: Path) -> DataFolder:
    """Where the index of a world stands, by the settings of that world."""
    own = world / OWN_FILE
    backends = backends_of(load_settings(own), print) if own.exists() else Backends()
    return DataFolder(world / "data", backends)


def _bring_up(world: Path, rebuild: bool = False) -> None:
    data_folder = data_folder_of(world)
    with Library.open(data_folder) as library:
        sources = [Path(name) for name in library.sources.names()]
    sync(data_folder, SmallEncoder(), sources, MAX_BYTES, lambda _: None, rebuild)


def _first(world: Path) -> None:
    """Articles of which nothing is indexed yet."""
    for folder, names in (("a", MEMBERS[:4]), ("b", MEMBERS[4:7])):
        (world / folder).mkdir(parents=True)
        for name in names:
            (world / folder / f"{name}.txt").write_text(article(name))


def _indexed(world: Path) -> None:
    """An index that was brought up to date twice."""
    _first(world)
    remember(data_folder_of(world), [world / "a", world / "b"])
    _bring_up(world)
    (world / "a" / "salt.txt").write_text(article("salt", 2))
    _bring_up(world)


def _changed(world: Path) -> None:
    """An index whose articles have changed: two are new, one is another, and one is gone."""
    _indexed(world)
    for name in MEMBERS[7:]:
        (world / "a" / f"{name}.txt").write_text(article(name))
    (world / "a" / "copper.txt").write_text(article("copper", 3))
    (world / "b" / "amber.txt").unlink()


def _changed_with_milvus(world: Path) -> None:
    """The same, whose vectors Milvus Lite keeps."""
    world.mkdir(exist_ok=True)
    (world / OWN_FILE).write_text('[index]\nbackend = "milvus"\n')
    _changed(world)


def _older(world: Path) -> None:
    """An index of an older version."""
    _indexed(world)
    take_back(data_folder_of(world).library, 2)


def take_back(library: Path, version: int) -> None:
    """Makes a library one of an older version."""
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("DROP TABLE edition")
        if version < 8:
            _take_back_embeddings(connection)
            connection.execute("DROP TABLE departed")
        if 2 < version < 8:  # its shingles had 64 bits, and an index by article
            connection.execute("UPDATE shingle SET hash = hash << 40 | article")
            connection.execute("CREATE INDEX shingle_article ON shingle (article)")
        if version < 7:
            _take_back_articles(connection, version)
        connection.commit()
        connection.execute(f"PRAGMA user_version = {version}")


def _take_back_articles(connection: sqlite3.Connection, version: int) -> None:
    """Makes of the other tables what versions up to 6 had."""
    columns = [(table, column) for table in _CHECKSUMS for column in _CHECKSUMS[table] if version < 5]
    if version == 2:
        columns += [("article", "story"), ("article", "extent"), ("article", "language")]
        connection.executescript("DROP TABLE shingle; DROP INDEX article_story; DROP INDEX article_language;")
    connection.execute("DROP INDEX article_known")
    for column in ("published_words", "given_id", "expires_at", "warnings", "reading"):
        connection.execute(f"ALTER TABLE article DROP COLUMN {column}")
    connection.execute("ALTER TABLE article ADD COLUMN markdown")
    if version >= 5:  # it had checksums of other columns
        connection.execute("UPDATE article SET source_checksum = x'00', text_checksum = x'00'")
    if version == 6:
        connection.execute("CREATE INDEX article_known ON article (path, digest, id)")
    if version < 5:
        connection.executescript("DROP TABLE loose; DROP TABLE file;")
    for table, column in columns:
        if version == 4:  # it had checksums of another kind
            connection.execute(f"UPDATE {table} SET {column} = x'00'")
        else:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _take_back_embeddings(connection: sqlite3.Connection) -> None:
    """Makes of the embeddings what versions up to 7 kept: vectors in half precision, components of tokens in bytes."""
    [(settled,)] = connection.execute("SELECT value FROM codec")
    codec = TokenCodec.from_bytes(settled)
    directions = np.eye(codec.basis.shape[1], dtype=np.float32)
    query = "SELECT hash, data, length(sentences) / 8 FROM embedding JOIN passage ON embedding = hash GROUP BY hash"
    for key, data, sentences in connection.execute(query).fetchall():
        embedding = Embedding.from_bytes(data, sentences)
        vectors = unit_vectors(embedding.vectors).astype(np.float16).tobytes()
        tokens = np.round(127 * codec.cosines(directions, embedding.codes)).astype(np.int8).tobytes()
        bounds = embedding.bounds.tobytes()
        row = key, checksum(key, vectors), checksum(key, tokens, bounds), bounds, vectors, tokens
        connection.execute("INSERT INTO former VALUES (?, ?, ?, ?, ?, ?)", row)
    projection = np.vstack([codec.mean, codec.basis.T]).tobytes()
    connection.execute("INSERT INTO projection VALUES (?, ?)", (projection, checksum(projection)))
    for statement in ("DROP TABLE embedding", "DROP TABLE codec", "ALTER TABLE former RENAME TO embedding"):
        connection.execute(statement)


def _remember_and_sync(world: Path) -> None:
    remember(data_folder_of(world), [world / "a", world / "b"])
    _bring_up(world)


def _forget_and_sync(world: Path) -> None:
    forget(data_folder_of(world), world / "b")
    _bring_up(world)


SYNC = Scenario("sync", ("sync",), _changed, _bring_up)
SYNC_WITH_MILVUS = Scenario("sync with Milvus Lite", ("sync",), _changed_with_milvus, _bring_up)
SCENARIOS = (
    SYNC,
    Scenario("first sync", ("sync", "a", "b"), _first, _remember_and_sync),
    Scenario("sync --forget", ("sync", "--forget", "b"), _indexed, _forget_and_sync),
    Scenario("sync --rebuild", ("sync", "--rebuild"), _changed, partial(_bring_up, rebuild=True)),
    Scenario("migration", ("sync",), _older, _bring_up),
)


class World:
    """A scenario, made once, that is brought about again for each trial."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        folder = folder.resolve()
        self.folder = folder / "world"
        self._template = folder / "template"
        for old in (self.folder, self._template):
            shutil.rmtree(old, ignore_errors=True)
        self.folder.mkdir(parents=True)
        scenario.prepare(self.folder)
        shutil.copytree(self.folder, self._template)
        self.before = contents(data_folder_of(self.folder))
        scenario.finish(self.folder)
        self.after = contents(data_folder_of(self.folder))

    def restore(self) -> None:
        """Brings the scenario about again."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._template, self.folder)
        (self.folder / "data").mkdir(mode=0o700, exist_ok=True)

    def problems(self, ending: Ending | None = None) -> list[str]:
        """What is lost, half there or wrong, first as the fault left it and then once the command is run again."""
        data_folder = data_folder_of(self.folder)
        problems = list[str]()
        now = contents(data_folder)
        if now not in (self.before, self.after):
            problems.append(f"neither before nor after: {_difference(now, self.after)}")
        if ending and ending.code == 0 and now != self.after:
            problems.append("ended well, but is not done")
        if now:
            problems += _disagreements(data_folder)
        self.scenario.finish(self.folder)
        done = contents(data_folder)
        if done != self.after:
            problems.append(f"not as undisturbed: {_difference(done, self.after)}")
        return problems + _disagreements(data_folder) + _leftovers(data_folder)


def contents(data_folder: DataFolder) -> Contents:
    """All that an index holds; nothing where there is none. What the library still has to find out is left out."""
    if not data_folder.library.exists():
        return {}
    with Library.open(data_folder) as library:
        articles: Contents = {}
        for number, source in library.articles.sources():
            one = library.articles.get(number)
            passages = [
                (stored.passage, stored.vectors.tobytes())
                for stored in library.passages.get(library.passages_of(source.id))
            ]
            articles[source.id] = (one.source, one.text, passages)
        return articles


def _difference(now: Contents, wanted: Contents) -> str:
    missing, more = wanted.keys() - now.keys(), now.keys() - wanted.keys()
    other = {key for key in wanted.keys() & now.keys() if wanted[key] != now[key]}
    return f"missing {sorted(missing)}, more {sorted(more)}, other {sorted(other)}"


def _disagreements(data_folder: DataFolder) -> list[str]:
    """Where an answer, FAISS, Tantivy or a checksum is not as the library has it."""
    problems = list[str]()
    with Searcher(data_folder, SmallEncoder()) as searcher:
        passages = searcher.search(f"the {_WORD} on day one", 10)
        numbers = {number for number, _, _ in searcher.articles.contents()}
    if numbers and not passages:
        problems.append("nothing is found")
    with Library.open(data_folder) as library:
        indexes = Snapshots.of(data_folder, library).open()
        if indexes is None:
            return [*problems, "the derived parts are not recovered"]
        anything = SmallEncoder().encode_sentences(["anything"])
        vectors = {number for number, _ in indexes.vectors.search(anything, 10_000)}
        words = {number for number, _ in indexes.words.search([(_WORD,)], 10_000)}
        if not vectors == words == numbers:
            problems.append(f"SQLite has {sorted(numbers)}, FAISS {sorted(vectors)}, Tantivy {sorted(words)}")
        problems += library.database.upkeep.problems()
        problems += Snapshots.of(data_folder, library).verify()
        return problems


def _leftovers(data_folder: DataFolder) -> list[str]:
    """Files that nobody needs."""
    with Library.open(data_folder) as library:
        number = Snapshots.of(data_folder, library).number()
    kept = {f"{number:08}", f"{number - 1:08}"}
    left = [path for path in data_folder.snapshots.iterdir() if path.name not in kept]
    left += [
        path for path in data_folder.folder.rglob("*") if path.suffix == ".tmp" or path.name.startswith((".tmp", "tmp"))
    ]
    top = {"library.db", "library.db-wal", "library.db-shm", "lock", "generations", "milvus.db"}
    left += [path for path in data_folder.folder.iterdir() if path.name not in top]
    return [f"left over: {path.relative_to(data_folder.folder)}" for path in left]


def quotebot(world: Path, *arguments: str) -> None:
    """Runs the command in a world, on the small encoder."""
    os.chdir(world)
    Models.encoder = SmallEncoder()  # type: ignore[assignment, method-assign]
    sys.argv = ["quotebot", *arguments, "--data-dir", str(world / "data")]
    bot.terminal.app.main()


class Warm:
    """A process that has all imported and never opened an index, so that what it forks starts at once and clean."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), _warm_up)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def call(self, function: Callable[P, R], *values: P.args, **named: P.kwargs) -> R:
        """Does something there, and gives what it gives."""
        return self._pool.submit(function, *values, **named).result()

    def run(
        self, job: Callable[[], None], folder: Path, fault: Fault | None = None, seconds: float | None = None
    ) -> Ending:
        """See `syscalls.run`."""
        return self._pool.submit(run, job, folder, fault, seconds).result()

    def cut(self, job: Callable[[], None], folder: Path, step: int, seed: int) -> Ending:
        """Runs a job until the power is cut at one of its calls; leaves of the folder what a disk would hold."""
        return self._pool.submit(_until_power_cut, job, folder, step, seed).result()


def _warm_up() -> None:
    """Loads what the command loads only when it needs it, short of opening anything that writes."""
    import numpy.ma  # noqa: F401

    import bot.terminal.progress

    with redirect_stderr(StringIO()), suppress(SystemExit):
        bot.terminal.app.app(["sync", "no such path"])
    recognized(article("warmth"))
    SmallEncoder().encode_passages([article(name) for name in MEMBERS])


def _until_power_cut(job: Callable[[], None], folder: Path, step: int, seed: int) -> Ending:
    disk = Disk(folder)
    ending = run(job, folder, Fault(step), watcher=disk)
    disk.cut(Random(seed))
    return ending
