"""Follow-up questions are put so that they can be looked up alone, and others are left as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.conversation import needs_context, understood

SPAIN = "How many did Spain jail?"
PETRO = "¿Qué dijo Gustavo Petro en Bogotá?"
MOST = 400
PIECES = st.sampled_from(
    ["and ", "¿y ", "Spain ", "Gustavo Petro ", "(", "\\", "[a", "why?", "it ", "él ", "\n", "ß", "U.S. "]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("question", "before", "asked"),
    [
        ("And what about Venezuela?", SPAIN, "How many did jail? And what about Venezuela?"),
        ("and Italy?", SPAIN, "How many did jail? and Italy?"),
        ("So Italy?", SPAIN, "How many did jail? So Italy?"),
        ("¿y Venezuela?", SPAIN, "How many did jail? ¿y Venezuela?"),
        ("¿Y Nicolás Maduro?", PETRO, "¿Qué dijo en ? ¿Y Nicolás Maduro?"),
        ("Why?", SPAIN, f"{SPAIN} Why?"),
        ("When was that?", SPAIN, f"{SPAIN} When was that?"),
        ("How old is he?", SPAIN, f"{SPAIN} How old is he?"),
        ("What else?", SPAIN, f"{SPAIN} What else?"),
        ("¿Cuándo fue eso?", PETRO, f"{PETRO} ¿Cuándo fue eso?"),
        ("¿Qué hicieron ellos después del acuerdo?", PETRO, f"{PETRO} ¿Qué hicieron ellos después del acuerdo?"),
        ("¿Cuándo?", PETRO, f"{PETRO} ¿Cuándo?"),
        ("¿Pero dónde?", PETRO, f"{PETRO} ¿Pero dónde?"),
    ],
)
def test_follow_ups_take_what_went_before(question: str, before: str, asked: str) -> None:
    """A question that goes on from another is put behind it, what it names in place of what that one named."""
    assert understood(question, before) == asked


def test_spanish_why_takes_what_went_before() -> None:
    """A lone "why" in Spanish, which is two words, goes on from the question before."""
    assert understood("¿Por qué?", PETRO) == f"{PETRO} ¿Por qué?"


def test_a_name_alone_takes_the_place_of_the_name_before() -> None:
    """A name alone, with no word in front, takes the place of the name before as it does behind an "and"."""
    assert understood("Venezuela?", SPAIN) == "How many did jail? Venezuela?"


def test_only_whole_names_are_left_out() -> None:
    """A name is left out where it stands as a word, not within another name."""
    assert understood("and Maria?", "Where did Ann meet Annabel or Anne-Marie?") == "Where did meet or ? and Maria?"


@pytest.mark.parametrize(
    "question",
    [
        "How much will the repair of the bridge cost?",
        "When did the council of Arle vote on its bridge?",
        "What did Gustavo Petro say about the peace talks?",
        "¿Cuánto costará la reparación del puente?",
        "¿Qué dijo Nicolás Maduro sobre su gobierno?",
        "Oranges: how many were sold?",
        "Android phones sold last year",
    ],
)
def test_questions_that_stand_alone_stay_as_they_are(question: str) -> None:
    """A question that makes sense alone is looked up as it is, whatever went before."""
    assert not needs_context(question)
    assert understood(question, SPAIN) == question


@given(TEXTS)
def test_first_questions_stay_as_they_are(question: str) -> None:
    """A question that nothing went before is looked up as it is."""
    assert understood(question, None) == question


@given(TEXTS, TEXTS | st.text(min_size=300, max_size=2000))
def test_any_question_is_understood(question: str, before: str) -> None:
    """Any question is either left as it is, or put behind a part of the one before that is no longer than may be."""
    asked = understood(question, before)
    if needs_context(question):
        assert asked.endswith(f" {question}")
        assert len(asked) <= MOST + 1 + len(question)
    else:
        assert asked == question


def test_long_conversations_stay_bounded() -> None:
    """What is looked up grows no further after many follow-ups, and still ends with the newest."""
    asked = SPAIN
    for number in range(300):
        asked = understood(f"and then what happened in year {number}?", asked)
    assert len(asked) == MOST + 1 + len("and then what happened in year 299?")
    assert asked.endswith("year 298? and then what happened in year 299?")
