"""The reading side of one index: what answering needs of a search, and a search of one index that it opens itself.

Searcher -> Federation -> IndexReader -> HybridRetriever -> the search indexes of a snapshot, and its library
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from index.files.data_folder import DataFolder
from index.models.encoder import Encoder
from index.records import PassageHit, Source, Span
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult
from index.retrieval.federation import Federation, prepare
from index.retrieval.index_reader import IndexReader
from index.stages import OnStage, unmeasured


class Finder(Protocol):
    """What finds passages for an answer."""

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """The `limit` best passages for a question, whichever retriever found them."""

    def before(self, candidate: Candidate) -> Span | None:
        """The sentence right before a passage where it belongs to the same section and nothing stands between."""

    def text_of(self, source: Source) -> str:
        """The whole text of an article, as the library has it; empty where it is no longer there."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """Passages by their numbers, best first: as search ranks them, and as each of its two retrievers does alone."""

    hybrid: list[int]
    words: list[int]
    vectors: list[int]


class Searcher:
    """Searches one index, as a federation of one. Use it as a context manager, from one thread."""

    def __init__(
        self,
        data_folder: DataFolder,
        encoder: Encoder,
        collection: str = "",
        on_stage: OnStage = unmeasured,
    ) -> None:
        """Opens the index; see IndexReader."""
        self.index = IndexReader(data_folder, encoder, collection, on_stage=on_stage)
        self.articles = self.index.articles
        self._federation = Federation({collection: self.index})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.index.__exit__(kind, error, trace)

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """See Federation.find."""
        return self._federation.find(question, limit, article_boost=article_boost)

    def search(self, query: str, limit: int) -> list[PassageHit]:
        """The `limit` best passages for a query, as they stand in their articles."""
        return self._federation.search(query, limit)

    def rankings(self, question: str, limit: int) -> Rankings:
        """The `limit` best passages for a question, as `find` ranks them and as each retriever does alone."""
        encoded_query = prepare(question, [self.index])
        result = self.index.retrieve(encoded_query, limit, None, None)
        words, vectors = self.index.retrieve_by_each(encoded_query, limit)
        ranked = [one.number for candidate in result.candidates for one in (candidate, *candidate.near_duplicates)]
        return Rankings(ranked, words, vectors)

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self.articles.before(candidate)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return self.articles.text_of(source)
