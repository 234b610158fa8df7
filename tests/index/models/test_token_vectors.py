"""Token vectors are kept small, and late interaction finds the sentence that each word of a question matches."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.models.encoder import TokenVectors, unit_rows
from index.models.files import find_model
from index.models.openvino import OpenVinoEncoder
from index.models.sentence_pooling import sentence_tokens
from index.models.sentence_transformers import ReferenceEncoder
from index.models.token_vectors import SUBVECTORS, TokenCodec, TokenCodes, parted
from index.retrieval.late_interaction import LateInteractionScores, late_interaction, token_weights
from index.retrieval.query import understand
from index.retrieval.weights import load_weights
from index.storage.retrieved import PassageTokens
from index.text.analysis import Term
from index.text.question import analyze
from tests.encoders import SmallEncoder

LEAST_IDF = load_weights().ranking.least_idf

TEXT = "The river rose. A school opened."
SENTENCES = [(0, 15), (16, 32)]
ENCODER = SmallEncoder()


def tokens(*texts: str) -> list[TokenVectors]:
    """The tokens of texts."""
    return [encoded.tokens for encoded in ENCODER.encode_passages(texts)]


HELD = [one.vectors for one in tokens(TEXT, "ships boats bridges clocks honey mills")]
CODEC = TokenCodec.fit(np.concatenate(HELD))
RANDOM = np.random.default_rng(3)


def late(
    question: str,
    text: str = TEXT,
    sentences: list[tuple[int, int]] = SENTENCES,
    idf: dict[Term, float] | None = None,
) -> LateInteractionScores:
    """The late interaction of a question with a text and its sentences, all words of one idf unless told."""
    asked, held = tokens(question, text)
    query = understand(analyze(question), date.min)
    weights = token_weights(query, asked.spans, dict.fromkeys(query.terms, 1.0) if idf is None else idf, LEAST_IDF)
    bounds = sentence_tokens([held], [sentences]).bounds()
    reduced = CODEC.reduce(held.vectors)  # what codes take from it is measured elsewhere
    of = PassageTokens(CODEC.encode(reduced), [len(reduced)], bounds.astype(np.int64), [len(bounds)])
    return late_interaction(reduced @ CODEC.reduce(asked.vectors).T, weights, of).of(0)


def test_each_word_finds_its_match() -> None:
    """A sentence that holds all content words of a question scores 1, whatever their order; stopwords do not count."""
    assert late("did the river rose").sentences[0] == pytest.approx(1, abs=0.01)
    assert late("rose river").passage == pytest.approx(1, abs=0.01)
    river, school = late("the school opened or the opened school").sentences
    assert school == pytest.approx(1, abs=0.01)
    assert river < 0.5


def test_pairs() -> None:
    """A sentence and the one before it match what either says; the first has none before it."""
    both = late("river school")
    assert both.pairs[0] == both.sentences[0]
    assert both.pairs[1] == pytest.approx(1, abs=0.01)
    assert both.sentences[1] < 0.9


def test_rare_words_count_more() -> None:
    """Where a sentence lacks the rare word of a question it matches less than where it lacks the common one."""
    scores = late("river school", idf={("river",): 5.0, ("school",): 1.0}).sentences
    assert scores[0] > scores[1]


def test_weights() -> None:
    """A word's idf is shared among its tokens; stopwords and marks count nothing, common words a little."""
    spans = np.array([[0, 3], [4, 9], [10, 14], [14, 18], [18, 19]], np.int32)
    weights = token_weights(
        understand(analyze("the river overflow?"), date.min), spans, {("river",): 0.0, ("overflow",): 4.0}, LEAST_IDF
    )
    assert weights.tolist() == pytest.approx([0, 0.3, 2, 2, 0])


def test_nothing_to_match() -> None:
    """A question without content words matches no sentence, and a text without tokens matches nothing."""
    assert late("is it the").sentences.tolist() == [0, 0]
    empty = late("river", "", [])
    assert (empty.passage, empty.sentences.tolist(), empty.pairs.tolist()) == (0, [], [])


def test_bounds() -> None:
    """The tokens of a sentence are those that stand within it, counted within its passage."""
    titled, plain = tokens(f"Title. {TEXT}", TEXT)
    moved = [(start + 7, end + 7) for start, end in SENTENCES]
    found = sentence_tokens([titled, plain], [moved, SENTENCES])
    assert found.bounds().tolist() == [[2, 6], [6, 10], [0, 4], [4, 8]]
    assert (found.fronts - found.begins).tolist() == [2, 0]


def rows(count: int, dimension: int) -> NDArray[np.float32]:
    """Random rows of unit length."""
    return unit_rows(RANDOM.standard_normal((count, dimension)).astype(np.float32))


def decoded_by(codec: TokenCodec, codes: TokenCodes) -> NDArray[np.float32]:
    """The components of tokens as codes tell them: their cosines with each direction."""
    return codec.cosines(np.eye(codec.basis.shape[1], dtype=np.float32), codes)


