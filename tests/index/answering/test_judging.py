"""A reader judges the most promising passages, a reranker scores the most promising sentences."""

from collections.abc import Sequence

import numpy as np

from index.models.encoder import Vectors
from index.retrieval.candidates import SearchResult
from tests.index.answering.candidates import candidate, result
from tests.index.answering.weighted import WEIGHTS, judge, rerank
from tests.readers import ToldReader


def logits(found: SearchResult) -> list[tuple[float, list[float]] | None]:
    """What a reader said of each candidate."""
    judgements = (one.judgement for one in found.candidates)
    return [None if one is None else (one.answer, one.sentences.tolist()) for one in judgements]


def test_reader_reads_the_most_promising() -> None:
    """The passages whose best sentences are the most promising are read, the best first, as they are embedded."""
    found = result(
        "Who?",
        candidate("A.", "B.", cosines=[0, 0.2, 0.1], heading="H"),
        candidate("C.", "D.", number=2, cosines=[0, 0.1, 0.9]),
        candidate("E.", "F.", number=3, cosines=[0, 0.3, 0.3], title="T"),
    )
    reader = ToldReader({"A.": 1.0, "D.": 2.0, "F.": 3.0})
    judged = judge(found, reader, 2)
    assert reader.asked == [("Who?", ["News. C. D.", "T. E. F."])]
    assert logits(judged) == [None, (2.0, [-9.0, 2.0]), (3.0, [-9.0, 3.0])]
    for before, after in zip(found.candidates, judged.candidates, strict=True):
        assert (after.number, after.article, after.reranked) == (before.number, before.article, None)


def test_reader_of_few_passages() -> None:
    """Where fewer were found than may be read all are, in their order where they are as promising."""
    found = result("Who?", candidate("A."), candidate("B.", number=2))
    reader = ToldReader({"A.": 1.0, "B.": 2.0})
    assert WEIGHTS.sentences.read > 2
    assert logits(judge(found, reader)) == [(1.0, [1.0]), (2.0, [2.0])]
    assert reader.asked == [("Who?", ["News. A.", "News. B."])]


class Told:
    """A reranker whose scores are given, and which notes what it reads."""

    fingerprint = "told"

    def __init__(self, scores: list[float]) -> None:
        self.scores = scores
        self.read: list[tuple[str, list[str]]] = []

    def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """See Reranker."""
        self.read.append((question, list(texts)))
        return np.array(self.scores[: len(texts)], np.float32)


def test_reranker_reads_the_most_promising() -> None:
    """A reranker reads twenty sentences with their titles, the most promising first; the rest count as its worst."""
    cosines = [0.0, *(0.01 * number for number in range(12))]
    first = candidate(*(f"A {number}." for number in range(12)), heading="H", cosines=cosines)
    second = candidate(*(f"B {number}." for number in range(12)), number=2, title="T", cosines=cosines, score=0.001)
    reranker = Told([float(number) for number in range(20, 0, -1)])
    found = rerank(result("Who?", first, second), reranker)
    order = [(number, letter) for number in range(11, 1, -1) for letter in "BA"]
    fronts = {"A": "News. H. ", "B": "T. "}
    assert reranker.read == [("Who?", [f"{fronts[letter]}{letter} {number}." for number, letter in order])]
    given = {pair: 20.0 - place for place, pair in enumerate(order)}
    for one, letter in zip(found.candidates, "AB", strict=True):
        assert one.reranked is not None
        assert one.reranked.dtype == np.float32
        assert one.reranked.tolist() == [given.get((number, letter), 1.0) for number in range(12)]
