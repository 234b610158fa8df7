"""Which one to four sentences to quote: the windows of a passage that most probably hold the answer."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Vectors
from index.models.inputs import embedded_texts
from index.models.reranker import Reranker
from index.models.token_vectors import parted
from index.records import Source, Span
from index.retrieval.candidates import Candidate, SearchResult
from index.retrieval.weights import SentenceWeights
from index.text.analysis import Term, held_terms
from index.text.anaphora import opens_with_anaphora
from index.text.answer_types import holds_answer_type
from index.text.facts import TextFacts
from index.text.question import Question
from index.text.scripts import is_unspaced
from index.text.sentences import LONGEST, count_words

_PADDING = 0.05  # of the probability of the most probable paragraph


@dataclass(frozen=True)
class Window:
    """Consecutive sentences of a candidate, `first` to `last`, with the probability that one of them answers.

    `answering` are the numbers of the sentences that most probably do; `words` counts those of all. A `dangling` window
    opens with what the sentence before it explains, for which it has no room.
    """

    candidate: Candidate
    first: int
    last: int
    probability: float
    answering: tuple[int, ...]
    words: int
    dangling: bool = False

    @property
    def source(self) -> Source:
        """The article that the sentences are of."""
        return self.candidate.article.source

    @property
    def span(self) -> Span:
        """Where the sentences stand in their article's plain reading."""
        sentences = self.candidate.passage.sentences
        return Span(sentences[self.first].start, sentences[self.last].end)

    @property
    def highlights(self) -> tuple[Span, ...]:
        """The sentences that most probably answer."""
        return tuple(self.candidate.passage.sentences[number] for number in self.answering)

    @property
    def text(self) -> str:
        """The sentences, word for word."""
        return self.facts.text

    @property
    def sentences(self) -> tuple[TextFacts, ...]:
        """The sentences one by one, with what they are compared by."""
        return self.candidate.sentences[self.first : self.last + 1]

    @cached_property
    def facts(self) -> TextFacts:
        """What the sentences together are compared by."""
        if self.first == self.last:
            return self.candidate.sentences[self.first]
        span = self.span
        article = self.candidate.article
        return TextFacts(article.plain[span.start : span.end], article.language)

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """The numbers of the sentences, each of which is read once for all windows that hold it."""
        return frozenset[Decimal]().union(*(sentence.numbers for sentence in self.sentences))

    @cached_property
    def answer(self) -> TextFacts:
        """What the sentences that most probably answer are compared by, a line each."""
        sentences = [self.candidate.sentences[number] for number in self.answering]
        if len(sentences) == 1:
            return sentences[0]
        return TextFacts("\n".join(sentence.text for sentence in sentences), self.candidate.article.language)

    @cached_property
    def vector(self) -> Vectors:
        """The mean vector of the sentences that most probably answer: float32, shape (dimension,)."""
        vectors = self.candidate.vectors
        mean: Vectors
        if len(self.answering) == 1:  # as mostly
            mean = vectors[1 + self.answering[0]]
        else:
            mean = vectors[[1 + number for number in self.answering]].mean(axis=0)
        return mean

    @cached_property
    def norm(self) -> float:
        """The length of that vector."""
        return sqrt(self.vector @ self.vector)


def windows(result: SearchResult, weights: SentenceWeights) -> list[Window]:
    """All windows of the candidates, the most probable first, of equals the shorter."""
    scores = _scores(result, weights)
    if not scores:
        return []
    highest = max(float(score.max()) for score in scores)
    odds = [np.exp(score - highest) for score in scores]
    total = sum(float(each.sum()) for each in odds)
    all_windows = [
        window
        for candidate, each in zip(result.candidates, odds, strict=True)
        for window in _of(candidate, (each / total).tolist(), weights)
    ]
    return sorted(
        all_windows,
        key=lambda window: (weights.dangling * window.dangling - window.probability, window.last - window.first),
    )


def rerank(result: SearchResult, reranker: Reranker, weights: SentenceWeights) -> SearchResult:
    """The candidates with a reranker's scores of the most promising sentences; any other counts as the worst of them.

    The reranker reads each sentence as it is embedded, its article's title and its heading in front.
    """
    if not result.candidates:
        return result
    scores = _scores(result, weights)
    read = np.argsort(-np.concatenate(scores), kind="stable")[: weights.reranked]
    texts = [
        text for candidate in result.candidates for text in embedded_texts(candidate.article, candidate.passage)[1:]
    ]
    given = reranker.score(result.query.text, [texts[place] for place in read])
    reranked = np.full(len(texts), given.min(), np.float32)
    reranked[read] = given
    shares = parted(reranked, [len(score) for score in scores])
    candidates = zip(result.candidates, shares, strict=True)
    return replace(result, candidates=tuple(replace(candidate, reranked=share) for candidate, share in candidates))


