"""The passages that a search found: all of them read by one query, checked at once, and side by side in arrays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Vectors
from index.models.small_vectors import SmallVectors, unit_vectors
from index.models.token_vectors import SUBVECTORS, TokenCodes
from index.records import Passage, Span
from index.storage.database import Database, checksum, require_all, require_all_intact
from index.storage.former import FormerEmbeddings
from index.storage.rows import ArticleStory, embedding_parts, embedding_vectors

_QUERY = (
    "SELECT p.embedding, e.data, e.checksum, p.number, p.article, p.heading, p.sentences, p.checksum, "
    "a.story, a.extent, a.story_checksum "
    "FROM passage AS p LEFT JOIN embedding AS e ON e.hash = p.embedding LEFT JOIN article AS a ON a.number = p.article "
    "WHERE p.number IN ({}) ORDER BY p.number"
)
_WIDTH = 11  # columns
_SPAN = 8  # bytes of where a sentence stands


class PassageTokens(NamedTuple):
    """The tokens of some passages, behind each other.

    Each passage has so many of the rows of `codes` as `counts` tells. `bounds` are the first and past the last token
    of each sentence within its passage, int64, shape (sentences, 2), and each passage has so many as `sentences` tells.
    """

    codes: TokenCodes
    counts: Sequence[int]
    bounds: NDArray[np.int64]
    sentences: Sequence[int]


@dataclass(frozen=True, slots=True)
class RetrievedPassages:
    """Passages in the order of their numbers, each with what its article tells; a place is one among them.

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
    _spans: Sequence[bytes]
    _embeddings: Sequence[bytes]
    _vectors: SmallVectors

    def spread(self, scores: Mapping[int, float]) -> NDArray[np.float64]:
        """Scores that some passages have by their numbers, 0 for the others: shape (passages,)."""
        spread = np.zeros(len(self.numbers))
        spread[np.searchsorted(self.numbers, list(scores))] = list(scores.values())
        return spread

    def cosines(self, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosines of a question with all vectors: shape (starts[-1],)."""
        vectors = self._vectors.astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        cosines: NDArray[np.float32] = (vectors @ question) / np.maximum(lengths, 1e-12)
        return cosines

    def vectors(self, place: int) -> Vectors:
        """The vector of a passage and below it those of its sentences."""
        return unit_vectors(self._vectors[self.starts[place] : self.starts[place + 1]])

    def tokens(self, places: Sequence[int]) -> PassageTokens:
        """The tokens of some of the passages."""
        sentences = [len(self._spans[place]) // _SPAN for place in places]
        embeddings = [self._embeddings[place] for place in places]
        _, bounds, codes = zip(*map(embedding_parts, embeddings, sentences), strict=True)
        return PassageTokens(
            np.frombuffer(b"".join(codes), np.uint8).reshape(-1, SUBVECTORS),
            [len(each) // SUBVECTORS for each in codes],
            np.frombuffer(b"".join(bounds), np.int16).reshape(-1, 2).astype(np.int64),
            sentences,
        )

    def passage(self, place: int) -> Passage:
        """Where a passage stands in its article."""
        spans = tuple(map(Span._make, np.frombuffer(self._spans[place], np.int32).reshape(-1, 2).tolist()))
        return Passage(Span(spans[0].start, spans[-1].end), spans, self.headings[place])

    def story(self, place: int) -> ArticleStory:
        """Which story a passage's article tells, and how much of it."""
        return ArticleStory(self.stories[place], self._extents[place])


def read_retrieved(database: Database, former: FormerEmbeddings, numbers: Iterable[int]) -> RetrievedPassages:
    """The passages of these numbers that exist. Raises DamagedError where something of them is not what was stored."""
    rows = _completed(list(database.rows_in(_QUERY, sorted(numbers))), former)
    columns = list(zip(*rows, strict=True)) or [()] * _WIDTH
    key, data, data_checksum, number, article, heading, spans, own_checksum, story, extent, story_checksum = columns
    known = [of for of, found in zip(article, extent, strict=True) if found is not None]
    require_all(database, "articles", set(article), known)

    def require(what: Callable[[int], str], stored: Sequence[bytes], *of: Sequence[Any]) -> None:
        require_all_intact(database, what, stored, zip(*of, strict=True))

    require(lambda place: f"passage {number[place]}", own_checksum, number, article, heading, spans, key)
    require(lambda place: f"the embedding of passage {number[place]}", data_checksum, key, data)
    require(lambda place: f"the story of article number {article[place]}", story_checksum, article, story, extent)
    sentences = [len(each) // _SPAN for each in spans]
    vectors = b"".join(map(embedding_vectors, data, sentences))
    starts = np.cumsum([0, *(1 + count for count in sentences)])
    return RetrievedPassages(
        np.array(number, np.int64),
        article,
        heading,
        starts,
        [own if of is None else of for own, of in zip(article, story, strict=True)],
        extent,
        spans,
        data,
        np.frombuffer(vectors, np.int8).reshape(int(starts[-1]), -1) if vectors else np.empty((0, 0), np.int8),
    )


def _completed(rows: list[tuple[Any, ...]], former: FormerEmbeddings) -> list[tuple[Any, ...]]:
    """The rows with the embeddings that a version before kept, those aside that have none at all."""
    lacking = [key for key, data, *_ in rows if data is None]
    if not lacking:
        return rows
    data = {key: embedding.to_bytes() for key, embedding in former.get(lacking).items()}
    known = [row if row[1] is not None else (row[0], data.get(row[0]), None, *row[3:]) for row in rows]
    return [
        (key, own, checksum_ or checksum(key, own), *rest) for key, own, checksum_, *rest in known if own is not None
    ]
