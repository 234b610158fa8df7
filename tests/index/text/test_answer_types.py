"""Which kind of answer a question asks for, and which sentences hold it."""

import pytest

from index.text.answer_types import expected_answer_type


@pytest.mark.parametrize(
    ("question", "holding", "lacking"),
    [
        ("Who opened the bridge in Valmora?", "It was opened by Inés Calvo.", "The bridge in Valmora was opened."),
        ("Who came?", "“Ann came.”", "Somebody came."),
        ("Whom did she see, and where?", "There she saw Ann.", "She saw nobody there."),
        ("Where was she born?", "She was born in Lisbon.", "She was born on a farm."),
        ("When did the mill close?", "The mill closed in March.", "The mill closed for good."),
        ("In which year did it close?", "It closed in 1987.", "It closed after 40 summers."),
        ("How many boats sank?", "Three boats sank.", "The boats sank."),
        ("How long is the wall in 2020?", "It is 40 km long.", "In 2020 it is long."),
        ("How much?", "About 5 kg.", "Very much."),
        ("When and how often?", "In July.", "In 40 places."),
        ("When is that?", "In 2099, or 1000.", "In 2100, or 999, or 19990."),
        ("Why and when did it sink?", "It sank due to a leak.", "It sank in 1987."),
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
