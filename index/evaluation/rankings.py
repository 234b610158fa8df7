"""How well search retrieves passages, beside each of its retrievers alone and both fused by ranks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.evaluation.datasets import Question
from index.retrieval.search import Searcher

_LIMIT = 50  # passages of each ranking, in which ten different articles are looked for
_CUT = 10  # ranks that count
_FUSION = 60  # Cormack et al., SIGIR 2009


class Ranking(msgspec.Struct, frozen=True):
    """Means over questions: of articles, ranked by their best passage, and of passages, where any hold an answer."""

    articles_ndcg: float
    passages_ndcg: float | None
    passages_recall: float | None


class Retrieval(msgspec.Struct, frozen=True):
    """How well passages are retrieved, in several ways: by search, by words and by vectors alone, and by both by ranks.

    `passages` counts the questions of which a passage of the right articles holds an answer.
    """

    questions: int
    passages: int
    article_1: float
    article_10: float
    hybrid: Ranking = msgspec.field(name="found")
    words: Ranking
    vectors: Ranking
    fused: Ranking


class RankedRelevance(msgspec.Struct, frozen=True):
    """Which ranks of a list, from the best on, are right for a question, and how many could be."""

    articles: list[bool]
    of_articles: int
    passages: list[bool]
    of_passages: int


class Judge:
    """Knows which articles and passages of an index are right for a question."""

    def __init__(self, contents: Iterable[tuple[int, str, str]]) -> None:
        """Takes the number of every passage, the id of its article, and its text."""
        self._articles: dict[int, str] = {}
        self._texts: dict[str, dict[int, str]] = defaultdict(dict)
        for number, article, text in contents:
            self._articles[number] = article
            self._texts[article][number] = text

    def text(self, number: int) -> str:
        """The text of a passage."""
        return self._texts[self._articles[number]][number]

    def answering(self, question: Question) -> set[int]:
        """The passages of the question's articles that hold an answer."""
        return {
            number
            for article in question.articles
            for number, text in self._texts.get(article, {}).items()
            if question.is_answered_by(text)
        }

    def relevance(self, question: Question, ranking: Sequence[int]) -> RankedRelevance:
        """What is right of a ranking of passages."""
        answering = self.answering(question)
        articles = dict.fromkeys(self._articles[number] for number in ranking)
        return RankedRelevance(
            [article in question.articles for article in articles],
            len(question.articles),
            [number in answering for number in ranking],
            len(answering),
        )


def measure(
    questions: Sequence[Question], searcher: Searcher, on_progress: Callable[[int, int], None]
) -> Retrieval | None:
    """Searches for every question of which the right articles are known; None where there is none."""
    known = [question for question in questions if question.answerable and question.articles]
    if not known:
        return None
    judge = Judge(searcher.articles.contents())
    ways: dict[str, list[RankedRelevance]] = defaultdict(list)
    for number, question in enumerate(known):
        on_progress(number, len(known))
        rankings = asdict(searcher.rankings(question.question, _LIMIT))
        rankings["fused"] = fuse_by_ranks([rankings["words"], rankings["vectors"]])[:_LIMIT]
        for way, ranking in rankings.items():
            ways[way].append(judge.relevance(question, ranking))
    on_progress(len(known), len(known))
    searched = ways["hybrid"]
    return Retrieval(
        questions=len(known),
        passages=sum(one.of_passages > 0 for one in searched),
        article_1=float(np.mean([any(one.articles[:1]) for one in searched])),
        article_10=float(np.mean([any(one.articles[:_CUT]) for one in searched])),
        **{way: summarize(judged) for way, judged in ways.items()},
    )


def summarize(judged: Sequence[RankedRelevance]) -> Ranking:
    """The figures of a way of ranking, from what is right of its ranking for each question."""
    held = [one for one in judged if one.of_passages]
    return Ranking(
        float(np.mean([ndcg(one.articles, one.of_articles) for one in judged])),
        float(np.mean([ndcg(one.passages, one.of_passages) for one in held])) if held else None,
        float(np.mean([recall(one.passages, one.of_passages) for one in held])) if held else None,
    )


def ndcg(right: Sequence[bool], of: int) -> float:
    """The nDCG@10 (Järvelin and Kekäläinen, 2002) of a ranking of which these ranks are right, of so many in all."""
    return float(_gains(right) / _gains([True] * of))


def recall(right: Sequence[bool], of: int) -> float:
    """The share of what is right that stands in the first ten ranks."""
    return sum(right[:_CUT]) / of


def fuse_by_ranks(rankings: Sequence[Sequence[int]]) -> list[int]:
    """What stands in any of the rankings, by the sum of its reciprocal ranks (Cormack et al., SIGIR 2009)."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, number in enumerate(ranking, 1):
            scores[number] += 1 / (_FUSION + rank)
    return sorted(scores, key=lambda number: (-scores[number], number))


def _gains(right: Sequence[bool]) -> np.float64:
    marks: NDArray[np.float64] = np.array(right[:_CUT], np.float64)
    return np.sum(marks / np.log2(np.arange(2, len(marks) + 2)))
