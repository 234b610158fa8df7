"""What is kept of a passage in one row is read as it was written."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.models.token_vectors import SUBVECTORS
from index.storage.rows import Embedding, embedding_parts


@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(0, 9), st.integers(0, 30))
def test_embedding_is_read_as_written(seed: int, dimension: int, sentences: int, tokens: int) -> None:
    """Vectors, bounds and codes of any number stand behind each other, and each is read to the last bit."""
    random = np.random.default_rng(seed)
    embedding = Embedding(
        random.integers(-127, 128, (1 + sentences, dimension)).astype(np.int8),
        random.integers(0, 500, (sentences, 2)).astype(np.int16),
        random.integers(0, 256, (tokens, SUBVECTORS)).astype(np.uint8),
    )
    data = embedding.to_bytes()
    assert len(data) == 2 + (1 + sentences) * dimension + 4 * sentences + SUBVECTORS * tokens
    again = Embedding.from_bytes(data, sentences)
    for one, other in ((embedding.vectors, again.vectors), (embedding.bounds, again.bounds)):
        assert np.array_equal(one, other)
    assert np.array_equal(embedding.codes, again.codes)
    assert [len(part) for part in embedding_parts(data, sentences)] == [
        (1 + sentences) * dimension,
        4 * sentences,
        SUBVECTORS * tokens,
    ]
