"""Which sentences point back to the one before them."""

import pytest

from index.text.anaphora import opens_with_anaphora


@pytest.mark.parametrize(
    "sentence",
    ["He said no.", "“They left,” he said.", "The deal was announced.", "However, it rained.", "This is why."],
)
def test_points_back(sentence: str) -> None:
    """A pronoun, a connective or a bare "The deal was" at the start needs the sentence before."""
    assert opens_with_anaphora(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Hector said no.", "The U.S. State Department has warned.", "Itching is common.", "Thesis defences are public."],
)
def test_stands_alone(sentence: str) -> None:
    """A name or a noun with its own description at the start needs nothing before it."""
    assert not opens_with_anaphora(sentence)
