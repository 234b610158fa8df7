"""Which one to four sentences to quote: the windows of a passage that most probably hold the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.found import Candidate, Found
from index.passages import embedded_texts
from index.records import Source, Span
from index.reranker import Reranker
from index.sentences import LONGEST, count_words
from index.words import terms

MOST_SENTENCES = 4
# What follows was found on two question sets: docs/quality.md.
_COVERAGE = 0.6  # weight of the question's words beside the cosine of a sentence
_LATE = 1.0  # weight of late interaction beside both
_LATE_PASSAGE = 1.0  # weight of the passage's late interaction beside its score
_SENTENCE = 0.8  # weight of a sentence's score beside its passage's
_TEMPERATURE = 0.1
_RERANKED = 20  # sentences that a reranker reads
_SPREAD = 0.4  # standard deviation that its scores are brought to; those of the retrievers have 0.28 and 0.49 there
_CLEARLY = 0.5  # of the best sentence's probability: such sentences are highlighted too


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of a candidate, `first` to `last`, with the probability that one of them answers.

    `answering` are the numbers of the sentences that most probably do; `words` counts those of all.
    """

    candidate: Candidate
    first: int
    last: int
    probability: float
    answering: tuple[int, ...]
    words: int

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
    def text(self) -> str:
        """The sentences, word for word."""
        return self.candidate.article.text[self.span.start : self.span.end]


def windows(found: Found) -> list[Window]:
    """All windows of the candidates, the most probable first, of equals the shorter."""
    scores = _scores(found)
    if not scores:
        return []
    highest = max(float(score.max()) for score in scores)
    weights = [np.exp((score - highest) / _TEMPERATURE) for score in scores]
    total = sum(float(weight.sum()) for weight in weights)
    all_windows = [
        window
        for candidate, weight in zip(found.candidates, weights, strict=True)
        for window in _of(candidate, weight / total)
    ]
    return sorted(all_windows, key=lambda window: (-window.probability, window.last - window.first))


def rerank(found: Found, reranker: Reranker) -> Found:
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
    given = reranker.score(found.question, [texts[place] for place in read])
    reranked = np.full(len(texts), given.min(), np.float32)
    reranked[read] = given
    shares = np.split(reranked, np.cumsum([len(score) for score in scores])[:-1])
    candidates = zip(found.candidates, shares, strict=True)
    return replace(found, candidates=tuple(replace(candidate, reranked=share) for candidate, share in candidates))


def coverage(held: set[str], rarity: dict[str, float]) -> float:
    """The share of the question's terms that are among those of a text, each counted by its rarity."""
    return sum(weight for term, weight in rarity.items() if term in held) / (sum(rarity.values()) or 1.0)


def _scores(found: Found) -> list[NDArray[np.float64]]:
    """For each candidate how well its sentences answer: by the reranker where there is one, else by the retrievers."""
    reranked = [candidate.reranked for candidate in found.candidates if candidate.reranked is not None]
    if reranked:
        scale = _SPREAD / max(float(np.concatenate(reranked).std()), 1e-6)
        return [scale * scores.astype(np.float64) for scores in reranked]
    rarity = found.rarity
    return [_sentence_scores(candidate, rarity) for candidate in found.candidates]


def _sentence_scores(candidate: Candidate, rarity: dict[str, float]) -> NDArray[np.float64]:
    text = candidate.article.text
    # What title and heading say need not be said again.
    context = set(terms(f"{candidate.article.source.title} {candidate.passage.heading}"))
    covered = [
        coverage(context.union(terms(text[span.start : span.end])), rarity) for span in candidate.passage.sentences
    ]
    own = candidate.cosines[1:].astype(np.float64) + _COVERAGE * np.array(covered) + _LATE * candidate.late[1:]
    return candidate.score + _LATE_PASSAGE * float(candidate.late[0]) + _SENTENCE * own


def _of(candidate: Candidate, probabilities: NDArray[np.float64]) -> Iterator[Window]:
    spans, text = candidate.passage.sentences, candidate.article.text
    lengths = [count_words(text[span.start : span.end]) for span in spans]
    for first in range(len(spans)):
        for last in range(first, min(first + MOST_SENTENCES, len(spans))):
            words = sum(lengths[first : last + 1])
            if last > first and words > LONGEST:
                break
            yield Window(
                candidate,
                first,
                last,
                float(probabilities[first : last + 1].sum()),
                _answering(first, probabilities[first : last + 1]),
                words,
            )


def _answering(first: int, probabilities: Sequence[float] | NDArray[np.float64]) -> tuple[int, ...]:
    least = _CLEARLY * max(probabilities)
    return tuple(first + place for place, probability in enumerate(probabilities) if probability >= least)
