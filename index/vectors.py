"""Passage vectors in FAISS: an immutable base, a small delta beside it, and which of the base's are gone.

All are float16 and compared by inner products: half the bytes of float32, scores within 3.5e-5. A small base is read
whole by each search. A large one is parted into clusters, of which a search reads the nearest, so that its time hardly
grows (IVF, https://github.com/facebookresearch/faiss/wiki/Faster-search); how many is settled when it is built.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Self

import faiss  # noqa: TID251 - the one place
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

_BASE, _DELTA, _GONE = "base.faiss", "delta.faiss", "gone.npy"
FILES = (_BASE, _DELTA, _GONE)
_DELTA_SHARE = 0.05  # of the base: from here on it is built anew
_CHUNK = 8192
_CLUSTERED = 20_000  # passages: reading them all takes 2 ms
_TRAINED = 64  # vectors for each cluster that clusters are found by
# How many clusters a search reads is settled by this share of the nearest passages to so many sentences. Those to
# questions are about as hard to find: docs/performance.md.
_SENTENCES, _NEAREST, _RECALL = 300, 10, 0.99

Numbered = Iterable[tuple[int, NDArray[np.float16]]]
"""Passage numbers, each with its vector."""

Vector = Callable[[Sequence[int]], Numbered]
"""Gives for passages by their numbers a vector each, their own or that of one of their sentences."""


class VectorIndex:
    """Finds the passages whose vectors are nearest to a question's."""

    def __init__(self, base: Any, delta: Any, gone: NDArray[np.int64]) -> None:
        self._base = base
        self._delta = delta
        self._gone = gone
        self._parameters = None
        if len(gone):
            # The selectors must live as long as the parameters, which hold only their addresses.
            self._listed = faiss.IDSelectorBatch(gone)
            self._left = faiss.IDSelectorNot(self._listed)
            self._parameters = _parameters(base, self._left)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens what `write` left in a folder, the base mapped into memory and read on demand."""
        return cls(
            faiss.read_index(str(folder / _BASE), faiss.IO_FLAG_MMAP_IFC),
            faiss.read_index(str(folder / _DELTA)),
            np.load(folder / _GONE, allow_pickle=False),
        )

    def search(self, question: Vectors, most: int) -> list[tuple[int, float]]:
        """The numbers of at most `most` passages and their cosines, best first; `question` is one row."""
        faiss.omp_set_num_threads(1)  # of this thread: one question is no work for two, and would wait for both
        found: dict[int, float] = {}
        for part, parameters in ((self._base, self._parameters), (self._delta, None)):
            if part.ntotal:
                scores, numbers = part.search(question, min(most, part.ntotal), params=parameters)
                found |= {int(n): float(s) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0}
        return sorted(found.items(), key=lambda hit: (-hit[1], hit[0]))[:most]

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """The numbers of all passages, in order, and their vectors.

        int64, shape (passages,), and float16, shape (passages, dimension).
        """
        parts = [_contents(part) for part in (self._base, self._delta)]
        numbers, rows = (np.concatenate(both) for both in zip(*parts, strict=True))
        left = np.ones(len(numbers), bool)
        left[: self._base.ntotal] = ~np.isin(parts[0][0], self._gone)
        order = np.argsort(numbers[left], kind="stable")
        return numbers[left][order], rows[left][order]


def write(folder: Path, dimension: int, numbers: Sequence[int], vectors: Vector, sentences: Vector) -> None:
    """Writes an index of these passages to a folder, all of it base."""
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    base = _flat(dimension) if len(numbers) < _CLUSTERED else _clustered(dimension, numbers, vectors)
    _add(base, vectors(numbers))
    if len(numbers) >= _CLUSTERED:
        base.nprobe = _clusters_to_read(base, sentences(_spread(numbers, _SENTENCES)))
    _save(folder, base, _flat(dimension), np.empty(0, np.int64))


def update(
    folder: Path,
    dimension: int,
    gone: Sequence[int],
    new: Sequence[int],
    everything: Callable[[], Sequence[int]],
    vectors: Vector,
    sentences: Vector,
) -> None:
    """Takes passages out of the index in a folder and adds others to it.

    The base stays as it is until the delta outgrows a twentieth of it; then all passages there are, `everything`, are
    written as a new one.
    """
    base = faiss.read_index(str(folder / _BASE), faiss.IO_FLAG_MMAP_IFC)
    delta = faiss.read_index(str(folder / _DELTA))
    in_base = np.setdiff1d(np.array(gone, np.int64), faiss.vector_to_array(delta.id_map))
    all_gone = np.union1d(np.load(folder / _GONE, allow_pickle=False), in_base)
    delta.remove_ids(np.array(gone, np.int64))
    if delta.ntotal + len(new) + len(all_gone) > _DELTA_SHARE * base.ntotal:
        write(folder, dimension, everything(), vectors, sentences)
    else:
        _add(delta, vectors(new))
        _replace(folder / _DELTA, partial(_write_index, delta))
        _replace(folder / _GONE, partial(_write_numbers, all_gone))


def _flat(dimension: int) -> Any:
    return faiss.index_factory(dimension, "IDMap,SQfp16", faiss.METRIC_INNER_PRODUCT)


def _clustered(dimension: int, numbers: Sequence[int], vectors: Vector) -> Any:
    """An empty index whose clusters are found by a sample of the passages: some two for each root of their number."""
    clusters = 2 ** round(np.log2(2 * np.sqrt(len(numbers))))
    index = faiss.index_factory(dimension, f"IVF{clusters},SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.by_residual = False  # so that what is kept is the vector itself
    sample = _spread(numbers, clusters * _TRAINED)
    index.train(np.array([row for _, row in vectors(sample)], np.float32))
    return index


def _clusters_to_read(index: Any, sentences: Numbered) -> int:
    """How many clusters of an index a search must read to find what reading all finds, or almost all of it."""
    questions = np.array([row for _, row in sentences], np.float32)

    def nearest(clusters: int) -> list[set[int]]:
        index.nprobe = clusters
        return [set(row) for row in index.search(questions, _NEAREST)[1].tolist()]

    right, clusters = nearest(index.nlist), 4
    while clusters < index.nlist:
        found = sum(len(one & other) for one, other in zip(nearest(clusters), right, strict=True))
        if found >= _RECALL * sum(map(len, right)):
            break
        clusters += max(1, clusters // 4)
    return min(clusters, int(index.nlist))


def _spread(numbers: Sequence[int], most: int) -> Sequence[int]:
    """At most so many of the numbers, from all over them."""
    return numbers[:: -(-len(numbers) // most)]


def _parameters(index: Any, selector: Any) -> Any:
    """What a search is told that leaves out passages; it goes for the index's own number of clusters."""
    if isinstance(index, faiss.IndexIVF):
        return faiss.SearchParametersIVF(sel=selector, nprobe=index.nprobe)
    return faiss.SearchParameters(sel=selector)


