"""From a question to an answer: at most three quotes, or the word that the articles do not answer it."""

from dataclasses import dataclass, replace
from time import perf_counter

from index.confidence import Calibration, Evidence, lacks_name, weigh
from index.quotes import make_quote
from index.records import Answer, Quote, Source
from index.search import Searcher
from index.stories import tell_the_same
from index.windows import Window, windows

MOST_QUOTES = 3
_CANDIDATES = 10  # passages whose sentences are weighed


@dataclass(frozen=True, slots=True)
class Considered:
    """The best quotes for a question, whether or not they answer it, and what speaks for the first."""

    quotes: tuple[Quote, ...]
    evidence: Evidence | None
    lacks_name: bool


class Answerer:
    """Answers questions from one index."""

    def __init__(self, searcher: Searcher, calibration: Calibration, min_confidence: float) -> None:
        self.timings: dict[str, float] = {}
        """Seconds that each stage of the last answer took."""
        self.searcher = searcher
        self._calibration = calibration
        self.min_confidence = min_confidence

    def answer(self, question: str) -> Answer:
        """Quotes what answers a question; where nothing surely enough does, gives the closest instead."""
        considered = self.consider(question)
        confidence = self.confidence(considered)
        if self.is_answered(considered):
            return Answer(question, True, confidence, quotes=considered.quotes)
        return Answer(question, False, confidence, closest=considered.quotes)

    def is_answered(self, considered: Considered) -> bool:
        """Whether the quotes are sure enough, and speak of whom the question names."""
        sure = self.confidence(considered) >= self.min_confidence
        return bool(considered.quotes) and not considered.lacks_name and sure

    def confidence(self, considered: Considered) -> float:
        """The probability that the articles answer the question."""
        if considered.evidence is None:
            return 0.0
        probability = self._calibration.probability(considered.evidence)
        return min(probability, self._calibration.unnamed) if considered.lacks_name else probability

    def consider(self, question: str) -> Considered:
        """Finds the best quotes for a question and weighs them, without judging."""
        started = perf_counter()
        found = self.searcher.find(question, _CANDIDATES)
        searched = perf_counter()
        chosen = self._choose(windows(found))
        self.timings = {"search": searched - started, "quotes": perf_counter() - searched}
        if not chosen:
            return Considered((), None, lacks_name=False)
        quotes = tuple(quote for _, quote in chosen)
        best = [window for window, _ in chosen]
        return Considered(quotes, weigh(found, best[0], quotes[0]), lacks_name(question, quotes, best))

    def _choose(self, ranked: list[Window]) -> list[tuple[Window, Quote]]:
        """The best windows that neither overlap nor tell the same, as quotes with the articles that tell it too."""
        chosen: list[tuple[Window, Quote]] = []
        seen = set[int]()
        for window in ranked:
            # With all quotes found, the best window of each further passage is all that may tell the same.
            again, full = window.candidate.number in seen, len(chosen) == MOST_QUOTES
            seen.add(window.candidate.number)
            if (full and again) or any(_overlap(quote, window) for _, quote in chosen):
                continue
            same = next((place for place, (other, _) in enumerate(chosen) if tell_the_same(other, window)), None)
            if same is not None:
                other, quote = chosen[same]
                chosen[same] = other, _told_in(quote, window.source)
            elif not full:
                quote = make_quote(window, self.searcher.before)
                if not any(_overlap(other, quote) for _, other in chosen):
                    chosen.append((window, quote))
        return chosen


def _told_in(quote: Quote, source: Source) -> Quote:
    known = source == quote.source or source in quote.also_in
    return quote if known else replace(quote, also_in=(*quote.also_in, source))


def _overlap(quote: Quote, other: Quote | Window) -> bool:
    return quote.source == other.source and quote.span.start < other.span.end and other.span.start < quote.span.end
