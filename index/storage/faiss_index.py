"""Passage vectors in FAISS: an immutable base, a small delta beside it, and which of the base's are gone.

All are float16 and compared by inner products: half the bytes of float32, scores within 3.5e-5. A small base is read
whole by each search. Of a large one FAISS has codes of a quarter of a byte for each of the principal components, in
clusters of which a search compares the nearest (IVF with PQ fast scan,
https://github.com/facebookresearch/faiss/wiki/Fast-accumulation-of-PQ-and-AQ-codes-(FastScan)); the vectors themselves
stand in a file beside, of which only the best by their codes are read and compared. How many clusters must be read is
settled when they are made.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import FileIO
from itertools import islice, repeat
from pathlib import Path
from typing import Any, BinaryIO, Self, TypeVar

import faiss
import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Vectors
from index.storage.protocols import DamagedIndexError, Numbered, VectorSource, one_line

S = TypeVar("S", Sequence[int], NDArray[np.float32])

_BASE, _ROWS, _DELTA, _GONE = "base.faiss", "base.rows", "delta.faiss", "gone.npy"
FILES = (_BASE, _DELTA, _GONE)
_DELTA_SHARE = 0.05  # of the base: from here on it is built anew
_CHUNK = 8192
_CLUSTERED = 20_000  # passages: reading them all takes 2 ms
_TRAINED = 64  # vectors for each cluster that clusters and codes are trained on
_COMPONENTS = 256  # at most; of 384 dimensions that loses less than comparing more in full makes up for
_MORE = 150  # and as many as are asked for are compared in full
# How many clusters a search reads is settled by this share of the nearest passages to so many sentences. Those to
# questions are about as hard to find: docs/performance.md.
_SENTENCES, _NEAREST, _RECALL = 300, 10, 0.995


class FaissIndex:
    """See SearchIndex."""

    def __init__(self, segments: "Sequence[_Segment]") -> None:
        self._segments = segments

    def search(self, question: Vectors, limit: int, only: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """See SearchIndex."""
        faiss.omp_set_num_threads(1)  # of this thread: one question is no work for two, and would wait for both
        with _damage_named():
            hits = [hit for segment in self._segments for hit in segment.search(question, limit, only)]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """See SearchIndex."""
        with _damage_named():
            both = zip(*(segment.contents() for segment in self._segments), strict=True)
            numbers, rows = (np.concatenate(each) for each in both)
        order = np.argsort(numbers, kind="stable")
        return numbers[order], rows[order]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The vectors of a base in a file: what is read of it does not stay in memory, as it would if it were mapped."""

    file: FileIO
    dimension: int

    @classmethod
    def open(cls, path: Path, dimension: int) -> Self:
        return cls(FileIO(path), dimension)

    def __del__(self) -> None:
        """Closes the file with the last who reads it."""
        self.file.close()

    def read(self, positions: Iterable[int]) -> NDArray[np.float16]:
        """The vectors at positions: shape (positions, dimension). Raises ValueError where the file ends before."""
        size = 2 * self.dimension
        offsets = [size * position for position in positions]
        read = b"".join(map(os.pread, repeat(self.file.fileno()), repeat(size), offsets))
        return np.frombuffer(read, np.float16).reshape(-1, self.dimension)

    def cosines(self, positions: NDArray[np.int64], question: NDArray[np.float32]) -> NDArray[np.float32]:
        """Those of the vectors at positions with a question's: shape (positions,)."""
        cosines: NDArray[np.float32] = self.read(positions.tolist()).astype(np.float32) @ question
        return cosines

    def chunks(self, count: int) -> Iterator[NDArray[np.float16]]:
        """All of so many vectors, chunk by chunk."""
        for start in range(0, count, _CHUNK):
            yield self.read(range(start, min(start + _CHUNK, count)))


