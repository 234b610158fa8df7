"""The figures of an evaluation are what their definitions say."""

import msgspec
import numpy as np
import pytest

from index.answering.answer import Answerer
from index.answering.confidence import Calibration, Evidence
from index.errors import QuotebotError
from index.evaluation.answers import (
    JudgedQuote,
    RiskPoint,
    Sample,
    auroc,
    calibration_error,
    fit,
    measure,
    report,
    risk_coverage,
)
from index.evaluation.datasets import Question
from index.evaluation.rankings import Ranking, Retrieval
from index.retrieval.weights import load_weights
from tests.index.answering.candidates import Found, candidate
from tests.readers import ToldReader

FEATURES = (
    "sentence",
    "passage",
    "late",
    "covered",
    "titled",
    "words",
    "named",
    "numbered",
    "denied",
    "headed",
    "structured",
)


def sample(answerable: bool, first: bool, confidence: float, sentence: float = 0.5) -> Sample:
    """A sample that is answered from one half on."""
    return Sample(
        answerable=answerable,
        first=first,
        three=answerable,
        answered=confidence >= 0.5,
        lacks_name=False,
        confidence=confidence,
        evidence=Evidence(sentence, 0.5, 0.5, sentence, 0.5, 0.5, 1, 1, 0, 0, 0),
        words=(10, 30),
        verbatim=True,
        seconds=0.01,
    )


def test_auroc() -> None:
    """AUROC is the share of pairs in the right order, a tie counting half; none without both kinds."""
    labels = np.array([True, True, False, False])
    assert auroc(labels, np.array([0.9, 0.4, 0.4, 0.1])) == pytest.approx(3.5 / 4)
    assert auroc(labels[:2], np.array([0.9, 0.4])) is None


def test_calibration_error() -> None:
    """The calibration error weighs each bin's gap between confidence and truth by its size, in whatever order."""
    sure = np.array([0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.9, 0.95, 1.0])
    labels = np.array([False, False, True, False, True, False, True, True, True, True, False])
    # The first bin has three questions, the others two; of each, the confidences and how many are answerable.
    gaps = [abs(0.6 - 1), abs(0.75 - 1), abs(1.1 - 1), abs(1.6 - 2), abs(1.95 - 1)]
    assert calibration_error(labels, sure) == pytest.approx(sum(gaps) / 11)
    assert calibration_error(labels[::-1], sure[::-1]) == pytest.approx(sum(gaps) / 11)


def test_calibration_error_of_close_confidences() -> None:
    """Bins have equally many questions, however close their confidences are."""
    sure = np.array([0.50, 0.51, 0.52, 0.53, 0.54])
    labels = np.array([True, False, True, False, True])
    assert calibration_error(labels, sure) == pytest.approx((0.5 + 0.51 + 0.48 + 0.53 + 0.46) / 5)


def test_calibration_error_of_few_questions() -> None:
    """Fewer questions than bins are one a bin, and a perfect confidence has no error."""
    assert calibration_error(np.array([True, False]), np.array([0.75, 0.5])) == pytest.approx((0.25 + 0.5) / 2)
    assert calibration_error(np.array([True, False]), np.array([1.0, 0.0])) == 0


def test_risk_coverage() -> None:
    """At each coverage the risk is the share of wrong first quotes among the surest."""
    points = risk_coverage(np.array([True, False, True, False]), np.array([0.9, 0.1, 0.8, 0.3]))
    assert points[4] == RiskPoint(0.5, 0.8, 0.0)
    assert points[9] == RiskPoint(1.0, 0.1, 0.5)


def test_report() -> None:
    """Gold counts answerable questions, whether they were answered or not; refusals count the others."""
    figures = report("set", [sample(True, True, 0.9), sample(True, False, 0.2), sample(False, False, 0.1)])
    assert (figures.questions, figures.answerable, figures.answered) == (3, 2, 1)
    assert (figures.gold_first, figures.gold_three, figures.refused_right) == (0.5, 1.0, 1.0)
    assert (figures.article_1, figures.article_10, figures.retrieval) == (None, None, None)
    assert (figures.words_median, figures.words_most, figures.verbatim, figures.auroc) == (20.0, 30, True, 1.0)


def test_report_with_retrieval() -> None:
    """What is said of articles is what retrieval found."""
    ranking = Ranking(0.9, 0.8, None)
    retrieval = Retrieval(4, 2, 0.25, 0.75, ranking, ranking, ranking, ranking)
    figures = report("set", [sample(True, True, 0.9)], retrieval)
    assert (figures.article_1, figures.article_10, figures.retrieval) == (0.25, 0.75, retrieval)


def test_fit_separates() -> None:
    """A fit gives what is answerable a higher probability than what is not."""
    samples = [sample(True, True, 0, 0.8 + n / 100) for n in range(10)]
    samples += [sample(False, False, 0, 0.1 + n / 100) for n in range(10)]
    calibration = fit([samples])
    likely, unlikely = (calibration.probability(one.evidence) for one in (samples[0], samples[-1]) if one.evidence)
    assert likely > 0.5 > unlikely