@pytest.mark.parametrize(("dimension", "kept"), [(8, 16), (50, 64), (64, 64), (384, 96)])
def test_codec_keeps_tokens_in_few_bytes(dimension: int, kept: int) -> None:
    """A token of any model has its principal components, unit length and so many bytes, and is read again nearly."""
    vectors = rows(600, dimension)
    codec = TokenCodec.fit(vectors)
    reduced = codec.reduce(vectors)
    codes = codec.encode(reduced)
    assert (reduced.shape, codes.shape, str(codes.dtype)) == ((600, kept), (600, SUBVECTORS), "uint8")
    assert np.linalg.norm(reduced, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(decoded_by(codec, codes), axis=1) == pytest.approx(1, abs=1e-5)
    assert np.mean(np.sum(decoded_by(codec, codes) * reduced, axis=1)) > 0.85


def test_codes_are_the_nearest_centroids() -> None:
    """Of each sub-vector the code is that of the centroid nearest to it, in however many chunks they are compared."""
    reduced = CODEC.reduce(rows(700, 64))
    parts = np.split(reduced.astype(np.float64), SUBVECTORS, axis=1)
    pairs = zip(parts, CODEC.centroids.astype(np.float64), strict=True)
    far = [np.linalg.norm(part[:, np.newaxis] - centroids, axis=2) for part, centroids in pairs]
    own = np.array([np.take_along_axis(each, code[:, np.newaxis], 1)[:, 0] for each, code in _by_part(far, reduced)])
    assert own == pytest.approx(np.array([each.min(axis=1) for each in far]), abs=1e-6)


def _by_part(far: list[NDArray[np.float64]], reduced: NDArray[np.float32]) -> Iterator[tuple[Any, Any]]:
    return zip(far, CODEC.encode(reduced).T, strict=True)


def test_centroids_are_read_as_their_own_codes() -> None:
    """What stands at centroids is read as it was."""
    codes = RANDOM.integers(0, 256, (40, SUBVECTORS)).astype(np.uint8)
    decoded = decoded_by(CODEC, codes)
    at = np.concatenate([each[code] for each, code in zip(CODEC.centroids, codes[0], strict=True)])
    assert decoded[0] == pytest.approx(at / np.linalg.norm(at), abs=1e-6)
    scaled = np.concatenate(
        [np.take(each, code, axis=0) for each, code in zip(CODEC.centroids, codes.T, strict=True)], axis=1
    )
    assert np.array_equal(decoded_by(CODEC, CODEC.encode(scaled)), decoded)


def test_codec_is_read_as_written() -> None:
    """A codec that was stored gives the same codes and vectors to the last bit."""
    again, vectors = TokenCodec.from_bytes(CODEC.to_bytes()), tokens("boats and clocks")[0].vectors
    assert again.to_bytes() == CODEC.to_bytes()
    assert np.array_equal(again.reduce(vectors), CODEC.reduce(vectors))
    codes = CODEC.encode(CODEC.reduce(vectors))
    assert np.array_equal(again.encode(again.reduce(vectors)), codes)
    assert np.array_equal(decoded_by(again, codes), decoded_by(CODEC, codes))


def test_no_tokens() -> None:
    """A text without tokens has no codes, and these are read as no vectors."""
    none = CODEC.encode(CODEC.reduce(np.empty((0, 64), np.float32)))
    assert (none.shape, decoded_by(CODEC, none).shape) == ((0, SUBVECTORS), (0, 64))


@given(st.lists(st.integers(0, 5), max_size=8))
def test_parted(counts: list[int]) -> None:
    """An array is parted into as many rows each as there should be, in order."""
    values = np.arange(sum(counts))
    assert [part.tolist() for part in parted(values, counts)] == [
        list(range(sum(counts[:place]), sum(counts[: place + 1]))) for place in range(len(counts))
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_scores_are_cosines(question: str, text: str) -> None:
    """Whatever is asked of whatever text, scores lie between -1 and 1, rounding aside, and there is one a sentence."""
    scores = late(question, text, [(0, len(text))])
    assert all(-1.02 <= score <= 1.02 for score in (scores.passage, *scores.sentences, *scores.pairs))
    assert scores.sentences.shape == scores.pairs.shape == (1,)


@pytest.mark.model
def test_compiled_tokens_are_the_reference(encoder: OpenVinoEncoder) -> None:
    """Both encoders have the same tokens at the same positions with the same vectors, whatever a text is run beside."""
    model = find_model("all-MiniLM-L6-v2")
    texts = ["Short.", "Señor Núñez paid €5, unbelievably.", "", "A text of many words. " * 30]
    together, alone = encoder.encode_passages(texts), [encoder.encode_passages([text])[0] for text in texts]
    for encoded in (alone, ReferenceEncoder.load(model).encode_passages(texts)):
        for one, other in zip(together, encoded, strict=True):
            assert np.abs(one.vector - other.vector).max() < 0.001
            assert one.tokens.spans.tolist() == other.tokens.spans.tolist()
            assert np.abs(one.tokens.vectors - other.tokens.vectors).max(initial=0) < 0.01
    assert np.array_equal([one.vector for one in together], encoder.encode_sentences(texts))
