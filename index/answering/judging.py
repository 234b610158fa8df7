"""What models say that read the question beside what was found: a reader of passages, a reranker of sentences."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.answering.scores import sentence_counts
from index.models.inputs import embedded_texts, sentence_places
from index.models.reader import LANGUAGE, PassageReader, ReadPassage
from index.models.reranker import Reranker
from index.models.token_vectors import parted
from index.retrieval.candidates import Candidate, SearchResult


def judge(result: SearchResult, scores: NDArray[np.float64], reader: PassageReader, most: int) -> SearchResult:
    """The candidates with a reader's judgements of at most so many, those whose best sentences have the best scores.

    Of a question in another language than its own a reader would say nothing.
    """
    if result.query.question.language != LANGUAGE:
        return result
    best = [float(of.max()) for of in parted(scores, sentence_counts(result))]
    order = sorted(range(len(best)), key=lambda number: -best[number])[:most]
    read = [result.candidates[number] for number in order]
    passages = [_passage(candidate) for candidate in read]
    candidates = list(result.candidates)
    for number, judgement in zip(order, reader.read(result.query.text, passages), strict=True):
        candidates[number] = replace(candidates[number], judgement=judgement)
    return replace(result, candidates=tuple(candidates))


def _passage(candidate: Candidate) -> ReadPassage:
    """What is read of a candidate: in front what the question says and the article's publisher, author or day is."""
    front = "".join(f"{match}. " for match in candidate.metadata_matches)
    article, passage = candidate.article, candidate.passage
    places = [(start + len(front), end + len(front)) for start, end in sentence_places(article, passage)]
    return ReadPassage(front + embedded_texts(article, passage)[0], places)


def rerank(result: SearchResult, scores: NDArray[np.float64], reranker: Reranker, most: int) -> SearchResult:
    """The candidates with a reranker's scores of at most so many sentences; any other counts as the worst of them.

    The reranker reads those with the best scores, each as it is embedded, its article's title and its heading in front.
    """
    read = np.argsort(-scores, kind="stable")[:most]
    texts = [
        text for candidate in result.candidates for text in embedded_texts(candidate.article, candidate.passage)[1:]
    ]
    given = reranker.score(result.query.text, [texts[place] for place in read])
    reranked = np.full(len(texts), given.min(), np.float32)
    reranked[read] = given
    shares = parted(reranked, sentence_counts(result))
    candidates = zip(result.candidates, shares, strict=True)
    return replace(result, candidates=tuple(replace(candidate, reranked=share) for candidate, share in candidates))
