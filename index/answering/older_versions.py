"""Which of the articles that were found are older versions of others among them.

Told from titles, ids, paths and addresses that are equal but for version numbers and dates, of articles of one story
whose texts mostly agree; so nothing is read beside what was found, and of most questions next to nothing of that.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, permutations

from index.answering.corrections import ArticleKey, key_of
from index.records import Article, Source
from index.retrieval.weights import VersionWeights
from index.storage.rows import ArticleStory
from index.text.publication_dates import moment
from index.text.version_names import VersionName, version_name

_COMPARED = 100_000  # characters of a text
_KEPT = 32  # texts
_MOST = 12  # articles of a story that are compared, those found first
_ENDS = re.compile(r"(?<=[.!?。！？])\s+|\n+")


def newer_versions(
    found: Iterable[tuple[Article, ArticleStory]], weights: VersionWeights
) -> dict[ArticleKey, set[ArticleKey]]:
    """For each older version among what was found the newer ones there."""
    by_story = defaultdict[tuple[str, str | None, int], dict[ArticleKey, Article]](dict)
    for article, story in found:
        source = article.source
        by_story[source.collection, source.publisher, story.number][key_of(source)] = article
    newer = defaultdict[ArticleKey, set[ArticleKey]](set)
    for articles in by_story.values():
        for one, other in permutations(islice(articles.values(), _MOST), 2):
            if _is_newer(one, other, weights):
                newer[key_of(other.source)].add(key_of(one.source))
    return dict(newer)


def _is_newer(one: Article, other: Article, weights: VersionWeights) -> bool:
    """Whether one article is a newer version of another."""
    names = [(first, second) for first, second in _names(one.source, other.source) if first.is_another_of(second)]
    by_name = next((told for first, second in names if (told := first.newer_than(second)) is not None), None)
    if not names or not (_is_later(one.source, other.source) if by_name is None else by_name):
        return False
    is_dated = any(first.is_dated or second.is_dated for first, second in names)
    return agreement(one.plain[:_COMPARED], other.plain[:_COMPARED]) >= (
        weights.dated if is_dated else weights.numbered
    )


def _names(one: Source, other: Source) -> Iterator[tuple[VersionName, VersionName]]:
    """What two articles are called, each name of one beside that of the other."""
    for first, second in zip(_called(one), _called(other), strict=True):
        if first and second and first != second:
            yield version_name(first), version_name(second)


def _called(source: Source) -> tuple[str | None, ...]:
    return source.title, source.id, source.path, source.url


def _is_later(one: Source, other: Source) -> bool:
    """Whether one was published after the other, as far as that is known of both."""
    first, second = moment(one.published_at), moment(other.published_at)
    return first is not None and second is not None and first > second


def agreement(one: str, other: str) -> float:
    """The share of the shorter of two texts, in words, whose sentences stand in the other: from 0 to 1."""
    first, second = _sentences(one), _sentences(other)
    shorter = min(_words(first), _words(second))
    return _words(first & second) / shorter if shorter else 0.0


@lru_cache(maxsize=_KEPT)
def _sentences(text: str) -> Counter[str]:
    """The sentences and lines of a text, each with how often it stands there."""
    return Counter(" ".join(part.split()) for part in _ENDS.split(text))


def _words(sentences: Counter[str]) -> int:
    return sum(len(sentence.split()) * count for sentence, count in sentences.items())
