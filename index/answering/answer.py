"""From a question to an answer: three quotes at most, or one a part, or that the articles do not answer it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import msgspec

from index.answering.choosing import MAX_QUOTES, QuoteChoice
from index.answering.confidence import Calibration, Evidence, lacks_name, names_absent, weigh
from index.answering.corrections import NONE, Corrections, Withheld
from index.answering.dialogue import ResolvedQuestion, Turn, resolve, stands_alone
from index.answering.further import find_helpful
from index.answering.judging import judge, rerank
from index.answering.missing import find_missing
from index.answering.parts import join
from index.answering.scores import sentence_logits, sentence_scores
from index.answering.standing import Standing
from index.answering.windows import Window, preference, windows
from index.errors import QuotebotError
from index.models.reader import PassageReader
from index.models.reranker import Reranker
from index.records import Answer, Quote
from index.retrieval.candidates import SearchResult
from index.retrieval.query import Query, legible
from index.retrieval.search import Finder
from index.retrieval.weights import Weights, load_weights
from index.stages import OnStage, unmeasured
from index.text.question_parts import split_question

_CANDIDATES = 10  # passages whose sentences are weighed
_MAX_PARTS = 5  # of a question, each of which takes as long as a question alone


class MisquoteError(QuotebotError):
    """A quote that its article does not hold."""


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """The best quotes for a question, whether or not they answer it, and what speaks for the first.

    `helpful` are those that are worth showing where they do.
    `question` is as it was understood, and `query` as it was looked for; `absent` are words of it that no article has
    (see SearchResult), and `windows` what the quotes were made of.
    """

    question: str
    quotes: tuple[Quote, ...]
    evidence: Evidence | None
    lacks_name: bool
    query: Query
    absent: frozenset[str] = frozenset()
    windows: tuple[Window, ...] = field(default=(), repr=False, compare=False)
    helpful: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer, and what it was decided by: of a question of several parts, the answered one that is least sure.

    `query` is all of the question as it was looked for.
    """

    answer: Answer
    scored: ScoredAnswer
    query: Query


