"""The figures of retrieval are what their definitions say."""

from math import log2
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple
from sklearn.metrics import ndcg_score

from index.evaluation.datasets import Question
from index.evaluation.rankings import Judge, RankedRelevance, Ranking, fuse_by_ranks, measure, ndcg, recall, summarize
from index.files.data_folder import DataFolder
from index.retrieval.search import Rankings, Searcher
from tests.encoders import SmallEncoder
from tests.index.conftest import Sync

CONTENTS = (
    (1, "bees", "Bees dance."),
    (2, "bees", "Flowers are far."),
    (3, "bridge", "Bees dance."),
    (4, "bridge", "It is old."),
)


def asked(*articles: str) -> Question:
    """A question that is answered by the dance of the bees, as these articles tell it."""
    return Question("1", "What do bees do?", True, ("Bees dance",), articles)


def test_ndcg() -> None:
    """What is right counts less with each rank, up to the tenth, relative to the best order there could be."""
    assert ndcg([True, False], 1) == 1.0
    assert ndcg([False, False, True], 1) == pytest.approx(1 / log2(4))
    assert ndcg([True, False, True], 3) == pytest.approx((1 + 1 / 2) / (1 + 1 / log2(3) + 1 / 2))
    assert ndcg([False] * 10 + [True], 1) == 0.0
    assert ndcg([True] * 20, 20) == pytest.approx(1.0)
    assert ndcg([], 1) == 0.0


@given(st.lists(st.booleans(), min_size=2, max_size=30).filter(any))
def test_ndcg_is_that_of_scikit_learn(right: list[bool]) -> None:
    """Where all that is right is ranked, nDCG@10 is what scikit-learn says."""
    scores = np.arange(len(right), 0, -1)
    assert ndcg(right, sum(right)) == pytest.approx(ndcg_score([right], [scores], k=10))


def test_recall() -> None:
    """Recall@10 is the share of what is right that stands in the first ten ranks."""
    assert recall([False, True, True], 4) == 0.5
    assert recall([False] * 10 + [True], 1) == 0.0


def test_fusion_by_ranks() -> None:
    """Each ranking gives 1 / (60 + rank) to what stands in it; of equals the lower number goes first."""
    assert fuse_by_ranks([[7, 8, 9], [9, 5]]) == [9, 7, 5, 8]
    assert fuse_by_ranks([[2], [1]]) == [1, 2]


def test_judge() -> None:
    """A passage is right where it holds an answer and stands in a right article, however well another says it."""
    judge = Judge(CONTENTS)
    assert judge.answering(asked("bees")) == {1}
    assert judge.answering(asked("bees", "bridge", "missing")) == {1, 3}
    assert judge.relevance(asked("bridge"), [1, 4, 2, 3]) == RankedRelevance(
        [False, True], 1, [False, False, False, True], 1
    )


def test_summary() -> None:
    """Questions of which no passage holds an answer count among the articles only."""
    places = [RankedRelevance([True], 1, [False, True], 1), RankedRelevance([False, True], 1, [False], 0)]
    assert astuple(summarize(places)) == pytest.approx(((1 + 1 / log2(3)) / 2, 1 / log2(3), 1.0))
    assert astuple(summarize(places[1:])) == (pytest.approx(1 / log2(3)), None, None)


def test_measure(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """All ways of ranking are measured on the same questions, those without known articles left out."""
    (articles / "bees.txt").write_text("Bees\n\nBees dance to tell where the flowers are.\n")
    (articles / "bridge.txt").write_text("Bridge\n\nThe council closed the old bridge over the river.\n")
    run_sync()
    questions = [
        Question("1", "Where do bees dance?", True, ("flowers",), ("bees",)),
        Question("2", "Who closed the bridge?", True, ("The mayor",), ("bridge",)),
        Question("3", "Who sings?", False, (), ()),
    ]
    steps: list[tuple[int, int]] = []
    with Searcher(data_folder, SmallEncoder()) as searcher:
        retrieval = measure(questions, searcher, lambda *step: steps.append(step))
        assert measure(questions[2:], searcher, lambda *_: None) is None
        assert searcher.rankings("old bridge", 1) == Rankings([2], [2], [2])
        assert list(searcher.articles.contents()) == [
            (1, "bees", "Bees dance to tell where the flowers are."),
            (2, "bridge", "The council closed the old bridge over the river."),
        ]
    assert retrieval is not None
    assert (retrieval.questions, retrieval.passages, retrieval.article_1, retrieval.article_10) == (2, 1, 1.0, 1.0)
    assert {retrieval.hybrid, retrieval.words, retrieval.vectors, retrieval.fused} == {Ranking(1.0, 1.0, 1.0)}
    assert steps == [(0, 2), (1, 2), (2, 2)]
