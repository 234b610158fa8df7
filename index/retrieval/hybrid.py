"""One look-up in one state of an index: what both retrievers find, ranked.

words, vectors -> fused -> copies folded -> late interaction -> candidates
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from index.errors import QuotebotError
from index.models.encoder import Encoded
from index.models.token_vectors import Projection, parted
from index.records import Article, Source
from index.retrieval.candidates import Candidate, Favoured, Found
from index.retrieval.collapse import fold
from index.retrieval.late_interaction import Late, late_interaction, token_weights
from index.retrieval.metadata_match import said
from index.retrieval.query import Query, holds_phrases
from index.retrieval.scoring import fused, matched
from index.storage.library import HalfVectors, Library, StoredPassage, Telling
from index.storage.snapshots import Parts

_RETRIEVED = 50  # passages that each retriever gives
_DEEPER = 8  # times as many, where a filter left too few
_ROUNDED = 1e-3  # the most that half precision takes from a cosine, with a margin
_MATCHED = 40  # of the best passages late interaction is looked at

Wanted = Callable[[Source], bool]
"""Whether an article may be found."""


class DisagreementError(QuotebotError):
    """The retrievers found what the library does not have, or what it holds otherwise."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as it is looked up, with its vectors, which one without terms has not."""

    query: Query
    encoded: Encoded | None


