"""From a question to an answer: three quotes at most, or one a part, or that the articles do not answer it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec

from index.answering.agreement import confirms, disagree, is_about_the_same, repeats, tell_the_same, versions
from index.answering.confidence import Calibration, Evidence, lacks_name, names_absent, weigh
from index.answering.dialogue import ResolvedQuestion, Turn, resolve, stands_alone
from index.answering.further import find_helpful
from index.answering.judging import judge, rerank
from index.answering.missing import find_missing
from index.answering.parts import join
from index.answering.quotes import make_quote
from index.answering.scores import sentence_logits, sentence_scores
from index.answering.windows import Window, windows
from index.errors import QuotebotError
from index.models.reader import PassageReader
from index.models.reranker import Reranker
from index.reading import source_span
from index.records import Answer, Quote, Source, Span
from index.retrieval.candidates import SearchResult
from index.retrieval.query import Query, legible
from index.retrieval.search import Finder
from index.retrieval.weights import Weights, load_weights
from index.stages import OnStage, unmeasured
from index.text.question_parts import split_question

MAX_QUOTES = 3
_FURTHER = 60  # words of each quote after the first
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
        chosen = self._choose(ranked, result)
        best = [window for window, _ in chosen]
        quotes = tuple(self._told(quote, window) for window, quote in chosen)
        _verify(quotes, result)
        understood, evidence = self._weigh(reading, result, best[0], quotes[0])
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

    def _choose(self, ranked: list[Window], result: SearchResult) -> list[tuple[Window, Quote]]:
        """The best windows that neither repeat nor tell the same, as quotes with the articles that tell it too.

        One that disagrees with another, on what the question names, stands right behind it.
        """
        agreement, max_sentences = self._weights.agreement, self._weights.sentences.max_sentences
        question = result.query.question
        everywhere = [one for candidate in result.candidates for one in (candidate, *candidate.near_duplicates)]
        chosen: list[tuple[Window, Quote]] = []
        seen = set[int]()
        for window in ranked:
            # With all quotes found, the best window of each further passage is all that may tell the same, or disagree.
            passage = id(window.candidate)
            again = passage in seen
            if again and len(chosen) == MAX_QUOTES:
                if len(seen) == len(result.candidates):
                    break
                continue
            long = bool(chosen) and window.words > _FURTHER and window.last > window.first
            span = source_span(window.candidate.article, window.span)
            if long or any(_overlap(quote, window.source, span) for _, quote in chosen):
                continue
            seen.add(passage)
            same = next(
                (number for number, (other, _) in enumerate(chosen) if tell_the_same(other, window, agreement)), None
            )
            if same is not None:
                other, quote = chosen[same]
                same_story = [window] if again else versions(window, everywhere, agreement, result)
                confirming = (
                    one
                    for one in same_story
                    if is_about_the_same(other, one, question) and confirms(one, other, agreement)
                )
                chosen[same] = other, _also_in(quote, confirming)
                continue
            opposed = [
                number
                for number, (other, _) in enumerate(chosen)
                if not again and disagree(other, window, agreement) and is_about_the_same(other, window, question)
            ]
            rank = 1 + max(opposed) if opposed else len(chosen)
            if rank == MAX_QUOTES or (not opposed and any(_repeats(quote, window) for _, quote in chosen)):
                continue
            same_story = versions(window, everywhere, agreement, result)
            quote = _also_in(make_quote(same_story[0], self.searcher.before, max_sentences), same_story)
            if not any(_overlap(other, quote.source, quote.span) for _, other in chosen):
                chosen.insert(rank, (window, quote))
                del chosen[MAX_QUOTES:]
        return chosen


def _verify(quotes: Iterable[Quote], result: SearchResult) -> None:
    """Raises MisquoteError unless articles hold their quotes where these say, and in them the sentences that answer."""
    candidates = [one for candidate in result.candidates for one in (candidate, *candidate.near_duplicates)]
    texts = {candidate.article.source: candidate.article.text for candidate in candidates}
    for quote in quotes:
        start, end = quote.span
        inside = all(start <= first < past <= end for first, past in quote.highlights)
        if not (0 <= start < end and inside and texts.get(quote.source, "")[start:end] == quote.text):
            raise MisquoteError(f"a quote is not what the article {quote.source.id!r} says; run: quotebot check")


def _also_in(quote: Quote, others: Iterable[Window]) -> Quote:
    sources = dict.fromkeys((*quote.also_in, *(window.source for window in others)))
    return replace(quote, also_in=tuple(source for source in sources if source != quote.source))


def _overlap(quote: Quote, source: Source, span: Span) -> bool:
    return quote.span.start < span.end and span.start < quote.span.end and quote.source == source


def _repeats(quote: Quote, window: Window) -> bool:
    return quote.source != window.source and repeats(window, quote.plain)
