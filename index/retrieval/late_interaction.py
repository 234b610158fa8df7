"""Late interaction: each word of a question looks for its own best match among the tokens of a passage.

It is ColBERT's (arXiv 2004.12832), here on the token vectors of the embedding model itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from index.retrieval.query import Query
from index.storage.retrieved import PassageTokens
from index.text.analysis import Term

_NONE = -np.inf  # the greatest of no token


@dataclass(frozen=True, slots=True)
class LateInteractionScores:
    """How well late interaction matches a question with a passage, and with its sentences.

    `sentences` is for each alone, `pairs` for each with the one before it: float32, shape (sentences,).
    """

    passage: float
    sentences: NDArray[np.float32]
    pairs: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LateInteraction:
    """How well late interaction matches a question with some passages, and with the sentences of all of them.

    `passages` is float32, shape (passages,); `sentences` and `pairs` are float32, shape (all sentences,), those of each
    passage between two `starts`, shape (passages + 1,). See LateInteractionScores.
    """

    passages: NDArray[np.float32]
    sentences: NDArray[np.float32]
    pairs: NDArray[np.float32]
    starts: NDArray[np.int64]

    def best_sentences(self) -> NDArray[np.float32]:
        """How well the best sentence of each passage matches, never less than 0: shape (passages,)."""
        best: NDArray[np.float32] = np.maximum(np.maximum.reduceat(self.sentences, self.starts[:-1]), 0)
        return best

    def of(self, place: int) -> LateInteractionScores:
        """Those of one passage."""
        own = slice(*self.starts[place : place + 2])
        return LateInteractionScores(float(self.passages[place]), self.sentences[own], self.pairs[own])


def late_interaction(
    cosines: NDArray[np.float32], weights: NDArray[np.float32], tokens: PassageTokens
) -> LateInteraction:
    """How well a question's tokens are matched by those of passages, each token's best cosine counted by its weight.

    `cosines` are those of the passages' tokens with the question's: shape (tokens, tokens of the question). `weights`
    are those of the question's tokens, none below 0. Each passage has one sentence or more.
    """
    starts = np.array([0, *accumulate(tokens.sentences)])
    maxima = _maxima(cosines, tokens, starts)
    matched = (maxima @ (weights / (weights.sum() or 1.0))).astype(np.float32, copy=False)
    first, last = len(tokens.counts), len(tokens.counts) + int(starts[-1])
    return LateInteraction(matched[:first], matched[first:last], matched[last:], starts)


def _maxima(cosines: NDArray[np.float32], tokens: PassageTokens, starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """The greatest of each column within each passage, each sentence, and each sentence with the one before it.

    Below each other, and 0 where there is no token. Each token is looked at once, in stretches: before a sentence,
    within it, and behind the last one of a passage.
    """
    counts, sentences_of = np.array(tokens.counts), np.array(tokens.sentences)
    ends, passages = counts.cumsum(), np.arange(len(counts))
    begins, opening = ends - counts, 2 * starts[:-1] + passages  # the first stretch of each passage
    before = 2 * np.arange(starts[-1]) + passages.repeat(sentences_of)  # the one in front of each sentence
    first, past = (tokens.bounds + begins.repeat(sentences_of)[:, np.newaxis]).T
    edges = np.empty(2 * starts[-1] + len(counts) + 1, np.int64)
    edges[opening], edges[before + 1], edges[before + 2], edges[-1] = begins, first, np.maximum(first, past), ends[-1]
    # One row more, since an empty stretch may begin behind the last.
    maxima = np.maximum.reduceat(np.concatenate([cosines, np.zeros((1, cosines.shape[1]), np.float32)]), edges[:-1])
    maxima[edges[1:] <= edges[:-1]] = _NONE
    sentences, between = maxima[before + 1], maxima[before]
    between[past < first] = _NONE  # a token around a whole sentence is of none
    previous = np.empty_like(sentences)
    previous[1:] = sentences[:-1]
    opening_sentences = starts[:-1][sentences_of > 0]
    previous[opening_sentences] = between[opening_sentences] = _NONE
    pairs = np.maximum(np.maximum(previous, between, out=between), sentences, out=between)
    every = np.concatenate([np.maximum.reduceat(maxima, opening), sentences, pairs])
    every[every == _NONE] = 0
    return every


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
