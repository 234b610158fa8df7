"""The vectors of a passage's tokens, kept small."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import TokenVectors

_KEPT = 96  # dimensions; of 384 that keeps all but some 0.005 of the gain, 32 keep half of it
_SCALE = 127

T = TypeVar("T", bound=np.generic)

SmallVectors = NDArray[np.int8]
"""Token vectors as they are kept: int8, shape (tokens, kept dimensions), rows of length 127."""


@dataclass(frozen=True, slots=True)
class Projection:
    """The principal components of token vectors; `mean` float32 (dimension,), `basis` float32 (dimension, kept)."""

    mean: NDArray[np.float32]
    basis: NDArray[np.float32]

    @classmethod
    def fit(cls, samples: Sequence[TokenVectors]) -> Self:
        """Finds the components of the token vectors of sample texts."""
        vectors = np.concatenate([sample.vectors for sample in samples])
        mean = vectors.mean(axis=0)
        _, _, components = np.linalg.svd(vectors - mean, full_matrices=False)
        return cls(mean, np.ascontiguousarray(components[:_KEPT].T, np.float32))

    @classmethod
    def from_bytes(cls, data: bytes, dimension: int) -> Self:
        """Reads what `to_bytes` gave."""
        both = np.frombuffer(data, np.float32).reshape(-1, dimension)
        return cls(both[0], both[1:].T)

    def to_bytes(self) -> bytes:
        """The projection as float32, shape (1 + kept, dimension)."""
        return np.vstack([self.mean, self.basis.T]).astype(np.float32).tobytes()

    def shrink(self, vectors: NDArray[np.float32]) -> SmallVectors:
        """Token vectors as they are kept."""
        small = (vectors - self.mean) @ self.basis
        small /= np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-9)
        return np.round(small * _SCALE).astype(np.int8)


def parted(values: NDArray[T], counts: Collection[int]) -> list[NDArray[T]]:
    """An array in parts of so many each, in order; far faster than by np.split."""
    return [values[end - count : end] for count, end in zip(counts, accumulate(counts), strict=True)]


def token_bounds(spans: NDArray[np.int32], sentences: Sequence[tuple[int, int]]) -> NDArray[np.int16]:
    """The first and past the last token within each sentence, by characters of one text: shape (sentences, 2)."""
    starts, ends = spans[:, 0], spans[:, 1]
    bounds = [(np.searchsorted(starts, start), np.searchsorted(ends, end, "right")) for start, end in sentences]
    return np.array(bounds, np.int16).reshape(-1, 2)
