"""One index that is open: what is asked of it is asked of its newest snapshot, and damage to that is recovered from."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Self, TypeVar

import numpy as np

from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.models.encoder import Encoded, Encoder
from index.retrieval.articles import ArticleReader
from index.retrieval.candidates import ArticleBoost, SearchResult
from index.retrieval.filters import FilteredPassages, Wanted
from index.retrieval.hybrid import DisagreementError, EncodedQuery, HybridRetriever
from index.retrieval.weights import RankingWeights, load_weights
from index.stages import OnStage, unmeasured
from index.storage.library import Library
from index.storage.protocols import DamagedIndexError
from index.storage.recovery import recover, require_model
from index.storage.snapshots import OpenSearchIndexes, SnapshotId, Snapshots
from index.text.question import Question
from index.text.spelling import MisspellingCandidate, misspelling_candidates

R = TypeVar("R")

_TRIES = 10  # to read a state of the index before a writer has published two others


class NoIndexError(QuotebotError):
    """There is no index yet."""


class IndexReader:
    """Reads one index, always in its newest snapshot. Use it as a context manager, from one thread."""

    def __init__(
        self,
        data_folder: DataFolder,
        encoder: Encoder,
        collection: str = "",
        opened: OpenSearchIndexes | None = None,
        weights: RankingWeights | None = None,
        on_stage: OnStage = unmeasured,
    ) -> None:
        """Opens the index, to rank by these weights or those that ship.

        What stands in `opened` is shared with others that are given the same.

        Raises NoIndexError where there is none, OtherModelError where it is not this encoder's.
        """
        if not data_folder.library.exists():
            raise NoIndexError(f"there is no index in {data_folder.folder}; make one with: quotebot sync")
        self._data_folder = data_folder
        self._encoder = encoder
        self._library = Library.open(data_folder, reading=True)
        self._snapshots = Snapshots.of(data_folder, self._library)
        self._opened = opened or OpenSearchIndexes()
        self.weights = weights or load_weights().ranking
        self._on_stage = on_stage
        self._retriever: HybridRetriever | None = None
        self.articles = ArticleReader(self._library, collection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._library.__exit__(kind, error, trace)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever published in the index, as while its first articles are being added."""
        return not self._snapshots.number() and self._library.count() == (0, 0)

    def retrieve(
        self,
        encoded_query: EncodedQuery,
        limit: int,
        wanted: Wanted | None,
        article_boost: ArticleBoost | None,
        weights: RankingWeights | None = None,
    ) -> SearchResult:
        """The `limit` best passages for a question that is prepared, by other weights where they are given.

        See Federation.find.
        """

        def find(retriever: HybridRetriever) -> SearchResult:
            weighted = retriever if weights is None else replace(retriever, weights=weights)
            return weighted.find(encoded_query, limit, wanted, article_boost)

        return self._read(find)

    def retrieve_by_each(self, encoded_query: EncodedQuery, limit: int) -> tuple[list[int], list[int]]:
        """The numbers of the `limit` best passages by words alone, and by vectors alone."""
        query, encoded = encoded_query.query, encoded_query.encoded

        def hits(retriever: HybridRetriever) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
            words = retriever.indexes.words.search(query.terms, limit, query.phrases, query.languages)
            if encoded is None:
                return words, []
            return words, retriever.indexes.vectors.search(encoded.vector[np.newaxis], limit)

        words, vectors = self._read(hits)
        return [number for number, _ in words], [number for number, _ in vectors]

    def encode(self, question: str) -> Encoded:
        """The vectors of a question."""
        with self._on_stage("encode"):
            return self._encoder.encode_questions([question])[0]

    def out_of_vocabulary(self, words: Sequence[str]) -> list[str]:
        """Those of these words that the model does not know whole."""
        with self._on_stage("encode"):
            counts = self._encoder.count_tokens(words) if words else []
        return [word for word, count in zip(words, counts, strict=True) if count != 1]

    def misspelling_candidates(self, question: Question) -> tuple[frozenset[str], dict[str, MisspellingCandidate]]:
        """The languages of the articles, and what neither they, publishers nor authors have of a question's words.

        With each of these words how it may be misspelt.
        """
        candidates = misspelling_candidates(question)
        return self._read(
            lambda retriever: (
                retriever.languages,
                {word: candidate for word, candidate in candidates.items() if not retriever.knows(word)},
            )
        )

    def holds_similar(self, word: str, suspect: MisspellingCandidate) -> bool:
        """Whether articles have a word that this may be misspelt for."""
        with self._on_stage("words"):
            return self._read(lambda retriever: retriever.indexes.words.holds_similar(word, suspect.max_edits))

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """The words of all articles that begin with this: how many passages hold each."""
        with self._on_stage("words"):
            return self._read(lambda retriever: retriever.indexes.words.vocabulary(prefix))

    def _read(self, read: Callable[[HybridRetriever], R]) -> R:
        """What is read of the index as it is now; damage to its snapshot that this meets is recovered from, once."""
        snapshot: SnapshotId | None = None
        try:
            with self._current() as retriever:
                snapshot = retriever.indexes.id
                return read(retriever)
        except (DisagreementError, DamagedIndexError):
            self._retriever = None
            if not recover(self._data_folder) and self._snapshots.id() == snapshot:
                raise
        with self._current() as retriever:
            return read(retriever)

    @contextmanager
    def _current(self) -> Iterator[HybridRetriever]:
        """What retrieves from the library as it is now, while that is held still."""
        for _ in range(_TRIES):
            with self._library.reading():
                snapshot = self._snapshots.id()
                retriever = self._refreshed(snapshot)
                if retriever is not None:
                    yield retriever
                    return
            if self._snapshots.id() == snapshot:
                recover(self._data_folder)
        raise QuotebotError(f"the index in {self._data_folder.folder} changed too fast to be read; ask again")

    def _refreshed(self, snapshot: SnapshotId) -> HybridRetriever | None:
        """What retrieves from a snapshot; None where that is missing or damaged."""
        if self._retriever is None or self._retriever.indexes.id != snapshot:
            require_model(self._library, self._encoder)
            indexes, codec = self._opened.of(self._snapshots), self._library.embeddings.codec()
            languages = self._library.articles.languages()
            collection = self.articles.collection
            filtered = FilteredPassages(self._library, collection)
            self._retriever = (
                None
                if indexes is None
                else HybridRetriever(
                    self._library, indexes, filtered, codec, languages, collection, self.weights, self._on_stage
                )
            )
        return self._retriever
