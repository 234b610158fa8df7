"""Which one to four sentences to quote: the windows of a passage that most probably hold the answer."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, pairwise
from math import sqrt
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.answering.scores import sentence_counts
from index.lazy import lazy
from index.models.encoder import Vectors
from index.models.token_vectors import parted
from index.records import Source, Span
from index.retrieval.candidates import Candidate, SearchResult
from index.retrieval.weights import SentenceWeights
from index.text.anaphora import opens_with_anaphora
from index.text.facts import TextFacts
from index.text.sentences import LONGEST, count_words

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


def windows(result: SearchResult, scores: NDArray[np.float64], weights: SentenceWeights) -> list[Window]:
    """All windows of the candidates, the most probable first, of equals the shorter.

    `scores` are those of all sentences: shape (sentences,).
    """
    odds = np.exp(scores - scores.max())
    shares = parted(odds / odds.sum(), sentence_counts(result))
    all_windows = [
        window
        for candidate, share in zip(result.candidates, shares, strict=True)
        for window in _of(candidate, share.tolist(), weights)
    ]
    return sorted(all_windows, key=lambda one: (-preference(one, weights), one.last - one.first))


def preference(window: Window, weights: SentenceWeights) -> float:
    """How probable a window is, less where it makes less sense alone."""
    return window.probability - weights.dangling * window.dangling


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
