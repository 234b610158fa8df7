"""A question is read once, and everything that later stages ask of it is what it says."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from index.text.answer_types import AnswerType
from index.text.question import Question, Token, analyze


def test_question_is_read() -> None:
    """Words, tokens, language, names, numbers, negation and the type of the answer are read from a question."""
    assert analyze("How many didn't El Salvador's U.S. envoy jail in 2022?") == Question(
        "How many didn't El Salvador's U.S. envoy jail in 2022?",
        ("how", "many", "didn", "t", "el", "salvador", "s", "u", "s", "envoy", "jail", "in", "2022"),
        (
            Token("How", 0, 3, "how"),
            Token("many", 4, 8, "many"),
            Token("didn", 9, 13, "didn"),
            Token("t", 14, 15, "t"),
            Token("El", 16, 18, "el"),
            Token("Salvador", 19, 27, "salvador"),
            Token("s", 28, 29, "s"),
            Token("U", 30, 31, "u"),
            Token("S", 32, 33, "s"),
            Token("envoy", 35, 40, "envoy"),
            Token("jail", 41, 45, "jail"),
            Token("in", 46, 48, "in"),
            Token("2022", 49, 53, "2022"),
        ),
        "en",
        True,
        (("El", "Salvador"), ("U.S.",)),
        frozenset({Decimal(2022)}),
        True,
        AnswerType.NUMBER,
        False,
    )


def test_terms() -> None:
    """The terms are the words that say more than how it is asked, each once, stemmed."""
    question = analyze("¿Quién abrió el puente, y qué puentes?")
    assert question.language == "es"
    assert question.terms(["es"]) == (("abri",), ("puent",))


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    """Each token of any text stands where it says, and no letter or digit stands in none."""
    tokens = analyze(text).tokens
    assert [token.text for token in tokens] == [text[token.start : token.end] for token in tokens]
    held = "".join(token.text for token in tokens)
    assert "".join(filter(str.isalnum, held)) == "".join(filter(str.isalnum, text))
