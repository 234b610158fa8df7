"""What a library holds of articles, passages and embeddings, as records."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.models.token_vectors import SmallVectors
from index.records import Article, Passage, Span

HalfVectors = NDArray[np.float16]
"""A passage's vector and below it those of its sentences: float16, shape (1 + sentences, dimension), unit rows."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is embedded of a passage: its vectors, those of its tokens, and which of these are of which sentence."""

    vectors: HalfVectors
    tokens: SmallVectors
    bounds: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library holds it: `number` names it in every part of the index and is never used again.

    `sentences` are where these stand in the article's text, in characters: shape (sentences, 2).
    """

    number: int
    article: int
    heading: str
    sentences: NDArray[np.int32]
    embedding: bytes
    vectors: HalfVectors

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
