"""The reading side: from a question to the passages that may answer it, best first.

question -> encoder -> vectors ┐
         └> terms   -> words   ┴> fused -> copies folded -> late interaction -> candidates
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.copies import fold
from index.encoder import Encoded, Encoder
from index.errors import QuotebotError
from index.found import Candidate, Found, merge
from index.generations import Generations, Parts
from index.home import Home
from index.library import Library, StoredPassage
from index.query import Query, holds_phrases, understand
from index.ranking import fused, matched
from index.records import Article, FoundPassage, Source, Span
from index.spelling import Doubt, closest, slips
from index.telling import said
from index.tokens import Late, Projection, late_interaction, token_weights
from index.upkeep import check_model, mend
from index.words import WordIndex, terms

_RETRIEVED = 50  # passages that each retriever gives
_DEEPER = 8  # times as many, where a filter left too few
_LONGEST_QUESTION = 2000  # characters
_MATCHED = 40  # of the best passages late interaction is looked at

Wanted = Callable[[Source], bool]
"""Whether an article may be found."""


class NoIndexError(QuotebotError):
    """There is no index yet."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as it is looked up, with its vectors, which one without terms has not."""

    query: Query
    encoded: Encoded | None


@dataclass(frozen=True, slots=True)
class _Scored:
    """A passage that was retrieved; see Candidate."""

    stored: StoredPassage
    cosines: NDArray[np.float32]
    lexical: float
    said: tuple[str, ...]
    score: float


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
        self._projection: Projection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._library.__exit__(kind, error, trace)

    def find(self, question: str, most: int, wanted: Wanted | None = None) -> Found:
        """The `most` best passages for a question, of articles that are wanted, whichever retriever found them."""
        return self.look_up(prepare(question, [self]), most, wanted)

    def look_up(self, prepared: Prepared, most: int, wanted: Wanted | None = None) -> Found:
        """As `find`, for a question that is prepared already."""
        query, encoded = prepared.query, prepared.encoded
        with self._current() as parts:
            frequencies = {term: parts.words.frequency(term) for term in query.terms}
            found = Found(query, parts.words.count(), frequencies, 0.0, ())
            if encoded is None:
                return found
            best, groups = self._retrieve(parts, query, encoded, most, wanted)
            found = replace(found, best_lexical=best)
            return replace(found, candidates=self._candidates(found, encoded, groups, most))

    def encode(self, question: str) -> Encoded:
        """The vectors of a question."""
        return self._encoder.encode_questions([question])[0]

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
        self, parts: Parts, query: Query, encoded: Encoded, most: int, wanted: Wanted | None
    ) -> tuple[float, list[list[_Scored]]]:
        """The best BM25 score, and what both retrievers give, best first, each with its copies.

        It looks deeper where too few are wanted, or are no copies.
        """
        numbers = None
        if wanted is not None:
            numbers = {number for number, source in self._library.sources_by_number() if wanted(self._named(source))}
        depth = max(_RETRIEVED, most)
        while True:
            lexical = dict(parts.words.search(query.terms, depth, query.phrases))
            dense = dict(parts.vectors.search(encoded.vector[np.newaxis], depth))
            stored = [
                passage
                for passage in self._library.passages(lexical.keys() | dense.keys())
                if (numbers is None or passage.article in numbers) and self._holds(passage, query)
            ]
            groups = self._fold(self._score(query, encoded, stored, lexical))
            # What holds the phrases is found by words alone: fewer than asked for are all there are.
            everything = len(lexical) < depth if query.phrases else depth >= parts.words.count()
            if len(groups) >= most or everything or numbers == set():
                return max(lexical.values(), default=0.0), groups
            depth *= _DEEPER

    def _score(
        self, query: Query, encoded: Encoded, stored: Sequence[StoredPassage], lexical: Mapping[int, float]
    ) -> list[_Scored]:
        """The passages with their scores before late interaction, best first."""
        best = max(lexical.values(), default=0.0) or 1.0
        sources = self._library.sources_by_number({passage.article for passage in stored})
        told = {number: said(query, source) for number, source in sources}

        def score(passage: StoredPassage) -> _Scored:
            cosines, share = (
                passage.vectors.astype(np.float32) @ encoded.vector,
                lexical.get(passage.number, 0.0) / best,
            )
            own = told[passage.article]
            return _Scored(passage, cosines, share, own, fused(cosines, share, len(own)))

        return _ranked(map(score, stored))

    def _fold(self, ranked: Sequence[_Scored]) -> list[list[_Scored]]:
        """The passages, each with its copies."""
        scored = {one.stored.number: one for one in ranked}
        tellings = self._library.stories({one.stored.article for one in ranked})
        article = cache(self._library.article)

        def text(stored: StoredPassage) -> str:
            span = stored.passage.span
            return article(stored.article).text[span.start : span.end]

        groups = fold([one.stored for one in ranked], lambda stored: tellings[stored.article].story, text)
        return [[scored[stored.number] for stored in group] for group in groups]

    def _candidates(
        self, found: Found, encoded: Encoded, groups: Sequence[Sequence[_Scored]], most: int
    ) -> tuple[Candidate, ...]:
        """The `most` best of the retrieved passages with their copies, late interaction counted too."""
        promising = groups[: max(_MATCHED, most)]
        late = self._late(encoded, found, [one.stored.number for group in promising for one in group])
        rescored = [
            _ranked(replace(one, score=matched(one.score, late[one.stored.number])) for one in group)
            for group in promising
        ]
        best = sorted(rescored, key=lambda group: (-group[0].score, group[0].stored.number))[:most]
        articles = {number: self._article(number) for number in {one.stored.article for group in best for one in group}}
        tellings = self._library.stories(articles)

        def candidate(one: _Scored, *copies: _Scored) -> Candidate:
            number, article = one.stored.number, one.stored.article
            return Candidate(
                number,
                article,
                articles[article],
                one.stored.passage,
                one.stored.vectors.astype(np.float32),
                one.cosines,
                late[number],
                one.lexical,
                one.said,
                one.score,
                tellings[article],
                tuple(map(candidate, copies)),
            )

        return tuple(candidate(*group) for group in best)

    def _holds(self, stored: StoredPassage, query: Query) -> bool:
        """Whether a passage, its heading or its title holds what the question quotes, if it quotes anything."""
        if not query.phrases:
            return True
        article, span = self._library.article(stored.article), stored.passage.span
        texts = (article.text[span.start : span.end], stored.passage.heading, article.source.title)
        return holds_phrases(texts, query.phrases)

    def _late(self, encoded: Encoded, found: Found, numbers: Sequence[int]) -> dict[int, Late]:
        """For passages by their numbers how well late interaction matches them."""
        if self._projection is None:
            return {}
        small = self._projection.shrink(encoded.tokens.vectors)
        weights = token_weights(found.query.text, encoded.tokens.spans, found.rarity)
        stored = self._library.tokens(numbers, small.shape[1])
        return {number: late_interaction(small, weights, *stored[number]) for number in numbers}

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
            settled = self._library.projection()
            self._projection = None if settled is None else Projection.from_bytes(settled, self._encoder.dimension)
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
        prepared = prepare(question, searchers)
        return merge([searcher.look_up(prepared, most, wanted) for searcher in searchers], most)

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self._searchers[candidate.article.source.collection].before(candidate)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return self._searchers[source.collection].text_of(source)


