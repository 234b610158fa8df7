"""Searches once, so that many ways of choosing sentences can be tried on what was found."""

from dataclasses import replace

from index.records import Article, Source, Span
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult
from index.retrieval.federation import prepare
from index.retrieval.hybrid import EncodedQuery
from index.retrieval.search import Searcher
from index.retrieval.weights import RankingWeights

_LIMIT = 50  # passages of a ranking


class Recording:
    """A finder that looks each question up once, and embeds it once even where it is to look it up again."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._weights = searcher.index.weights
        self._prepared: dict[str, EncodedQuery] = {}
        self._results: dict[str, SearchResult] = {}
        self._rankings: dict[str, list[int]] = {}
        self._articles: dict[int, Article] = {}

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """See Finder."""
        if question not in self._results:
            if question not in self._prepared:
                self._prepared[question] = prepare(question, [self._searcher.index])
            result = self._searcher.index.retrieve(self._prepared[question], _LIMIT, None, article_boost, self._weights)
            self._rankings[question] = [
                one.number for candidate in result.candidates for one in (candidate, *candidate.near_duplicates)
            ]
            self._results[question] = replace(result, candidates=tuple(map(self._shared, result.candidates[:limit])))
        return self._results[question]

    def ranking(self, question: str) -> list[int]:
        """The passages that were found for a question, by their numbers."""
        return self._rankings[question]

    def article(self, question: str) -> str:
        """The id of the article of the best passage that was found for a question; empty where there is none."""
        candidates = self.find(question, 1).candidates
        return candidates[0].article.source.id if candidates else ""

    def rank_by(self, weights: RankingWeights) -> None:
        """Has all questions looked up again where passages are to be ranked by other weights."""
        if weights != self._weights:
            self._results.clear()
        self._weights = weights

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self._searcher.before(candidate)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return self._searcher.text_of(source)

    def _shared(self, candidate: Candidate) -> Candidate:
        """Keeps one copy of each article in memory."""
        return replace(candidate, article=self._articles.setdefault(candidate.article_number, candidate.article))
