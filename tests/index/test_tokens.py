"""Token vectors are kept small, and late interaction finds the sentence that each word of a question matches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.compiled import CompiledEncoder, export
from index.encoder import ReferenceEncoder, TokenVectors
from index.models import find_model
from index.tokens import Projection, content_tokens, late_interaction, token_bounds
from tests.encoders import SmallEncoder

TEXT = "The river rose. A school opened."
SENTENCES = [(0, 15), (16, 32)]
ENCODER = SmallEncoder()


def tokens(*texts: str) -> list[TokenVectors]:
    """The tokens of texts."""
    return [encoded.tokens for encoded in ENCODER.encode_passages(texts)]


PROJECTION = Projection.fit(tokens(TEXT, "ships boats bridges clocks honey mills " * 3))


def late(question: str, text: str = TEXT, sentences: list[tuple[int, int]] = SENTENCES) -> list[float]:
    """The late interaction of a question with a text and its sentences."""
    asked, told = tokens(question, text)
    bounds = token_bounds(told.spans, sentences)
    small = PROJECTION.shrink(asked.vectors), PROJECTION.shrink(told.vectors)
    return [
        float(score) for score in late_interaction(small[0], content_tokens(question, asked.spans), small[1], bounds)
    ]


def test_each_word_finds_its_match() -> None:
    """A sentence that holds all content words of a question scores 1, whatever their order; stopwords do not count."""
    whole, river, school = late("did the river ever rise, or the river rose")
    assert late("rose river")[1] == pytest.approx(1, abs=0.01)
    assert late("did the school open or opened a school")[2] > 0.5 > late("did the school open or opened a school")[1]
    assert river > school
    assert whole <= 1.01


def test_nothing_to_match() -> None:
    """A question without content words matches no sentence, and a text without tokens matches nothing."""
    assert late("is it the")[1:] == [0, 0]
    assert late("river", "", []) == [0]


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
    assert len(scores) == 2
    assert all(-1.02 <= score <= 1.02 for score in scores)


@pytest.mark.model
def test_compiled_tokens_are_the_reference(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both encoders have the same tokens at the same places with the same vectors, whatever a text is run beside."""
    model = find_model("all-MiniLM-L6-v2")
    compiled: CompiledEncoder = export(model, "f32", tmp_path_factory.mktemp("model") / "encoder")
    texts = ["Short.", "Señor Núñez paid €5, unbelievably.", "", "A text of many words. " * 30]
    together, alone = compiled.encode_passages(texts), [compiled.encode_passages([text])[0] for text in texts]
    for encoded in (alone, ReferenceEncoder.load(model).encode_passages(texts)):
        for one, other in zip(together, encoded, strict=True):
            assert np.abs(one.vector - other.vector).max() < 0.001
            assert one.tokens.spans.tolist() == other.tokens.spans.tolist()
            assert np.abs(one.tokens.vectors - other.tokens.vectors).max(initial=0) < 0.01
    assert np.array_equal([one.vector for one in together], compiled.encode_sentences(texts))
