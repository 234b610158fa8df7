"""Embeds passages in threads beside, while others are read and stored: each is encoded once, its sentences with it."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np

from index.models.encoder import Encoded, Encoder
from index.models.sentence_pooling import SentencePooling, sentence_features, sentence_tokens
from index.models.small_vectors import small_vectors
from index.models.token_vectors import TokenCodec, parted
from index.storage.rows import Embedding

_TOGETHER = 16  # passages, some 2500 tokens, whose vectors stay in a core's own cache


@dataclass(frozen=True, slots=True)
class EmbeddingTexts:
    """What is embedded of a passage: itself, and where its sentences stand in it, in characters."""

    passage: str
    spans: list[tuple[int, int]]


Batch = Mapping[bytes, EmbeddingTexts]
"""Passages, each by the hash of its embedding."""


@dataclass(frozen=True, slots=True)
class _Running:
    """A batch that was begun: as the encoder gives it, and as it is kept."""

    batch: Batch
    encoded: Future[list[Encoded]]
    embeddings: Future[list[Embedding]]


class Embedder:
    """Embeds one batch after the other, as a context manager: one thread encodes, another makes of it what is kept."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._encoding = ThreadPoolExecutor(1, "encoding")
        self._keeping = ThreadPoolExecutor(1, "keeping")
        self._running = deque[_Running]()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the threads with the batches that they are at."""
        self._encoding.shutdown(cancel_futures=True)
        self._keeping.shutdown(cancel_futures=True)

    @property
    def batches(self) -> int:
        """How many batches were begun and not taken yet."""
        return len(self._running)

    @property
    def is_idle(self) -> bool:
        """Whether all that was begun is encoded."""
        return all(one.encoded.done() for one in self._running)

    @property
    def passages(self) -> int:
        """How many passages are in these."""
        return sum(len(one.batch) for one in self._running)

    def __contains__(self, key: bytes) -> bool:
        """Whether a passage is one of them."""
        return any(key in one.batch for one in self._running)

    def begin(self, batch: Batch, pooling: SentencePooling, codec: TokenCodec) -> None:
        """Has a batch embedded after those that were begun before."""
        encoded = self._encoding.submit(self._encoder.encode_passages, [one.passage for one in batch.values()])
        embeddings = self._keeping.submit(_embedded, batch, encoded, pooling, codec)
        self._running.append(_Running(batch, encoded, embeddings))

    def take(self) -> dict[bytes, Embedding]:
        """Waits for the batch that was begun first and gives its embeddings, or raises what the encoder did."""
        first = self._running[0]
        embeddings = first.embeddings.result()  # may be interrupted, and the batch taken later
        self._running.popleft()
        return dict(zip(first.batch, embeddings, strict=True))

    def drop(self) -> None:
        """Drops the batches that are still to be encoded, the one that is being encoded aside."""
        self._running = deque(one for one in self._running if not one.encoded.cancel())


def _embedded(
    batch: Batch, encoded: Future[list[Encoded]], pooling: SentencePooling, codec: TokenCodec
) -> list[Embedding]:
    """What is kept of a batch."""
    texts, passages = list(batch.values()), encoded.result()
    return [
        kept
        for start in range(0, len(passages), _TOGETHER)
        for kept in _kept(texts[start : start + _TOGETHER], passages[start : start + _TOGETHER], pooling, codec)
    ]


def _kept(
    texts: Sequence[EmbeddingTexts], passages: Sequence[Encoded], pooling: SentencePooling, codec: TokenCodec
) -> Iterator[Embedding]:
    """What is kept of some passages, worked out for all of them at once."""
    tokens = sentence_tokens([one.tokens for one in passages], [one.spans for one in texts])
    sentences = pooling.vectors(sentence_features(passages, tokens))
    own = np.array([one.vector for one in passages])
    vectors = small_vectors(np.insert(sentences, np.cumsum(tokens.counts) - tokens.counts, own, axis=0))
    codes = codec.encode(codec.reduce(np.concatenate([one.tokens.vectors for one in passages])))
    each = (
        parted(vectors, (1 + tokens.counts).tolist()),
        parted(tokens.bounds(), tokens.counts.tolist()),
        parted(codes, (tokens.ends - tokens.begins).tolist()),
    )
    return map(Embedding, *each)
