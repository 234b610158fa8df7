"""The index in FAISS fulfils the contract, its base stays while little changes, and a large one is in clusters."""

import shutil
from pathlib import Path
from typing import ClassVar

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from index.storage import faiss_index
from index.storage.faiss_index import FILES, open_index, update, write
from index.storage.protocols import DamagedIndexError, SearchIndexStore, VectorSource
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


class TestFaissIndex(SearchIndexContract):
    """FAISS fulfils the contract."""

    store: ClassVar[SearchIndexStore] = faiss_index


def without_rewriting(rows: Rows) -> VectorSource:
    """Make a source of rows by their positions that fails the test if all are asked for."""
    source = source_of(dict(enumerate(rows)))
    return VectorSource(lambda: pytest.fail("rewritten"), source.passages, source.sentences)


def test_small_update_goes_beside_the_base(tmp_path: Path) -> None:
    """After updates within a twentieth of the base the gone are never found, the new are, and the base file stays."""
    rows = unit(2, 208)
    write(tmp_path, DIMENSION, source_of(dict(enumerate(rows[:200]))))
    base = (tmp_path / FILES[0]).read_bytes()
    update(tmp_path, DIMENSION, range(2), range(200, 204), without_rewriting(rows))
    update(tmp_path, DIMENSION, [2, 200], [206, 207], without_rewriting(rows))
    left = {number: rows[number] for number in (*range(3, 200), 201, 202, 203, 206, 207)}
    assert (tmp_path / FILES[0]).read_bytes() == base
    index = open_index(tmp_path)
    assert_holds(index, left)
    for seed in range(5):
        assert_same(index.search(question(seed), 208), brute_force(left, question(seed), 208))


