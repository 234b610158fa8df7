"""The reading side: from a question to the passages that may answer it, best first.

question -> encoder -> vectors ┐
         └> terms   -> words   ┴> fused -> best sentence lifts its passage -> candidates
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, TokenVectors, Vectors
from index.errors import QuotebotError
from index.found import DENSE, Candidate, Found, merge
from index.generations import Generations, Parts
from index.home import Home
from index.library import Library, StoredPassage
from index.records import Article, FoundPassage, Source, Span
from index.tokens import Projection, content_tokens, late_interaction
from index.upkeep import check_model, mend
from index.words import terms

_RETRIEVED = 50  # passages that each retriever gives
_DEEPER = 8  # times as many, where a filter left too few
_BEST_SENTENCE = 0.7  # of the dense part; the rest is the passage's own vector
_LONGEST_QUESTION = 2000  # characters

Wanted = Callable[[Source], bool]
"""Whether an article may be found."""


class NoIndexError(QuotebotError):
    """There is no index yet."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A question's vector, float32, shape (1, dimension), and those of its tokens."""

    vector: Vectors
    tokens: TokenVectors


@dataclass(frozen=True, slots=True)
class Rankings:
    """Passages by their numbers, best first: as search ranks them, and as each of its two retrievers does alone."""

    found: list[int]
    words: list[int]
    vectors: list[int]


class Finder(Protocol):
    """What finds passages for an answer."""

    def find(self, question: str, most: int) -> Found:
        """The `most` best passages for a question, whichever retriever found them."""

    def before(self, candidate: Candidate) -> Span | None:
        """The sentence right before a passage where it belongs to the same section and nothing stands between."""

    def text_of(self, source: Source) -> str:
        """The whole text of an article, as the library has it; empty where it is no longer there."""


