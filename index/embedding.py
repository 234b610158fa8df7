"""Embeds passages and their sentences in a thread beside, while others are read and stored."""

from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np

from index.encoder import Encoder
from index.library import Embedding
from index.tokens import Projection, token_bounds


@dataclass(frozen=True, slots=True)
class Texts:
    """What is embedded of a passage: itself and its sentences, and where these stand in it."""

    passage: str
    sentences: list[str]
    places: list[tuple[int, int]]


Batch = Mapping[bytes, Texts]
"""Passages, each by the hash of its embedding."""


class Embedder:
    """Embeds one batch after the other in a thread of its own, as a context manager."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._thread = ThreadPoolExecutor(1, "embedder")
        self._running = deque[tuple[Batch, Future[list[Embedding]]]]()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the thread with the batch that it is at."""
        self._thread.shutdown(cancel_futures=True)

    @property
    def batches(self) -> int:
        """How many batches were begun and not taken yet."""
        return len(self._running)

    @property
    def is_idle(self) -> bool:
        """Whether all that was begun is embedded."""
        return all(future.done() for _, future in self._running)

    @property
    def passages(self) -> int:
        """How many passages are in these."""
        return sum(len(batch) for batch, _ in self._running)

    def __contains__(self, key: bytes) -> bool:
        """Whether a passage is one of them."""
        return any(key in batch for batch, _ in self._running)

    def begin(self, batch: Batch, projection: Projection) -> None:
        """Has a batch embedded after those that were begun before."""
        self._running.append((batch, self._thread.submit(_embedded, batch, self._encoder, projection)))

    def take(self) -> dict[bytes, Embedding]:
        """Waits for the batch that was begun first and gives its embeddings, or raises what the encoder did."""
        batch, future = self._running[0]
        embeddings = future.result()  # may be interrupted, and the batch taken later
        self._running.popleft()
        return dict(zip(batch, embeddings, strict=True))

    def drop(self) -> None:
        """Drops the batches that are still to be embedded, the one that is being embedded aside."""
        self._running = deque((batch, future) for batch, future in self._running if not future.cancel())


def _embedded(batch: Batch, encoder: Encoder, projection: Projection) -> list[Embedding]:
    texts = list(batch.values())
    passages = encoder.encode_passages([one.passage for one in texts])
    sentences = encoder.encode_sentences([sentence for one in texts for sentence in one.sentences])
    ends = np.cumsum([len(one.sentences) for one in texts])[:-1]
    return [
        Embedding(
            np.vstack([passage.vector, vectors]).astype(np.float16),
            projection.shrink(passage.tokens.vectors),
            token_bounds(passage.tokens.spans, one.places),
        )
        for one, passage, vectors in zip(texts, passages, np.split(sentences, ends), strict=True)
    ]
