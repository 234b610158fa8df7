"""The passages that a search found: all of them read by one query, checked at once, and side by side in arrays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Vectors
from index.models.token_vectors import SmallVectors
from index.records import Passage, Source, Span
from index.storage.database import Database
from index.storage.rows import ArticleStory
from index.storage.schema import SOURCE

_QUERY = (
    "SELECT p.number, p.article, p.heading, p.sentences, p.embedding, p.checksum, "
    "e.vectors, e.vectors_checksum, e.tokens, e.bounds, e.tokens_checksum, "
    f"a.story, a.extent, a.story_checksum, a.source_checksum, {', '.join(f'a.{name}' for name in SOURCE.split(', '))} "
    "FROM passage AS p JOIN embedding AS e ON e.hash = p.embedding LEFT JOIN article AS a ON a.number = p.article "
    "WHERE p.number IN ({}) ORDER BY p.number"
)
_WIDTH = 15 + len(SOURCE.split(","))  # columns
_SPAN = 8  # bytes of where a sentence stands

Metadata = tuple[str | None, str | None, str | None]
"""The publisher, the author and the day of publication of an article."""


class PassageTokens(NamedTuple):
    """The tokens of some passages, behind each other.

    Each passage has so many of the rows of `vectors` as `counts` tells. `bounds` are the first and past the last token
    of each sentence within its passage, int64, shape (sentences, 2), and each passage has so many as `sentences` tells.
    """

    vectors: SmallVectors
    counts: Sequence[int]
    bounds: NDArray[np.int64]
    sentences: Sequence[int]


@dataclass(frozen=True, slots=True)
class RetrievedPassages:
    """Passages in the order of their numbers, each with what its article is known by; a place is one among them.

    `articles` and `stories` are the numbers of each one's article, and of the story that this tells.
    `starts` are where the vectors of each begin among those of all, its own and behind it its sentences', and where the
    last ends: int64, shape (passages + 1,).
    """

    numbers: NDArray[np.int64]
    articles: Sequence[int]
    headings: Sequence[str]
    starts: NDArray[np.int64]
    stories: Sequence[int]
    _extents: Sequence[int]
    _sources: Sequence[Sequence[Any]]
    _spans: Sequence[bytes]
    _vectors: Sequence[bytes]
    _tokens: Sequence[bytes]
    _bounds: Sequence[bytes]

    def spread(self, scores: Mapping[int, float]) -> NDArray[np.float64]:
        """Scores that some passages have by their numbers, 0 for the others: shape (passages,)."""
        spread = np.zeros(len(self.numbers))
        spread[np.searchsorted(self.numbers, list(scores))] = list(scores.values())
        return spread

    def cosines(self, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosines of a question with all vectors: shape (starts[-1],)."""
        cosines: NDArray[np.float32] = _rows(b"".join(self._vectors), int(self.starts[-1])) @ question
        return cosines

    def vectors(self, place: int) -> Vectors:
        """The vector of a passage and below it those of its sentences."""
        return _rows(self._vectors[place], int(self.starts[place + 1] - self.starts[place]))

    def tokens(self, places: Sequence[int], kept: int) -> PassageTokens:
        """The tokens of some of the passages; `kept` is the number of dimensions that they have."""
        tokens = [self._tokens[place] for place in places]
        bounds = np.frombuffer(b"".join([self._bounds[place] for place in places]), np.int16)
        return PassageTokens(
            np.frombuffer(b"".join(tokens), np.int8).reshape(-1, kept),
            [len(each) // kept for each in tokens],
            bounds.reshape(-1, 2).astype(np.int64),
            (np.diff(self.starts)[places] - 1).tolist(),
        )

    def passage(self, place: int) -> Passage:
        """Where a passage stands in its article."""
        spans = tuple(map(Span._make, np.frombuffer(self._spans[place], np.int32).reshape(-1, 2).tolist()))
        return Passage(Span(spans[0].start, spans[-1].end), spans, self.headings[place])

    def metadata(self) -> list[Metadata]:
        """What each one's article is known by."""
        return [(publisher, author, published_at) for _, _, publisher, author, published_at, *_ in self._sources]

    def source(self, place: int) -> Source:
        """What is said of a passage's article."""
        return Source(*self._sources[place])

    def story(self, place: int) -> ArticleStory:
        """Which story a passage's article tells, and how much of it."""
        return ArticleStory(self.stories[place], self._extents[place])


def read_retrieved(database: Database, numbers: Iterable[int]) -> RetrievedPassages:
    """The passages of these numbers that exist. Raises DamagedError where something of them is not what was stored."""
    columns = list(zip(*database.rows_in(_QUERY, sorted(numbers)), strict=True)) or [()] * _WIDTH
    number, article, heading, spans, key, checksum, vectors, vectors_checksum, *rest = columns
    tokens, bounds, tokens_checksum, story, extent, story_checksum, source_checksum, *source = rest
    known = [of for of, found in zip(article, extent, strict=True) if found is not None]
    database.require_all("articles", set(article), known)

    def require(what: Callable[[int], str], stored: Sequence[bytes], *of: Sequence[Any]) -> None:
        database.require_all_intact(what, stored, zip(*of, strict=True))

    require(lambda place: f"passage {number[place]}", checksum, number, article, heading, spans, key)
    require(lambda place: f"the embedding of passage {number[place]}", vectors_checksum, key, vectors)
    require(lambda place: f"the embedding of passage {number[place]}", tokens_checksum, key, tokens, bounds)
    require(lambda place: f"the story of article number {article[place]}", story_checksum, article, story, extent)
    require(lambda place: f"what is said of the article {source[0][place]!r}", source_checksum, article, *source)
    return RetrievedPassages(
        np.array(number, np.int64),
        article,
        heading,
        np.cumsum([0, *(1 + len(each) // _SPAN for each in spans)]),
        [own if of is None else of for own, of in zip(article, story, strict=True)],
        extent,
        list(zip(*source, strict=True)),
        spans,
        vectors,
        tokens,
        bounds,
    )


def _rows(vectors: bytes, count: int) -> Vectors:
    """So many vectors as they are kept, in single precision."""
    return np.frombuffer(vectors, np.float16).reshape(count, -1).astype(np.float32)