def _contents(index: Any) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
    """The numbers of an index's passages, and their vectors, in the order of the index."""
    if not isinstance(index, faiss.IndexIVF):
        rows = index.index.reconstruct_n(0, index.ntotal).astype(np.float16).reshape(-1, index.d)
        return faiss.vector_to_array(index.id_map), rows
    lists, width = index.invlists, 2 * index.d  # bytes of a vector
    sizes = [(cluster, lists.list_size(cluster)) for cluster in range(index.nlist)]
    numbers = [faiss.rev_swig_ptr(lists.get_ids(cluster), size).copy() for cluster, size in sizes if size]
    codes = [faiss.rev_swig_ptr(lists.get_codes(cluster), size * width).copy() for cluster, size in sizes if size]
    return np.concatenate(numbers), np.concatenate(codes).view(np.float16).reshape(-1, index.d)


def _add(index: Any, numbered: Numbered) -> None:
    numbers, rows = list[int](), list[NDArray[np.float16]]()

    def flush() -> None:
        if numbers:
            index.add_with_ids(np.array(rows, np.float32), np.array(numbers, np.int64))
            numbers.clear()
            rows.clear()

    for number, row in numbered:
        numbers.append(number)
        rows.append(row)
        if len(numbers) == _CHUNK:
            flush()
    flush()


def _save(folder: Path, base: Any, delta: Any, gone: NDArray[np.int64]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / _BASE, partial(_write_index, base))
    _replace(folder / _DELTA, partial(_write_index, delta))
    _replace(folder / _GONE, partial(_write_numbers, gone))


def _write_index(index: Any, file: BinaryIO) -> None:
    # Not by the path: what FAISS cannot write of a file's end, it does not tell.
    faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))


def _write_numbers(numbers: NDArray[np.int64], file: BinaryIO) -> None:
    np.save(file, numbers, allow_pickle=False)


def _replace(path: Path, write_to: Callable[[BinaryIO], None]) -> None:
    """Writes beside and renames, since the file may be linked into an older generation."""
    draft = path.with_suffix(".tmp")
    with draft.open("wb") as file:
        write_to(file)
    draft.replace(path)
