"""The vector index finds what a comparison with every vector finds."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import FILES, VectorIndex, update, write

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


def found(folder: Path, question: NDArray[np.float32], most: int) -> list[tuple[int, float]]:
    """Search the index in a folder."""
    return VectorIndex.open(folder).search(question, most)


def brute_force(vectors: list[tuple[int, Rows]], question: NDArray[np.float32], most: int) -> list[tuple[int, float]]:
    """Give the numbers and cosines of the nearest vectors, each computed in full."""
    scores = [(number, float(np.dot(row.astype(np.float64), question[0]))) for number, row in vectors]
    return sorted(scores, key=lambda hit: (-hit[1], hit[0]))[:most]


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
    write(tmp_path, DIMENSION, vectors)
    for question in questions:
        assert_same(found(tmp_path, question, 20), brute_force(vectors, question, 20))


def test_fewer_than_asked_for(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """An index with less than is asked for gives all it has, and an empty one nothing."""
    vectors = numbered(range(3), unit(1, 3))
    write(tmp_path / "three", DIMENSION, vectors)
    write(tmp_path / "none", DIMENSION, [])
    assert_same(found(tmp_path / "three", questions[0], 10), brute_force(vectors, questions[0], 10))
    assert found(tmp_path / "none", questions[0], 10) == []


def test_equal_vectors_are_found_in_order_of_number(tmp_path: Path) -> None:
    """Passages of one score are ranked by their numbers."""
    row = unit(1, 1)[0]
    write(tmp_path, DIMENSION, [(9, row), (3, row), (5, row)])
    assert [number for number, _ in found(tmp_path, row.astype(np.float32)[None], 3)] == [3, 5, 9]


def test_small_update_goes_beside_the_base(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """After updates within a tenth of the base the gone are never found, the new are, and the base file stays."""
    rows = unit(2, 208)
    write(tmp_path, DIMENSION, numbered(range(200), rows))
    base = (tmp_path / FILES[0]).read_bytes()
    update(tmp_path, DIMENSION, range(4), numbered(range(200, 206), rows), lambda: pytest.fail("rewritten"))
    update(tmp_path, DIMENSION, [4, 200], numbered([206, 207], rows), lambda: pytest.fail("rewritten"))
    left = numbered([*range(5, 200), *range(201, 208)], rows)
    assert (tmp_path / FILES[0]).read_bytes() == base
    for question in questions:
        assert_same(found(tmp_path, question, 208), brute_force(left, question, 208))


def test_large_update_rewrites_the_base(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """Once delta and gone exceed a tenth of the base it is written anew from everything, and both are empty again."""
    rows = unit(3, 230)
    write(tmp_path / "index", DIMENSION, numbered(range(200), rows))
    left = numbered(range(10, 211), rows)
    update(tmp_path / "index", DIMENSION, range(10), numbered(range(200, 211), rows), lambda: left)
    write(tmp_path / "anew", DIMENSION, left)
    for name in FILES:
        assert (tmp_path / "index" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes()
    for question in questions:
        assert_same(found(tmp_path / "index", question, 300), brute_force(left, question, 300))


def test_update_of_an_empty_index(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """The first passages of an empty index are found."""
    vectors = numbered(range(5), unit(4, 5))
    write(tmp_path, DIMENSION, [])
    update(tmp_path, DIMENSION, [], vectors, lambda: vectors)
    assert_same(found(tmp_path, questions[0], 5), brute_force(vectors, questions[0], 5))


def test_open_index_outlives_an_update(tmp_path: Path, questions: list[NDArray[np.float32]]) -> None:
    """An index that is open goes on finding what it held, while its files are replaced."""
    rows = unit(5, 60)
    write(tmp_path, DIMENSION, numbered(range(50), rows))
    index = VectorIndex.open(tmp_path)
    update(tmp_path, DIMENSION, range(20), numbered(range(50, 60), rows), lambda: numbered(range(20, 60), rows))
    assert_same(index.search(questions[0], 50), brute_force(numbered(range(50), rows), questions[0], 50))


def test_full_disk_is_told(tmp_path: Path) -> None:
    """Where the end of a file cannot be written, the index is not said to be."""
    (tmp_path / "base.tmp").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        write(tmp_path, DIMENSION, numbered([0], unit(0, 1)))
    assert not (tmp_path / "base.faiss").exists()
