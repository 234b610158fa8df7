"""Vectors in Milvus: the contract with Milvus Lite, and with a server where one is named; what a snapshot sees of it.

`QUOTEBOT_MILVUS_URI=http://127.0.0.1:19530 pytest -m "" tests/index/storage/test_milvus_index.py` takes six minutes.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from index.models.encoder import Vectors
from index.storage import milvus_collection, milvus_index
from index.storage.milvus_collection import MilvusCollection
from index.storage.milvus_connection import Address, connection_to
from index.storage.milvus_index import MilvusStore
from index.storage.protocols import DamagedIndexError, Numbered, SearchIndexStore
from tests.index.storage.contracts import (
    DIMENSION,
    Rows,
    SearchIndexContract,
    assert_holds,
    assert_same,
    brute_force,
    question,
    source_of,
    unit,
)

URI = os.environ.get("QUOTEBOT_MILVUS_URI", "")


SERVER = pytest.param(URI, id="server", marks=pytest.mark.skipif(not URI, reason="QUOTEBOT_MILVUS_URI names no server"))


@pytest.fixture(scope="module", params=[pytest.param("", id="lite"), SERVER])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusStore]:
    """What keeps vectors in Milvus Lite, and on a server where one is named, which is left as it was."""
    token = os.environ.get("QUOTEBOT_MILVUS_TOKEN", "")
    address = Address(request.param, token, tmp_path_factory.mktemp("milvus") / "milvus.db")
    connection = connection_to(address)
    before = set(connection.call(lambda client: client.list_collections()))
    yield MilvusStore(address)
    for name in set(connection.call(lambda client: client.list_collections())) - before:
        MilvusCollection(connection, name).drop()


class TestMilvus(SearchIndexContract):
    """Milvus fulfils the contract."""

    store: ClassVar[SearchIndexStore]

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _store(cls, store: MilvusStore) -> None:
        cls.store = store


def without(rows: dict[int, Rows], gone: range) -> dict[int, Rows]:
    """All rows but those of these numbers."""
    return {number: row for number, row in rows.items() if number not in gone}


def collection_of(store: MilvusStore, folder: Path) -> MilvusCollection:
    """The collection that the index in a folder names."""
    return store._collection(milvus_index._read(folder).collection)


@pytest.mark.parametrize("share", [2, 10, 60])
@pytest.mark.parametrize("limit", [3, 70])
def test_any_filter_is_exact(
    store: MilvusStore, tmp_path: Path, share: int, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found is what comparing all finds, of few and of many that are wanted, and of more than a call gives."""
    rows = dict(enumerate(unit(1, 400)))
    store.write(tmp_path, DIMENSION, source_of(rows))
    store.update(tmp_path, DIMENSION, range(100), [], source_of(without(rows, range(100))))
    for module, name, number in (
        (milvus_collection, "LISTED", 7),
        (milvus_index, "LISTED", 7),
        (milvus_index, "MOST", 40),
    ):
        monkeypatch.setattr(module, name, number)
    index, left = store.open_index(tmp_path), without(rows, range(100))
    only = np.arange(0, 500, share)
    wanted = {number: row for number, row in left.items() if number % share == 0}
    assert_same(index.search(question(7), limit, only), brute_force(wanted, question(7), limit))
    assert_same(index.search(question(7), limit), brute_force(left, question(7), limit))


def test_what_is_gone_is_kept_for_the_snapshot_before(store: MilvusStore, tmp_path: Path) -> None:
    """An index outlives the update behind it and the one after, until that is published; then its rows are deleted."""
    rows = dict(enumerate(unit(2, 30)))
    store.write(tmp_path / "1", DIMENSION, source_of(rows))
    first, folder = store.open_index(tmp_path / "1"), tmp_path / "1"
    for step in (1, 2, 3):
        folder = Path(shutil.copytree(folder, tmp_path / str(step + 1)))
        gone = range(3 * (step - 1), 3 * step)
        store.update(folder, DIMENSION, gone, [], source_of(without(rows, range(3 * step))))
        assert_holds(store.open_index(folder), without(rows, range(3 * step)))
        if step < 3:
            assert_holds(first, rows)
            assert_same(first.search(question(7), 30), brute_force(rows, question(7), 30))
    assert sorted(collection_of(store, folder).numbers("number >= 0")) == list(range(3, 30))


