"""An index whose vectors Milvus Lite keeps: it answers as with FAISS, and loses nothing whatever befalls it."""

import errno
import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.files.data_folder import Backends, DataFolder
from index.ingest.removal import Removal
from index.ingest.sync import sync
from index.maintenance.check import verify
from index.retrieval.search import Searcher
from index.storage.library import Library
from index.storage.milvus_collection import MilvusCollection
from index.storage.milvus_connection import Address, connection_to
from index.storage.snapshots import Snapshots
from tests.encoders import SmallEncoder
from tests.soak.ordeal import Ordeal
from tests.soak.syscalls import is_supported
from tests.soak.world import SYNC_WITH_MILVUS, Warm, article

QUESTION = "When did the salt of house two reach the harbour?"
Ranked = list[tuple[str, float]]


@pytest.fixture
def by_milvus(tmp_path: Path) -> DataFolder:
    """An index of three articles, in Milvus Lite."""
    for name in ("salt", "wool", "amber"):
        (tmp_path / f"{name}.txt").write_text(article(name))
    data_folder = DataFolder(tmp_path / "data", Backends("", "milvus"))
    bring_up(data_folder)
    return data_folder


def bring_up(data_folder: DataFolder) -> None:
    """Brings an index up to date with the articles beside it."""
    articles = sorted(data_folder.folder.parent.glob("*.txt"))
    sync(data_folder, SmallEncoder(), articles, 1_000_000, lambda _: None, removal=Removal(max_share=1.0))


def ranked(data_folder: DataFolder) -> Ranked:
    """What a search finds in which article, with its score."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        return [(hit.source.title, round(hit.score, 3)) for hit in searcher.search(QUESTION, 8)]


def with_faiss(data_folder: DataFolder) -> DataFolder:
    """The same index, by files."""
    return replace(data_folder, backends=Backends())


def collections(data_folder: DataFolder) -> list[str]:
    """The names of all collections of a Milvus Lite."""
    return sorted(connection_to(Address.of(data_folder)).call(lambda client: client.list_collections()))


def drop(data_folder: DataFolder, name: str) -> None:
    """Drops a collection behind an index's back."""
    MilvusCollection(connection_to(Address.of(data_folder)), name).drop()


def told(data_folder: DataFolder) -> str:
    """What `check` says of the derived parts."""
    return next(one.message for one in verify(data_folder, SmallEncoder(), None) if one.part == "derived parts")


def test_either_backend_takes_the_place_of_the_other(by_milvus: DataFolder) -> None:
    """What is found is the same; an index goes over to the other backend with the first question, nothing embedded."""
    found = ranked(by_milvus)
    assert found[0][0] == "The salt trade"
    assert ranked(with_faiss(by_milvus)) == found
    assert ranked(by_milvus) == found


def test_collections_go_with_their_snapshots(by_milvus: DataFolder) -> None:
    """An index has one collection, however often it is updated; and finds what FAISS does."""
    beside = DataFolder(by_milvus.folder.parent / "beside")
    bring_up(beside)
    [first] = collections(by_milvus)
    for day in (2, 3, 4):
        (by_milvus.folder.parent / "salt.txt").write_text(article("salt", day))
        for data_folder in (by_milvus, beside):
            bring_up(data_folder)
        assert collections(by_milvus) == [first]
        assert ranked(by_milvus) == ranked(beside)
    assert told(by_milvus) == f"agree, in {by_milvus.snapshots}"


def test_a_dropped_collection_is_written_anew(by_milvus: DataFolder) -> None:
    """Where a collection is gone `check` says so, and the next question has it written anew from the library."""
    found, [name] = ranked(by_milvus), collections(by_milvus)
    drop(by_milvus, name)
    assert told(by_milvus).startswith(
        f"the collection {name} is not in Milvus Lite in {by_milvus.folder / 'milvus.db'}"
    )
    assert ranked(by_milvus) == found
    [other] = collections(by_milvus)
    assert other != name
    with Searcher(by_milvus, SmallEncoder()) as searcher:
        before = searcher.search(QUESTION, 8)
        drop(by_milvus, other)  # while it is open
        assert searcher.search(QUESTION, 8) == before


def test_milvus_that_is_away_is_no_damage(by_milvus: DataFolder) -> None:
    """While no server answers nothing is written anew, and `check` says of what keeps the vectors that it is away."""
    with Library.open(by_milvus) as library:
        number = Snapshots.of(by_milvus, library).number()
    away = replace(by_milvus, backends=Backends("", "milvus", "http://127.0.0.1:1"))
    message = "Milvus at 127.0.0.1:1 cannot be reached; see that it runs, and check index.uri"
    for _ in range(2):
        with pytest.raises(Exception, match=f"^{message}$"):
            ranked(away)
    assert told(away) == message
    with Library.open(by_milvus) as library:
        assert Snapshots.of(by_milvus, library).number() == number
    assert ranked(by_milvus)[0][0] == "The salt trade"


@pytest.fixture
def collected() -> Iterator[None]:
    """Closes what an earlier test has left open, since the processes of this one open the same."""
    gc.collect()
    yield
    gc.collect()


@pytest.mark.skipif(not is_supported(), reason="system calls can be watched on Linux x86-64 alone")
@pytest.mark.usefixtures("collected")
def test_killed_writer(warm: Warm, tmp_path: Path) -> None:
    """A writer that is killed, torn or meets a full disk leaves what was there, and the next one completes it."""
    ordeal = Ordeal(SYNC_WITH_MILVUS, warm, tmp_path)
    trials = [
        ordeal.kill_at_steps(1, seed=2),
        ordeal.tear_writes(1, seed=3),
        ordeal.fail(errno.ENOSPC, True, 1, seed=1),
    ]
    assert [trial.failures for trial in trials] == [()] * len(trials)
