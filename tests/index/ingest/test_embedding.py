"""Batches are embedded in a thread beside, in order, and what is not begun can be dropped."""

from collections.abc import Iterator, Sequence
from threading import Event, Thread, current_thread

import numpy as np
import pytest

from index.ingest.embedding import Embedder, EmbeddingTexts, ThreadedEncoding
from index.ingest.fitting import fitted_to
from index.models.encoder import Encoded, unit_rows
from index.models.small_vectors import small_vectors
from tests.encoders import SmallEncoder

SECONDS = 30
FITTED = fitted_to(SmallEncoder())
POOLING, CODEC = FITTED.pooling, FITTED.codec


class HeldEncoder(SmallEncoder):
    """Waits for its release before it encodes, and cannot encode "bad"."""

    def __init__(self) -> None:
        super().__init__()
        self.threads = set[Thread]()
        self.held, self.release = Event(), Event()

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        self.threads.add(current_thread())
        self.held.set()
        assert self.release.wait(SECONDS)
        if "bad" in passages:
            raise ValueError("no bad")
        return super().encode_passages(passages)


@pytest.fixture
def encoder() -> HeldEncoder:
    """An encoder that waits."""
    return HeldEncoder()


@pytest.fixture
def embedder(encoder: HeldEncoder) -> Iterator[Embedder]:
    """What embeds with it."""
    with ThreadedEncoding(encoder) as opened:
        yield Embedder(opened)
        encoder.release.set()


def batch(*passages: str) -> dict[bytes, EmbeddingTexts]:
    """Passages of one sentence each."""
    return {passage.encode(): EmbeddingTexts(passage, [(0, len(passage))]) for passage in passages}


def test_embeds_beside_and_in_order(embedder: Embedder, encoder: HeldEncoder) -> None:
    """Batches are embedded in another thread, and taken in the order in which they were begun."""
    for passages in (("one two", "three"), ("four",)):
        embedder.begin(batch(*passages), POOLING, CODEC)
    assert (embedder.batches, b"four" in embedder, b"five" in embedder) == (2, True, False)
    assert not embedder.is_idle
    encoder.release.set()
    first, second = embedder.take(), embedder.take()
    assert (list(first), list(second), embedder.batches) == ([b"one two", b"three"], [b"four"], 0)
    [encoded], embedding = SmallEncoder().encode_passages(["one two"]), first[b"one two"]
    mean = unit_rows(encoded.tokens.vectors.sum(axis=0, keepdims=True))  # there is nothing in front
    features = np.concatenate([mean, mean, encoded.vector[np.newaxis]], axis=1)
    vectors = np.concatenate([encoded.vector[np.newaxis], POOLING.vectors(features)])
    assert np.array_equal(embedding.vectors, small_vectors(vectors))
    assert np.array_equal(embedding.codes, CODEC.encode(CODEC.reduce(encoded.tokens.vectors)))
    assert embedding.bounds.tolist() == [[0, 2]]
    assert current_thread() not in encoder.threads


def test_drops_what_is_not_begun(embedder: Embedder, encoder: HeldEncoder) -> None:
    """What waits is dropped; what is being embedded is still given."""
    for passage in ("one", "two", "three"):
        embedder.begin(batch(passage), POOLING, CODEC)
    assert encoder.held.wait(SECONDS)
    embedder.drop()
    encoder.release.set()
    assert (list(embedder.take()), embedder.batches) == ([b"one"], 0)


def test_an_error_is_raised_to_who_takes(embedder: Embedder, encoder: HeldEncoder) -> None:
    """What the encoder raises is raised where the batch is taken."""
    embedder.begin(batch("bad"), POOLING, CODEC)
    encoder.release.set()
    with pytest.raises(ValueError, match="no bad"):
        embedder.take()
