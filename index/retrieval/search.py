"""The reading side: from a question to the passages that may answer it, best first.

question -> encoder -> vectors ┐
         └> terms   -> words   ┴> fused -> copies folded -> late interaction -> candidates
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from types import TracebackType
from typing import Protocol, Self, TypeVar

import numpy as np

from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.models.encoder import Encoded, Encoder
from index.models.token_vectors import Projection
from index.records import Article, PassageHit, Source, Span
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult, merge
from index.retrieval.hybrid import DisagreementError, EncodedQuery, HybridRetriever, Wanted
from index.retrieval.query import legible, understand
from index.storage.library import Library
from index.storage.recovery import check_model, recover
from index.storage.snapshots import OpenSearchIndexes, SnapshotId, Snapshots
from index.text.analysis import asked_terms
from index.text.spelling import MisspellingCandidate, closest, misspelling_candidates

R = TypeVar("R")

_TRIES = 10  # to read a state of the index before a writer has published two others


class NoIndexError(QuotebotError):
    """There is no index yet."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """Passages by their numbers, best first: as search ranks them, and as each of its two retrievers does alone."""

    found: list[int]
    words: list[int]
    vectors: list[int]


class Finder(Protocol):
    """What finds passages for an answer."""

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """The `limit` best passages for a question, whichever retriever found them."""

    def before(self, candidate: Candidate) -> Span | None:
        """The sentence right before a passage where it belongs to the same section and nothing stands between."""

    def text_of(self, source: Source) -> str:
        """The whole text of an article, as the library has it; empty where it is no longer there."""


class Searcher:
    """Searches one index, always in its newest generation. Use it as a context manager, from one thread."""

    def __init__(
        self, data_folder: DataFolder, encoder: Encoder, collection: str = "", opened: OpenSearchIndexes | None = None
    ) -> None:
        """Opens the index; what stands in `opened` is shared with others that are given the same.

        Raises NoIndexError where there is none, OtherModelError where it is not this encoder's.
        """
        if not data_folder.library.exists():
            raise NoIndexError(f"there is no index in {data_folder.folder}; make one with: quotebot sync")
        self._data_folder = data_folder
        self._encoder = encoder
        self._collection = collection
        self._library = Library(data_folder.library)
        self._generations = Snapshots(data_folder.snapshots, self._library)
        self._opened = opened or OpenSearchIndexes()
        self._lookup: HybridRetriever | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._library.__exit__(kind, error, trace)

    def find(
        self, question: str, limit: int, wanted: Wanted | None = None, article_boost: ArticleBoost | None = None
    ) -> SearchResult:
        """The `limit` best passages for a question, of articles that are wanted, whichever retriever found them.

        All passages of a favoured article are among those that are ranked.
        """
        return self.retrieve(prepare(question, [self]), limit, wanted, article_boost)

    def retrieve(
        self,
        encoded_query: EncodedQuery,
        limit: int,
        wanted: Wanted | None = None,
        article_boost: ArticleBoost | None = None,
    ) -> SearchResult:
        """As `find`, for a question that is prepared already."""
        return self._read(lambda state: state.find(encoded_query, limit, wanted, article_boost))

    def encode(self, question: str) -> Encoded:
        """The vectors of a question."""
        return self._encoder.encode_questions([question])[0]

    def misspelling_candidates(self, question: str) -> tuple[frozenset[str], dict[str, MisspellingCandidate]]:
        """The languages of the articles, and what neither they, publishers nor authors have of a question's words.

        With each of these words how it may be misspelt.
        """
        suspects = misspelling_candidates(question)
        return self._read(
            lambda state: (
                state.languages,
                {
                    word: suspect
                    for word, suspect in suspects.items()
                    if not _known(state, word) and not state.indexes.words.mentions_entity(word)
                },
            )
        )

    def unversed(self, words: Sequence[str]) -> list[str]:
        """Those of these words that the model does not know whole."""
        counts = self._encoder.count_tokens(words) if words else []
        return [word for word, count in zip(words, counts, strict=True) if count != 1]

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """The words of all articles that begin with this: how many passages hold each."""
        return self._read(lambda state: state.indexes.words.vocabulary(prefix))

    def search(self, query: str, limit: int) -> list[PassageHit]:
        """The `limit` best passages for a query, as they stand in their articles."""
        return passages(self.find(query, limit))

    def rankings(self, question: str, limit: int) -> Rankings:
        """The `limit` best passages for a question, as `find` ranks them and as each retriever does alone."""
        encoded_query = prepare(question, [self])
        found, query, encoded = self.retrieve(encoded_query, limit), encoded_query.query, encoded_query.encoded
        words = self._read(lambda state: state.indexes.words.search(query.terms, limit, query.phrases, query.languages))
        vectors = self._read(
            lambda state: [] if encoded is None else state.indexes.vectors.search(encoded.vector[np.newaxis], limit)
        )
        return Rankings(
            [copy.number for candidate in found.candidates for copy in (candidate, *candidate.copies)],
            [number for number, _ in words],
            [number for number, _ in vectors],
        )

    def contents(self) -> Iterator[tuple[int, str, str]]:
        """The number of every passage, the id of its article, and its text."""
        with self._library.reading():
            for article, stored in self._library.with_articles():
                span = stored.passage.span
                yield stored.number, article.source.id, article.text[span.start : span.end]

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        for previous in self._library.passages.get([candidate.number - 1]):
            gap = candidate.article.text[previous.passage.span.end : candidate.passage.span.start]
            if (
                previous.article == candidate.article_number
                and previous.passage.heading == candidate.passage.heading
                and gap
                and not gap.strip()
            ):
                return previous.passage.sentences[-1]
        return None

    def article(self, key: str) -> Article | None:
        """An article by its id, as the library has it; None where there is none."""
        with self._library.reading():  # else it might be removed in between
            number = self._library.articles.number_of(key)
            if number is None:
                return None
            article = self._library.articles.get(number)
        return replace(article, source=article.source.of(self._collection))

    def text_of(self, source: Source) -> str:
        """See Finder."""
        article = self.article(source.id)
        return "" if article is None else article.text

    def titled(self, part: str, limit: int) -> list[Source]:
        """At most `limit` articles whose title or id holds this."""
        return [source.of(self._collection) for source in self._library.articles.titled(part, limit)]

    def publishers(self, part: str, limit: int) -> list[str]:
        """At most `limit` publishers whose name holds this."""
        return self._library.articles.publishers(part, limit)

    def listing(self) -> list[tuple[Source, int]]:
        """Every article with its number of passages, by title."""
        return [(source.of(self._collection), passages) for source, passages in self._library.articles.listing()]

    def _read(self, retrieve: Callable[[HybridRetriever], R]) -> R:
        """What is found in the library as it is now; damage to the derived parts that this meets is mended, once."""
        before: SnapshotId | None = None
        try:
            with self._current() as state:
                before = state.indexes.stamp
                return retrieve(state)
        except BaseException as error:  # a panic in Tantivy is no Exception
            foreseen = isinstance(error, QuotebotError) and not isinstance(error, DisagreementError)
            if foreseen or isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            self._lookup = None
            if not recover(self._data_folder) and self._generations.stamp() == before:
                raise
        with self._current() as state:
            return retrieve(state)

    @contextmanager
    def _current(self) -> Iterator[HybridRetriever]:
        """The library as it is now, and the retrievers that belong to it."""
        for _ in range(_TRIES):
            with self._library.reading():
                stamp = self._generations.stamp()
                if self._refresh() and self._lookup is not None:
                    yield self._lookup
                    return
            if self._generations.stamp() == stamp:
                recover(self._data_folder)
        raise QuotebotError(f"the index in {self._data_folder.folder} changed too fast to be read; ask again")

    def _refresh(self) -> bool:
        if self._lookup is None or self._lookup.indexes.stamp != self._generations.stamp():
            check_model(self._library, self._encoder)
            parts, settled = self._opened.of(self._generations), self._library.embeddings.projection()
            projection = None if settled is None else Projection.from_bytes(settled, self._encoder.dimension)
            languages = self._library.articles.languages()
            self._lookup = (
                None
                if parts is None
                else HybridRetriever(self._library, parts, projection, languages, self._collection)
            )
        return self._lookup is not None


class Federation:
    """Searches several collections as if they were one."""

    def __init__(self, searchers: dict[str, Searcher]) -> None:
        """Takes a searcher for each collection, by its name."""
        self._searchers = searchers

    def find(
        self, question: str, limit: int, wanted: Wanted | None = None, article_boost: ArticleBoost | None = None
    ) -> SearchResult:
        """The `limit` best passages for a question, of articles that are wanted, from whichever collection."""
        searchers = list(self._searchers.values())
        if not searchers:
            return SearchResult(understand(legible(question), date.today()), 0, {}, 0.0, ())
        encoded_query = prepare(question, searchers)
        return merge([searcher.retrieve(encoded_query, limit, wanted, article_boost) for searcher in searchers], limit)

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self._searchers[candidate.article.source.collection].before(candidate)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return self._searchers[source.collection].text_of(source)


def prepare(question: str, searchers: Sequence[Searcher]) -> EncodedQuery:
    """A question as these searchers look it up, what is misspelt in it put right by the words of all of them."""
    text = legible(question)
    languages, misspelt = zip(*(searcher.misspelling_candidates(text) for searcher in searchers), strict=True)
    query = understand(text, date.today(), sorted(frozenset[str]().union(*languages)))
    # All at once, since each call to an encoder that many share waits its turn.
    doubtful = searchers[0].unversed(sorted(set.intersection(*map(set, misspelt))))
    known = {
        letter: sum((Counter(searcher.vocabulary(letter)) for searcher in searchers), Counter[str]())
        for letter in {word[0] for word in doubtful}
    }
    meant = {word: closest(word, known[word[0]], misspelt[0][word]) for word in doubtful}
    spellings = {word: other for word, other in meant.items() if other}
    if spellings:
        query = query.spelled(spellings)
    return EncodedQuery(query, searchers[0].encode(query.text) if query.terms or query.phrases else None)


def _known(state: HybridRetriever, word: str) -> bool:
    return all(state.indexes.words.holds(term) for term in asked_terms(word, sorted(state.languages)))


def passages(found: SearchResult) -> list[PassageHit]:
    """What was found, as it stands in its articles."""
    return [
        PassageHit(
            hit.text, hit.passage.span, hit.score, hit.article.source, tuple(copy.article.source for copy in hit.copies)
        )
        for hit in found.candidates
    ]