class Answerer:
    """Answers questions from one collection, or from several.

    A reader, where there is one, tells what answers; a reranker, where there is one, orders the sentences.
    """

    def __init__(
        self,
        searcher: Finder,
        calibration: Calibration,
        min_confidence: float,
        reader: PassageReader | None = None,
        reranker: Reranker | None = None,
        weights: Weights | None = None,
        on_stage: OnStage = unmeasured,
        max_quotes: int = MAX_QUOTES,
        corrections: Corrections = NONE,
    ) -> None:
        """Without weights those that ship. Each part of a question has a quote, whatever `max_quotes` is."""
        self.searcher = searcher
        self._calibration = calibration
        self._reader = reader
        self._reranker = reranker
        self._weights = weights or load_weights()
        self._on_stage = on_stage
        self.min_confidence = min_confidence
        self._max_quotes = max_quotes
        self._corrections = corrections
        self._withheld = Withheld(corrections.unquoted)

    def answer(self, question: str, before: Turn | None = None) -> Answer:
        """Quotes what answers a question; where nothing surely enough does, gives the closest instead."""
        return self.decided(question, before).answer

    def decided(self, question: str, before: Turn | None = None) -> Decision:
        """The same with what speaks for it; of a question of a few parts each is answered."""
        whole = self._decided(question, before)
        parts = split_question(legible(question))
        if not 1 < len(parts) <= _MAX_PARTS:
            return whole
        if stands_alone(question, before, self._weights.dialogue):
            before = None  # then its parts do
        each = [self._decided(part.asked, before) for part in parts]
        # The first may lack what stands behind another: "When" of "When and where was the mill built?".
        told = [parts[0].asked, *(part.words for part in parts[1:])]
        joined = join(
            whole.answer, [(words, one.answer) for words, one in zip(told, each, strict=True)], self._max_quotes
        )
        if joined is whole.answer:
            return whole
        answered = (one for one in each if one.answer.answered)
        least_sure = min(answered, key=lambda one: one.answer.confidence)
        return Decision(joined, least_sure.scored, whole.query)

    def _decided(self, question: str, before: Turn | None) -> Decision:
        scored = self.score(question, before)
        return Decision(self.decide(scored), scored, scored.query)

    def decide(self, scored: ScoredAnswer) -> Answer:
        """Takes the quotes for an answer where they are sure enough, and speak of whom the question names.

        Where they are none, tells what of the question is missing.
        """
        confidence = self.confidence(scored)
        if scored.quotes and not scored.lacks_name and confidence >= self.min_confidence:
            return Answer(scored.question, True, confidence, quotes=scored.helpful[: self._max_quotes])
        missing = find_missing(scored.query, scored.absent, scored.quotes, scored.windows)
        return Answer(scored.question, False, confidence, closest=scored.quotes, missing=missing)

    def confidence(self, scored: ScoredAnswer) -> float:
        """The probability that the articles answer the question."""
        if scored.evidence is None:
            return 0.0
        probability = self._calibration.probability(scored.evidence)
        return min(probability, self._calibration.unnamed) if scored.lacks_name else probability

    def score(self, question: str, before: Turn | None = None) -> ScoredAnswer:
        """Finds the best quotes for a question, understood with the one before it, and weighs them without judging.

        Each is compared with its article, as it was read and verified in the same state of the library. Raises
        MisquoteError.
        """
        with self._on_stage("search"):
            reading = resolve(question, before, self._weights.dialogue)
            result = self.searcher.find(reading.text, _CANDIDATES, article_boost=reading.article_boost)
        with self._on_stage("quotes"):
            return self._quote(reading, result)

    def _quote(self, reading: ResolvedQuestion, result: SearchResult) -> ScoredAnswer:
        """The best quotes of what was found, weighed."""
        if not result.candidates:
            return ScoredAnswer(reading.text, (), None, False, result.query, result.absent)
        result, ranked = self._rank(result)
        standing = Standing.of(result, self._corrections, self._weights.versions)
        chosen = self._choose(ranked, result, standing)
        if not chosen:  # all that was found is not to be quoted
            return ScoredAnswer(reading.text, (), None, False, result.query, result.absent)
        best = [window for window, _ in chosen]
        quotes = tuple(self._told(quote, window) for window, quote in chosen)
        _verify(quotes, result)
        understood, evidence = self._weigh(reading, result, best[0], quotes[0])
        if not standing.is_plain:
            understood, evidence = self._surest(reading, result, chosen, (understood, evidence))
        question = result.query.question
        if self._calibration.refuses_unnamed:
            lacking = lacks_name(question, quotes, best)
        else:
            lacking = names_absent(question, result.absent, best[0])
        helpful = quotes  # without a reader nothing tells which are
        if self._calibration.quote is not None:
            helpful = find_helpful(quotes, best, question, self._weights.further, self._weights.agreement)
        return ScoredAnswer(understood, quotes, evidence, lacking, result.query, result.absent, tuple(best), helpful)

    def _rank(self, result: SearchResult) -> tuple[SearchResult, list[Window]]:
        """What was found with what models say that read it, and the windows of that, the most probable first."""
        weights = self._weights.sentences
        with self._on_stage("sentences"):
            logits = sentence_logits(result, weights)
            if self._reader is not None:
                with self._on_stage("reader"):
                    result = judge(result, logits, self._reader, weights.read)
            scores = sentence_scores(result, logits, weights)
            if self._reranker is not None:
                result = rerank(result, scores, self._reranker, weights.reranked)
                scores = sentence_scores(result, logits, weights)
            return result, windows(result, scores, weights)

    def _choose(self, ranked: Sequence[Window], result: SearchResult, standing: Standing) -> list[tuple[Window, Quote]]:
        """The windows that are quoted, of those that were found in their order."""
        choice = QuoteChoice(result, standing, self._withheld, self.searcher.before, self._weights)
        prefer = partial(preference, weights=self._weights.sentences)
        return choice.of(standing.ordered(ranked, prefer, choice.shown_of))

    def _surest(
        self,
        reading: ResolvedQuestion,
        result: SearchResult,
        chosen: Sequence[tuple[Window, Quote]],
        first: tuple[str, Evidence],
    ) -> tuple[str, Evidence]:
        """What speaks for the first quote, or for the most probable one where that says more.

        The articles answer no less surely where another article goes before the one that answers best.
        """
        window, quote = max(chosen, key=lambda one: preference(one[0], self._weights.sentences))
        probable = self._weigh(reading, result, window, quote)
        return max(first, probable, key=lambda one: self._calibration.probability(one[1]))

    def _told(self, quote: Quote, window: Window) -> Quote:
        """A quote with the probability that it answers, where a reader read it."""
        if self._calibration.quote is None or window.judgement is None:
            return quote
        return replace(quote, reader=self._calibration.quote.probability(*window.judgement))

    def _weigh(
        self, reading: ResolvedQuestion, result: SearchResult, best: Window, quote: Quote
    ) -> tuple[str, Evidence]:
        """What the question meant and what speaks for its best quote.

        A question alone may say little for a quote of the article that is talked about, so that is weighed by the whole
        too. Where it says more alone, that is what it meant, unless it surely goes on from what was before.
        """
        article_boost, source, alone = reading.article_boost, quote.source, weigh(result, best, quote)
        if article_boost is None or (article_boost.collection, article_boost.article) != (source.collection, source.id):
            return reading.text, alone
        whole = self.searcher.find(reading.whole, _CANDIDATES, article_boost=article_boost)
        for candidate in whole.candidates:
            if candidate.number == best.candidate.number:
                again = weigh(whole, msgspec.structs.replace(best, candidate=candidate), quote)
                # What models say that read it they said of the question alone.
                together = msgspec.structs.replace(again, answer=alone.answer, span=alone.span, reranker=alone.reranker)
                if self._calibration.probability(together) >= self._calibration.probability(alone):
                    return reading.whole, together
                surely = article_boost.boost >= self._weights.dialogue.surely
                return reading.whole if surely else reading.text, alone
        return reading.whole, alone


def _verify(quotes: Iterable[Quote], result: SearchResult) -> None:
    """Raises MisquoteError unless articles hold their quotes where these say, and in them the sentences that answer."""
    candidates = [one for candidate in result.candidates for one in (candidate, *candidate.near_duplicates)]
    texts = {candidate.article.source: candidate.article.text for candidate in candidates}
    for quote in quotes:
        start, end = quote.span
        inside = all(start <= first < past <= end for first, past in quote.highlights)
        if not (0 <= start < end and inside and texts.get(quote.source, "")[start:end] == quote.text):
            raise MisquoteError(f"a quote is not what the article {quote.source.id!r} says; run: quotebot check")