def prepare(question: str, searchers: Sequence[Searcher]) -> Prepared:
    """A question as these searchers look it up, what is misspelt in it put right by the words of all of them."""
    query = understand(question[:_LONGEST_QUESTION], date.today())
    misspelt = [searcher.misspelt(query.text) for searcher in searchers]
    spellings: dict[str, str] = {}
    for word in set.intersection(*map(set, misspelt)):
        known = sum((Counter(searcher.vocabulary(word[0])) for searcher in searchers), Counter[str]())
        if meant := closest(word, known, misspelt[0][word]):
            spellings[word] = meant
    if spellings:
        query = query.spelled(spellings)
    return Prepared(query, searchers[0].encode(query.text) if query.terms or query.phrases else None)


def _known(words: WordIndex, word: str) -> bool:
    return all(words.holds(term) for term in terms(word))


def passages(found: Found) -> list[FoundPassage]:
    """What was found, as it stands in its articles."""
    return [
        FoundPassage(
            hit.text, hit.passage.span, hit.score, hit.article.source, tuple(copy.article.source for copy in hit.copies)
        )
        for hit in found.candidates
    ]


def _ranked(scored: Iterable[_Scored]) -> list[_Scored]:
    return sorted(scored, key=lambda one: (-one.score, one.stored.number))
