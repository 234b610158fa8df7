"""The figures of an evaluation are what their definitions say."""

import msgspec
import numpy as np
import pytest

from index.answering.confidence import Evidence, RerankedEvidence
from index.errors import QuotebotError
from index.evaluation.answers import RiskPoint, Sample, auroc, calibration_error, fit, report, risk_coverage
from index.evaluation.rankings import Ranking, Retrieval


def sample(answerable: bool, first: bool, confidence: float, sentence: float = 0.5) -> Sample:
    """A sample that is answered from one half on."""
    return Sample(
        answerable=answerable,
        first=first,
        three=answerable,
        answered=confidence >= 0.5,
        lacks_name=False,
        confidence=confidence,
        evidence=Evidence(sentence, 0.5, 0.5, sentence, 0.5, 0.5, 1, 1, 0),
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


def test_fit_with_a_reranker() -> None:
    """Where there was a reranker its score is weighed too, and the calibration names it."""
    rows = [(True, 2.0 + n / 10) for n in range(10)] + [(False, -2.0 - n / 10) for n in range(10)]
    samples = [
        msgspec.structs.replace(
            sample(label, label, 0), evidence=RerankedEvidence(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 0, score)
        )
        for label, score in rows
    ]
    calibration = fit([samples], "a" * 64)
    assert calibration.reranker == "a" * 64
    assert tuple(calibration.weights) == RerankedEvidence.__struct_fields__
    likely, unlikely = (calibration.probability(one.evidence) for one in (samples[0], samples[-1]) if one.evidence)
    assert likely > 0.5 > unlikely


def test_fit_needs_both_kinds() -> None:
    """A fit to questions of one kind is refused."""
    with pytest.raises(QuotebotError, match="answerable and questions that are not"):
        fit([[sample(True, True, 0.5)]])
