"""What a library holds of articles, passages and embeddings, as records."""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Vectors
from index.models.small_vectors import SmallVectors
from index.models.token_vectors import SUBVECTORS, TokenCodes
from index.records import Article, Passage, Span


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is embedded of a passage: its vector and below it those of its sentences, and the codes of its tokens.

    `bounds` are the first and past the last token of each sentence: int16, shape (sentences, 2).
    """

    vectors: SmallVectors
    bounds: NDArray[np.int16]
    codes: TokenCodes

    @classmethod
    def from_bytes(cls, data: bytes, sentences: int) -> Self:
        """Reads what `to_bytes` gave of a passage of so many sentences."""
        vectors, bounds, codes = embedding_parts(data, sentences)
        return cls(
            np.frombuffer(vectors, np.int8).reshape(1 + sentences, -1),
            np.frombuffer(bounds, np.int16).reshape(sentences, 2),
            np.frombuffer(codes, np.uint8).reshape(-1, SUBVECTORS),
        )

    def to_bytes(self) -> bytes:
        """The dimension in two bytes, then vectors, bounds and codes behind each other."""
        dimension = int(self.vectors.shape[1])
        return dimension.to_bytes(2, "little") + self.vectors.tobytes() + self.bounds.tobytes() + self.codes.tobytes()


def embedding_parts(data: bytes, sentences: int) -> tuple[memoryview, memoryview, memoryview]:
    """The bytes of the vectors, the bounds and the codes of an embedding of so many sentences."""
    view, vectors = memoryview(data), embedding_vectors(data, sentences)
    bounds = 2 + len(vectors)
    codes = bounds + 4 * sentences
    return memoryview(vectors), view[bounds:codes], view[codes:]


def embedding_vectors(data: bytes, sentences: int) -> bytes:
    """The bytes of the vectors alone."""
    return data[2 : 2 + (1 + sentences) * int.from_bytes(data[:2], "little")]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library holds it: `number` names it in every part of the index and is never used again.

    `sentences` are where these stand in the article's text, in characters: shape (sentences, 2). `vectors` are its own
    and below it those of its sentences: float32, shape (1 + sentences, dimension), of unit length.
    """

    number: int
    article: int
    heading: str
    sentences: NDArray[np.int32]
    embedding: bytes
    vectors: Vectors

    @property
    def passage(self) -> Passage:
        """Where it stands in its article."""
        spans = tuple(map(Span._make, self.sentences.tolist()))
        return Passage(Span(spans[0].start, spans[-1].end), spans, self.heading)


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """An article with what it was split into, ready to be stored: for each passage the hash of its embedding.

    `lines` holds for each different block its fingerprint and in how many articles it stood by then, 1 where this one
    keeps it for all. `shingles` are the sample that near-duplicates are told by.
    """

    article: Article
    digest: bytes
    passages: tuple[tuple[Passage, bytes], ...]
    lines: dict[int, int]
    shingles: frozenset[int]


class KnownArticle(NamedTuple):
    """What a sync must know of an article that is here: its id, that of its file if another, and when it expires.

    `warnings` tell what of it could not be used.
    """

    id: str
    given_id: str | None = None
    expires_at: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def given(self) -> str:
        """The id that its file gives."""
        return self.given_id or self.id


class ArticleStory(NamedTuple):
    """Which story an article tells, by a number, and how much of it, in sampled shingles."""

    number: int
    extent: int
