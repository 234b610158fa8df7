"""What answering does by weights, by those that ship."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.answering import agreement, judging, quotes
from index.answering import windows as choosing
from index.answering.scores import sentence_logits, sentence_scores
from index.answering.windows import Window
from index.models.reader import PassageReader
from index.models.reranker import Reranker
from index.retrieval.candidates import SearchResult
from index.retrieval.weights import SentenceWeights, load_weights
from tests.index.answering.candidates import result

WEIGHTS = load_weights()

make_quote = partial(quotes.make_quote, max_sentences=WEIGHTS.sentences.max_sentences)
tell_the_same = partial(agreement.tell_the_same, weights=WEIGHTS.agreement)
disagree = partial(agreement.disagree, weights=WEIGHTS.agreement)
confirms = partial(agreement.confirms, weights=WEIGHTS.agreement)
versions = partial(agreement.versions, weights=WEIGHTS.agreement, result=result("so"), rank=lambda source: 1)


def scores(found: SearchResult, weights: SentenceWeights = WEIGHTS.sentences) -> NDArray[np.float64]:
    """How well the sentences answer, with what models say of them: shape (sentences,)."""
    return sentence_scores(found, sentence_logits(found, weights), weights)


def windows(found: SearchResult, weights: SentenceWeights = WEIGHTS.sentences) -> list[Window]:
    """The windows by those scores."""
    return choosing.windows(found, scores(found, weights), weights)


def judge(found: SearchResult, reader: PassageReader, most: int = WEIGHTS.sentences.read) -> SearchResult:
    """What a reader judges by those scores."""
    return judging.judge(found, scores(found), reader, most)


def rerank(found: SearchResult, reranker: Reranker) -> SearchResult:
    """What a reranker scores by those scores."""
    return judging.rerank(found, scores(found), reranker, WEIGHTS.sentences.reranked)
