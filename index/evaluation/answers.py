"""How good all that is: figures over sets of questions whose answers are known, and the fit of the confidence."""

from collections.abc import Callable, Collection, Sequence
from time import perf_counter

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.answering.answer import Answerer, ScoredAnswer
from index.answering.confidence import OF_READER, Calibration, Coefficients, Evidence, QuoteCalibration, Risk
from index.errors import QuotebotError
from index.evaluation.datasets import Question
from index.evaluation.rankings import Retrieval
from index.text.sentences import count_words

_BINS = 5
_RISKS = 20  # steps of confidence for which the risk is noted
_CONSTANT = 1e-6  # spread of a feature that never differs
_COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class JudgedQuote(msgspec.Struct, frozen=True):
    """A quote as a reader judged it, by its logits, and whether it holds an answer."""

    answer: float
    span: float
    holds_answer: bool


class Sample(msgspec.Struct, frozen=True):
    """What became of a question: whether its first quote, or one of three, holds an answer, and how sure that was.

    `judged` are the quotes that a reader read.
    """

    answerable: bool
    first: bool
    three: bool
    answered: bool
    lacks_name: bool
    confidence: float
    evidence: Evidence | None
    words: tuple[int, ...]
    verbatim: bool
    seconds: float
    judged: tuple[JudgedQuote, ...] = ()


class RiskPoint(msgspec.Struct, frozen=True):
    """Answering the surest `coverage` of all questions, from `threshold` on, `risk` of the answers is wrong."""

    coverage: float
    threshold: float
    risk: float


class Report(msgspec.Struct, frozen=True):
    """The figures of one set; shares are of the answerable questions, gold whether or not the threshold let it pass."""

    set: str
    questions: int
    answerable: int
    gold_first: float | None
    gold_three: float | None
    article_1: float | None
    article_10: float | None
    auroc: float | None
    calibration_error: float
    answered: int
    refused_right: float | None
    words_median: float | None
    words_most: int | None
    verbatim: bool
    p50_ms: float
    p95_ms: float
    risk_coverage: list[RiskPoint]
    retrieval: Retrieval | None


def measure(
    questions: Sequence[Question],
    answerer: Answerer,
    on_progress: Callable[[int, int], None],
) -> list[Sample]:
    """Asks every question and notes what came of it."""
    samples: list[Sample] = []
    for number, question in enumerate(questions):
        on_progress(number, len(questions))
        started = perf_counter()
        scored = answerer.score(question.question)
        samples.append(_sample(question, scored, answerer, perf_counter() - started))
    on_progress(len(questions), len(questions))
    return samples


def report(name: str, samples: Sequence[Sample], retrieval: Retrieval | None = None) -> Report:
    """The figures of a set; without those of retrieval nothing is said of articles."""
    gold = [sample for sample in samples if sample.answerable]
    others = [sample for sample in samples if not sample.answerable]
    confidences = np.array([sample.confidence for sample in samples])
    labels = np.array([sample.answerable for sample in samples])
    words = [count for sample in samples for count in sample.words]
    milliseconds = np.array([sample.seconds for sample in samples]) * 1000
    return Report(
        set=name,
        questions=len(samples),
        answerable=len(gold),
        gold_first=_share([sample.first for sample in gold]),
        gold_three=_share([sample.three for sample in gold]),
        article_1=None if retrieval is None else retrieval.article_1,
        article_10=None if retrieval is None else retrieval.article_10,
        auroc=auroc(labels, confidences),
        calibration_error=calibration_error(labels, confidences),
        answered=sum(sample.answered for sample in samples),
        refused_right=_share([not sample.answered for sample in others]),
        words_median=float(np.median(words)) if words else None,
        words_most=max(words, default=None),
        verbatim=all(sample.verbatim for sample in samples),
        p50_ms=float(np.percentile(milliseconds, 50)),
        p95_ms=float(np.percentile(milliseconds, 95)),
        risk_coverage=risk_coverage(np.array([sample.first for sample in samples]), confidences),
        retrieval=retrieval,
    )


def auroc(labels: NDArray[np.bool_], confidences: NDArray[np.float64]) -> float | None:
    """The area under the ROC curve; None where all questions are of one kind."""
    if labels.all() or not labels.any():
        return None
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(labels, confidences))


def calibration_error(labels: NDArray[np.bool_], confidences: NDArray[np.float64]) -> float:
    """The adaptive calibration error over five bins of equal mass (Nixon et al. 2019, arXiv 1904.01685).

    `labels` and `confidences` have shape (questions,). Of equal confidences those that come first are in the lower bin.
    """
    gaps = (labels - confidences)[np.argsort(confidences, kind="stable")]
    # The mean gap of a bin, weighed by its share of all questions, is its sum divided by their number.
    return float(sum(abs(part.sum()) for part in np.array_split(gaps, _BINS)) / len(gaps))


def risk_coverage(right: NDArray[np.bool_], confidences: NDArray[np.float64]) -> list[RiskPoint]:
    """How often the first quote is wrong when only the surest part of all questions is answered."""
    order = np.argsort(-confidences, kind="stable")
    points: list[RiskPoint] = []
    for coverage in _COVERAGES:
        taken = order[: max(1, round(coverage * len(order)))]
        points.append(RiskPoint(coverage, float(confidences[taken[-1]]), float(1 - right[taken].mean())))
    return points


