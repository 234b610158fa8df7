"""Which kind of answer a question asks for, and which sentences hold it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.answer_types import expected_answer_type


@pytest.mark.parametrize(
    ("question", "holding", "lacking"),
    [
        ("Who opened the bridge in Valmora?", "It was opened by Inés Calvo.", "The bridge in Valmora was opened."),
        ("Where was she born?", "She was born in Lisbon.", "She was born on a farm."),
        ("When did the mill close?", "The mill closed in March.", "The mill closed for good."),
        ("In which year did it close?", "It closed in 1987.", "It closed after 40 summers."),
        ("How many boats sank?", "Three boats sank.", "The boats sank."),
        ("How long is the wall in 2020?", "It is 40 km long.", "In 2020 it is long."),
        ("Why did it sink?", "It sank because of a leak.", "It sank."),
        ("¿Quién abrió el puente?", "Lo abrió Inés Calvo.", "El puente se abrió."),
        ("¿Cuándo cerró?", "Cerró en marzo.", "Cerró para siempre."),
        ("¿Cuántos barcos?", "Eran doce barcos.", "Eran barcos."),
    ],
)
def test_kinds(question: str, holding: str, lacking: str) -> None:
    """A sentence holds the kind of answer asked for by what it says beyond the question."""
    holds = expected_answer_type(question)
    assert holds is not None
    assert (holds(holding), holds(lacking)) == (True, False)


@pytest.mark.parametrize("question", ["What is a glacier?", "bridge opening", "How does it work?", ""])
def test_no_kind(question: str) -> None:
    """A question that asks for none of these kinds prefers no sentence."""
    assert expected_answer_type(question) is None


@given(st.text(), st.text())
def test_any_text(question: str, sentence: str) -> None:
    """Any two texts can be asked and looked at."""
    holds = expected_answer_type(question)
    assert holds is None or holds(sentence) in (True, False)
