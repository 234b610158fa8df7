"""Token vectors are kept small, and late interaction finds the sentence that each word of a question matches."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models.encoder import TokenVectors
from index.models.files import find_model
from index.models.openvino import OpenVinoEncoder
from index.models.sentence_transformers import ReferenceEncoder
from index.models.token_vectors import Projection, token_bounds
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


PROJECTION = Projection.fit(tokens(TEXT, "ships boats bridges clocks honey mills " * 3))


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
    bounds = token_bounds(held.spans, sentences)
    small = PROJECTION.shrink(held.vectors)
    of = PassageTokens(small, [len(small)], bounds.astype(np.int64), [len(bounds)])
    return late_interaction(PROJECTION.shrink(asked.vectors), weights, of).of(0)


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
    """The tokens of a sentence are those that stand within it."""
    spans = tokens(f"Title. {TEXT}")[0].spans
    moved = [(start + 7, end + 7) for start, end in SENTENCES]
    assert token_bounds(spans, moved).tolist() == [[2, 6], [6, 10]]


def test_projection_is_read_as_written() -> None:
    """A projection that was stored makes token vectors as small as before."""
    vectors = tokens("boats and clocks")[0].vectors
    again = Projection.from_bytes(PROJECTION.to_bytes(), ENCODER.dimension)
    assert np.array_equal(again.shrink(vectors), PROJECTION.shrink(vectors))


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