def fit(sets: Sequence[Sequence[Sample]], reader: str = "", reranker: str = "") -> Calibration:
    """Fits the confidence to these sets, each of the same weight, whichever its size.

    `reader` and `reranker` are the fingerprints of those that they were answered with.
    """
    usable = [(sample, 1 / len(samples)) for samples in sets for sample in samples if sample.evidence]
    named = [(sample, weight) for sample, weight in usable if reader or not sample.lacks_name]
    unnamed = [(sample.answerable, weight) for sample, weight in usable if sample.lacks_name]
    if len({sample.answerable for sample, _ in named}) < 2:
        raise QuotebotError("a fit needs questions that are answerable and questions that are not")
    whole = [one for one in named if not reader or (one[0].evidence and one[0].evidence.answer is not None)]
    own = _coefficients(whole, ())
    rate = sum(weight for answerable, weight in unnamed if answerable) / (sum(weight for _, weight in unnamed) or 1.0)
    calibration = Calibration(
        own.intercept,
        own.weights,
        round(rate, 4),
        (),
        _fit_quotes(sets),
        _coefficients(named, OF_READER) if reader else None,
        reader,
        reranker,
    )
    return msgspec.structs.replace(calibration, risks=_risks(sets, calibration))


def _coefficients(samples: Sequence[tuple[Sample, float]], without: Collection[str]) -> Coefficients:
    """Those fitted to samples, each with its weight, on what there is of their evidence but for some fields."""
    told = [sample.evidence.told() for sample, _ in samples if sample.evidence]
    names = [name for name in told[0] if name not in without]
    intercept, values = _logistic(
        np.array([[values[name] for name in names] for values in told]),
        [sample.answerable for sample, _ in samples],
        np.array([weight for _, weight in samples]),
    )
    return Coefficients(intercept, dict(zip(names, values, strict=True)))


def _fit_quotes(sets: Sequence[Sequence[Sample]]) -> QuoteCalibration | None:
    """How probably a quote answers by what a reader says of it; None where none read them."""
    judged = [(one, 1 / len(samples)) for samples in sets for sample in samples for one in sample.judged]
    if len({one.holds_answer for one, _ in judged}) < 2:
        return None
    rows = np.array([(one.answer, one.span) for one, _ in judged])
    intercept, (answer, span) = _logistic(
        rows, [one.holds_answer for one, _ in judged], np.array([weight for _, weight in judged])
    )
    return QuoteCalibration(intercept, answer, span)


def _logistic(
    rows: NDArray[np.float64], labels: Sequence[bool], weights: NDArray[np.float64]
) -> tuple[float, list[float]]:
    """The intercept and the coefficients of a logistic regression, rounded."""
    from sklearn.linear_model import LogisticRegression

    spread = rows.std(axis=0)
    scale = np.where(spread > _CONSTANT, spread, np.inf)  # what never differs tells nothing
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(rows / scale, labels, sample_weight=weights * len(rows) / weights.sum())
    return round(float(model.intercept_[0]), 4), (model.coef_[0] / scale).round(4).tolist()


def _risks(sets: Sequence[Sequence[Sample]], calibration: Calibration) -> tuple[Risk, ...]:
    """What is wrong of the answers from each confidence on, each set of the same weight."""
    answered = [
        (calibration.probability(sample.evidence), float(not sample.first), 1 / len(samples))
        for samples in sets
        for sample in samples
        if sample.evidence and not (sample.lacks_name and calibration.refuses_unnamed)
    ]
    sure, wrong, weights = np.array(answered).T
    risks: list[Risk] = []
    for step in reversed(range(_RISKS)):
        taken = sure >= step / _RISKS
        risk = float(np.average(wrong[taken], weights=weights[taken])) if taken.any() else 0.0
        # More caution never counts as more risk, as few answers may have it seem.
        risks.insert(0, Risk(step / _RISKS, round(max([risk, *(risk.wrong for risk in risks[:1])]), 4)))
    return tuple(risks)


def _sample(question: Question, scored: ScoredAnswer, answerer: Answerer, seconds: float) -> Sample:
    hits = [question.is_answered_by(quote.plain) for quote in scored.quotes]
    texts = {quote.source: answerer.searcher.text_of(quote.source) for quote in scored.quotes}
    answer = answerer.decide(scored)
    return Sample(
        answerable=question.answerable,
        first=any(hits[:1]),
        three=any(hits),
        answered=answer.answered,
        lacks_name=scored.lacks_name,
        confidence=answer.confidence,
        evidence=scored.evidence,
        words=tuple(count_words(quote.plain) for quote in scored.quotes),
        verbatim=all(texts[quote.source][quote.span.start : quote.span.end] == quote.text for quote in scored.quotes),
        seconds=seconds,
        judged=tuple(
            JudgedQuote(*window.judgement, holds)
            for window, holds in zip(scored.windows, hits, strict=True)
            if window.judgement is not None
        ),
    )


def _share(marks: Sequence[bool]) -> float | None:
    return sum(marks) / len(marks) if marks else None
