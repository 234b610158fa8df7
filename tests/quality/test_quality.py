"""The figures on the project's own question set do not fall below what they were."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import load_settings
from index.answering.answer import Answerer, ScoredAnswer
from index.answering.confidence import Calibration
from index.answering.dialogue import Turn
from index.evaluation import rankings
from index.evaluation.answers import measure, report
from index.evaluation.datasets import read_questions
from index.evaluation.dialogues import measure_dialogues, read_dialogues
from index.files.data_folder import DataFolder
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from index.records import Quote, Span
from index.retrieval.search import Searcher
from index.retrieval.weights import load_weights
from index.text.sentences import split_sentences

pytestmark = [pytest.mark.model, pytest.mark.gate]
HERE = Path(__file__).parent

# The least that each figure may be, and the most of the calibration error: what it was when this was written (behind
# it), less a margin of two questions or turns. Raise them with what improves them; lower none without saying why.
QUESTION_FLOORS = {
    "questions": {
        "gold_first": 0.80,  # 0.841
        "gold_three": 0.88,  # 0.921
        "article_10": 0.96,  # 1.000
        "auroc": 0.70,  # 0.735
    },
    "held_out": {
        "gold_first": 0.87,  # 0.889
        "gold_three": 0.95,  # 0.984
        "article_10": 0.95,  # 1.000
        "auroc": 0.55,  # 0.599
    },
}
CALIBRATION_CEILINGS = {"questions": 0.33, "held_out": 0.38}  # 0.308, 0.329
TURN_FLOORS = {
    "dialogues": {"needing": (0.79, 0.92), "others": (0.76, 0.88)},  # 0.830, 0.962; 0.810, 0.929
    # 0.704, 0.833; 0.932, 1.000. Before sentences were pooled from their passage the first two were 0.741 and 0.907:
    # four turns of 54, while the questions of both sets above gained one each.
    "held_out_dialogues": {"needing": (0.67, 0.80), "others": (0.88, 0.95)},
}
MEDIAN_WORDS, MAX_WORDS = 60, 80
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s")
_BETTER = 0.02  # nDCG@10 of search beside each retriever alone and beside their fusion by ranks


class Recorder(Answerer):
    """Answers, and keeps all quotes that it found."""

    quotes: tuple[Quote, ...] = ()

    def __init__(self, finder: Searcher, calibration: Calibration, reader: PassageReader) -> None:
        super().__init__(finder, calibration, calibration.threshold(load_settings().answer.caution), reader)
        self.finder = finder

    def score(self, question: str, before: Turn | None = None) -> ScoredAnswer:
        """See Answerer."""
        scored = super().score(question, before)
        self.quotes += scored.quotes
        return scored


@pytest.fixture(scope="session")
def answerer(
    encoder: OpenVinoEncoder, reader: PassageReader, calibration: Calibration, quality_dir: Path
) -> Iterator[Recorder]:
    """Answers from the set's articles with the packaged models."""
    with Searcher(DataFolder(quality_dir), encoder) as searcher:
        yield Recorder(searcher, calibration, reader)


@pytest.mark.parametrize("name", QUESTION_FLOORS)
def test_questions(answerer: Recorder, name: str) -> None:
    """Questions find their answers no worse than they did, in short quotes that stand word for word."""
    questions = read_questions(HERE / f"{name}.jsonl")
    retrieval = rankings.measure(questions, answerer.finder, lambda *_: None)
    figures = report(name, measure(questions, answerer, lambda *_: None), retrieval)
    fallen = {
        key: getattr(figures, key) for key, least in QUESTION_FLOORS[name].items() if getattr(figures, key) < least
    }
    assert fallen == {}
    assert retrieval is not None
    others = (retrieval.words, retrieval.vectors, retrieval.fused)
    assert all((retrieval.hybrid.passages_ndcg or 0) >= (other.passages_ndcg or 1) + _BETTER for other in others)
    assert figures.calibration_error <= CALIBRATION_CEILINGS[name]
    assert figures.verbatim
    assert figures.words_median is not None
    assert figures.words_most is not None
    assert figures.words_median <= MEDIAN_WORDS
    assert figures.words_most <= MAX_WORDS
    assert [quote.text for quote in answerer.quotes if sentences(quote) > load_weights().sentences.max_sentences] == []


@pytest.mark.parametrize("name", TURN_FLOORS)
def test_dialogues(answerer: Recorder, name: str) -> None:
    """Follow-ups find their answers no worse than they did, better than alone, and drag no other question along."""
    figures = measure_dialogues(name, read_dialogues(HERE / f"{name}.jsonl"), answerer, lambda *_: None)
    needing_alone, others_alone, _ = figures.alone
    for kind, turns in (("needing", figures.needing), ("others", figures.others)):
        first, three = TURN_FLOORS[name][kind]
        assert (turns.gold_first or 0) >= first, kind
        assert (turns.gold_three or 0) >= three, kind
    assert (figures.needing.gold_first or 0) > (needing_alone.gold_first or 0)
    assert (figures.others.gold_first or 0) >= (others_alone.gold_first or 0)


def sentences(quote: Quote) -> int:
    """How many sentences a quote has, each paragraph split by itself; the number of an item is none."""
    paragraphs = [_NUMBER.sub("", paragraph) for paragraph in quote.text.split("\n") if paragraph.strip()]
    return sum(len(split_sentences(paragraph, Span(0, len(paragraph)))) for paragraph in paragraphs)