class Searcher:
    """Searches one index, always in its newest generation. Use it as a context manager, from one thread."""

    def __init__(self, home: Home, encoder: Encoder, collection: str = "") -> None:
        """Opens the index. Raises NoIndexError where there is none, OtherModelError where it is not this encoder's."""
        if not home.library.exists():
            raise NoIndexError(f"there is no index in {home.folder}; make one with: quotebot sync")
        self._home = home
        self._encoder = encoder
        self._collection = collection
        self._library = Library(home.library)
        self._generations = Generations(home.generations, self._library)
        self._parts: Parts | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._library.__exit__(kind, error, trace)

    def find(self, question: str, most: int, wanted: Wanted | None = None, embedded: Embedded | None = None) -> Found:
        """The `most` best passages for a question, of articles that are wanted, whichever retriever found them.

        `embedded` are the question's vectors, where they are known already.
        """
        question = question[:_LONGEST_QUESTION]
        asked = list(dict.fromkeys(terms(question)))
        with self._current() as parts:
            count = parts.words.count()
            frequencies = {term: parts.words.frequency(term) for term in asked}
            if not asked:
                return Found(question, count, frequencies, 0.0, ())
            embedded = embedded or self.embed(question)
            vector = embedded.vector
            lexical, stored = self._retrieve(parts, vector, asked, most, wanted)
            best = max(lexical.values(), default=0.0)
            shares = {number: score / (best or 1.0) for number, score in lexical.items()}
            scored = [(_score(passage, vector[0], shares.get(passage.number, 0.0)), passage) for passage in stored]
            scored.sort(key=lambda pair: (-pair[0][0], pair[1].number))
            articles = {stored.article: self._article(stored.article) for _, stored in scored[:most]}
            late = self._late(question, embedded.tokens, [stored.number for _, stored in scored[:most]])
            candidates = tuple(
                Candidate(
                    passage.number,
                    passage.article,
                    articles[passage.article],
                    passage.passage,
                    passage.vectors.astype(np.float32),
                    cosines,
                    late[passage.number],
                    shares.get(passage.number, 0.0),
                    score,
                )
                for (score, cosines), passage in scored[:most]
            )
            return Found(question, count, frequencies, best, candidates)

    def embed(self, question: str) -> Embedded:
        """The vectors of a question."""
        question = question[:_LONGEST_QUESTION]
        tokens = self._encoder.encode_question_tokens([question])[0]
        return Embedded(self._encoder.encode_questions([question]), tokens)

    def search(self, query: str, most: int) -> list[FoundPassage]:
        """The `most` best passages for a query, as they stand in their articles."""
        return passages(self.find(query, most))

    def rankings(self, question: str, most: int) -> Rankings:
        """The `most` best passages for a question, as `find` ranks them and as each retriever does alone."""
        embedded = self.embed(question)
        found = self.find(question, most, embedded=embedded)
        with self._current() as parts:
            words = parts.words.search(list(found.frequencies), most)
            vectors = parts.vectors.search(embedded.vector, most)
        return Rankings(
            [candidate.number for candidate in found.candidates],
            [number for number, _ in words],
            [number for number, _ in vectors],
        )

    def contents(self) -> Iterator[tuple[int, str, str]]:
        """The number of every passage, the id of its article, and its text."""
        for article, stored in self._library.with_articles():
            span = stored.passage.span
            yield stored.number, article.source.id, article.text[span.start : span.end]

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        for previous in self._library.passages([candidate.number - 1]):
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
        number = self._library.number_of(key)
        return None if number is None else self._article(number)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        article = self.article(source.id)
        return "" if article is None else article.text

    def titled(self, part: str, most: int) -> list[Source]:
        """At most `most` articles whose title or id holds this."""
        return [self._named(source) for source in self._library.titled(part, most)]

    def publishers(self, part: str, most: int) -> list[str]:
        """At most `most` publishers whose name holds this."""
        return self._library.publishers(part, most)

    def listing(self) -> list[tuple[Source, int]]:
        """Every article with its number of passages, by title."""
        return [(self._named(source), passages) for source, passages in self._library.listing()]

    def _article(self, number: int) -> Article:
        article = self._library.article(number)
        return replace(article, source=self._named(article.source)) if self._collection else article

    def _named(self, source: Source) -> Source:
        return replace(source, collection=self._collection) if self._collection else source

    def _retrieve(
        self, parts: Parts, vector: Vectors, asked: Sequence[str], most: int, wanted: Wanted | None
    ) -> tuple[dict[int, float], list[StoredPassage]]:
        """BM25 scores and passages of what both retrievers give, deeper where too few of it are wanted."""
        numbers = None
        if wanted is not None:
            numbers = {number for number, source in self._library.sources_by_number() if wanted(self._named(source))}
        depth = max(_RETRIEVED, most)
        while True:
            lexical = dict(parts.words.search(asked, depth))
            dense = dict(parts.vectors.search(vector, depth))
            stored = list(self._library.passages(lexical.keys() | dense.keys()))
            if numbers is not None:
                stored = [passage for passage in stored if passage.article in numbers]
            if numbers is None or not numbers or len(stored) >= most or depth >= parts.words.count():
                return lexical, stored
            depth *= _DEEPER

    def _late(self, question: str, tokens: TokenVectors, numbers: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """For passages by their numbers how well late interaction matches them, and each of their sentences."""
        settled = self._library.projection()
        if settled is None:
            return {}
        projection = Projection.from_bytes(settled, self._encoder.dimension)
        small, content = projection.shrink(tokens.vectors), content_tokens(question, tokens.spans)
        stored = self._library.tokens(numbers, small.shape[1])
        return {number: late_interaction(small, content, *stored[number]) for number in numbers}

    @contextmanager
    def _current(self) -> Iterator[Parts]:
        """The retrievers that belong to the state of the library that is read inside."""
        if not self._refresh():
            mend(self._home)
        with self._library.reading():
            if not self._refresh() or self._parts is None:
                raise QuotebotError(f"the index in {self._home.folder} changed too fast to be read; ask again")
            yield self._parts

    def _refresh(self) -> bool:
        number = self._generations.number()
        if self._parts is None or self._parts.generation != number:
            check_model(self._library, self._encoder)
            self._parts = self._generations.open()
        return self._parts is not None


class Federation:
    """Searches several collections as if they were one."""

    def __init__(self, searchers: dict[str, Searcher]) -> None:
        """Takes a searcher for each collection, by its name."""
        self._searchers = searchers

    def find(self, question: str, most: int, wanted: Wanted | None = None) -> Found:
        """The `most` best passages for a question, of articles that are wanted, from whichever collection."""
        searchers = list(self._searchers.values())
        if not searchers:
            return Found(question, 0, {}, 0.0, ())
        embedded = searchers[0].embed(question)
        return merge([searcher.find(question, most, wanted, embedded) for searcher in searchers], most)

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self._searchers[candidate.article.source.collection].before(candidate)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return self._searchers[source.collection].text_of(source)


def passages(found: Found) -> list[FoundPassage]:
    """What was found, as it stands in its articles."""
    return [FoundPassage(hit.text, hit.passage.span, hit.score, hit.article.source) for hit in found.candidates]


def _score(stored: StoredPassage, question: NDArray[np.float32], lexical: float) -> tuple[float, NDArray[np.float32]]:
    cosines = stored.vectors.astype(np.float32) @ question
    dense = (1 - _BEST_SENTENCE) * cosines[0] + _BEST_SENTENCE * cosines[1:].max()
    return float(DENSE * dense + (1 - DENSE) * lexical), cosines
