"""Vectors kept small: a byte a dimension, by which only their lengths are lost, and these are 1."""

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Vectors, unit_rows

_GREATEST = 127

SmallVectors = NDArray[np.int8]
"""Vectors as they are kept: int8, shape (rows, dimension), the greatest of each row -127 or 127, of any length."""


def small_vectors(vectors: Vectors) -> SmallVectors:
    """Vectors as they are kept."""
    greatest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True, initial=0), 1e-12)
    small: SmallVectors = np.round(vectors * (_GREATEST / greatest)).astype(np.int8)
    return small


def unit_vectors(small: SmallVectors) -> Vectors:
    """The vectors that are kept so, of unit length again."""
    return unit_rows(small.astype(np.float32))
