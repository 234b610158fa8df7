"""The vectors of sentences are made of those of their tokens, and by weights like those that sentences have alone."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.models.encoder import Encoded, TokenVectors, unit_rows
from index.models.sentence_pooling import SentencePooling, sentence_features, sentence_tokens
from tests.encoders import SmallEncoder

DIMENSION = 6


@st.composite
def encoded_passages(draw: st.DrawFn) -> list[tuple[Encoded, list[tuple[int, int]]]]:
    """Draw passages of tokens and sentences that stand one behind the other, some of them behind all tokens."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    passages = []
    for _ in range(draw(st.integers(1, 5))):
        tokens = draw(st.integers(0, 12))
        ends = np.cumsum(random.integers(1, 4, tokens)) if tokens else np.empty(0, int)
        starts = np.concatenate([[0], ends])[:tokens]
        cuts = sorted(draw(st.sets(st.integers(0, 40), min_size=2, max_size=6)))
        vectors = random.standard_normal((tokens + 1, DIMENSION)).astype(np.float32)
        spans = np.column_stack([starts, ends]).astype(np.int32)
        encoded = Encoded(unit_rows(vectors[:1])[0], TokenVectors(unit_rows(vectors[1:]), spans))
        passages.append((encoded, list(pairwise(cuts))))
    return passages


def unit(row: NDArray[np.float64]) -> NDArray[np.float64]:
    """A row of unit length, or 0."""
    return row / (np.linalg.norm(row) or 1.0)


def plain_features(encoded: Encoded, spans: Sequence[tuple[int, int]]) -> list[NDArray[np.float64]]:
    """The features of the sentences of a passage as they are defined, one token after the other."""
    rows = encoded.tokens.vectors.astype(np.float64)
    places = encoded.tokens.spans.tolist()
    front = [row for row, (_, end) in zip(rows, places, strict=True) if end <= spans[0][0]]
    features = []
    for start, end in spans:
        own = [row for row, (first, past) in zip(rows, places, strict=True) if start <= first and past <= end]
        if not own and len(rows):
            before = sum(first < start for first, _ in places)
            own = [rows[min(before, len(rows) - 1)]]
        total = np.sum([np.zeros(DIMENSION), *own], axis=0)
        both = np.sum([total, *front], axis=0)
        features.append(np.concatenate([unit(total), unit(both), encoded.vector]))
    return features


@given(encoded_passages())
def test_features_are_as_defined(passages: list[tuple[Encoded, list[tuple[int, int]]]]) -> None:
    """Many passages at once have the features that each sentence has alone."""
    encoded, spans = [one for one, _ in passages], [each for _, each in passages]
    features = sentence_features(encoded, sentence_tokens([one.tokens for one in encoded], spans))
    plain = [row for one, each in passages for row in plain_features(one, each)]
    assert features.dtype == np.float32
    assert np.allclose(features, plain, atol=1e-5)


def test_few_samples_leave_the_mean() -> None:
    """Fitted to next to nothing, a sentence has the mean of its tokens and of what stands in front of the passage."""
    nothing = np.zeros((1, 3 * DIMENSION), np.float32)
    pooling = SentencePooling.fit(nothing, np.zeros((1, DIMENSION), np.float32))
    features = np.random.default_rng(0).standard_normal((4, 3 * DIMENSION)).astype(np.float32)
    assert np.allclose(pooling.vectors(features), unit_rows(features[:, DIMENSION : 2 * DIMENSION]), atol=1e-6)


def test_many_samples_teach_the_weights() -> None:
    """Fitted to many sentences, the weights are those by which their vectors were made."""
    random = np.random.default_rng(1)
    weights = random.standard_normal((3 * DIMENSION, DIMENSION)).astype(np.float32)
    features = random.standard_normal((5000, 3 * DIMENSION)).astype(np.float32)
    assert np.allclose(SentencePooling.fit(features, features @ weights).weights, weights, atol=0.01)


def test_sentence_that_was_not_read_has_the_last_token() -> None:
    """A sentence behind all that the model has read of a passage has the last token of it."""
    [encoded] = SmallEncoder().encode_passages(["The river rose. A school opened."])
    tokens = sentence_tokens([encoded.tokens], [[(0, 15), (40, 60)]])
    assert tokens.bounds().tolist() == [[0, 4], [8, 8]]
    assert np.allclose(sentence_features([encoded], tokens)[1, :64], encoded.tokens.vectors[-1], atol=1e-6)
