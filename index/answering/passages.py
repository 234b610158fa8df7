"""The passages that a search found, as they are shown: without what is not to be quoted, and what goes before first."""

from collections.abc import Sequence
from dataclasses import replace

from index.answering.corrections import NONE, Corrections, Withheld
from index.answering.standing import Standing
from index.reading import excerpt, source_span
from index.records import PassageHit
from index.retrieval.candidates import Candidate, SearchResult
from index.retrieval.weights import VersionWeights


def found_passages(result: SearchResult, weights: VersionWeights, corrections: Corrections = NONE) -> list[PassageHit]:
    """The passages of a result, best first but for articles that go before others."""
    standing, withheld = Standing.of(result, corrections, weights), Withheld(corrections.unquoted)
    if withheld.marks:
        result = _without(result, withheld)
    if standing.is_plain:
        return result.hits
    candidates = [_headed(candidate, standing) for candidate in result.candidates]
    order = _ordered(candidates, standing, weights.margin)
    hits = replace(result, candidates=tuple(order)).hits
    return [replace(hit, older=standing.is_older(hit.source)) for hit in hits]


def _without(result: SearchResult, withheld: Withheld) -> SearchResult:
    """A result less the passages that are not to be quoted; a copy that may be takes the place of one that may not."""
    candidates = list[Candidate]()
    for candidate in result.candidates:
        copies = [one for one in (candidate, *candidate.near_duplicates) if not _holds_back(withheld, one)]
        if copies:
            candidates.append(replace(copies[0], near_duplicates=tuple(copies[1:])))
    return replace(result, candidates=tuple(candidates))


def _holds_back(withheld: Withheld, candidate: Candidate) -> bool:
    article = candidate.article
    span = source_span(article, candidate.passage.span)
    hit = PassageHit(article.text[span.start : span.end], span, 0.0, article.source, excerpt=excerpt(article, span))
    return withheld.holds_back(article, span, hit.shown)


def _headed(candidate: Candidate, standing: Standing) -> Candidate:
    """A passage of the article that goes before the others which have it; older versions are not named with it."""
    copies = (candidate, *candidate.near_duplicates)
    head = min(copies, key=lambda one: standing.rank(one.article.source))
    others = tuple(one for one in copies if one is not head and not standing.is_older(one.article.source))
    return replace(head, score=candidate.score, near_duplicates=others)


def _ordered(candidates: Sequence[Candidate], standing: Standing, margin: float) -> list[Candidate]:
    """Passages in order, those of preferred articles further in front, and of older versions further behind."""

    def score(candidate: Candidate) -> float:
        return candidate.score + margin * (1 - standing.rank(candidate.article.source))

    return sorted(candidates, key=score, reverse=True)
