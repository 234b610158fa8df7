"""How the passages that were retrieved are ranked: words, vectors and late interaction in one score.

A convex combination of normalized scores (Bruch et al., arXiv 2210.11934).
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from index.retrieval.late_interaction import LateInteractionScores
from index.retrieval.weights import RankingWeights


def first_stage_score(
    cosines: NDArray[np.float32], lexical: float, metadata_matches: int, weights: RankingWeights
) -> float:
    """The score of a passage before late interaction.

    `cosines` are the question's with the passage (first) and its sentences: shape (1 + sentences,); `lexical` is the
    share of the best BM25 score, `metadata_matches` how many things that the question says the article is known by.
    """
    own, *sentences = cosines.tolist()  # floats, since so few are added up faster than as an array
    cosine = (1 - weights.best_sentence) * own + weights.best_sentence * max(sentences)
    mixed = weights.dense * cosine + (1 - weights.dense) * lexical
    return float(mixed + weights.metadata_match * metadata_matches)


def rescore(score: float, late: LateInteractionScores, weights: RankingWeights) -> float:
    """The score of a passage whose tokens were looked at, from that before."""
    best = float(late.sentences.max(initial=0.0))
    return score + weights.dense * (weights.late_passage * late.passage + weights.late_sentence * best)


def idf(frequency: int, count: int) -> float:
    """The inverse document frequency, as BM25 has it, of a term that `frequency` of `count` passages hold."""
    return log(1 + (count - frequency + 0.5) / (frequency + 0.5))
