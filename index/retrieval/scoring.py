"""How the passages that were retrieved are ranked: words, vectors and late interaction in one score.

A convex combination of normalized scores (Bruch et al., arXiv 2210.11934).
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from index.retrieval.late_interaction import LateInteraction
from index.retrieval.weights import RankingWeights

Scores = NDArray[np.float64]
"""The scores of passages: float64, shape (passages,)."""


def first_stage_scores(
    cosines: NDArray[np.float32],
    starts: NDArray[np.int64],
    lexical: Scores,
    metadata_matches: NDArray[np.int64],
    weights: RankingWeights,
) -> Scores:
    """The scores of passages before late interaction.

    `cosines` are the question's with each passage and behind it its sentences, which begin at `starts`: shape
    (passages,), one or more. `lexical` are shares of the best BM25 score, `metadata_matches` how many things that the
    question says each one's article is known by.
    """
    sentences = cosines.astype(np.float64)
    own = sentences[starts]
    sentences[starts] = -np.inf
    best = np.maximum.reduceat(sentences, starts)
    cosine = (1 - weights.best_sentence) * own + weights.best_sentence * best
    scores: Scores = weights.dense * cosine + (1 - weights.dense) * lexical + weights.metadata_match * metadata_matches
    return scores


def rescore(scores: Scores, late: LateInteraction, weights: RankingWeights) -> Scores:
    """The scores of passages whose tokens were looked at, from those before."""
    matched = weights.late_passage * late.passages.astype(np.float64) + weights.late_sentence * late.best_sentences()
    rescored: Scores = scores + weights.dense * matched
    return rescored


def idf(frequency: int, count: int) -> float:
    """The inverse document frequency, as BM25 has it, of a term that `frequency` of `count` passages hold."""
    return log(1 + (count - frequency + 0.5) / (frequency + 0.5))