@dataclass(frozen=True, slots=True)
class _Scored:
    """A passage that was retrieved; see Candidate."""

    stored: StoredPassage
    source: Source
    telling: Telling
    cosines: NDArray[np.float32]
    lexical: float
    said: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Lookup:
    """The library and the retrievers that belong to its present state."""

    library: Library
    parts: Parts
    projection: Projection | None
    languages: frozenset[str]
    collection: str

    def find(self, prepared: Prepared, most: int, wanted: Wanted | None, favoured: Favoured | None) -> Found:
        """The `most` best passages for a question; see Searcher.find."""
        query, encoded = prepared.query, prepared.encoded
        frequencies = {term: self.parts.words.frequency(term) for term in query.terms}
        found = Found(query, self.parts.words.count(), frequencies, 0.0, ())
        if encoded is None:
            return found
        best, groups = self._retrieve(query, encoded, most, wanted, favoured)
        found = replace(found, best_lexical=best)
        return replace(found, candidates=self._candidates(found, encoded, groups, most))

    def _retrieve(
        self, query: Query, encoded: Encoded, most: int, wanted: Wanted | None, favoured: Favoured | None
    ) -> tuple[float, list[list[_Scored]]]:
        """The best BM25 score, and what both retrievers give, best first, each with its copies.

        It looks deeper where too few are wanted, or are no copies.
        """
        ahead = self._ahead(favoured)
        depth = max(_RETRIEVED, most)
        while True:
            lexical = dict(self.parts.words.search(query.terms, depth, query.phrases, query.languages))
            dense = dict(self.parts.vectors.search(encoded.vector[np.newaxis], depth))
            scored = self._score(query, self._stored(encoded, lexical, dense, ahead), lexical, ahead)
            kept = [one for one in scored if self._is_wanted(one, wanted) and self._holds(one.stored, query)]
            groups = self._fold(kept)
            # What holds the phrases is found by words alone: fewer than asked for are all there are.
            everything = len(lexical) < depth if query.phrases else depth >= self.parts.words.count()
            if len(groups) >= most or everything or not self._wants_any(wanted):
                return max(lexical.values(), default=0.0), groups
            depth *= _DEEPER

    def _stored(
        self,
        encoded: Encoded,
        lexical: Mapping[int, float],
        dense: Mapping[int, float],
        ahead: Mapping[int, float],
    ) -> list[tuple[StoredPassage, NDArray[np.float32]]]:
        """The passages that were found, with their cosines and those of their sentences: shape (1 + sentences,).

        Raises DisagreementError where the library does not bear out what was found.
        """
        numbers = lexical.keys() | dense.keys() | ahead.keys()
        stored = list(self.library.passages(numbers))
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
        ahead: Mapping[int, float],
    ) -> list[_Scored]:
        """The passages with their scores before late interaction, best first."""
        best = max(lexical.values(), default=0.0) or 1.0
        articles = self.library.told(passage.article for passage, _ in stored)
        told = {number: said(query, source) for number, (source, _) in articles.items()}

        def score(passage: StoredPassage, cosines: NDArray[np.float32]) -> _Scored:
            number, article = passage.number, passage.article
            share = lexical.get(number, 0.0) / best
            score = fused(cosines, share, len(told[article])) + ahead.get(number, 0.0)
            return _Scored(passage, *articles[article], cosines, share, told[article], score)

        return sorted((score(*each) for each in stored), key=lambda one: (-one.score, one.stored.number))

    def _is_wanted(self, one: _Scored, wanted: Wanted | None) -> bool:
        return wanted is None or wanted(one.source.of(self.collection))

    def _wants_any(self, wanted: Wanted | None) -> bool:
        """Whether there is anything to be found by looking deeper."""
        return wanted is None or any(
            wanted(source.of(self.collection)) for _, source in self.library.sources_by_number()
        )

    def _fold(self, ranked: Sequence[_Scored]) -> list[list[_Scored]]:
        """The passages, each with its copies."""
        scored = {one.stored.number: one for one in ranked}
        article = cache(self.library.article)

        def text(stored: StoredPassage) -> str:
            span = stored.passage.span
            return article(stored.article).text[span.start : span.end]

        groups = fold([one.stored for one in ranked], lambda stored: scored[stored.number].telling.story, text)
        return [[scored[stored.number] for stored in group] for group in groups]

    def _candidates(
        self, found: Found, encoded: Encoded, groups: Sequence[Sequence[_Scored]], most: int
    ) -> tuple[Candidate, ...]:
        """The `most` best of the retrieved passages with their copies, late interaction counted too."""
        promising = groups[: max(_MATCHED, most)]
        late = self._late(encoded, found, [one.stored.number for group in promising for one in group])
        scores = {
            one.stored.number: matched(one.score, late[one.stored.number]) for group in promising for one in group
        }

        def place(one: _Scored) -> tuple[float, int]:
            return -scores[one.stored.number], one.stored.number

        # The first of a group stays so, since it may say more than its copies.
        rescored = [[first, *sorted(copies, key=place)] for first, *copies in promising]
        best = sorted(rescored, key=lambda group: place(group[0]))[:most]
        articles = self._articles({one.stored.article for group in best for one in group})

        def candidate(one: _Scored, copies: tuple[Candidate, ...] = ()) -> Candidate:
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
                scores[number],
                one.telling,
                copies,
            )

        return tuple(candidate(first, tuple(map(candidate, copies))) for first, *copies in best)

    def _holds(self, stored: StoredPassage, query: Query) -> bool:
        """Whether a passage, its heading or its title holds what the question quotes, if it quotes anything."""
        if not query.phrases:
            return True
        article, span = self.library.article(stored.article), stored.passage.span
        texts = (article.text[span.start : span.end], stored.heading, article.source.title)
        return holds_phrases(texts, query.phrases)

    def _late(self, encoded: Encoded, found: Found, numbers: Sequence[int]) -> dict[int, Late]:
        """For passages by their numbers how well late interaction matches them."""
        if self.projection is None:
            return {}
        small = self.projection.shrink(encoded.tokens.vectors)
        weights = token_weights(found.query, encoded.tokens.spans, found.rarity)
        stored = self.library.tokens(numbers, small.shape[1])
        late = late_interaction(small, weights, [stored[number] for number in numbers])
        return dict(zip(numbers, late, strict=True))

    def _ahead(self, favoured: Favoured | None) -> dict[int, float]:
        """The passages of the favoured article, with their head start."""
        if favoured is None or favoured.collection != self.collection:
            return {}
        return dict.fromkeys(self.library.passages_of(favoured.article), favoured.head_start)

    def _articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        found = self.library.articles(numbers).items()
        return {number: replace(article, source=article.source.of(self.collection)) for number, article in found}


def _cosines(encoded: Encoded, passages: Sequence[HalfVectors]) -> list[NDArray[np.float32]]:
    """The cosines of a question with all rows of each matrix."""
    if not passages:
        return []
    all_cosines = np.concatenate(passages).astype(np.float32) @ encoded.vector
    return parted(all_cosines, [len(rows) for rows in passages])
