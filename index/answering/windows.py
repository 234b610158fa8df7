"""Which one to four sentences to quote: the windows of a passage that most probably hold the answer."""

from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import accumulate, chain, compress, pairwise
from math import sqrt
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.answering.sections import section_match
from index.lazy import lazy
from index.models.encoder import Vectors
from index.models.token_vectors import parted
from index.records import Source, Span
from index.retrieval.candidates import Candidate, SearchResult
from index.retrieval.weights import SentenceWeights
from index.text.analysis import Term, held_terms
from index.text.anaphora import opens_with_anaphora
from index.text.answer_types import holds_answer_type
from index.text.facts import TextFacts
from index.text.scripts import is_unspaced
from index.text.sentences import LONGEST, count_words
from index.text.versions import find_versions

_LEAST_SPAN = np.float32(-12.0)  # lower ones say no more
_PADDING = 0.05  # of the probability of the most probable paragraph


class WindowJudgement(NamedTuple):
    """What a reader says, as logits: whether the passage answers, and whether words of one of these sentences do."""

    answer: float
    span: float


class Window(msgspec.Struct, frozen=True, dict=True):
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

    @lazy
    def judgement(self) -> WindowJudgement | None:
        """What a reader says of the sentences; None where it did not read them."""
        judgement = self.candidate.judgement
        if judgement is None:
            return None
        return WindowJudgement(judgement.answer, float(judgement.sentences[self.first : self.last + 1].max()))

    @lazy
    def facts(self) -> TextFacts:
        """What the sentences together are compared by."""
        if self.first == self.last:
            return self.candidate.sentences[self.first]
        span = self.span
        article, sentences = self.candidate.article, self.candidate.sentences[self.first : self.last + 1]
        return TextFacts(article.plain[span.start : span.end], article.language, sentences)

    @property
    def sentences(self) -> tuple[TextFacts, ...]:
        """The sentences one by one, with what they are compared by."""
        return self.facts.parts or (self.facts,)

    @lazy
    def answer(self) -> TextFacts:
        """What the sentences that most probably answer are compared by, a line each."""
        sentences = tuple(self.candidate.sentences[number] for number in self.answering)
        if len(sentences) == 1:
            return sentences[0]
        text = "\n".join(sentence.text for sentence in sentences)
        return TextFacts(text, self.candidate.article.language, sentences)

    @lazy
    def vector(self) -> Vectors:
        """The mean vector of the sentences that most probably answer: float32, shape (dimension,)."""
        vectors = self.candidate.vectors
        mean: Vectors
        if len(self.answering) == 1:  # as mostly
            mean = vectors[1 + self.answering[0]]
        else:
            mean = vectors[[1 + number for number in self.answering]].mean(axis=0)
        return mean

    @lazy
    def norm(self) -> float:
        """The length of that vector."""
        return sqrt(self.vector @ self.vector)


def windows(result: SearchResult, weights: SentenceWeights) -> list[Window]:
    """All windows of the candidates, the most probable first, of equals the shorter."""
    if not result.candidates:
        return []
    scores = sentence_scores(result, weights)
    odds = np.exp(scores - scores.max())
    shares = parted(odds / odds.sum(), sentence_counts(result))
    all_windows = [
        window
        for candidate, share in zip(result.candidates, shares, strict=True)
        for window in _of(candidate, share.tolist(), weights)
    ]
    dangling = weights.dangling
    return sorted(all_windows, key=lambda one: (dangling * one.dangling - one.probability, one.last - one.first))


def coverage(held: Set[str], idf: dict[Term, float]) -> float:
    """The share of the question's terms that are among those of a text, each counted by its rarity."""
    return sum(weight for term, weight in idf.items() if not held.isdisjoint(term)) / (sum(idf.values()) or 1.0)


def sentence_counts(result: SearchResult) -> list[int]:
    """How many sentences each candidate has."""
    return [len(candidate.passage.sentences) for candidate in result.candidates]


def sentence_scores(result: SearchResult, weights: SentenceWeights) -> NDArray[np.float64]:
    """How well the sentences of all candidates answer, by the reranker where there is one: shape (sentences,).

    What a reader says is added; of a passage that it did not read as if it said the worst that it said of any.
    """
    reranked = [candidate.reranked for candidate in result.candidates if candidate.reranked is not None]
    if reranked:
        scores = np.concatenate(reranked)
        return weights.reranker_spread / max(float(scores.std()), 1e-6) * scores.astype(np.float64)
    return _logits(result, weights) + _judged(result, weights)


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


