"""Passage vectors in FAISS: an immutable base, a small delta beside it, and which of the base's are gone.

The index is IDMap2,SQfp16 with inner products: half the bytes of float32, scores within 3.5e-5, no training
(https://github.com/facebookresearch/faiss/wiki/Faiss-indexes).
"""

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
_DELTA_SHARE = 0.1  # of the base: from here on it is built anew
_CHUNK = 8192

Numbered = Iterable[tuple[int, NDArray[np.float16]]]
"""Passage numbers, each with its vector."""


class VectorIndex:
    """Finds the passages whose vectors are nearest to a question's."""

    def __init__(self, base: Any, delta: Any, gone: NDArray[np.int64]) -> None:
        self._base = base
        self._delta = delta
        self._parameters = None
        if len(gone):
            # The selectors must live as long as the parameters, which hold only their addresses.
            self._gone = faiss.IDSelectorBatch(gone)
            self._left = faiss.IDSelectorNot(self._gone)
            self._parameters = faiss.SearchParameters(sel=self._left)

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
        found: dict[int, float] = {}
        for part, parameters in ((self._base, self._parameters), (self._delta, None)):
            if part.ntotal:
                scores, numbers = part.search(question, min(most, part.ntotal), params=parameters)
                found |= {int(n): float(s) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0}
        return sorted(found.items(), key=lambda hit: (-hit[1], hit[0]))[:most]

    def contents(self) -> dict[int, NDArray[np.float16]]:
        """The vector of every passage, by its number."""
        gone = set() if self._parameters is None else set(faiss.vector_to_array(self._gone.ids))
        return {
            int(number): row
            for part, left_out in ((self._base, gone), (self._delta, set()))
            if part.ntotal
            for number, row in zip(
                faiss.vector_to_array(part.id_map),
                part.index.reconstruct_n(0, part.ntotal).astype(np.float16),
                strict=True,
            )
            if number not in left_out
        }


def write(folder: Path, dimension: int, everything: Numbered) -> None:
    """Writes an index of these vectors to a folder, all of it base."""
    base = _empty(dimension)
    _add(base, everything)
    _save(folder, base, _empty(dimension), np.empty(0, np.int64))


def update(
    folder: Path,
    dimension: int,
    gone: Sequence[int],
    new: Numbered,
    everything: Callable[[], Numbered],
) -> None:
    """Takes passages out of the index in a folder and adds others to it.

    The base stays as it is until the delta outgrows a tenth of it; then it is written anew from `everything`.
    """
    base = faiss.read_index(str(folder / _BASE), faiss.IO_FLAG_MMAP_IFC)
    delta = faiss.read_index(str(folder / _DELTA))
    delta.remove_ids(np.array(gone, np.int64))
    _add(delta, new)
    in_base = np.intersect1d(np.array(gone, np.int64), faiss.vector_to_array(base.id_map))
    all_gone = np.union1d(np.load(folder / _GONE, allow_pickle=False), in_base)
    if delta.ntotal + len(all_gone) > _DELTA_SHARE * base.ntotal:
        write(folder, dimension, everything())
    else:
        _replace(folder / _DELTA, partial(_write_index, delta))
        _replace(folder / _GONE, partial(_write_numbers, all_gone))


def _empty(dimension: int) -> Any:
    return faiss.index_factory(dimension, "IDMap2,SQfp16", faiss.METRIC_INNER_PRODUCT)


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
