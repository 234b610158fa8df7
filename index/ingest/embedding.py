"""Embeds passages beside, while others are read and stored: each is encoded once, its sentences with it."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

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


class Begun(Protocol):
    """A batch that was begun to be embedded."""

    @property
    def is_encoded(self) -> bool:
        """Whether its encoder has nothing more to do with it."""

    def cancel(self) -> bool:
        """Takes it back where it is not being encoded; tells whether it was."""

    def result(self) -> list[Embedding]:
        """Waits for its embeddings, or raises what the encoder did; may be interrupted, and asked again."""


class Encoding(Protocol):
    """Embeds batches beside."""

    @property
    def encoders(self) -> int:
        """How many batches are encoded at a time."""

    def embed(self, batch: Batch, pooling: SentencePooling, codec: TokenCodec) -> Begun:
        """Begins to embed a batch."""


class Embedder:
    """Has batches embedded, and gives them in the order in which they were begun."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoders = encoding.encoders
        self._encoding = encoding
        self._running = deque[tuple[Batch, Begun]]()
        self._keys = set[bytes]()  # of all of these: a large cluster has thousands of passages at a time

    @property
    def batches(self) -> int:
        """How many batches were begun and not taken yet."""
        return len(self._running)

    @property
    def is_idle(self) -> bool:
        """Whether all that was begun is encoded."""
        return all(begun.is_encoded for _, begun in self._running)

    @property
    def passages(self) -> int:
        """How many passages are in these."""
        return len(self._keys)

    def __contains__(self, key: bytes) -> bool:
        """Whether a passage is one of them."""
        return key in self._keys

    def begin(self, batch: Batch, pooling: SentencePooling, codec: TokenCodec) -> None:
        """Has a batch embedded after those that were begun before."""
        self._running.append((batch, self._encoding.embed(batch, pooling, codec)))
        self._keys.update(batch)

    def take(self) -> dict[bytes, Embedding]:
        """Waits for the batch that was begun first and gives its embeddings, or raises what the encoder did."""
        batch, begun = self._running[0]
        embeddings = begun.result()  # may be interrupted, and the batch taken later
        self._running.popleft()
        self._keys.difference_update(batch)
        return dict(zip(batch, embeddings, strict=True))

    def drop(self) -> None:
        """Drops the batches that are still to be encoded, those that are being encoded aside."""
        self._running = deque(each for each in self._running if not each[1].cancel())
        self._keys = {key for batch, _ in self._running for key in batch}


class ThreadedEncoding:
    """Embeds one batch after the other, as a context manager: one thread encodes, another makes of it what is kept."""

    encoders = 1

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._encoding = ThreadPoolExecutor(1, "encoding")
        self._keeping = ThreadPoolExecutor(1, "keeping")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the threads with the batches that they are at."""
        self._encoding.shutdown(cancel_futures=True)
        self._keeping.shutdown(cancel_futures=True)

    def embed(self, batch: Batch, pooling: SentencePooling, codec: TokenCodec) -> Begun:
        """See Encoding."""
        texts = list(batch.values())
        encoded = self._encoding.submit(self._encoder.encode_passages, [one.passage for one in texts])
        return _InThread(encoded, self._keeping.submit(lambda: kept(texts, encoded.result(), pooling, codec)))


@dataclass(frozen=True, slots=True)
class _InThread:
    """A batch as the encoder gives it, and as it is kept."""

    encoded: Future[list[Encoded]]
    embeddings: Future[list[Embedding]]

    @property
    def is_encoded(self) -> bool:
        return self.encoded.done()

    def cancel(self) -> bool:
        return self.encoded.cancel()

    def result(self) -> list[Embedding]:
        return self.embeddings.result()


def kept(
    texts: Sequence[EmbeddingTexts], passages: Sequence[Encoded], pooling: SentencePooling, codec: TokenCodec
) -> list[Embedding]:
    """What is kept of passages that were encoded."""
    return [
        one
        for start in range(0, len(passages), _TOGETHER)
        for one in _kept(texts[start : start + _TOGETHER], passages[start : start + _TOGETHER], pooling, codec)
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
