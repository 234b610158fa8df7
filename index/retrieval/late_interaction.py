"""Late interaction: each word of a question looks for its own best match among the tokens of a passage.

It is ColBERT's (arXiv 2004.12832), here on the token vectors of the embedding model itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.models.token_vectors import _SCALE, SmallVectors, parted
from index.retrieval.query import Query
from index.text.analysis import Term


@dataclass(frozen=True, slots=True)
class LateInteractionScores:
    """How well late interaction matches a question with a passage, and with its sentences.

    `sentences` is for each alone, `pairs` for each with the one before it: float32, shape (sentences,).
    """

    passage: float
    sentences: NDArray[np.float32]
    pairs: NDArray[np.float32]


def late_interaction(
    question: SmallVectors,
    weights: NDArray[np.float32],
    passages: Sequence[tuple[SmallVectors, NDArray[np.int16]]],
) -> list[LateInteractionScores]:
    """How well a question's tokens are matched by those of passages, each token's best cosine counted by its weight.

    `weights` are those of the question's tokens, none below 0: shape (tokens,). With a passage's tokens come the first
    and past the last token of each of its sentences: shape (sentences, 2).
    """
    if not passages:
        return []
    # Tokens that count nothing are not looked for.
    asked, weights = question[weights > 0].astype(np.float32), weights[weights > 0]
    edge = np.zeros((1, question.shape[1]), np.int8)  # an empty range may stand behind the last token
    tokens = np.concatenate([*(vectors for vectors, _ in passages), edge])
    products: NDArray[np.float32] = tokens.astype(np.float32) @ asked.T  # many rows by few are faster than few by many
    counts = [len(bounds) for _, bounds in passages]
    cosines = _maxima(products, _ranges(passages, counts)) / np.float32(_SCALE**2)
    matched = cosines @ (weights / (weights.sum() or 1.0))
    scores, sentences, pairs = parted(matched.astype(np.float32), [len(passages), sum(counts), sum(counts)])
    each = zip(scores.tolist(), parted(sentences, counts), parted(pairs, counts), strict=True)
    return [LateInteractionScores(*matches) for matches in each]


def _ranges(passages: Sequence[tuple[SmallVectors, NDArray[np.int16]]], counts: Sequence[int]) -> NDArray[np.int64]:
    """First and past last token: of all passages, of all their sentences, of all these with the ones before them."""
    ends = np.cumsum([len(vectors) for vectors, _ in passages])
    starts = np.concatenate([[0], ends[:-1]])
    bounds = np.concatenate([bounds for _, bounds in passages]).astype(np.int64)
    sentences = bounds + np.repeat(starts, counts)[:, np.newaxis]
    before = np.concatenate([sentences[:1, 0], sentences[:-1, 0]])
    first = np.cumsum([0, *counts[:-1]])[np.array(counts) > 0]  # of each passage's sentences
    before[first] = sentences[first, 0]
    return np.vstack([np.column_stack([starts, ends]), sentences, np.column_stack([before, sentences[:, 1]])])


def _maxima(products: NDArray[np.float32], ranges: NDArray[np.int64]) -> NDArray[np.float32]:
    """The greatest of each column within each range of rows, 0 within an empty one: shape (ranges, columns)."""
    maxima: NDArray[np.float32] = np.maximum.reduceat(products, ranges.ravel())[::2]
    maxima[ranges[:, 1] <= ranges[:, 0]] = 0
    return maxima


def token_weights(
    query: Query, spans: NDArray[np.int32], idf: Mapping[Term, float], least_idf: float
) -> NDArray[np.float32]:
    """What each token of a question counts: its word's idf, shared among the word's tokens: shape (tokens,).

    Words that only say how something is asked count nothing, and no other word less than `least_idf`, so
    that a question of common words is matched too.
    """
    weights = np.zeros(len(spans), np.float32)
    for word in query.content_words:
        within = (spans[:, 0] >= word.start) & (spans[:, 1] <= word.end)
        if within.any():
            rarest = max((idf.get(term, 0.0) for term in word.terms), default=0.0)
            weights[within] = max(rarest, least_idf) / within.sum()
    return weights
