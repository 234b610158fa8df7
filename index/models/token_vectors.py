"""The vectors of a passage's tokens, kept as a few bytes each: the codes of their principal components.

The components are cut into sub-vectors, and of each is kept which of 256 centroids is nearest to it: product
quantization (Jégou, Douze, Schmid 2011, https://doi.org/10.1109/TPAMI.2010.57).
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.lazy import lazy
from index.models.encoder import unit_rows

_KEPT = 96  # components; of 384 that keeps all but some 0.005 of the gain, 32 keep half of it
SUBVECTORS = 16
"""In so many parts, and a byte of each, a token is kept."""
_CENTROIDS = 256
_LEAST, _MOST = 8192, 65_536  # tokens that centroids are fitted to; the most gain 0.005 of a cosine
_ROUNDS = 12
_AT_ONCE = 128  # tokens: so few that BLAS takes no threads, which would wait for each other longer than they work

T = TypeVar("T", bound=np.generic)

ReducedVectors = NDArray[np.float32]
"""The principal components of token vectors: float32, shape (tokens, components), rows of unit length."""

TokenCodes = NDArray[np.uint8]
"""The nearest centroid of each sub-vector: uint8, shape (tokens, sub-vectors)."""


@dataclass(frozen=True)
class TokenCodec:
    """The principal components of token vectors and the centroids of their sub-vectors.

    `mean` is float32 (dimension,), `basis` float32 (dimension, components), `centroids` float32 (sub-vectors, 256,
    components of each).
    """

    mean: NDArray[np.float32]
    basis: NDArray[np.float32]
    centroids: NDArray[np.float32]

    @classmethod
    def fit(cls, vectors: NDArray[np.float32]) -> Self:
        """Fits a codec to the token vectors of sample texts: float32, shape (tokens, dimension)."""
        mean = vectors.mean(axis=0)
        _, components = np.linalg.eigh(np.cov((vectors - mean).T))
        basis = components[:, ::-1][:, :_KEPT]  # those of the greatest variance first
        return cls.fit_centroids(mean, basis, unit_rows((vectors - mean) @ basis))

    @classmethod
    def fit_centroids(cls, mean: NDArray[np.float32], basis: NDArray[np.float32], reduced: ReducedVectors) -> Self:
        """Fits the centroids of a codec to sample tokens whose components are known.

        Where these are few, random ones of the same variances stand beside: centroids would else be near to them alone.
        """
        basis, reduced = padded(basis), padded(reduced)
        random = np.random.default_rng(0)
        chosen = reduced[random.permutation(len(reduced))[:_MOST]]
        added = random.standard_normal((max(0, _LEAST - len(chosen)), reduced.shape[1]), np.float32)
        sample = np.concatenate([chosen, unit_rows(added * reduced.std(axis=0))])
        parts = sample.reshape(len(sample), SUBVECTORS, -1)
        first = parts[random.permutation(len(sample))[:_CENTROIDS]]
        codec = cls(_exact(mean), _exact(basis), np.ascontiguousarray(first.transpose(1, 0, 2)))
        for _ in range(_ROUNDS):
            codec = cls(codec.mean, codec.basis, codec._means(parts, codec.encode(sample)))
        return cls(codec.mean, codec.basis, _exact(codec.centroids))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Reads what `to_bytes` gave."""
        dimension = int.from_bytes(data[:2], "little")
        values: NDArray[np.float32] = np.frombuffer(data, np.float16, offset=2).astype(np.float32)
        kept = (len(values) - dimension) // (dimension + _CENTROIDS)
        mean, basis, centroids = np.split(values, [dimension, dimension * (1 + kept)])
        return cls(mean, basis.reshape(dimension, kept), centroids.reshape(SUBVECTORS, _CENTROIDS, -1))

    def to_bytes(self) -> bytes:
        """The dimension in two bytes, then mean, basis and centroids behind each other, float16."""
        values = np.concatenate([self.mean, self.basis.ravel(), self.centroids.ravel()]).astype(np.float16)
        return len(self.mean).to_bytes(2, "little") + values.tobytes()

    def reduce(self, vectors: NDArray[np.float32]) -> ReducedVectors:
        """The components of token vectors, float32 of shape (tokens, dimension)."""
        components: NDArray[np.float32] = np.matmul(vectors - self.mean, self.basis)
        return unit_rows(components)

    def encode(self, reduced: ReducedVectors) -> TokenCodes:
        """The codes by which tokens are kept."""
        codes = np.empty((len(reduced), SUBVECTORS), np.uint8)
        parts = reduced.reshape(len(reduced), SUBVECTORS, self.centroids.shape[2]).transpose(1, 0, 2)
        # The nearest has the greatest product, less half its square.
        weights = np.concatenate([self.centroids.transpose(0, 2, 1), -0.5 * self._squares[:, np.newaxis]], axis=1)
        for start in range(0, len(reduced), _AT_ONCE):
            chunk = parts[:, start : start + _AT_ONCE]
            ones = np.ones((*chunk.shape[:2], 1), np.float32)
            codes[start : start + _AT_ONCE] = (np.concatenate([chunk, ones], axis=2) @ weights).argmax(axis=2).T
        return codes

    def cosines(self, question: ReducedVectors, codes: TokenCodes) -> NDArray[np.float32]:
        """The cosines of tokens, as nearly as codes tell them, with those of a question.

        Shape (tokens, tokens of the question).
        """
        # The products of each centroid, and behind them its square, are added up by codes: tokens are not made again.
        parts = question.reshape(len(question), SUBVECTORS, self.centroids.shape[2]).transpose(1, 2, 0)
        tables = np.empty((SUBVECTORS, _CENTROIDS, len(question) + 1), np.float32)
        np.matmul(self.centroids, parts, out=tables[:, :, :-1])
        tables[:, :, -1] = self._squares
        first, *others = tables
        sums: NDArray[np.float32] = first.take(codes[:, 0], axis=0)
        for part, table in enumerate(others, 1):
            sums += table.take(codes[:, part], axis=0)
        cosines = sums[:, :-1]
        cosines /= np.maximum(np.sqrt(sums[:, -1:]), 1e-9)
        return cosines

    @lazy
    def _squares(self) -> NDArray[np.float32]:
        """The square of the length of each centroid: shape (sub-vectors, 256)."""
        squares: NDArray[np.float32] = np.einsum("ijk,ijk->ij", self.centroids, self.centroids)
        return squares

    def _means(self, parts: NDArray[np.float32], codes: TokenCodes) -> NDArray[np.float32]:
        """The means of the sub-vectors that have each code; of those that none has the centroid stays."""
        places = (codes + _CENTROIDS * np.arange(SUBVECTORS)).ravel()
        size = SUBVECTORS * _CENTROIDS
        counts = np.bincount(places, minlength=size)
        rows = parts.reshape(len(places), -1)
        sums = np.stack([np.bincount(places, column, size) for column in rows.T], axis=1)
        means = sums / np.maximum(counts, 1)[:, np.newaxis]
        own = self.centroids.reshape(size, -1)
        return np.where((counts > 0)[:, np.newaxis], means, own).astype(np.float32).reshape(self.centroids.shape)


def padded(components: NDArray[np.float32]) -> NDArray[np.float32]:
    """Components with as many of zeros behind as they lack to be cut into sub-vectors of one length."""
    return np.pad(components, ((0, 0), (0, -components.shape[1] % SUBVECTORS)))


def parted(values: NDArray[T], counts: Collection[int]) -> list[NDArray[T]]:
    """An array in parts of so many each, in order; far faster than by np.split."""
    return [values[end - count : end] for count, end in zip(counts, accumulate(counts), strict=True)]


def _exact(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values as they are read again, so that a codec gives the same before it is stored."""
    exact: NDArray[np.float32] = values.astype(np.float16).astype(np.float32)
    return exact
