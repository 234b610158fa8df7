"""Token vectors, kept small, and late interaction: each word of a question looks for its own best match.

Late interaction is ColBERT's (arXiv 2004.12832), here on the token vectors of the embedding model itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import TokenVectors
from index.words import is_stopword

_KEPT = 96  # dimensions; of 384 that keeps all but some 0.005 of the gain, 32 keep half of it
_SCALE = 127

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


def late_interaction(
    question: SmallVectors, content: NDArray[np.bool_], passage: SmallVectors, bounds: NDArray[np.int16]
) -> NDArray[np.float32]:
    """How well a question's tokens are matched by a passage's (first) and by those of its sentences.

    The mean over the question's tokens of the best cosine; for sentences only over its words of `content`. `bounds` are
    the first and past the last token of each sentence: shape (sentences, 2). Gives float32, shape (1 + sentences,).
    """
    cosines = question.astype(np.float32) @ passage.astype(np.float32).T / _SCALE**2
    scores = np.zeros(1 + len(bounds), np.float32)
    if cosines.size:
        scores[0] = cosines.max(axis=1).mean()
    if content.any():
        for number, (first, past) in enumerate(bounds, 1):
            if past > first:
                scores[number] = cosines[content, first:past].max(axis=1).mean()
    return scores


def content_tokens(text: str, spans: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which tokens of a question say what it is about: shape (tokens,)."""
    pieces = [text[start:end] for start, end in spans]
    return np.array([piece.isalnum() and not is_stopword(piece) for piece in pieces], np.bool_)


def token_bounds(spans: NDArray[np.int32], sentences: Sequence[tuple[int, int]]) -> NDArray[np.int16]:
    """The first and past the last token within each sentence, by characters of one text: shape (sentences, 2)."""
    starts, ends = spans[:, 0], spans[:, 1]
    bounds = [(np.searchsorted(starts, start), np.searchsorted(ends, end, "right")) for start, end in sentences]
    return np.array(bounds, np.int16).reshape(-1, 2)
