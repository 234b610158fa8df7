"""Vectors are kept in a byte a dimension, and are read again with unit length."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.models.encoder import unit_rows
from index.models.small_vectors import small_vectors, unit_vectors


@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(0, 20))
def test_vectors_are_read_nearly_as_they_were(seed: int, dimension: int, count: int) -> None:
    """Each number is within half a step of what it was, the greatest being 127 of these, before it has unit length."""
    vectors = unit_rows(np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32))
    small = small_vectors(vectors)
    assert (str(small.dtype), small.shape) == ("int8", vectors.shape)
    assert np.all(np.abs(small.astype(int)).max(axis=1) == 127)
    greatest = np.abs(vectors).max(axis=1, keepdims=True)
    assert np.all(np.abs(small * greatest / 127 - vectors) <= greatest / 254 * 1.001)
    again = unit_vectors(small)
    assert np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-5)
    assert np.array_equal(small_vectors(again), small)


def test_nothing_stays_nothing() -> None:
    """A row of zeros, which has no direction, is one of zeros again."""
    assert unit_vectors(small_vectors(np.zeros((2, 5), np.float32))).tolist() == [[0.0] * 5] * 2
