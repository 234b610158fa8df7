"""Hybrid retrieval from one snapshot of an index: what words and vectors find, ranked.

words, vectors -> first-stage score -> near-duplicates collapsed -> late interaction -> candidates
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from index.errors import QuotebotError
from index.models.encoder import Encoded
from index.models.token_vectors import Projection, parted
from index.records import Article, Source
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult
from index.retrieval.collapse import collapse_near_duplicates
from index.retrieval.filters import FilteredPassages, Wanted
from index.retrieval.late_interaction import LateInteractionScores, late_interaction, token_weights
from index.retrieval.metadata_match import match_metadata
from index.retrieval.query import Query, holds_phrases
from index.retrieval.scoring import first_stage_score, rescore
from index.retrieval.weights import RankingWeights
from index.stages import OnStage
from index.storage.library import Library
from index.storage.rows import ArticleStory, HalfVectors, StoredPassage
from index.storage.snapshots import SearchIndexes
from index.text.analysis import asked_terms
from index.text.facts import TextFacts

_WIDER = 8  # times as many, where too few are distinct
_ROUNDED = 1e-3  # the most that half precision takes from a cosine, with a margin


class DisagreementError(QuotebotError):
    """The search indexes found what the library does not have, or what it holds otherwise."""


@dataclass(frozen=True, slots=True)
class EncodedQuery:
    """A question as it is searched for, with its vectors, which one without terms has not."""

    query: Query
    encoded: Encoded | None


@dataclass(frozen=True, slots=True)
class _Scored:
    """A passage that was retrieved; see Candidate."""

    stored: StoredPassage
    source: Source
    story: ArticleStory
    cosines: NDArray[np.float32]
    lexical: float
    metadata_matches: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class HybridRetriever:
    """The library in one state and the search indexes of its snapshot."""

    library: Library
    indexes: SearchIndexes
    filtered: FilteredPassages
    projection: Projection | None
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
        if encoded is None:
            return result
        with self.on_stage("fusion"):
            best, groups = self._retrieve(query, encoded, limit, wanted, article_boost)
            result = replace(result, best_lexical=best)
            return replace(result, candidates=self._candidates(result, encoded, groups, limit))

    def knows(self, word: str) -> bool:
        """Whether articles have a word, or the name of a publisher or author has."""
        with self.on_stage("words"):
            words, terms = self.indexes.words, asked_terms(word, sorted(self.languages))
            return all(words.holds(term) for term in terms) or words.holds_name(word)

    def _retrieve(
        self, query: Query, encoded: Encoded, limit: int, wanted: Wanted | None, article_boost: ArticleBoost | None
    ) -> tuple[float, list[list[_Scored]]]:
        """The best BM25 score, and what both search indexes give, best first, each with its near-duplicates.

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
            scored = self._score(query, self._stored(encoded, lexical, dense, boosts), lexical, boosts)
            groups = self._collapse([one for one in scored if self._holds_phrases(one.stored, query)])
            # What holds the phrases is retrieved by words alone: fewer than asked for are all there are.
            everything = len(lexical) < limit_of_each if query.phrases else limit_of_each >= count
            if len(groups) >= limit or everything:
                return max(lexical.values(), default=0.0), groups
            limit_of_each *= _WIDER

    def _stored(
        self,
        encoded: Encoded,
        lexical: Mapping[int, float],
        dense: Mapping[int, float],
        boosts: Mapping[int, float],
    ) -> list[tuple[StoredPassage, NDArray[np.float32]]]:
        """The passages that were retrieved, with their cosines and those of their sentences: shape (1 + sentences,).

        Raises DisagreementError where the library does not bear out what the search indexes say.
        """
        numbers = lexical.keys() | dense.keys() | boosts.keys()
        stored = list(self.library.passages.get(numbers))
        if len(stored) != len(numbers):
            raise DisagreementError(f"{self.library.path} lacks passages that a search finds; run: quotebot check")
        cosines = _cosines(encoded, [passage.vectors for passage in stored])
        own = {passage.number: float(each[0]) for passage, each in zip(stored, cosines, strict=True)}
        # Of a score that is no number this is not true either.
        if not all(abs(score - own[number]) < _ROUNDED for number, score in dense.items()) or not all(
            0 <= score < inf for score in lexical.values()
        ):
            raise DisagreementError(
                f"{self.library.path} holds other passages than a search finds; run: quotebot check"
            )
        return list(zip(stored, cosines, strict=True))

    def _score(
        self,
        query: Query,
        stored: Sequence[tuple[StoredPassage, NDArray[np.float32]]],
        lexical: Mapping[int, float],
        boosts: Mapping[int, float],
    ) -> list[_Scored]:
        """The passages with their scores before late interaction, best first."""
        best = max(lexical.values(), default=0.0) or 1.0
        articles = self.library.stories.with_sources(passage.article for passage, _ in stored)
        matches = {number: match_metadata(query, source) for number, (source, _) in articles.items()}

        def score(passage: StoredPassage, cosines: NDArray[np.float32]) -> _Scored:
            number, article = passage.number, passage.article
            share = lexical.get(number, 0.0) / best
            score = first_stage_score(cosines, share, len(matches[article]), self.weights) + boosts.get(number, 0.0)
            return _Scored(passage, *articles[article], cosines, share, matches[article], score)

        return sorted((score(*each) for each in stored), key=lambda one: (-one.score, one.stored.number))

    def _collapse(self, ranked: Sequence[_Scored]) -> list[list[_Scored]]:
        """The passages, each with its near-duplicates."""
        scored = {one.stored.number: one for one in ranked}
        article = cache(self.library.articles.get)

        def facts_of(stored: StoredPassage) -> TextFacts:
            span, of = stored.passage.span, article(stored.article)
            return TextFacts(of.plain[span.start : span.end], of.language)

        groups = collapse_near_duplicates(
            [one.stored for one in ranked],
            lambda stored: scored[stored.number].story.number,
            facts_of,
            self.weights.near_duplicate,
        )
        return [[scored[stored.number] for stored in group] for group in groups]

    def _candidates(
        self, result: SearchResult, encoded: Encoded, groups: Sequence[Sequence[_Scored]], limit: int
    ) -> tuple[Candidate, ...]:
        """The `limit` best of the retrieved passages with their near-duplicates, rescored by late interaction."""
        promising = groups[: max(self.weights.rescored, limit)]
        late = self._late(encoded, result, [one.stored.number for group in promising for one in group])
        scores = {
            one.stored.number: rescore(one.score, late[one.stored.number], self.weights)
            for group in promising
            for one in group
        }

        def rank(one: _Scored) -> tuple[float, int]:
            return -scores[one.stored.number], one.stored.number

        # The first of a group stays so, since it may say more than the others.
        rescored = [[first, *sorted(others, key=rank)] for first, *others in promising]
        best = sorted(rescored, key=lambda group: rank(group[0]))[:limit]
        articles = self._articles({one.stored.article for group in best for one in group})

        def candidate(one: _Scored, near_duplicates: tuple[Candidate, ...] = ()) -> Candidate:
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
                one.metadata_matches,
                scores[number],
                one.story,
                near_duplicates,
            )

        return tuple(candidate(first, tuple(map(candidate, others))) for first, *others in best)

    def _holds_phrases(self, stored: StoredPassage, query: Query) -> bool:
        """Whether a passage, its heading or its title holds what the question quotes, if it quotes anything."""
        if not query.phrases:
            return True
        article, span = self.library.articles.get(stored.article), stored.passage.span
        texts = (article.plain[span.start : span.end], stored.heading, article.source.title)
        return holds_phrases(texts, query.phrases)

    def _late(self, encoded: Encoded, result: SearchResult, numbers: Sequence[int]) -> dict[int, LateInteractionScores]:
        """For passages by their numbers how well late interaction matches them."""
        if self.projection is None:
            return {}
        with self.on_stage("late interaction"):
            small = self.projection.shrink(encoded.tokens.vectors)
            weights = token_weights(result.query, encoded.tokens.spans, result.idf, self.weights.least_idf)
            stored = self.library.embeddings.tokens(numbers, small.shape[1])
            late = late_interaction(small, weights, [stored[number] for number in numbers])
            return dict(zip(numbers, late, strict=True))

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


def _cosines(encoded: Encoded, passages: Sequence[HalfVectors]) -> list[NDArray[np.float32]]:
    """The cosines of a question with all rows of each matrix."""
    if not passages:
        return []
    all_cosines = np.concatenate(passages).astype(np.float32) @ encoded.vector
    return parted(all_cosines, [len(rows) for rows in passages])
