"""How the passages that were retrieved are ranked: words, vectors and late interaction in one score.

A convex combination of normalized scores (Bruch et al., arXiv 2210.11934), its weights found on two question sets by
cross-validation over their articles: docs/quality.md.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from index.retrieval.late_interaction import LateInteractionScores

DENSE = 0.8  # the rest is the share of the best BM25 score
_BEST_SENTENCE = 0.7  # of the cosine; the rest is the passage's own
_LATE_PASSAGE = 2.0
_LATE_SENTENCE = 1.0  # the best sentence's
# For an article of the publisher, author or days that a question names, each. Of questions whose first quote is right
# one in forty would get another if the best other article had it by mistake.
_METADATA_MATCH = 0.3


def first_stage_score(cosines: NDArray[np.float32], lexical: float, metadata_matches: int) -> float:
    """The score of a passage before late interaction.

    `cosines` are the question's with the passage (first) and its sentences: shape (1 + sentences,); `lexical` is the
    share of the best BM25 score, `metadata_matches` how many things that the question says the article is known by.
    """
    own, *sentences = cosines.tolist()  # floats, since so few are added up faster than as an array
    cosine = (1 - _BEST_SENTENCE) * own + _BEST_SENTENCE * max(sentences)
    return float(DENSE * cosine + (1 - DENSE) * lexical + _METADATA_MATCH * metadata_matches)


def rescore(score: float, late: LateInteractionScores) -> float:
    """The score of a passage whose tokens were looked at, from that before."""
    best = float(late.sentences.max(initial=0.0))
    return score + DENSE * (_LATE_PASSAGE * late.passage + _LATE_SENTENCE * best)


def idf(frequency: int, count: int) -> float:
    """The inverse document frequency, as BM25 has it, of a term that `frequency` of `count` passages hold."""
    return log(1 + (count - frequency + 0.5) / (frequency + 0.5))
