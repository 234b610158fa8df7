"""Which of the articles that were found stands before which: those preferred, and newer versions before older ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

from index.answering.corrections import ArticleKey, Corrections, key_of
from index.answering.older_versions import newer_versions
from index.answering.windows import Window
from index.records import Source
from index.retrieval.candidates import SearchResult
from index.retrieval.weights import VersionWeights

Shown = Callable[[Window], Source]
"""Which article a window would be quoted of: another may say the same."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`newer` has for each older version the newer ones, and for what is superseded what is to be read instead."""

    preferred: Set[ArticleKey]
    newer: Mapping[ArticleKey, Set[ArticleKey]]
    weights: VersionWeights

    @classmethod
    def of(cls, result: SearchResult, corrections: Corrections, weights: VersionWeights) -> Self:
        """Where the articles of a result stand; what was corrected counts more than what their names say."""
        found = (one for candidate in result.candidates for one in (candidate, *candidate.near_duplicates))
        articles = [*((one.article, one.story) for one in found), *result.related]
        newer = newer_versions(articles, weights)
        for article, instead in corrections.superseded:
            # No way may lead back, or else all on it would be older than each other, and none of them be quoted.
            back = {key for key in newer.get(instead, ()) if key == article or article in _all_newer(key, newer)}
            newer.get(instead, set()).difference_update(back)
            newer.setdefault(article, set()).add(instead)
        older = {article: _all_newer(article, newer) for article, instead in newer.items() if instead}
        return cls(frozenset(corrections.preferred), older, weights)

    @property
    def is_plain(self) -> bool:
        """Whether none stands before another."""
        return not self.preferred and not self.newer

    def is_older(self, source: Source) -> bool:
        """Whether there is a newer version of an article."""
        return key_of(source) in self.newer

    def rank(self, source: Source) -> int:
        """The lower, the rather an article is quoted of several that say the same."""
        key = key_of(source)
        return 2 if key in self.newer else 0 if key in self.preferred else 1

    def goes_before(self, one: Window, other: Window) -> bool:
        """Whether one of two windows that disagree is quoted first: its article is preferred, and answers too."""
        is_preferred = self.rank(one.source) == 0 < self.rank(other.source)
        return is_preferred and one.probability >= self.weights.opposed * other.probability

    def ordered(self, ranked: Sequence[Window], preference: Callable[[Window], float], shown: Shown) -> list[Window]:
        """Windows as they are to be quoted, the most probable first but for preferred articles and newer versions.

        `ranked` are in the order of their `preference`. One of an older version is left out where a newer one has a
        window nearly as probable, which takes its place.
        """
        if self.is_plain:
            return list(ranked)
        best = _best(ranked)
        factors, kept = dict[ArticleKey, float](), list[Window]()
        for window in ranked:
            instead = self._instead(window, best, shown)
            if instead is None:
                kept.append(window)
            else:
                factors[instead] = max(factors.get(instead, 1.0), window.probability / best[instead])
        for article in self.preferred:
            factors[article] = factors.get(article, 1.0) / self.weights.preferred
        return sorted(kept, key=lambda one: -preference(one) * factors.get(key_of(one.source), 1.0))

    def _instead(self, window: Window, best: Mapping[ArticleKey, float], shown: Shown) -> ArticleKey | None:
        """The newer version that answers nearly as well as a window; None where there is none, or the window is its."""
        newer = self.newer.get(key_of(window.source), frozenset())
        near = [key for key in newer if best.get(key, 0.0) >= self.weights.newer * window.probability]
        if not near or not self.is_older(shown(window)):
            return None
        return max(near, key=lambda key: (best[key], key))


def _best(windows: Iterable[Window]) -> dict[ArticleKey, float]:
    """For each article the probability of its most probable window."""
    best = dict[ArticleKey, float]()
    for window in windows:
        key = key_of(window.source)
        best[key] = max(best.get(key, 0.0), window.probability)
    return best


def _all_newer(article: ArticleKey, newer: Mapping[ArticleKey, Set[ArticleKey]]) -> frozenset[ArticleKey]:
    """What is newer than an article, and newer than that, and so on; not the article itself."""
    found, open_ = set[ArticleKey](), [article]
    while open_:
        for key in newer.get(open_.pop(), ()):
            if key not in found:
                found.add(key)
                open_.append(key)
    return frozenset(found - {article})
