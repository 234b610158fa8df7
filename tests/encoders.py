"""Encoders that need no model."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b

import numpy as np

from index.models.encoder import Encoded, TokenVectors, Vectors

_DIMENSION = 64


class SmallEncoder:
    """A hashed bag of words: texts that share words have close vectors, the same on every machine."""

    def __init__(self, fingerprint: str = "small/1") -> None:
        self.fingerprint = fingerprint
        self.dimension = _DIMENSION
        self.max_tokens = 200

    def __eq__(self, other: object) -> bool:
        """Whether it gives the same vectors, so that what is fitted to one is fitted to all."""
        return isinstance(other, SmallEncoder) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        """See Encoder."""
        return hash(self.fingerprint)

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self.encode_passages(questions)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        vectors = self.encode_sentences(passages)
        return [Encoded(vector, self._tokens(passage)) for vector, passage in zip(vectors, passages, strict=True)]

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        vectors = np.empty((len(sentences), self.dimension), np.float32)
        for row, sentence in enumerate(sentences):
            words = re.findall(r"\w+", sentence.lower()) or [""]  # the empty word stands for a text without words
            total = np.sum([self._direction(word) for word in words], axis=0)
            vectors[row] = total / np.linalg.norm(total)
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return [len(re.findall(r"\w+|\S", text)) for text in texts]

    def _tokens(self, text: str) -> TokenVectors:
        found = list(re.finditer(r"\w+|[^\w\s]", text))
        vectors = [self._direction(token[0].lower()) for token in found]
        rows = np.array([vector / np.linalg.norm(vector) for vector in vectors], np.float32).reshape(-1, _DIMENSION)
        return TokenVectors(rows, np.array([token.span() for token in found], np.int32).reshape(-1, 2))

    def _direction(self, word: str) -> Vectors:
        return _direction(word)


class BilingualEncoder(SmallEncoder):
    """Has one vector for a Spanish word and the English one that it is a translation of."""

    def __init__(self, english: Mapping[str, str]) -> None:
        """Takes the English word for each Spanish one, in lower case."""
        super().__init__("bilingual/1")
        self._english = english

    def _direction(self, word: str) -> Vectors:
        return _direction(self._english.get(word, word))


@cache
def _direction(word: str) -> Vectors:
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(digest)).standard_normal(_DIMENSION).astype(np.float32)
