"""Embeds passages and their sentences in threads beside, while others are read and stored."""

from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np

from index.models.encoder import Encoded, Encoder, Vectors
from index.models.token_vectors import Projection, parted, token_bounds
from index.storage.rows import Embedding


@dataclass(frozen=True, slots=True)
class EmbeddingTexts:
    """What is embedded of a passage: itself and its sentences, and where these stand in it, in characters."""

    passage: str
    sentences: list[str]
    spans: list[tuple[int, int]]


Batch = Mapping[bytes, EmbeddingTexts]
"""Passages, each by the hash of its embedding."""


@dataclass(frozen=True, slots=True)
class _Running:
    """A batch that was begun: as the encoder gives it, and as it is kept."""

    batch: Batch
    encoded: Future[tuple[list[Encoded], Vectors]]
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

    def begin(self, batch: Batch, projection: Projection) -> None:
        """Has a batch embedded after those that were begun before."""
        encoded = self._encoding.submit(_encoded, batch, self._encoder)
        self._running.append(_Running(batch, encoded, self._keeping.submit(_embedded, batch, encoded, projection)))

    def take(self) -> dict[bytes, Embedding]:
        """Waits for the batch that was begun first and gives its embeddings, or raises what the encoder did."""
        first = self._running[0]
        embeddings = first.embeddings.result()  # may be interrupted, and the batch taken later
        self._running.popleft()
        return dict(zip(first.batch, embeddings, strict=True))

    def drop(self) -> None:
        """Drops the batches that are still to be encoded, the one that is being encoded aside."""
        self._running = deque(one for one in self._running if not one.encoded.cancel())


def _encoded(batch: Batch, encoder: Encoder) -> tuple[list[Encoded], Vectors]:
    """The passages of a batch, and the vectors of all their sentences."""
    texts = batch.values()
    passages = encoder.encode_passages([one.passage for one in texts])
    return passages, encoder.encode_sentences([sentence for one in texts for sentence in one.sentences])


def _embedded(batch: Batch, encoded: Future[tuple[list[Encoded], Vectors]], projection: Projection) -> list[Embedding]:
    texts = list(batch.values())
    passages, sentences = encoded.result()
    of_passages = parted(sentences, [len(one.sentences) for one in texts])
    return [
        Embedding(
            np.vstack([passage.vector, vectors]).astype(np.float16),
            projection.shrink(passage.tokens.vectors),
            token_bounds(passage.tokens.spans, one.spans),
        )
        for one, passage, vectors in zip(texts, passages, of_passages, strict=True)
    ]
