"""Passage vectors in FAISS: an immutable base, a small delta beside it, and which of the base's are gone.

All are float16 and compared by inner products: half the bytes of float32, scores within 3.5e-5. A small base is read
whole by each search. A large one is parted into clusters, and what a search reads of the nearest of them are codes of a
quarter of a byte a dimension, compared in the registers of the processor; the best by their codes are then compared in
full (IVF with PQ fast scan and refinement, https://github.com/facebookresearch/faiss/wiki/Fast-accumulation-of-PQ-and-AQ-codes-(FastScan)).
How many clusters a search reads is settled when they are made.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
_TRAINED = 64  # vectors for each cluster that clusters and codes are found by
_COMPARED = 8  # times as many as are asked for are compared in full
# How many clusters a search reads is settled by this share of the nearest passages to so many sentences. Those to
# questions are about as hard to find: docs/performance.md.
_SENTENCES, _NEAREST, _RECALL = 300, 10, 0.997

Numbered = Iterable[tuple[int, NDArray[np.float16]]]
"""Passage numbers, each with its vector."""

Vector = Callable[[Sequence[int]], Numbered]
"""Gives for passages by their numbers a vector each, their own or that of one of their sentences."""


class VectorIndex:
    """Finds the passages whose vectors are nearest to a question's."""

    def __init__(self, base: Any, delta: Any, gone: NDArray[np.int64]) -> None:
        self._parts = [_Part.of(base, gone), _Part.of(delta, np.empty(0, np.int64))]

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
        found = [hit for part in self._parts for hit in part.search(question, most)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:most]

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """The numbers of all passages, in order, and their vectors.

        int64, shape (passages,), and float16, shape (passages, dimension).
        """
        numbers, rows = (np.concatenate(both) for both in zip(*(part.contents() for part in self._parts), strict=True))
        order = np.argsort(numbers, kind="stable")
        return numbers[order], rows[order]


@dataclass(frozen=True, slots=True)
class _Part:
    """Vectors in FAISS by their places, with the number at each place, and at which places none is gone."""

    index: Any
    """What `vectors` is of, and is gone with."""
    vectors: Any
    numbers: NDArray[np.int64]
    left: NDArray[np.bool_]
    parameters: Any
    """What a search is told that leaves out what is gone; None where nothing is."""
    selectors: tuple[Any, ...]
    """What `parameters` holds only the addresses of."""

    @classmethod
    def of(cls, index: Any, gone: NDArray[np.int64]) -> Self:
        vectors, numbers = faiss.downcast_index(index.index), faiss.vector_to_array(index.id_map)
        left = ~np.isin(numbers, gone)
        if left.all():
            return cls(index, vectors, numbers, left, None, ())
        bits = np.packbits(left, bitorder="little")
        selector = faiss.IDSelectorBitmap(bits)
        if not isinstance(vectors, faiss.IndexRefine):
            return cls(index, vectors, numbers, left, faiss.SearchParameters(sel=selector), (bits, selector))
        inner = faiss.SearchParametersIVF(sel=selector, nprobe=_clusters(vectors).nprobe)
        parameters = faiss.IndexRefineSearchParameters(k_factor=vectors.k_factor, base_index_params=inner)
        return cls(index, vectors, numbers, left, parameters, (bits, selector, inner))

    def search(self, question: Vectors, most: int) -> list[tuple[int, float]]:
        if not len(self.numbers):
            return []
        scores, places = self.vectors.search(question, min(most, len(self.numbers)), params=self.parameters)
        found = places[0] >= 0
        return list(zip(self.numbers[places[0][found]].tolist(), scores[0][found].tolist(), strict=True))

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        rows = _in_full(self.vectors).reconstruct_n(0, len(self.numbers)).astype(np.float16)
        return self.numbers[self.left], rows.reshape(-1, self.vectors.d)[self.left]


def write(folder: Path, dimension: int, numbers: Sequence[int], vectors: Vector, sentences: Vector) -> None:
    """Writes an index of these passages to a folder, all of it base."""
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    base = _flat(dimension) if len(numbers) < _CLUSTERED else _clustered(dimension, numbers, vectors)
    _add(base, vectors(numbers))
    if len(numbers) >= _CLUSTERED:
        _settle_clusters_to_read(faiss.downcast_index(base.index), sentences(_spread(numbers, _SENTENCES)))
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
    """An empty index whose clusters are found by a sample of the passages: about the root of their number."""
    clusters = 2 ** round(np.log2(np.sqrt(len(numbers))))
    codes = dimension // 2 if dimension % 2 == 0 else dimension
    refined = f"IVF{clusters},PQ{codes}x4fs,Refine(SQfp16)"
    index = faiss.index_factory(dimension, refined, faiss.METRIC_INNER_PRODUCT)
    index.k_factor = _COMPARED
    _clusters(index).by_residual = False  # else each cluster that is read has tables of its own
    sample = _spread(numbers, clusters * _TRAINED)
    index.train(np.array([row for _, row in vectors(sample)], np.float32))
    return faiss.IndexIDMap(index)


def _settle_clusters_to_read(index: Any, sentences: Numbered) -> None:
    """Has a search read as few clusters of an index as find what comparing all does, or almost all of it."""
    questions = np.array([row for _, row in sentences], np.float32)
    right = [set(row) for row in _in_full(index).search(questions, _NEAREST)[1].tolist()]

    def recall() -> float:
        found = index.search(questions, _NEAREST)[1].tolist()
        return (
            sum(len(one.intersection(other)) for one, other in zip(right, found, strict=True)) / _NEAREST / len(found)
        )

    part = _clusters(index)
    part.nprobe = 4
    while part.nprobe < part.nlist and recall() < _RECALL:
        part.nprobe = min(part.nprobe * 5 // 4, part.nlist)


def _clusters(index: Any) -> Any:
    """The clusters of an index that has some, with the codes of its vectors."""
    return faiss.downcast_index(index.base_index)


def _in_full(index: Any) -> Any:
    """The vectors of an index as they are, without clusters."""
    return faiss.downcast_index(index.refine_index) if isinstance(index, faiss.IndexRefine) else index


def _spread(numbers: Sequence[int], most: int) -> Sequence[int]:
    """At most so many of the numbers, from all over them."""
    return numbers[:: -(-len(numbers) // most)]


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
