"""The reading side: from a question to the passages that may answer it, best first.

question -> encoder -> vectors ┐
         └> terms   -> words   ┴> fused -> best sentence lifts its passage -> candidates
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
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
from index.query import Query, holds_phrases, understand
from index.records import Article, FoundPassage, Source, Span
from index.spelling import Doubt, closest, slips
from index.telling import said
from index.tokens import Projection, content_tokens, late_interaction
from index.upkeep import check_model, mend
from index.words import WordIndex, terms

_RETRIEVED = 50  # passages that each retriever gives
_DEEPER = 8  # times as many, where a filter left too few
_LONGEST_QUESTION = 2000  # characters
_BEST_SENTENCE = 0.7  # of the dense part; the rest is the passage's own vector
# For an article of the publisher, author or days that a question names, each. Of questions whose first quote is right
# one in forty would get another if the best other article had it by mistake.
_TOLD = 0.2

Wanted = Callable[[Source], bool]
"""Whether an article may be found."""


class NoIndexError(QuotebotError):
    """There is no index yet."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A question's vector, float32, shape (1, dimension), and those of its tokens."""

    vector: Vectors
    tokens: TokenVectors


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
        return self.look_up(_read(question, [self]), most, wanted, embedded)

    def look_up(self, query: Query, most: int, wanted: Wanted | None, embedded: Embedded | None) -> Found:
        """As `find`, for a question that was read already."""
        with self._current() as parts:
            count = parts.words.count()
            frequencies = {term: parts.words.frequency(term) for term in query.terms}
            if not (query.terms or query.phrases):
                return Found(query, count, frequencies, 0.0, ())
            embedded = embedded or self.embed(query.text)
            lexical, stored = self._retrieve(parts, embedded.vector, query, most, wanted)
            best = max(lexical.values(), default=0.0)
            shares = {number: score / (best or 1.0) for number, score in lexical.items()}
            return Found(query, count, frequencies, best, self._candidates(query, embedded, shares, stored, most))

    def misspelt(self, question: str) -> dict[str, Doubt]:
        """Words of a question that neither articles, publishers nor the model know, and how each may be misspelt."""
        with self._current() as parts:
            unknown = {
                word: doubt
                for word, doubt in slips(question).items()
                if not _known(parts.words, word) and not self._library.publishers(word, 1)
            }
        return {word: doubt for word, doubt in unknown.items() if self._encoder.count_tokens([word]) != [1]}

    def vocabulary(self, prefix: str) -> dict[str, int]:
        """The words of all articles that begin with this: how many passages hold each."""
        with self._current() as parts:
            return parts.words.vocabulary(prefix)

    def embed(self, question: str) -> Embedded:
        """The vectors of a question."""
        question = question[:_LONGEST_QUESTION]
        tokens = self._encoder.encode_question_tokens([question])[0]
        return Embedded(self._encoder.encode_questions([question]), tokens)

    def search(self, query: str, most: int) -> list[FoundPassage]:
        """The `most` best passages for a query, as they stand in their articles."""
        return passages(self.find(query, most))

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
        self, parts: Parts, vector: Vectors, query: Query, most: int, wanted: Wanted | None
    ) -> tuple[dict[int, float], list[StoredPassage]]:
        """BM25 scores and passages of what both retrievers give, deeper where too few of it are wanted."""
        numbers = None
        if wanted is not None:
            numbers = {number for number, source in self._library.sources_by_number() if wanted(self._named(source))}
        depth = max(_RETRIEVED, most)
        while True:
            lexical = dict(parts.words.search(query.terms, depth, query.phrases))
            dense = dict(parts.vectors.search(vector, depth))
            stored = list(self._library.passages(lexical.keys() | dense.keys()))
            if numbers is not None:
                stored = [passage for passage in stored if passage.article in numbers]
            if query.phrases:
                stored = [passage for passage in stored if self._holds(passage, query)]
            limited = bool(query.phrases) if numbers is None else bool(numbers)
            # What holds the phrases is found by words alone: fewer than asked for are all there are.
            everything = len(lexical) < depth if query.phrases else depth >= parts.words.count()
            if not limited or len(stored) >= most or everything:
                return lexical, stored
            depth *= _DEEPER

    def _candidates(
        self,
        query: Query,
        embedded: Embedded,
        shares: Mapping[int, float],
        stored: Sequence[StoredPassage],
        most: int,
    ) -> tuple[Candidate, ...]:
        """The `most` best of the retrieved passages, by their shares of the best BM25 score and by their vectors."""
        sources = self._library.sources_by_number({passage.article for passage in stored})
        told = {number: said(query, source) for number, source in sources}
        scored = [
            (_score(passage, embedded.vector[0], shares.get(passage.number, 0.0), told[passage.article]), passage)
            for passage in stored
        ]
        scored.sort(key=lambda pair: (-pair[0][0], pair[1].number))
        articles = {stored.article: self._article(stored.article) for _, stored in scored[:most]}
        late = self._late(query.text, embedded.tokens, [stored.number for _, stored in scored[:most]])
        return tuple(
            Candidate(
                passage.number,
                passage.article,
                articles[passage.article],
                passage.passage,
                passage.vectors.astype(np.float32),
                cosines,
                late[passage.number],
                shares.get(passage.number, 0.0),
                told[passage.article],
                score,
            )
            for (score, cosines), passage in scored[:most]
        )

    def _holds(self, stored: StoredPassage, query: Query) -> bool:
        """Whether a passage, its heading or its title holds what the question quotes."""
        article, span = self._library.article(stored.article), stored.passage.span
        texts = (article.text[span.start : span.end], stored.passage.heading, article.source.title)
        return holds_phrases(texts, query.phrases)

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
            return Found(understand(question, date.today()), 0, {}, 0.0, ())
        query = _read(question, searchers)
        embedded = searchers[0].embed(query.text)
        return merge([searcher.look_up(query, most, wanted, embedded) for searcher in searchers], most)

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self._searchers[candidate.article.source.collection].before(candidate)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return self._searchers[source.collection].text_of(source)


def _read(question: str, searchers: Sequence[Searcher]) -> Query:
    """A question, what is misspelt in it put right by the words of all collections."""
    query = understand(question[:_LONGEST_QUESTION], date.today())
    misspelt = [searcher.misspelt(query.text) for searcher in searchers]
    spellings: dict[str, str] = {}
    for word in set.intersection(*map(set, misspelt)):
        known = sum((Counter(searcher.vocabulary(word[0])) for searcher in searchers), Counter[str]())
        if meant := closest(word, known, misspelt[0][word]):
            spellings[word] = meant
    return query.spelled(spellings) if spellings else query


def _known(words: WordIndex, word: str) -> bool:
    return all(words.holds(term) for term in terms(word))


def passages(found: Found) -> list[FoundPassage]:
    """What was found, as it stands in its articles."""
    return [FoundPassage(hit.text, hit.passage.span, hit.score, hit.article.source) for hit in found.candidates]


def _score(
    stored: StoredPassage, question: NDArray[np.float32], lexical: float, told: Sequence[str]
) -> tuple[float, NDArray[np.float32]]:
    cosines = stored.vectors.astype(np.float32) @ question
    dense = (1 - _BEST_SENTENCE) * cosines[0] + _BEST_SENTENCE * cosines[1:].max()
    return float(DENSE * dense + (1 - DENSE) * lexical + _TOLD * len(told)), cosines