def _logits(result: SearchResult, weights: SentenceWeights) -> NDArray[np.float64]:
    """The logits of the sentences of all candidates, by the retrievers: shape (sentences,)."""
    candidates, question, counts = result.candidates, result.query.question, sentence_counts(result)
    cosines = np.concatenate([candidate.cosines[1:] for candidate in candidates])
    sentences = np.concatenate([candidate.late.sentences for candidate in candidates])
    pairs = np.concatenate([candidate.late.pairs for candidate in candidates])
    passages = np.repeat([np.float32(weights.passage * candidate.score) for candidate in candidates], counts)
    covered, headed = _coverages(result)
    of_type = np.zeros(len(cosines), np.bool_)
    if (expected := question.answer_type) is not None:
        asked = frozenset(question.words)
        texts = (sentence.text for candidate in candidates for sentence in candidate.sentences)
        of_type[:] = [holds_answer_type(text, expected, asked) for text in texts]
    similar = weights.cosine * cosines + weights.late * sentences + weights.late_pair * pairs
    coverage_weight = weights.coverage_unspaced if is_unspaced(question.text) else weights.coverage
    held = coverage_weight * np.array(covered) + weights.answer_type * of_type
    above = np.repeat(weights.heading * np.array(headed) + weights.section * np.array(_sections(result)), counts)
    logits: NDArray[np.float64] = passages + similar + held + above
    return logits


def _sections(result: SearchResult) -> list[float]:
    """How far the question names the section that each candidate is of."""
    asked, versions = frozenset(chain.from_iterable(result.idf)), find_versions(result.query.question.text)
    return [
        section_match(
            asked, versions, coverage(held_terms(candidate.context, candidate.article.language), result.idf), candidate
        )
        for candidate in result.candidates
    ]


def _coverages(result: SearchResult) -> tuple[list[float], list[float]]:
    """The shares of the question's terms that sentences hold with what stands above them, and that headings hold."""
    idf = result.idf
    asked = frozenset(chain.from_iterable(idf))

    @cache
    def covered(held: frozenset[str]) -> float:
        return coverage(held, idf)

    of_sentences, of_headings = list[float](), list[float]()
    for candidate in result.candidates:
        language = candidate.article.language
        above = asked & held_terms(candidate.context, language)
        of_sentences += [covered(above | (asked & sentence.held)) for sentence in candidate.sentences]
        of_headings.append(covered(asked & held_terms(candidate.passage.heading, language)))
    return of_sentences, of_headings


def _of(candidate: Candidate, probabilities: list[float], weights: SentenceWeights) -> Iterator[Window]:
    texts = [sentence.text for sentence in candidate.sentences]
    lengths, is_row, blocks = list(map(count_words, texts)), ["\t" in text for text in texts], _blocks(candidate)
    if any(is_row):
        probabilities = _with_rows(probabilities, is_row, weights.max_sentences)
    for first in range(len(texts)):
        back = first > 0 and opens_with_anaphora(texts[first])
        words, probability = 0, 0.0
        for last in range(first, min(first + weights.max_sentences, len(texts))):
            words += lengths[last]
            probability += probabilities[last]
            if last > first and (words > LONGEST or is_row[last]):  # a row answers alone
                break
            if blocks[first] != blocks[last] and _is_padded(probabilities[first : last + 1], blocks[first : last + 1]):
                continue
            yield Window(
                candidate,
                first,
                last,
                probability,
                (first,) if first == last else _answering(first, probabilities[first : last + 1], weights.highlighted),
                words,
                back and (last - first + 1 == weights.max_sentences or words + lengths[first - 1] > LONGEST),
            )


def _blocks(candidate: Candidate) -> list[int]:
    """For each sentence of a candidate the number of its paragraph or the like."""
    plain, sentences = candidate.article.plain, candidate.passage.sentences
    parted = [plain.count("\n", one.end, other.start) > 1 for one, other in pairwise(sentences)]
    return list(accumulate(parted, initial=0))


def _is_padded(probabilities: Sequence[float], blocks: Sequence[int]) -> bool:
    """Whether a window of several paragraphs begins or ends with one that says next to nothing of the answer."""
    sums = [sum(p for p, of in zip(probabilities, blocks, strict=True) if of == block) for block in set(blocks)]
    ends = [sum(p for p, of in zip(probabilities, blocks, strict=True) if of == end) for end in (blocks[0], blocks[-1])]
    return min(ends) < _PADDING * max(sums)


def _with_rows(probabilities: list[float], is_row: Sequence[bool], most: int) -> list[float]:
    """The probabilities of sentences, those of rows of a table as much as as many sentences of prose have together."""
    rows = sorted(compress(probabilities, is_row), reverse=True)
    if not rows[0]:
        return probabilities
    share = sum(rows[:most]) / rows[0]
    return [p * share if row else p for row, p in zip(is_row, probabilities, strict=True)]


def _answering(first: int, probabilities: Sequence[float], highlighted: float) -> tuple[int, ...]:
    least = highlighted * max(probabilities)
    return tuple([number for number, probability in enumerate(probabilities, first) if probability >= least])
