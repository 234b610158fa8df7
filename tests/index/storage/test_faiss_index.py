"""The vector index finds what a comparison with every vector finds."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from index.storage.faiss_index import FILES, FaissIndex, update, write

DIMENSION = 64
Rows = NDArray[np.float16]


def unit(seed: int, count: int) -> Rows:
    """Draw random rows of unit length, in half precision as they are stored."""
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION))
    halves: Rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    return halves


def numbered(numbers: Iterable[int], rows: Rows) -> list[tuple[int, Rows]]:
    """Give the rows that the numbers name, each with its number."""
    return [(number, rows[number]) for number in numbers]


def of(rows: Rows) -> Callable[[Sequence[int]], list[tuple[int, Rows]]]:
    """Make what gives the rows that numbers name."""
    return lambda numbers: numbered(numbers, rows)


def found(folder: Path, question: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
    """Search the index in a folder."""
    return FaissIndex.open(folder).search(question, limit)


def brute_force(vectors: list[tuple[int, Rows]], question: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
    """Give the numbers and cosines of the nearest vectors, each computed in full."""
    scores = [(number, float(np.dot(row.astype(np.float64), question[0]))) for number, row in vectors]
    return sorted(scores, key=lambda hit: (-hit[1], hit[0]))[:limit]


def assert_same(hits: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    """Check that the hits have the expected ranking, and the expected scores within 1e-3."""
    assert [number for number, _ in hits] == [number for number, _ in expected]
    assert [score for _, score in hits] == pytest.approx([score for _, score in expected], abs=1e-3)


@pytest.fixture
def questions() -> list[NDArray[np.float32]]:
    """Draw questions, each of shape (1, dimension)."""
    return list(unit(7, 5).astype(np.float32)[:, None, :])


def test_search_is_exact(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """Scores and ranking are those of brute force, whatever numbers the passages have."""
    rows = unit(1, 300)
    vectors = [(number * 7 + 2**40, row) for number, row in enumerate(rows)]
    write(tmp_path, DIMENSION, [number for number, _ in vectors], lambda _: vectors, lambda _: vectors)
    for question in questions:
        assert_same(found(tmp_path, question, 20), brute_force(vectors, question, 20))


def test_fewer_than_asked_for(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """An index with less than is asked for gives all it has, and an empty one nothing."""
    rows = unit(1, 3)
    write(tmp_path / "three", DIMENSION, range(3), of(rows), of(rows))
    write(tmp_path / "none", DIMENSION, [], of(rows), of(rows))
    assert_same(found(tmp_path / "three", questions[0], 10), brute_force(numbered(range(3), rows), questions[0], 10))
    assert found(tmp_path / "none", questions[0], 10) == []


def test_equal_vectors_are_found_in_order_of_number(tmp_path: Path) -> None:
    """Passages of one score are ranked by their numbers."""
    row = unit(1, 1)[0]
    same = lambda numbers: [(number, row) for number in numbers]  # noqa: E731
    write(tmp_path, DIMENSION, [9, 3, 5], same, same)
    assert [number for number, _ in found(tmp_path, row.astype(np.float32)[None], 3)] == [3, 5, 9]


def test_small_update_goes_beside_the_base(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """After updates within a twentieth of the base the gone are never found, the new are, and the base file stays."""
    rows = unit(2, 208)
    write(tmp_path, DIMENSION, range(200), of(rows), of(rows))
    base = (tmp_path / FILES[0]).read_bytes()
    update(tmp_path, DIMENSION, range(2), range(200, 204), lambda: pytest.fail("rewritten"), of(rows), of(rows))
    update(tmp_path, DIMENSION, [2, 200], [206, 207], lambda: pytest.fail("rewritten"), of(rows), of(rows))
    left = numbered([*range(3, 200), 201, 202, 203, 206, 207], rows)
    assert (tmp_path / FILES[0]).read_bytes() == base
    for question in questions:
        assert_same(found(tmp_path, question, 208), brute_force(left, question, 208))


def test_large_update_rewrites_the_base(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """Once delta and gone exceed a twentieth of the base it is written anew from everything, both are empty again."""
    rows = unit(3, 230)
    write(tmp_path / "index", DIMENSION, range(200), of(rows), of(rows))
    left = range(5, 206)
    update(tmp_path / "index", DIMENSION, range(5), range(200, 206), lambda: left, of(rows), of(rows))
    write(tmp_path / "anew", DIMENSION, left, of(rows), of(rows))
    for name in FILES:
        assert (tmp_path / "index" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes()
    for question in questions:
        assert_same(found(tmp_path / "index", question, 300), brute_force(numbered(left, rows), question, 300))


def test_update_of_an_empty_index(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """The first passages of an empty index are found."""
    rows = unit(4, 5)
    write(tmp_path, DIMENSION, [], of(rows), of(rows))
    update(tmp_path, DIMENSION, [], range(5), lambda: range(5), of(rows), of(rows))
    assert_same(found(tmp_path, questions[0], 5), brute_force(numbered(range(5), rows), questions[0], 5))


def test_open_index_outlives_an_update(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """An index that is open goes on finding what it held, while its files are replaced."""
    rows = unit(5, 60)
    write(tmp_path, DIMENSION, range(50), of(rows), of(rows))
    index = FaissIndex.open(tmp_path)
    update(tmp_path, DIMENSION, range(20), range(50, 60), lambda: range(20, 60), of(rows), of(rows))
    assert_same(index.search(questions[0], 50), brute_force(numbered(range(50), rows), questions[0], 50))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """Make an index large enough for clusters, and give its rows and 200 more; they lie around 500 places."""
    chosen = np.random.default_rng(8).integers(0, 500, 24_200)
    rows = unit(9, 500)[chosen].astype(np.float32) + 0.4 * unit(10, 24_200).astype(np.float32)
    halves = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    folder = tmp_path_factory.mktemp("large")
    write(folder, DIMENSION, range(24_000), of(halves), of(halves))
    return folder, halves


def test_clusters_lose_almost_nothing(large: tuple[Path, Rows], questions: list[NDArray[np.float32]]) -> None:
    """A large index is parted into clusters; of the ten nearest at least 98 of 100 are found, with their cosines."""
    folder, rows = large
    base = faiss.read_index(str(folder / FILES[0]))
    clusters = faiss.downcast_index(base.index)
    assert isinstance(clusters, faiss.IndexIVFPQFastScan)
    assert clusters.nprobe < clusters.nlist / 2
    asked = rows[::240].astype(np.float32)
    exact = np.argsort(-(asked @ rows[:24_000].astype(np.float32).T), axis=1, kind="stable")[:, :10]
    index, same = FaissIndex.open(folder), 0
    for question, right in zip(asked, exact.tolist(), strict=True):
        hits = index.search(question[None], 10)
        same += len(set(right) & {number for number, _ in hits})
        assert [score for _, score in hits] == pytest.approx([float(rows[n] @ question) for n, _ in hits], abs=1e-3)
    assert same >= 0.98 * exact.size


def test_update_of_clusters(large: tuple[Path, Rows], tmp_path: Path) -> None:
    """What is taken out of a large index is not found in it, what is added is, and all else stands in it as it was."""
    folder, rows = Path(shutil.copytree(large[0], tmp_path / "index")), large[1]
    update(folder, DIMENSION, [7, 8], range(24_000, 24_200), lambda: pytest.fail("rewritten"), of(rows), of(rows))
    index = FaissIndex.open(folder)
    for number, expected in ((7, False), (9, True), (24_100, True)):
        nearest = index.search(rows[number].astype(np.float32)[None], 1)
        assert ([number] == [found for found, _ in nearest]) is expected
    nearby = np.argsort(-(rows[:24_000].astype(np.float32) @ rows[7].astype(np.float32)), kind="stable")[:10]
    update(folder, DIMENSION, nearby.tolist(), [], lambda: pytest.fail("rewritten"), of(rows), of(rows))
    hits = FaissIndex.open(folder).search(rows[7].astype(np.float32)[None], 50)
    assert len(hits) == 50
    assert not set(nearby.tolist()) & {number for number, _ in hits}
    numbers, kept = index.contents()
    left = [number for number in range(24_200) if number not in (7, 8)]
    assert numbers.tolist() == left
    assert np.array_equal(kept, rows[left])


def test_full_disk_is_told(tmp_path: Path) -> None:
    """Where the end of a file cannot be written, the index is not said to be."""
    (tmp_path / "base.tmp").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        write(tmp_path, DIMENSION, [0], of(unit(0, 1)), of(unit(0, 1)))
    assert not (tmp_path / "base.faiss").exists()
