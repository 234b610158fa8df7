"""Which one to four sentences to quote: the windows of a passage that most probably hold the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.models.inputs import embedded_texts
from index.models.reranker import Reranker
from index.models.token_vectors import parted
from index.records import Source, Span
from index.retrieval.candidates import Candidate, SearchResult
from index.text.analysis import Term, terms
from index.text.anaphora import opens_with_anaphora
from index.text.answer_types import Holds, expected_answer_type
from index.text.sentences import LONGEST, count_words

MAX_SENTENCES = 4
# The weights of a conditional logit over all sentences of the candidates, fitted on two question sets: docs/quality.md.
_PASSAGE = 7.1  # the passage's score
_COSINE = 6.5
_LATE = 6.4  # late interaction with the sentence,
_LATE_PAIR = 6.2  # and with it and the one before it
_COVERAGE = 1.2  # the share of the question's terms that sentence, title and heading hold
_KIND = 1.4  # where the sentence holds what kind of answer is asked for
_RERANKED = 20  # sentences that a reranker reads
_SPREAD = 4.0  # standard deviation that its scores are brought to, about that of the retrievers' own
_DANGLING = 0.05  # less probable is what a window may be that makes more sense alone
_CLEARLY = 0.5  # of the best sentence's probability: such sentences are highlighted too


@dataclass(frozen=True, slots=True)
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
        """Where the sentences stand in their article."""
        sentences = self.candidate.passage.sentences
        return Span(sentences[self.first].start, sentences[self.last].end)

    @property
    def highlights(self) -> tuple[Span, ...]:
        """The sentences that most probably answer."""
        return tuple(self.candidate.passage.sentences[number] for number in self.answering)

    @property
    def text(self) -> str:
        """The sentences, word for word."""
        span = self.span
        return self.candidate.article.text[span.start : span.end]


def windows(found: SearchResult) -> list[Window]:
    """All windows of the candidates, the most probable first, of equals the shorter."""
    scores = _scores(found)
    if not scores:
        return []
    highest = max(float(score.max()) for score in scores)
    weights = [np.exp(score - highest) for score in scores]
    total = sum(float(weight.sum()) for weight in weights)
    all_windows = [
        window
        for candidate, weight in zip(found.candidates, weights, strict=True)
        for window in _of(candidate, (weight / total).tolist())
    ]
    return sorted(
        all_windows, key=lambda window: (_DANGLING * window.dangling - window.probability, window.last - window.first)
    )


def rerank(found: SearchResult, reranker: Reranker) -> SearchResult:
    """The candidates with a reranker's scores of the most promising sentences; any other counts as the worst of them.

    The reranker reads each sentence as it is embedded, its article's title and its heading in front.
    """
    if not found.candidates:
        return found
    scores = _scores(found)
    read = np.argsort(-np.concatenate(scores), kind="stable")[:_RERANKED]
    texts = [
        text for candidate in found.candidates for text in embedded_texts(candidate.article, candidate.passage)[1:]
    ]
    given = reranker.score(found.query.text, [texts[place] for place in read])
    reranked = np.full(len(texts), given.min(), np.float32)
    reranked[read] = given
    shares = parted(reranked, [len(score) for score in scores])
    candidates = zip(found.candidates, shares, strict=True)
    return replace(found, candidates=tuple(replace(candidate, reranked=share) for candidate, share in candidates))


def coverage(held: set[str], idf: dict[Term, float]) -> float:
    """The share of the question's terms that are among those of a text, each counted by its rarity."""
    return sum(weight for term, weight in idf.items() if not held.isdisjoint(term)) / (sum(idf.values()) or 1.0)


def _scores(found: SearchResult) -> list[NDArray[np.float64]]:
    """For each candidate how well its sentences answer: by the reranker where there is one, else by the retrievers."""
    reranked = [candidate.reranked for candidate in found.candidates if candidate.reranked is not None]
    if reranked:
        scale = _SPREAD / max(float(np.concatenate(reranked).std()), 1e-6)
        return [scale * scores.astype(np.float64) for scores in reranked]
    idf, holds_kind = found.idf, expected_answer_type(found.query.text)
    return [_sentence_scores(candidate, idf, holds_kind) for candidate in found.candidates]


def _sentence_scores(candidate: Candidate, idf: dict[Term, float], holds_kind: Holds | None) -> NDArray[np.float64]:
    """The logits of a candidate's sentences: shape (sentences,)."""
    late, language = candidate.late, candidate.article.language
    texts = candidate.sentences
    context = set(terms(candidate.context, language))
    covered = np.array([coverage(context.union(terms(text, language)), idf) for text in texts])
    kind = np.array([holds_kind is not None and holds_kind(text) for text in texts])
    matched = _COSINE * candidate.cosines[1:] + _LATE * late.sentences + _LATE_PAIR * late.pairs
    logits: NDArray[np.float64] = _PASSAGE * candidate.score + matched + _COVERAGE * covered + _KIND * kind
    return logits


def _of(candidate: Candidate, probabilities: list[float]) -> Iterator[Window]:
    texts = candidate.sentences
    lengths = [count_words(text) for text in texts]
    for first in range(len(texts)):
        back = first > 0 and opens_with_anaphora(texts[first])
        words, probability = 0, 0.0
        for last in range(first, min(first + MAX_SENTENCES, len(texts))):
            words += lengths[last]
            probability += probabilities[last]
            if last > first and words > LONGEST:
                break
            yield Window(
                candidate,
                first,
                last,
                probability,
                _answering(first, probabilities[first : last + 1]),
                words,
                back and (last - first + 1 == MAX_SENTENCES or words + lengths[first - 1] > LONGEST),
            )


def _answering(first: int, probabilities: Sequence[float]) -> tuple[int, ...]:
    if len(probabilities) == 1:
        return (first,)
    least = _CLEARLY * max(probabilities)
    return tuple([first + place for place, probability in enumerate(probabilities) if probability >= least])
