"""The vectors of sentences, made of those of their tokens: a passage goes through the model once, its sentences not.

Late chunking (https://arxiv.org/abs/2409.04701), with weights that lead from there to the vector that the model gives a
sentence alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Encoded, TokenVectors, Vectors, unit_rows

_RIDGE = 1.0

Spans = Sequence[Sequence[tuple[int, int]]]
"""For each of some passages where its sentences stand in what is embedded of it, in characters, one or more."""


@dataclass(frozen=True, slots=True)
class SentencePooling:
    """The weights of a sentence's features: float32, shape (3 x dimension, dimension)."""

    weights: NDArray[np.float32]

    @classmethod
    def fit(cls, features: NDArray[np.float32], targets: Vectors) -> Self:
        """Fits the weights to the vectors that sentences have alone: ridge regression; float16 would hold them.

        Where samples say little, a sentence has the mean of its tokens and of what stands in front of the passage.
        """
        dimension, known = targets.shape[1], features.astype(np.float64)
        prior = np.zeros((3 * dimension, dimension))
        prior[dimension : 2 * dimension] = np.eye(dimension)
        gram = known.T @ known + _RIDGE * np.eye(3 * dimension)
        weights = prior + np.linalg.solve(gram, known.T @ (targets - known @ prior))
        return cls(weights.astype(np.float16).astype(np.float32))

    def vectors(self, features: NDArray[np.float32]) -> Vectors:
        """The vectors of sentences, by their features."""
        # In double precision, so that what is rounded is the same whatever a sentence is worked out beside.
        pooled = features.astype(np.float64) @ self.weights.astype(np.float64)
        return unit_rows(pooled.astype(np.float32))


@dataclass(frozen=True, slots=True)
class SentenceTokens:
    """Which tokens are in which sentences, among those of some passages behind each other.

    `counts` tell how many sentences each passage has; int64, shape (passages,). `begins` and `ends` are the first and
    past the last token of each passage, `fronts` past the last one in front of its first sentence: shape (passages,).
    `first` and `past` are those within each sentence: shape (all sentences,).
    """

    counts: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    fronts: NDArray[np.int64]
    first: NDArray[np.int64]
    past: NDArray[np.int64]

    def bounds(self) -> NDArray[np.int16]:
        """The first and past the last token of each sentence, counted within its passage: shape (all sentences, 2)."""
        begins = np.repeat(self.begins, self.counts)
        return np.column_stack([self.first - begins, self.past - begins]).astype(np.int16)


def sentence_tokens(passages: Sequence[TokenVectors], spans: Spans) -> SentenceTokens:
    """Finds the tokens of each sentence, by characters."""
    counts, lengths = (np.array(list(map(len, each)), np.int64) for each in (spans, [one.spans for one in passages]))
    sentences = np.array([span for each in spans for span in each], np.int64).reshape(-1, 2)
    tokens = np.concatenate([one.spans for one in passages]).astype(np.int64)
    # As if all passages were one text, so that one search finds all.
    starts = (1 + max(sentences.max(initial=0), tokens.max(initial=0))) * np.arange(len(passages))
    tokens += np.repeat(starts, lengths)[:, np.newaxis]
    sentences += np.repeat(starts, counts)[:, np.newaxis]
    openings = starts + np.array([each[0][0] if each else 0 for each in spans], np.int64)
    ends = np.cumsum(lengths)
    return SentenceTokens(
        counts,
        ends - lengths,
        ends,
        np.searchsorted(tokens[:, 1], openings, "right"),
        np.searchsorted(tokens[:, 0], sentences[:, 0]),
        np.searchsorted(tokens[:, 1], sentences[:, 1], "right"),
    )


def sentence_features(passages: Sequence[Encoded], tokens: SentenceTokens) -> NDArray[np.float32]:
    """What is known of each sentence of passages: float32, shape (all sentences, 3 x dimension), three unit vectors.

    The directions of its own tokens, of these and those in front of the first sentence, and of the whole passage. A
    sentence that stands behind all that the model has read of a passage has the last token of that.
    """
    edge = np.zeros((1, len(passages[0].vector)), np.float32)  # where a range behind the last token begins
    vectors = np.concatenate([*(one.tokens.vectors for one in passages), edge])
    begins, ends = np.repeat(tokens.begins, tokens.counts), np.repeat(tokens.ends, tokens.counts)
    nearest = np.maximum(np.minimum(tokens.first, ends - 1), begins)
    has_none = tokens.past <= tokens.first
    first = np.where(has_none, nearest, tokens.first)
    past = np.where(has_none, np.minimum(nearest + 1, ends), tokens.past)
    own, front = _sums(vectors, first, past), _front_sums(vectors, tokens)
    whole = np.array([one.vector for one in passages])
    both = own + np.repeat(front, tokens.counts, axis=0)
    return np.concatenate([unit_rows(own), unit_rows(both), np.repeat(whole, tokens.counts, axis=0)], axis=1)


def _front_sums(vectors: NDArray[np.float32], tokens: SentenceTokens) -> NDArray[np.float32]:
    """The sums of the rows in front of each passage's first sentence; of no others, which are most."""
    counts = tokens.fronts - tokens.begins
    past = np.cumsum(counts)
    rows = np.arange(counts.sum()) + np.repeat(tokens.begins - (past - counts), counts)
    return _sums(vectors[np.append(rows, len(vectors) - 1)], past - counts, past)


def _sums(vectors: NDArray[np.float32], first: NDArray[np.int64], past: NDArray[np.int64]) -> NDArray[np.float32]:
    """The sums of rows from the first to before the last of each range, 0 of an empty one: shape (ranges, columns)."""
    sums: NDArray[np.float32] = np.add.reduceat(vectors, np.column_stack([first, past]).ravel())[::2]
    sums[past <= first] = 0
    return sums
