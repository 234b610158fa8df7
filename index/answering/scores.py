"""How well each sentence that was found answers: by the retrievers, and by the models that read it."""

from collections.abc import Set
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.answering.sections import section_match
from index.retrieval.candidates import SearchResult
from index.retrieval.weights import SentenceWeights
from index.text.analysis import Term, held_terms
from index.text.answer_types import holds_answer_type
from index.text.scripts import is_unspaced
from index.text.versions import find_versions

_LEAST_SPAN = np.float32(-12.0)  # lower ones say no more


def sentence_logits(result: SearchResult, weights: SentenceWeights) -> NDArray[np.float64]:
    """The logits of the sentences of all candidates, of which there is one, by the retrievers: shape (sentences,)."""
    candidates, question, counts = result.candidates, result.query.question, sentence_counts(result)
    cosines = np.concatenate([candidate.cosines[1:] for candidate in candidates])
    sentences = np.concatenate([candidate.late.sentences for candidate in candidates])
    pairs = np.concatenate([candidate.late.pairs for candidate in candidates])
    passages = np.repeat([np.float32(weights.passage * candidate.score) for candidate in candidates], counts)
    covered, headed, sections = _matches(result)
    of_type = np.zeros(len(cosines), np.bool_)
    if (expected := question.answer_type) is not None:
        asked = frozenset(question.words)
        texts = (sentence.text for candidate in candidates for sentence in candidate.sentences)
        of_type[:] = [holds_answer_type(text, expected, asked) for text in texts]
    similar = weights.cosine * cosines + weights.late * sentences + weights.late_pair * pairs
    coverage_weight = weights.coverage_unspaced if is_unspaced(question.text) else weights.coverage
    held = coverage_weight * np.array(covered) + weights.answer_type * of_type
    above = np.repeat(weights.heading * np.array(headed) + weights.section * np.array(sections), counts)
    logits: NDArray[np.float64] = passages + similar + held + above
    return logits


def sentence_scores(result: SearchResult, logits: NDArray[np.float64], weights: SentenceWeights) -> NDArray[np.float64]:
    """How well the sentences answer, by the reranker where there is one, else by their logits: shape (sentences,).

    What a reader says is added; of a passage that it did not read as if it said the worst that it said of any.
    """
    reranked = [candidate.reranked for candidate in result.candidates if candidate.reranked is not None]
    if reranked:
        scores = np.concatenate(reranked)
        return weights.reranker_spread / max(float(scores.std()), 1e-6) * scores.astype(np.float64)
    return logits + _judged(result, weights)


def sentence_counts(result: SearchResult) -> list[int]:
    """How many sentences each candidate has."""
    return [len(candidate.passage.sentences) for candidate in result.candidates]


def coverage(held: Set[str], idf: dict[Term, float]) -> float:
    """The share of the question's terms that are among those of a text, each counted by its rarity."""
    return sum(weight for term, weight in idf.items() if not held.isdisjoint(term)) / (sum(idf.values()) or 1.0)


def _judged(result: SearchResult, weights: SentenceWeights) -> NDArray[np.float64] | float:
    judgements = [candidate.judgement for candidate in result.candidates]
    read = [
        weights.reader_answer * np.float64(one.answer) + weights.reader_span * np.maximum(one.sentences, _LEAST_SPAN)
        for one in judgements
        if one is not None
    ]
    if not read:
        return 0.0
    least = min(one.min() for one in read)
    rest = iter(read)
    return np.concatenate(
        [
            np.full(count, least) if one is None else next(rest)
            for count, one in zip(sentence_counts(result), judgements, strict=True)
        ]
    )


def _matches(result: SearchResult) -> tuple[list[float], list[float], list[float]]:
    """The shares of the question's terms that sentences hold with what stands above them, and that headings hold.

    The third is how far the question names the section that each candidate is of.
    """
    idf = result.idf
    asked, versions = frozenset(chain.from_iterable(idf)), find_versions(result.query.question.text)

    @cache
    def covered(held: frozenset[str]) -> float:
        return coverage(held, idf)

    of_sentences, of_headings, of_sections = list[float](), list[float](), list[float]()
    for candidate in result.candidates:
        language = candidate.article.language
        above = asked & held_terms(candidate.context, language)
        of_sentences += [covered(above | (asked & sentence.held)) for sentence in candidate.sentences]
        of_headings.append(covered(asked & held_terms(candidate.passage.heading, language)))
        of_sections.append(section_match(asked, versions, covered(above), candidate))
    return of_sentences, of_headings, of_sections
