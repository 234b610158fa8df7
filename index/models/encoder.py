"""Text to vectors: what an encoder is, and what it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows of unit length, so that an inner product is a cosine: float32, shape (texts, dimension)."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of a text, the marks at its ends aside.

    `vectors` have unit length: float32, shape (tokens, dimension); `spans` are where they stand, in characters: int32,
    shape (tokens, 2).
    """

    vectors: NDArray[np.float32]
    spans: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What a model makes of a text: its vector, float32 of shape (dimension,) and unit length, and its tokens."""

    vector: NDArray[np.float32]
    tokens: TokenVectors


class Encoder(Protocol):
    """Turns questions and passages into vectors of one space; one thread may encode either while another does."""

    def __hash__(self) -> int:
        """What is worked out for an encoder once can be kept."""

    @property
    def fingerprint(self) -> str:
        """Names the model, its settings and its precision: vectors compare only where it is the same."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """How many tokens of a passage are read, the marks at its ends not counted."""

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """Each question's vector and tokens, with the prompt that the model has for queries."""

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """Each passage's vector and tokens, with the prompt that the model has for documents."""

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """The vectors of sentences, each as it would be that of a passage."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, the marks at its ends not counted, however long it is.

        Any thread may ask, also while another encodes.
        """


def token_vectors(vectors: Vectors, spans: NDArray[np.int64], prompt: int) -> TokenVectors:
    """The tokens behind a prompt of so many characters, without the marks at the ends, which stand nowhere."""
    kept = (spans[:, 1] > spans[:, 0]) & (spans[:, 0] >= prompt)
    return TokenVectors(vectors[kept], (spans[kept] - prompt).astype(np.int32))


def unit_rows(vectors: NDArray[np.float32]) -> Vectors:
    """What has the last axis of an array as its rows, each made as long as 1."""
    squares = np.einsum("...i,...i->...", vectors, vectors)[..., np.newaxis]  # without an array of all products
    rows: Vectors = vectors / np.maximum(np.sqrt(squares), 1e-12)
    return rows