@dataclass(frozen=True, slots=True)
class _Segment:
    """Vectors in FAISS, or their codes, by position; `numbers` are those of the passages, `left` what is not gone.

    `inner` is what `index` has without the numbers, and `clusters` its clusters if it has any; both last as long as
    that. `parameters` tell a search what is gone.
    """

    index: Any
    inner: Any
    clusters: Any
    rows: _Rows | None
    numbers: NDArray[np.int64]
    left: NDArray[np.bool_]
    parameters: Any
    selectors: tuple[Any, ...]
    """What `parameters` holds only the addresses of."""

    @classmethod
    def of(cls, index: Any, rows: _Rows | None, gone: NDArray[np.int64]) -> Self:
        inner, numbers = faiss.downcast_index(index.index), faiss.vector_to_array(index.id_map)
        left, clusters = ~np.isin(numbers, gone), faiss.try_extract_index_ivf(inner)
        if left.all():
            return cls(index, inner, clusters, rows, numbers, left, None, ())
        return cls(index, inner, clusters, rows, numbers, left, *_parameters(inner, left, clusters and clusters.nprobe))

    def search(self, question: Vectors, limit: int, only: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """At least the `limit` nearest, of all that are left or of only these."""
        if not len(self.numbers):
            return []
        if only is None:
            return self._search(question, limit, self.parameters)
        wanted = self.left & np.isin(self.numbers, only)
        positions = np.flatnonzero(wanted)
        if self.rows and len(positions) <= _CLUSTERED:
            cosines = self.rows.cosines(positions, question[0])
            best = np.argsort(-cosines, kind="stable")[:limit]
            return self._hits(positions[best], cosines[best])
        # All clusters, since those nearest to a question may hold none that is wanted.
        parameters, selectors = _parameters(self.inner, wanted, self.clusters and self.clusters.nlist)
        hits = self._search(question, limit, parameters)
        del selectors  # which FAISS needs until here
        return hits

    def _search(self, question: Vectors, limit: int, parameters: Any) -> list[tuple[int, float]]:
        compared = min(limit + _MORE if self.rows else limit, len(self.numbers))
        scores, positions = (each[0] for each in self.inner.search(question, compared, params=parameters))
        scores, positions = scores[positions >= 0], positions[positions >= 0]
        return self._hits(positions, self.rows.cosines(positions, question[0]) if self.rows else scores)

    def _hits(self, positions: NDArray[np.int64], scores: NDArray[np.float32]) -> list[tuple[int, float]]:
        return list(zip(self.numbers[positions].tolist(), scores.tolist(), strict=True))

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        if self.rows:
            rows = self.rows.read(range(len(self.numbers)))
        else:
            rows = self.inner.reconstruct_n(0, len(self.numbers)).astype(np.float16).reshape(-1, self.inner.d)
        return self.numbers[self.left], rows[self.left]


def open_index(folder: Path) -> FaissIndex:
    """See SearchIndexStore; the base is mapped into memory and read on demand."""
    try:
        base = faiss.read_index(str(folder / _BASE), faiss.IO_FLAG_MMAP_IFC)
        rows = _Rows.open(folder / _ROWS, base.d) if faiss.try_extract_index_ivf(base) else None
        gone = np.load(folder / _GONE, allow_pickle=False)
        delta = faiss.read_index(str(folder / _DELTA))
        return FaissIndex([_Segment.of(base, rows, gone), _Segment.of(delta, None, gone[:0])])
    except (MemoryError, OSError):
        raise
    except Exception as error:  # FAISS and numpy have none of their own
        raise OSError(one_line(error)) from error


def problems(folder: Path) -> list[str]:
    """See SearchIndexStore."""
    return [] if (folder / _BASE).exists() else [f"{folder} has no index of FAISS"]


def remove(folder: Path, kept: Iterable[Path]) -> None:
    """See SearchIndexStore; all of it is in the folder."""


def write(folder: Path, dimension: int, source: VectorSource) -> None:
    """See SearchIndexStore; all of it is base."""
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    folder.mkdir(parents=True, exist_ok=True)
    numbers = source.numbers()
    if len(numbers) < _CLUSTERED:
        base = _flat(dimension)
        _add(base, source.passages(numbers))
        (folder / _ROWS).unlink(missing_ok=True)
    else:
        base = _clustered(dimension, numbers, source)
        _replace(folder / _ROWS, lambda file: _add(base, _copied(source.passages(numbers), file)))
        sentences = source.sentences(_spread(numbers, _SENTENCES))
        _settle_clusters_to_read(base, _Rows.open(folder / _ROWS, dimension), sentences)
    _replace(folder / _BASE, partial(_write_index, base))
    _replace(folder / _DELTA, partial(_write_index, _flat(dimension)))
    _replace(folder / _GONE, partial(_write_numbers, np.empty(0, np.int64)))


def update(folder: Path, dimension: int, gone: Sequence[int], new: Sequence[int], source: VectorSource) -> None:
    """See SearchIndexStore.

    The base stays as it is until the delta outgrows a twentieth of it; then all passages are written as a new one.
    """
    base = faiss.read_index(str(folder / _BASE), faiss.IO_FLAG_MMAP_IFC)
    delta = faiss.read_index(str(folder / _DELTA))
    in_base = np.setdiff1d(np.array(gone, np.int64), faiss.vector_to_array(delta.id_map))
    all_gone = np.union1d(np.load(folder / _GONE, allow_pickle=False), in_base)
    delta.remove_ids(np.array(gone, np.int64))
    if delta.ntotal + len(new) + len(all_gone) > _DELTA_SHARE * base.ntotal:
        write(folder, dimension, source)
    else:
        _add(delta, source.passages(new))
        _replace(folder / _DELTA, partial(_write_index, delta))
        _replace(folder / _GONE, partial(_write_numbers, all_gone))


@contextmanager
def _damage_named() -> Iterator[None]:
    """Makes one error of all that FAISS and numpy raise where a file is not what was written."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise DamagedIndexError("vectors", error) from error


def _parameters(inner: Any, left: NDArray[np.bool_], clusters: int | None) -> tuple[Any, tuple[Any, ...]]:
    """What tells a search of an index the positions that are left, and how many clusters to read where there are any.

    Beside it what it holds only the addresses of.
    """
    bits = np.packbits(left, bitorder="little")
    selector = faiss.IDSelectorBitmap(bits)
    if clusters is None:
        return faiss.SearchParameters(sel=selector), (bits, selector)
    parameters = faiss.SearchParametersIVF(sel=selector, nprobe=clusters)
    if not isinstance(inner, faiss.IndexPreTransform):  # as an older version wrote it
        return parameters, (bits, selector)
    return faiss.SearchParametersPreTransform(index_params=parameters), (bits, selector, parameters)


def _flat(dimension: int) -> Any:
    return faiss.index_factory(dimension, "IDMap,SQfp16", faiss.METRIC_INNER_PRODUCT)


def _clustered(dimension: int, numbers: Sequence[int], source: VectorSource) -> Any:
    """An empty index whose clusters are trained on a sample of the passages: about the root of their number."""
    clusters = 2 ** round(np.log2(np.sqrt(len(numbers))))
    sample = np.array([row for _, row in source.passages(_spread(numbers, clusters * _TRAINED))], np.float32)
    components = _components(sample)
    codes = components.d_out // 2 if components.d_out % 2 == 0 else components.d_out
    index = faiss.index_factory(components.d_out, f"IVF{clusters},PQ{codes}x4fs", faiss.METRIC_INNER_PRODUCT)
    index.by_residual = False  # else each cluster that is read has tables of its own
    whole = faiss.IndexPreTransform(components, index)
    whole.train(sample)
    return faiss.IndexIDMap(whole)


def _components(sample: Vectors) -> Any:
    """What turns vectors to their principal components, mixed by chance so that each pair of them tells as much.

    Inner products stay what they are, since it moves nothing: the mean of vectors and their opposites is 0.
    """
    dimension = sample.shape[1]
    components = faiss.PCAMatrix(dimension, min(dimension, _COMPONENTS), 0, True)
    few = _spread(sample, 64 * dimension)
    components.train(np.vstack([few, -few]))
    return components


def _settle_clusters_to_read(index: Any, rows: _Rows, sentences: Numbered) -> None:
    """Has a search read as few clusters of an index as find what comparing all does, or almost all of it."""
    questions = np.array([row for _, row in sentences], np.float32)
    right, inner = _nearest(questions, rows, index.ntotal), faiss.downcast_index(index.index)
    clusters = faiss.extract_index_ivf(inner)

    def recall() -> float:
        _, candidates = inner.search(questions, _NEAREST + _MORE)
        best = [
            positions[np.argsort(-rows.cosines(positions, question))[:_NEAREST]]
            for question, positions in zip(questions, (each[each >= 0] for each in candidates), strict=True)
        ]
        return float(np.mean([np.isin(all_, own).mean() for own, all_ in zip(best, right, strict=True)]))

    clusters.nprobe = 4
    while clusters.nprobe < clusters.nlist and recall() < _RECALL:
        clusters.nprobe = min(clusters.nprobe * 5 // 4, clusters.nlist)


def _nearest(questions: Vectors, rows: _Rows, count: int) -> NDArray[np.int64]:
    """The positions of the vectors nearest to each question, all compared: shape (questions, nearest)."""
    best, start = faiss.ResultHeap(len(questions), _NEAREST, keep_max=True), 0
    for chunk in rows.chunks(count):
        scores, positions = faiss.knn(questions, chunk.astype(np.float32), _NEAREST, metric=faiss.METRIC_INNER_PRODUCT)
        best.add_result(scores, positions + start)
        start += len(chunk)
    best.finalize()
    nearest: NDArray[np.int64] = best.I
    return nearest


def _spread(values: S, limit: int) -> S:
    """At most so many of some values, from all over them."""
    return values[:: -(-len(values) // limit)]


def _copied(numbered: Numbered, file: BinaryIO) -> Numbered:
    """The same, each vector written to a file as it passes."""
    for number, row in numbered:
        file.write(row.astype(np.float16).tobytes())
        yield number, row


def _add(index: Any, numbered: Numbered) -> None:
    rest = iter(numbered)
    while chunk := list(islice(rest, _CHUNK)):
        numbers, rows = zip(*chunk, strict=True)
        index.add_with_ids(np.array(rows, np.float32), np.array(numbers, np.int64))


def _write_index(index: Any, file: BinaryIO) -> None:
    # Not by the path: what FAISS cannot write of a file's end, it does not tell.
    faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))


def _write_numbers(numbers: NDArray[np.int64], file: BinaryIO) -> None:
    np.save(file, numbers, allow_pickle=False)


def _replace(path: Path, write_to: Callable[[BinaryIO], None]) -> None:
    """Writes beside and renames, since the file may be linked into an older snapshot."""
    unfinished = path.with_suffix(".tmp")
    with unfinished.open("wb") as file:
        write_to(file)
    unfinished.replace(path)
