"""With a GPU many texts are encoded by it, and few, questions among them, without it."""

import numpy as np
import pytest

from index.models.encoder import Encoder
from index.models.files import find_model
from index.models.gpu import GpuEncoder
from index.models.openvino import OpenVinoEncoder
from index.models.sentence_transformers import ReferenceEncoder
from tests.encoders import SmallEncoder

MANY = [f"Sentence {number} about the river that rose." for number in range(300)]


class Counting(SmallEncoder):
    """Counts the texts that it encodes."""

    def __init__(self, fingerprint: str = "small/1", negated: bool = False) -> None:
        super().__init__(fingerprint)
        self.texts = 0
        self._negated = negated

    def encode_sentences(self, sentences):  # type: ignore[no-untyped-def]
        """Encode sentences, and negate their vectors where that was asked for."""
        self.texts += len(sentences)
        vectors = super().encode_sentences(sentences)
        return -vectors if self._negated else vectors


def test_many_texts_go_to_the_gpu() -> None:
    """Calls of hundreds of texts are the other encoder's, which is loaded with the first; all else is the encoder's."""
    own, other, loaded = Counting(), Counting(), list[Encoder]()

    def load() -> Encoder:
        loaded.append(other)
        return other

    encoder = GpuEncoder(own, load, pytest.fail)
    encoder.encode_sentences(MANY[:10])
    encoder.encode_questions(["Who?"])
    assert (other.texts, loaded) == (0, [])
    compared = own.texts
    vectors = encoder.encode_sentences(MANY)
    assert (own.texts - compared, other.texts, loaded) == (16, 316, [other])
    assert np.array_equal(vectors, SmallEncoder().encode_sentences(MANY))


def test_other_vectors_are_refused() -> None:
    """Where the GPU gives other vectors, or there is none after all, the encoder does all; the former is told."""
    messages = list[str]()
    for other in (Counting(negated=True), None):
        own = Counting()
        vectors = GpuEncoder(own, lambda other=other: other, messages.append).encode_sentences(MANY)  # type: ignore[misc]
        assert np.array_equal(vectors, SmallEncoder().encode_sentences(MANY))
    assert messages == ["The GPU gives other vectors (cosine -1.00000); the processor encodes instead"]


@pytest.mark.model
def test_sentence_transformers_in_batches(encoder: OpenVinoEncoder) -> None:
    """sentence-transformers gives the vectors, tokens and spans of the compiled model, also of many texts at once."""
    reference = ReferenceEncoder.load(find_model("all-MiniLM-L6-v2"))
    texts = [*MANY[:40], "", "The price of oil rose from US$3 per barrel. " * 60]
    for ours, theirs in zip(encoder.encode_passages(texts), reference.encode_passages(texts), strict=True):
        assert ours.vector @ theirs.vector == pytest.approx(1, abs=1e-4)
        assert np.array_equal(ours.tokens.spans, theirs.tokens.spans)
        assert np.sum(ours.tokens.vectors * theirs.tokens.vectors, axis=1) == pytest.approx(1, abs=1e-3)
