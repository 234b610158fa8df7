"""Which type of answer a question asks for, and which sentences hold it."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.text.analysis import words
from index.text.answer_types import AnswerType, holds_answer_type
from index.text.question import analyze


@pytest.mark.parametrize(
    ("question", "answer_type", "holding", "lacking"),
    [
        (
            "Who opened the bridge in Valmora?",
            AnswerType.PERSON,
            "It was opened by Inés Calvo.",
            "The bridge in Valmora was opened.",
        ),
        ("Where was she born?", AnswerType.PLACE, "She was born in Lisbon.", "She was born on a farm."),
        ("When did the mill close?", AnswerType.DATE, "The mill closed in March.", "The mill closed for good."),
        ("In which year did it close?", AnswerType.DATE, "It closed in 1987.", "It closed after 40 summers."),
        ("How many boats sank?", AnswerType.NUMBER, "Three boats sank.", "The boats sank."),
        ("How long is the wall in 2020?", AnswerType.NUMBER, "It is 40 km long.", "In 2020 it is long."),
        ("Why did it sink?", AnswerType.REASON, "It sank because of a leak.", "It sank."),
        ("¿Quién abrió el puente?", AnswerType.PERSON, "Lo abrió Inés Calvo.", "El puente se abrió."),
        ("¿Cuándo cerró?", AnswerType.DATE, "Cerró en marzo.", "Cerró para siempre."),
        ("¿Cuántos barcos?", AnswerType.NUMBER, "Eran doce barcos.", "Eran barcos."),
        ("Who came?", AnswerType.PERSON, "“Ann came.”", "Somebody came."),
        ("Whom did she see, and where?", AnswerType.PERSON, "There she saw Ann.", "She saw nobody there."),
        ("How much?", AnswerType.NUMBER, "About 5 kg.", "Very much."),
        ("When and how often?", AnswerType.DATE, "In July.", "In 40 places."),
        ("When is that?", AnswerType.DATE, "In 2099, or 1000.", "In 2100, or 999, or 19990."),
        ("How do I reset the pump?", AnswerType.STEPS, "2. Press the knob.", "Press the knob."),
        ("How is a pump replaced?", AnswerType.STEPS, "1. Press the knob.", "It has 1. Press."),
        ("¿Cómo se cambia la bomba?", AnswerType.STEPS, "3) Pulse.", "Pulse."),
        ("Wie wird die Pumpe getauscht?", AnswerType.STEPS, "1. Drücken.", "Drücken."),
        ("Why and when did it sink?", AnswerType.REASON, "It sank due to a leak.", "It sank in 1987."),
    ],
)
def test_answer_types(question: str, answer_type: AnswerType, holding: str, lacking: str) -> None:
    """A sentence holds the type of answer asked for by what it says beyond the question."""
    read = analyze(question)
    assert read.answer_type is answer_type
    held = [holds_answer_type(sentence, answer_type, frozenset(read.words)) for sentence in (holding, lacking)]
    assert held == [True, False]


@pytest.mark.parametrize("question", ["What is a glacier?", "bridge opening", "How does it work?", ""])
def test_no_answer_type(question: str) -> None:
    """A question that asks for none of these types prefers no sentence."""
    assert analyze(question).answer_type is None


@given(st.sampled_from([one for one in AnswerType if one is not AnswerType.REASON]), st.text())
def test_words_of_the_question_answer_nothing(answer_type: AnswerType, sentence: str) -> None:
    """Whatever a sentence says, it holds no answer where the question says all of it already."""
    said = frozenset(word for token in re.findall(r"[^\W_]+", sentence) for word in words(token))
    assume(said)
    assert not holds_answer_type(sentence, answer_type, said)


@given(
    st.sampled_from(AnswerType),
    st.lists(st.sampled_from(["In", "may", "1987", "Two", "5th", "x_Y", "because", "Ann-Lee", "."])).map(" ".join),
)
def test_answer_types_are_the_same_beside_other_letters(answer_type: AnswerType, sentence: str) -> None:
    """A sentence holds the same type of answer whether or not all of it is in ASCII."""
    asked = frozenset({"in", "1987", "ann"})
    assert holds_answer_type(f"{sentence} –", answer_type, asked) is holds_answer_type(sentence, answer_type, asked)
