"""Hybrid retrieval from one snapshot of an index: what words and vectors find, ranked.

words, vectors -> first-stage score -> near-duplicates collapsed -> late interaction -> candidates
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from math import inf

import numpy as np
from numpy.typing import NDArray

from index.errors import QuotebotError
from index.models.encoder import Encoded
from index.models.token_vectors import TokenCodec
from index.records import Article
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult
from index.retrieval.collapse import collapse_near_duplicates
from index.retrieval.filters import FilteredPassages, Wanted
from index.retrieval.late_interaction import LateInteraction, late_interaction, token_weights
from index.retrieval.metadata_match import match_metadata, may_match_metadata
from index.retrieval.query import Query, holds_phrases
from index.retrieval.scoring import Scores, first_stage_scores, rescore
from index.retrieval.weights import RankingWeights
from index.stages import OnStage
from index.storage.library import Library
from index.storage.retrieved import RetrievedPassages
from index.storage.rows import ArticleStory
from index.storage.snapshots import SearchIndexes
from index.text.analysis import asked_terms, words
from index.text.entities import LEAST_STEM, mentions_entity
from index.text.facts import TextFacts

_WIDER = 8  # times as many, where too few are distinct
_ROUNDED = 1e-2  # the most that a byte a dimension takes from a cosine; snapshots of versions before hold it in full


class DisagreementError(QuotebotError):
    """The search indexes found what the library does not have, or what it holds otherwise."""


@dataclass(frozen=True, slots=True)
class EncodedQuery:
    """A question as it is searched for, with its vectors, which one without terms has not."""

    query: Query
    encoded: Encoded | None


@dataclass(frozen=True, slots=True)
class _Scored:
    """What was retrieved, with its scores before late interaction; see Candidate.

    `groups` are its places, best first, each with its near-duplicates behind it.
    """

    stored: RetrievedPassages
    cosines: NDArray[np.float32]
    lexical: Scores
    metadata_matches: Sequence[tuple[str, ...]]
    scores: Scores
    groups: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class HybridRetriever:
    """The library in one state and the search indexes of its snapshot."""

    library: Library
    indexes: SearchIndexes
    filtered: FilteredPassages
    codec: TokenCodec | None
    languages: frozenset[str]
    collection: str
    weights: RankingWeights
    on_stage: OnStage

    def find(
        self, encoded_query: EncodedQuery, limit: int, wanted: Wanted | None, article_boost: ArticleBoost | None
    ) -> SearchResult:
        """The `limit` best passages for a question; see Federation.find."""
        query, encoded = encoded_query.query, encoded_query.encoded
        with self.on_stage("words"):
            frequencies = {term: self.indexes.words.frequency(term) for term in query.terms}
            result = SearchResult(query, self.indexes.words.count(), frequencies, 0.0, ())
        if not all(frequencies.values()):  # as of few questions
            result = replace(result, absent=self._absent(query))
        if encoded is None:
            return result
        with self.on_stage("fusion"):
            best, scored = self._retrieve(query, encoded, limit, wanted, article_boost)
            result = replace(result, best_lexical=best)
            candidates = self._candidates(result, encoded, scored, limit)
            return replace(result, candidates=candidates, related=self._related(candidates, scored.stored, limit))

    def knows(self, word: str) -> bool:
        """Whether articles have a word, or the name of a publisher or author has."""
        with self.on_stage("words"):
            held, terms = self.indexes.words, asked_terms(word, sorted(self.languages))
            return all(held.holds(term) for term in terms) or held.holds_name(word)

    def _absent(self, query: Query) -> frozenset[str]:
        """See SearchResult; of a name whose initials articles have, no word is absent."""
        names = [tuple(words(" ".join(name))) for name in query.question.entities]
        unabbreviated = (
            name for name in names if len(name) < 2 or not self._mentions("".join(word[0] for word in name))
        )
        others = query.unknown.difference(*names)
        return frozenset(word for word in chain(*unabbreviated, others) if not self._mentions(word))

    def _mentions(self, word: str) -> bool:
        """Whether articles have a word, or one of which either begins with the other, as Salvador and Salvadoran."""
        if self.knows(word):
            return True
        with self.on_stage("words"):
            return mentions_entity(self.indexes.words.vocabulary(word[:LEAST_STEM]).keys(), (word,))

    def _retrieve(
        self, query: Query, encoded: Encoded, limit: int, wanted: Wanted | None, article_boost: ArticleBoost | None
    ) -> tuple[float, _Scored]:
        """The best BM25 score, and what both search indexes give.

        It asks both for more where too few are distinct.
        """
        only = None if wanted is None else self.filtered.of(wanted)
        boosts = self._boosts(article_boost, only)
        count = self.indexes.words.count() if only is None else len(only)
        limit_of_each = max(self.weights.retrieved, limit)
        while True:
            with self.on_stage("words"):
                lexical = dict(
                    self.indexes.words.search(query.terms, limit_of_each, query.phrases, query.languages, only)
                )
            with self.on_stage("vectors"):
                dense = dict(self.indexes.vectors.search(encoded.vector[np.newaxis], limit_of_each, only))
            scored = self._score(query, encoded, lexical, dense, boosts)
            # What holds the phrases is retrieved by words alone: fewer than asked for are all there are.
            everything = len(lexical) < limit_of_each if query.phrases else limit_of_each >= count
            if len(scored.groups) >= limit or everything:
                return max(lexical.values(), default=0.0), scored
            limit_of_each *= _WIDER

    def _score(
        self,
        query: Query,
        encoded: Encoded,
        lexical: Mapping[int, float],
        dense: Mapping[int, float],
        boosts: Mapping[int, float],
    ) -> _Scored:
        """The passages that were retrieved.

        Raises DisagreementError where the library does not bear out what the search indexes say.
        """
        numbers = lexical.keys() | dense.keys() | boosts.keys()
        stored = self.library.retrieved(numbers)
        if len(stored.numbers) != len(numbers):
            raise DisagreementError(
                f"{self.library.database.name} lacks passages that a search finds; run: quotebot check"
            )
        if not numbers:
            return _Scored(stored, np.empty(0, np.float32), np.empty(0), (), np.empty(0), ())
        cosines, starts = stored.cosines(encoded.vector), stored.starts[:-1]
        if not self._agrees(stored, cosines[starts], lexical, dense):
            raise DisagreementError(
                f"{self.library.database.name} holds other passages than a search finds; run: quotebot check"
            )
        shares = stored.spread(lexical) / (max(lexical.values(), default=0.0) or 1.0)
        matches = self._metadata_matches(query, stored.articles)
        counts = np.array(list(map(len, matches)))
        scores = first_stage_scores(cosines, starts, shares, counts, self.weights) + stored.spread(boosts)
        ranked = np.lexsort((stored.numbers, -scores)).tolist()
        held = [place for place in ranked if self._holds_phrases(stored, place, query)]
        return _Scored(stored, cosines, shares, matches, scores, self._collapse(stored, held))

    def _metadata_matches(self, query: Query, articles: Sequence[int]) -> list[tuple[str, ...]]:
        """For each article what a question says that it is known by, which is read only where there may be any."""
        if not may_match_metadata(query, self.indexes.words.holds_name):
            return [()] * len(articles)
        known = self.library.articles.metadata_of(articles)
        return match_metadata(query, [known[article] for article in articles])

    def _agrees(
        self,
        stored: RetrievedPassages,
        cosines: NDArray[np.float32],
        lexical: Mapping[int, float],
        dense: Mapping[int, float],
    ) -> bool:
        """Whether the scores of the search indexes are what the passages can have."""
        found = np.searchsorted(stored.numbers, list(dense))
        # Of a score that is no number this is not true either.
        near = np.abs(np.fromiter(dense.values(), float, len(dense)) - cosines[found]) < _ROUNDED
        return bool(near.all()) and all(0 <= score < inf for score in lexical.values())

    def _collapse(self, stored: RetrievedPassages, ranked: Sequence[int]) -> list[list[int]]:
        """The passages, each with its near-duplicates."""
        article = cache(self.library.articles.get)

        def facts_of(place: int) -> TextFacts:
            span, of = stored.passage(place).span, article(stored.articles[place])
            return TextFacts(of.plain[span.start : span.end], of.language)

        return collapse_near_duplicates(ranked, stored.articles, stored.stories, facts_of, self.weights.near_duplicate)

    def _candidates(self, result: SearchResult, encoded: Encoded, scored: _Scored, limit: int) -> tuple[Candidate, ...]:
        """The `limit` best of the retrieved passages with their near-duplicates, rescored by late interaction."""
        promising = scored.groups[: max(self.weights.rescored, limit)]
        places = [place for group in promising for place in group]
        if not places or self.codec is None:
            return ()
        late = self._late(encoded, result, scored.stored, places, self.codec)
        scores = dict(zip(places, rescore(scored.scores[places], late, self.weights).tolist(), strict=True))

        def rank(place: int) -> tuple[float, int]:
            return -scores[place], place  # places are in the order of the numbers

        # The first of a group stays so, since it may say more than the others.
        best = sorted(promising, key=lambda group: rank(group[0]))[:limit]
        articles = self._articles({scored.stored.articles[place] for group in best for place in group})
        rows = {place: row for row, place in enumerate(places)}
        starts = scored.stored.starts.tolist()

        def candidate(place: int, near_duplicates: tuple[Candidate, ...] = ()) -> Candidate:
            stored, article = scored.stored, scored.stored.articles[place]
            return Candidate(
                int(stored.numbers[place]),
                article,
                articles[article],
                stored.passage(place),
                stored.vectors(place),
                scored.cosines[starts[place] : starts[place + 1]],
                late.of(rows[place]),
                float(scored.lexical[place]),
                scored.metadata_matches[place],
                scores[place],
                stored.story(place),
                near_duplicates,
            )

        return tuple(candidate(first, tuple(map(candidate, sorted(others, key=rank)))) for first, *others in best)

    def _related(
        self, candidates: Sequence[Candidate], stored: RetrievedPassages, limit: int
    ) -> tuple[tuple[Article, ArticleStory], ...]:
        """See SearchResult, at most `limit`; nothing is read of what tells stories of its own."""
        found = [one for candidate in candidates for one in (candidate, *candidate.near_duplicates)]
        known, told = {one.article_number for one in found}, {one.story.number for one in found}
        if len(set(stored.stories)) == len(set(stored.articles)):
            return ()
        others = {
            number: stored.story(place)
            for place, number in enumerate(stored.articles)
            if number not in known and stored.stories[place] in told
        }
        read = self._articles(islice(others, limit))
        return tuple((article, others[number]) for number, article in read.items())

    def _holds_phrases(self, stored: RetrievedPassages, place: int, query: Query) -> bool:
        """Whether a passage, its heading or its title holds what the question quotes, if it quotes anything."""
        if not query.phrases:
            return True
        article, passage = self.library.articles.get(stored.articles[place]), stored.passage(place)
        text = article.plain[passage.span.start : passage.span.end]
        return holds_phrases((text, passage.heading, article.source.title), query.phrases)

    def _late(
        self,
        encoded: Encoded,
        result: SearchResult,
        stored: RetrievedPassages,
        places: Sequence[int],
        codec: TokenCodec,
    ) -> LateInteraction:
        """How well late interaction matches passages by their places."""
        with self.on_stage("late interaction"):
            weights = token_weights(result.query, encoded.tokens.spans, result.idf, self.weights.least_idf)
            counting, tokens = weights > 0, stored.tokens(places)
            cosines = codec.cosines(codec.reduce(encoded.tokens.vectors[counting]), tokens.codes)
            return late_interaction(cosines, weights[counting], tokens)

    def _boosts(self, article_boost: ArticleBoost | None, only: NDArray[np.int64] | None) -> dict[int, float]:
        """The passages of the boosted article that may be found, with what is added to their scores."""
        if article_boost is None or article_boost.collection != self.collection:
            return {}
        passages = self.library.passages_of(article_boost.article)
        found = passages if only is None else np.intersect1d(passages, only).tolist()
        return dict.fromkeys(found, article_boost.boost)

    def _articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        articles = self.library.articles.get_many(numbers).items()
        return {number: replace(article, source=article.source.of(self.collection)) for number, article in articles}