def test_large_update_rewrites_the_base(tmp_path: Path) -> None:
    """Once delta and gone exceed a twentieth of the base it is written anew from everything, both are empty again."""
    rows = dict(enumerate(unit(3, 206)))
    left = {number: rows[number] for number in range(5, 206)}
    write(tmp_path / "index", DIMENSION, source_of({number: rows[number] for number in range(200)}))
    update(tmp_path / "index", DIMENSION, range(5), range(200, 206), source_of(left))
    write(tmp_path / "anew", DIMENSION, source_of(left))
    for name in FILES:
        assert (tmp_path / "index" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """Make an index large enough for clusters, and give its rows and 200 more; they lie around 500 points."""
    chosen = np.random.default_rng(8).integers(0, 500, 24_200)
    rows = unit(9, 500)[chosen].astype(np.float32) + 0.4 * unit(10, 24_200).astype(np.float32)
    halves = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    folder = tmp_path_factory.mktemp("large")
    write(folder, DIMENSION, source_of(dict(enumerate(halves[:24_000]))))
    return folder, halves


def test_clusters_lose_almost_nothing(large: tuple[Path, Rows]) -> None:
    """A large index is parted into clusters; of the ten nearest at least 98 of 100 are found, with their cosines."""
    folder, rows = large
    base = faiss.read_index(str(folder / FILES[0]))
    clusters = faiss.extract_index_ivf(base)
    assert isinstance(faiss.downcast_index(clusters), faiss.IndexIVFPQFastScan)
    assert clusters.nprobe < clusters.nlist / 2
    asked = rows[::240].astype(np.float32)
    exact = np.argsort(-(asked @ rows[:24_000].astype(np.float32).T), axis=1, kind="stable")[:, :10]
    index, same = open_index(folder), 0
    for vector, right in zip(asked, exact.tolist(), strict=True):
        hits = index.search(vector[None], 10)
        same += len(set(right) & {number for number, _ in hits})
        assert [score for _, score in hits] == pytest.approx([float(rows[n] @ vector) for n, _ in hits], abs=1e-3)
    assert same >= 0.98 * exact.size


def filters(rows: Rows) -> dict[str, NDArray[np.int64]]:
    """The numbers of half, a hundredth and a ten-thousandth of the rows, by chance and those on one side."""
    shares = {"half": 12_000, "hundredth": 240, "ten-thousandth": 2}
    chance = np.random.default_rng(11).permutation(24_000)
    far = np.argsort(rows[:24_000, 0], kind="stable")  # of these, whole clusters
    return {
        f"{name} {way}": np.sort(order[:count])
        for name, count in shares.items()
        for way, order in (("by chance", chance), ("on one side", far))
    }


FILTERS = [
    f"{share} {way}" for share in ("half", "hundredth", "ten-thousandth") for way in ("by chance", "on one side")
]


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("exact", [0, 20_000])
def test_filtered_search_is_complete(
    large: tuple[Path, Rows], name: str, exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the ten nearest that a filter leaves, at least 98 of 100 are found, however few it leaves and where they lie.

    So it is by codes alone, as in an index of which even a share is large, and where few are compared in full.
    """
    monkeypatch.setattr(faiss_index, "_CLUSTERED", exact)
    folder, rows = large
    only, index, same = filters(rows)[name], open_index(folder), 0
    asked = rows[100:24_000:240].astype(np.float32)
    cosines = asked @ rows[only].astype(np.float32).T
    nearest = only[np.argsort(-cosines, axis=1, kind="stable")[:, :10]]
    for vector, right in zip(asked, nearest.tolist(), strict=True):
        found = {number for number, _ in index.search(vector[None], 10, only)}
        assert len(found) == len(right)
        same += len(found & set(right))
    assert same >= 0.98 * nearest.size


def test_update_of_clusters(large: tuple[Path, Rows], tmp_path: Path) -> None:
    """What is taken out of a large index is not found in it, what is added is, and all else stands in it as it was."""
    folder, rows = Path(shutil.copytree(large[0], tmp_path / "index")), large[1]
    update(folder, DIMENSION, [7, 8], range(24_000, 24_200), without_rewriting(rows))
    index = open_index(folder)
    for number, expected in ((7, False), (9, True), (24_100, True)):
        nearest = index.search(rows[number].astype(np.float32)[None], 1)
        assert ([number] == [hit for hit, _ in nearest]) is expected
    nearby = np.argsort(-(rows[:24_000].astype(np.float32) @ rows[7].astype(np.float32)), kind="stable")[:10]
    update(folder, DIMENSION, nearby.tolist(), [], without_rewriting(rows))
    hits = open_index(folder).search(rows[7].astype(np.float32)[None], 50)
    assert len(hits) == 50
    assert not set(nearby.tolist()) & {number for number, _ in hits}
    assert_holds(index, {number: row for number, row in enumerate(rows) if number not in (7, 8)})


def test_clusters_of_an_older_version(large: tuple[Path, Rows], tmp_path: Path) -> None:
    """A base whose codes are of all dimensions, as an older version wrote it, is searched, filtered and updated."""
    folder, rows = Path(shutil.copytree(large[0], tmp_path / "index")), large[1]
    older = faiss.index_factory(DIMENSION, f"IVF64,PQ{DIMENSION // 2}x4fs", faiss.METRIC_INNER_PRODUCT)
    older.by_residual, older.nprobe = False, 64
    older.train(rows[:24_000].astype(np.float32))
    base = faiss.IndexIDMap(older)
    base.add_with_ids(rows[:24_000].astype(np.float32), np.arange(24_000))
    faiss.write_index(base, str(folder / FILES[0]))
    update(folder, DIMENSION, [7], [24_000], without_rewriting(rows))
    index, left = open_index(folder), {number: row for number, row in enumerate(rows[:24_001]) if number != 7}
    assert_holds(index, left)
    asked = rows[7].astype(np.float32)
    cosines = {number: float(row.astype(np.float32) @ asked) for number, row in left.items()}
    best = sorted(cosines, key=lambda number: -cosines[number])
    assert [number for number, _ in index.search(asked[None], 3)] == best[:3]
    even = [number for number in best if number % 2 == 0]
    assert [number for number, _ in index.search(asked[None], 3, np.array(sorted(even)))] == even[:3]


def test_lost_rows_are_told(large: tuple[Path, Rows], tmp_path: Path) -> None:
    """Where the file of the vectors ends too early, a search says that the index is damaged and what helps."""
    folder, rows = Path(shutil.copytree(large[0], tmp_path / "index")), large[1]
    (folder / "base.rows").write_bytes(b"")
    index = open_index(folder)
    with pytest.raises(DamagedIndexError, match=r"^the index of vectors is damaged \(.+\); run: quotebot check$"):
        index.search(rows[:1].astype(np.float32), 10)


@pytest.mark.parametrize("name", FILES)
def test_file_of_something_else_cannot_be_opened(tmp_path: Path, name: str) -> None:
    """A file that holds something else is an OSError of one line, whatever FAISS raises."""
    write(tmp_path, DIMENSION, source_of(dict(enumerate(unit(1, 3)))))
    (tmp_path / name).write_bytes(b"something else\n" * 9)
    with pytest.raises(OSError, match=r"^.+$"):
        open_index(tmp_path)


def test_full_disk_is_told(tmp_path: Path) -> None:
    """Where the end of a file cannot be written, the index is not said to be."""
    (tmp_path / "base.tmp").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        write(tmp_path, DIMENSION, source_of({0: unit(0, 1)[0]}))
    assert not (tmp_path / "base.faiss").exists()
