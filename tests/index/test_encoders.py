"""The encoder that other tests use is an encoder, and the same everywhere."""

import numpy as np
import pytest

from index.models.encoder import Encoder
from tests.encoders import SmallEncoder

TEXTS = ["The river rose", "rose, the RIVER!", "the river fell", "a school opened", "?", ""]


def test_small_encoder() -> None:
    """Vectors have unit length, those of texts that share words are close, and order and case do not count."""
    encoder: Encoder = SmallEncoder()
    vectors = encoder.encode_sentences(TEXTS)
    cosines = vectors @ vectors.T
    assert vectors.shape == (6, encoder.dimension)
    assert vectors.dtype.name == "float32"
    assert np.diag(cosines) == pytest.approx(1, abs=1e-6)
    assert (cosines[0, 1], cosines[4, 5]) == pytest.approx((1, 1), abs=1e-6)
    assert cosines[0, 2] > 0.5 > cosines[0, 3]
    for encoded in (SmallEncoder("small/2").encode_questions(TEXTS), encoder.encode_passages(TEXTS)):
        assert np.array_equal(vectors, [one.vector for one in encoded])


def test_tokens() -> None:
    """Each word and each mark is a token."""
    assert SmallEncoder().count_tokens(["The U.S. rose", ""]) == [6, 0]
