"""What a search found, in one collection or in several: candidates for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.lazy import lazy
from index.models.encoder import Vectors
from index.models.reader import Judgement
from index.reading import excerpt, source_span
from index.records import Article, Passage, PassageHit
from index.retrieval.late_interaction import LateInteractionScores
from index.retrieval.query import Query
from index.retrieval.scoring import idf
from index.storage.rows import ArticleStory
from index.text.analysis import Term
from index.text.facts import TextFacts


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer, with what speaks for it.

    `cosines` are those of the question with the passage (first) and its sentences: float32, shape (1 + sentences,);
    `lexical` is the BM25 score as a share of the best passage's.
    `metadata_matches` is what the question says and the article's publisher, author and day of publication are.
    `story` is which story its article tells, and how much of it; `near_duplicates` are the same passage in other
    articles of that story, best first, which are not counted among the candidates.
    `judgement` is what a reader says of it, where one read it; `reranked` are a reranker's scores of the sentences,
    where there is one: float32, shape (sentences,).
    """

    number: int
    article_number: int
    article: Article
    passage: Passage
    vectors: Vectors
    cosines: NDArray[np.float32]
    late: LateInteractionScores
    lexical: float
    metadata_matches: tuple[str, ...]
    score: float
    story: ArticleStory
    near_duplicates: tuple["Candidate", ...] = ()
    judgement: Judgement | None = None
    reranked: NDArray[np.float32] | None = None

    @property
    def text(self) -> str:
        """The passage, as its article says it to a reader."""
        return self.facts.text

    @lazy
    def facts(self) -> TextFacts:
        """What the passage is compared by."""
        span, language = self.passage.span, self.article.language
        return TextFacts(self.article.plain[span.start : span.end], language, self.sentences)

    @lazy
    def in_context(self) -> TextFacts:
        """What the passage is compared by with what stands above it."""
        language = self.article.language
        above = TextFacts(self.context, language)
        return TextFacts(f"{self.context}\n{self.text}", language, (above, *self.sentences))

    @lazy
    def sentences(self) -> tuple[TextFacts, ...]:
        """The sentences of the passage, with what they are compared by."""
        text, language = self.article.plain, self.article.language
        return tuple(TextFacts(text[span.start : span.end], language) for span in self.passage.sentences)

    @property
    def context(self) -> str:
        """What stands above the passage, or is known of its article, and so need not be said in it."""
        return "\n".join((self.article.source.title, self.passage.heading, *self.metadata_matches))


@dataclass(frozen=True, slots=True)
class ArticleBoost:
    """An article (of a collection) where the answer is expected: all of it is weighed, with a boost to its score."""

    collection: str
    article: str
    boost: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found: the candidates, best first, and the best BM25 score.

    `frequencies` tells how many of the `passages` that were searched hold each of the question's terms. `absent` are
    words of the question's names, and others that the model does not know either, that no article has in any form,
    lower case and without accents. `related` are articles of stories of the candidates' that have passages among what
    was looked through, and none among the candidates.
    """

    query: Query
    passages: int
    frequencies: dict[Term, int]
    best_lexical: float
    candidates: tuple[Candidate, ...]
    absent: frozenset[str] = frozenset()
    related: tuple[tuple[Article, ArticleStory], ...] = ()

    @property
    def idf(self) -> dict[Term, float]:
        """The inverse document frequency of each of the question's terms."""
        return {term: idf(frequency, self.passages) for term, frequency in self.frequencies.items()}

    @property
    def hits(self) -> list[PassageHit]:
        """The candidates as they stand in their articles, each with the other articles that hold it."""
        return [_hit(candidate) for candidate in self.candidates]


def _hit(candidate: Candidate) -> PassageHit:
    article = candidate.article
    span = source_span(article, candidate.passage.span)
    also_in = tuple(other.article.source for other in candidate.near_duplicates)
    text = article.text[span.start : span.end]
    return PassageHit(text, span, candidate.score, article.source, also_in, excerpt(article, span))


def merge(results: Sequence[SearchResult], limit: int, dense: float) -> SearchResult:
    """What a search found in several collections as if they were one.

    BM25 scores grow with the idf of terms, which each collection counts for itself: in one of few passages nothing is
    rare. So each collection's scores are scaled by the question's idf over all of them. `dense` is the weight of
    vectors beside that of words.
    """
    if len(results) == 1:
        return results[0]
    joint = SearchResult(
        results[0].query,
        sum(one.passages for one in results),
        {term: sum(one.frequencies[term] for one in results) for term in results[0].frequencies},
        0.0,
        (),
        frozenset.intersection(*(one.absent for one in results)),
        tuple(chain.from_iterable(one.related for one in results)),
    )
    total = sum(joint.idf.values())
    scales = [total / (sum(one.idf.values()) or 1.0) for one in results]
    best = max(one.best_lexical * scale for one, scale in zip(results, scales, strict=True))
    candidates = [
        _scaled(candidate, one.best_lexical * scale / (best or 1.0), 1 - dense)
        for one, scale in zip(results, scales, strict=True)
        for candidate in one.candidates
    ]
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.article.source.collection, candidate.number))
    return replace(joint, best_lexical=best, candidates=tuple(candidates[:limit]))


def _scaled(candidate: Candidate, scale: float, weight: float) -> Candidate:
    lexical = candidate.lexical * scale
    return replace(candidate, lexical=lexical, score=candidate.score + weight * (lexical - candidate.lexical))