def coverage(held: Set[str], idf: dict[Term, float]) -> float:
    """The share of the question's terms that are among those of a text, each counted by its rarity."""
    return sum(weight for term, weight in idf.items() if not held.isdisjoint(term)) / (sum(idf.values()) or 1.0)


def _scores(result: SearchResult, weights: SentenceWeights) -> list[NDArray[np.float64]]:
    """For each candidate how well its sentences answer: by the reranker where there is one, else by the retrievers."""
    reranked = [candidate.reranked for candidate in result.candidates if candidate.reranked is not None]
    if reranked:
        scale = weights.reranker_spread / max(float(np.concatenate(reranked).std()), 1e-6)
        return [scale * scores.astype(np.float64) for scores in reranked]
    idf, question = result.idf, result.query.question
    return [_sentence_scores(candidate, idf, question, weights) for candidate in result.candidates]


def _sentence_scores(
    candidate: Candidate, idf: dict[Term, float], question: Question, weights: SentenceWeights
) -> NDArray[np.float64]:
    """The logits of a candidate's sentences: shape (sentences,)."""
    late, language = candidate.late, candidate.article.language
    sentences, asked = candidate.sentences, frozenset(question.words)
    expected = question.answer_type
    context = held_terms(candidate.context, language)
    covered = np.array([coverage(context | sentence.terms_in(language), idf) for sentence in sentences])
    of_type = np.array([expected is not None and holds_answer_type(one.text, expected, asked) for one in sentences])
    similar = weights.cosine * candidate.cosines[1:] + weights.late * late.sentences + weights.late_pair * late.pairs
    coverage_weight = weights.coverage_unspaced if is_unspaced(question.text) else weights.coverage
    held = coverage_weight * covered + weights.answer_type * of_type
    headed = weights.heading * coverage(held_terms(candidate.passage.heading, language), idf)
    logits: NDArray[np.float64] = weights.passage * candidate.score + similar + held + headed
    return logits


def _of(candidate: Candidate, probabilities: list[float], weights: SentenceWeights) -> Iterator[Window]:
    texts = [sentence.text for sentence in candidate.sentences]
    lengths = [count_words(text) for text in texts]
    probabilities, blocks = _with_rows(texts, probabilities, weights.max_sentences), _blocks(candidate)
    for first in range(len(texts)):
        back = first > 0 and opens_with_anaphora(texts[first])
        words, probability = 0, 0.0
        for last in range(first, min(first + weights.max_sentences, len(texts))):
            words += lengths[last]
            probability += probabilities[last]
            if last > first and (words > LONGEST or "\t" in texts[last]):  # a row answers alone
                break
            if _is_padded(probabilities[first : last + 1], blocks[first : last + 1]):
                continue
            yield Window(
                candidate,
                first,
                last,
                probability,
                _answering(first, probabilities[first : last + 1], weights.highlighted),
                words,
                back and (last - first + 1 == weights.max_sentences or words + lengths[first - 1] > LONGEST),
            )


def _blocks(candidate: Candidate) -> list[int]:
    """For each sentence of a candidate the number of its paragraph or the like."""
    plain, sentences = candidate.article.plain, candidate.passage.sentences
    parted = (plain.count("\n", one.end, other.start) > 1 for one, other in pairwise(sentences))
    return list(accumulate(parted, initial=0))


def _is_padded(probabilities: Sequence[float], blocks: Sequence[int]) -> bool:
    """Whether a window begins or ends with a paragraph that says next to nothing of the answer."""
    if blocks[0] == blocks[-1]:
        return False
    sums = [sum(p for p, of in zip(probabilities, blocks, strict=True) if of == block) for block in set(blocks)]
    ends = [sum(p for p, of in zip(probabilities, blocks, strict=True) if of == end) for end in (blocks[0], blocks[-1])]
    return min(ends) < _PADDING * max(sums)


def _with_rows(texts: Sequence[str], probabilities: list[float], most: int) -> list[float]:
    """The probabilities of sentences, those of rows of a table as much as as many sentences of prose have together."""
    rows = sorted((p for text, p in zip(texts, probabilities, strict=True) if "\t" in text), reverse=True)
    if not rows or not rows[0]:
        return probabilities
    share = sum(rows[:most]) / rows[0]
    return [p * share if "\t" in text else p for text, p in zip(texts, probabilities, strict=True)]


def _answering(first: int, probabilities: Sequence[float], highlighted: float) -> tuple[int, ...]:
    if len(probabilities) == 1:
        return (first,)
    least = highlighted * max(probabilities)
    return tuple([first + place for place, probability in enumerate(probabilities) if probability >= least])