def test_fit_notes_the_risk() -> None:
    """For each step of confidence the share of wrong answers from there on is noted, and never rises."""
    samples = [sample(True, n > 2, 0, 0.8 + n / 100) for n in range(10)]
    samples += [sample(False, False, 0, 0.1 + n / 100) for n in range(10)]
    risks = fit([samples]).risks
    assert [risk.confidence for risk in risks] == [step / 20 for step in range(20)]
    assert risks[0].wrong == 13 / 20
    assert risks[10].wrong == 3 / 10
    assert [risk.wrong for risk in risks] == sorted((risk.wrong for risk in risks), reverse=True)


APART = [(True, 2.0 + n / 10) for n in range(10)] + [(False, -2.0 - n / 10) for n in range(10)]


def weighed(label: bool, judged: tuple[JudgedQuote, ...] = (), **told: float) -> Sample:
    """A sample of which nothing but what a model says tells whether it is answered."""
    evidence = Evidence(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 0, 0, 0, **told)
    return msgspec.structs.replace(sample(label, label, 0), evidence=evidence, judged=judged)


def test_fit_with_a_reranker() -> None:
    """Where there was a reranker its score is weighed too, and the calibration names it."""
    samples = [weighed(label, reranker=score) for label, score in APART]
    calibration = fit([samples], reranker="a" * 64)
    assert (calibration.reader, calibration.reranker, calibration.quote) == ("", "a" * 64, None)
    assert tuple(calibration.weights) == (*FEATURES, "reranker")
    likely, unlikely = (calibration.probability(one.evidence) for one in (samples[0], samples[-1]) if one.evidence)
    assert likely > 0.5 > unlikely


def test_fit_with_a_reader() -> None:
    """Where there was a reader its logits are weighed too, and the calibration names it."""
    samples = [weighed(label, answer=logit, span=-logit) for label, logit in APART]
    calibration = fit([samples], "c" * 64)
    assert (calibration.reader, calibration.reranker) == ("c" * 64, "")
    assert tuple(calibration.weights) == (*FEATURES, "answer", "span")
    likely, unlikely = (calibration.probability(one.evidence) for one in (samples[0], samples[-1]) if one.evidence)
    assert likely > 0.5 > unlikely
    assert {name for name in FEATURES if calibration.weights[name] != 0} == set()  # what never differs


def test_fit_of_single_quotes() -> None:
    """How probably a quote answers is fitted to all quotes that were read, each set of the same weight."""
    samples = [
        weighed(label, (JudgedQuote(logit, 1.0, label), JudgedQuote(-logit, 1.0, not label)), answer=logit, span=1.0)
        for label, logit in APART
    ]
    quote = fit([samples], "c" * 64).quote
    assert quote is not None
    assert quote.probability(2.0, 1.0) > 0.5 > quote.probability(-2.0, 1.0)
    assert quote.probability(0.0, 5.0) == pytest.approx(0.5)
    one_in_four = [weighed(True, (JudgedQuote(0.0, 0.0, n == 0),), answer=1.0, span=0.0) for n in range(4)]
    three_in_four = [weighed(False, (JudgedQuote(0.0, 0.0, n > 0),), answer=0.0, span=0.0) for n in range(4)] * 10
    both = fit([one_in_four, three_in_four], "c" * 64).quote
    assert both is not None
    assert both.probability(0.0, 0.0) == pytest.approx(0.5, abs=0.001)


def test_fit_of_quotes_of_one_kind() -> None:
    """Where all quotes that were read answer, or none was read, nothing is fitted to them."""
    alike = [weighed(label, (JudgedQuote(logit, 1.0, True),), answer=logit, span=1.0) for label, logit in APART]
    assert fit([alike], "c" * 64).quote is None
    assert fit([[weighed(label, answer=logit, span=1.0) for label, logit in APART]], "c" * 64).quote is None


def test_quotes_that_were_read_are_noted() -> None:
    """Of each quote that a reader read its logits are noted, and whether it holds an answer; of others nothing."""
    weights = load_weights()
    two = msgspec.structs.replace(weights, sentences=msgspec.structs.replace(weights.sentences, read=2))
    found = [
        candidate(sentence, of=sentence, number=number, cosines=[0, 1 - number / 10])
        for number, sentence in enumerate(("The bridge is iron.", "A ferry sank.", "Snow fell all night."))
    ]
    asked = Question("1", "so", True, ("ferry",), ())
    reader = ToldReader({"A ferry sank.": 4.0, "The bridge is iron.": 2.0})
    read = (JudgedQuote(4.0, 4.0, True), JudgedQuote(2.0, 2.0, False))
    for judged_by, judged in ((reader, read), (None, ())):
        answerer = Answerer(Found(*found), Calibration(0.0, {}, 0.25, ()), 0.0, judged_by, weights=two)
        [noted] = measure([asked], answerer, lambda *_: None)
        assert (noted.judged, len(noted.words)) == (judged, 3)


def test_fit_needs_both_kinds() -> None:
    """A fit to questions of one kind is refused."""
    with pytest.raises(QuotebotError, match="answerable and questions that are not"):
        fit([[sample(True, True, 0.5)]])