def test_writer_that_fails_leaves_the_present_snapshot(store: MilvusStore, tmp_path: Path) -> None:
    """Rows of a writer that failed are not found, and the next one, with the same numbers, takes their place."""
    rows, others = dict(enumerate(unit(3, 40))), dict(enumerate(unit(4, 60)))
    store.write(tmp_path / "1", DIMENSION, source_of(rows))
    present = store.open_index(tmp_path / "1")
    folder = Path(shutil.copytree(tmp_path / "1", tmp_path / "2"))
    source = source_of(others)

    def failing(numbers: Sequence[int]) -> Numbered:
        yield from source.passages(numbers)
        raise KeyError

    with suppress(KeyError):
        store.update(folder, DIMENSION, [0], range(40, 55), replace(source, passages=failing))
    assert_holds(present, rows)
    assert_holds(store.open_index(tmp_path / "1"), rows)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "1", folder)
    again = unit(5, 43)
    left = without(rows | {number: again[number] for number in range(40, 43)}, range(1))
    store.update(folder, DIMENSION, [0], range(40, 43), source_of(left))
    assert_holds(store.open_index(folder), left)
    assert_holds(present, rows)


def test_where_most_is_gone_a_new_collection_is_written(store: MilvusStore, tmp_path: Path) -> None:
    """Where more is hidden than seen, the rest gets a collection of its own, and the one before stays as it was."""
    rows = dict(enumerate(unit(6, 30)))
    store.write(tmp_path, DIMENSION, source_of(rows))
    before, name = store.open_index(tmp_path), collection_of(store, tmp_path).name
    store.update(tmp_path, DIMENSION, range(20), [], source_of(without(rows, range(20))))
    assert collection_of(store, tmp_path).name != name
    assert_holds(store.open_index(tmp_path), without(rows, range(20)))
    assert_holds(before, rows)


def test_a_collection_is_removed_with_the_last_folder_that_names_it(store: MilvusStore, tmp_path: Path) -> None:
    """What a folder shares with another that is kept stays; also what an interrupted writer began goes."""
    store.write(tmp_path / "1", DIMENSION, source_of(dict(enumerate(unit(7, 3)))))
    shutil.copytree(tmp_path / "1", tmp_path / "2")
    collection = collection_of(store, tmp_path / "1")
    store.remove(tmp_path / "1", [tmp_path / "2", tmp_path / "none"])
    assert collection.exists()
    store.remove(tmp_path / "2", [])
    assert not collection.exists()
    store.remove(tmp_path / "2", [])  # as after an interruption
    with suppress(KeyError):
        store.write(tmp_path / "3", DIMENSION, replace(source_of({}), numbers=lambda: [1]))
    begun = collection_of(store, tmp_path / "3")
    assert begun.exists()
    store.remove(tmp_path / "3", [])
    assert not begun.exists()


def test_lost_rows_are_told(store: MilvusStore, tmp_path: Path) -> None:
    """Where rows of a collection are gone, or all of it, it cannot be opened, and one that is open is damaged."""
    store.write(tmp_path, DIMENSION, source_of(dict(enumerate(unit(8, 30)))))
    index, collection = store.open_index(tmp_path), collection_of(store, tmp_path)
    assert store.problems(tmp_path) == []
    collection.delete([3, 4])
    assert collection.count("number >= 0", 0) == 28
    told = f"the collection {collection.name} in {store._address} has 28 of 30 passages"
    assert store.problems(tmp_path) == [told]
    with pytest.raises(OSError, match="has 28 of 30 passages"):
        store.open_index(tmp_path)
    collection.drop()
    assert [one.partition(": ")[0] for one in store.problems(tmp_path)] == [
        f"the collection {collection.name} is not in {store._address}"
    ]
    for read in (lambda: index.search(question(7), 3), index.contents):
        with pytest.raises(DamagedIndexError, match=r"^the index of vectors is damaged \(.+\); run: quotebot check$"):
            read()
    with pytest.raises(OSError, match=r"does not exist|not found"):
        store.update(tmp_path, DIMENSION, [1], [], source_of({}))
    (tmp_path / "milvus.json").write_bytes(b"{")
    assert store.problems(tmp_path) == [f"{tmp_path / 'milvus.json'} is damaged: Input data was truncated"]


def test_a_released_collection_is_loaded(store: MilvusStore, tmp_path: Path) -> None:
    """An index that is open goes on where somebody has released its collection, as a server that was restarted may."""
    rows = dict(enumerate(unit(9, 30)))
    store.write(tmp_path, DIMENSION, source_of(rows))
    index, collection = store.open_index(tmp_path), collection_of(store, tmp_path)
    collection.connection.call(lambda client: client.release_collection(collection.name))
    assert_same(index.search(question(7), 3), brute_force(rows, question(7), 3))


def test_vectors_are_what_half_precision_holds(store: MilvusStore, tmp_path: Path) -> None:
    """Cosines are those of the vectors as FAISS keeps them, to a millionth."""
    exact: Vectors = np.random.default_rng(1).standard_normal((40, DIMENSION)).astype(np.float32)
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    source = source_of(dict(enumerate(exact)))
    store.write(tmp_path, DIMENSION, source)
    halves = exact.astype(np.float16).astype(np.float32) @ question(7)[0]
    for number, cosine in store.open_index(tmp_path).search(question(7), 40):
        assert cosine == pytest.approx(halves[number], abs=1e-6)
