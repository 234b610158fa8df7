"""What a post is for is told by its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.post_purpose import asks, asks_why, purpose, seeks, tells_trouble


@pytest.mark.parametrize(
    "sentence",
    [
        "Does the mill open on Sunday?",
        "how deep is the pond",
        "do oak wheels fit the small mill",
        "I would like to know the price",
        "anyone know where the key is",
        "The wheel turns backwards, what setting fixes it",
        "Two questions: how much is a sack",
        "¿Cuándo abre el molino?",
        "Alguien sabe dónde está la llave",
        "いつ閉まりますか？",
    ],
)
def test_questions_ask(sentence: str) -> None:
    """A question is known by its mark, by its order, or by what introduces it."""
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["How I built my mill", "what a day", "When it rains the wheel turns", "Can confirm", "The mill is old.", "42"],
)
def test_statements_do_not_ask(sentence: str) -> None:
    """A statement that begins with the word of a question asks nothing."""
    assert not asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Which flour do you guys prefer?",
        "Is the yearly pass worth it?",
        "Could you please add a second wheel?",
        "Anyone want to join us tonight?",
        "¿Qué opináis del molino nuevo?",
    ],
)
def test_what_others_think_and_wish_is_not_sought(sentence: str) -> None:
    """What asks for opinions, for what is not yet or for company asks nothing that articles tell."""
    assert asks(sentence)
    assert not seeks(sentence)


def test_reasons_are_asked_for_in_many_languages() -> None:
    """A question for a reason is known in each language that has a word for it here."""
    asked = ["Why is it shut?", "¿Por qué está cerrado?", "Warum?", "Pourquoi cela", "なぜですか", "почему так"]
    assert [text for text in [*asked, "When is it shut?", "¿Dónde está?"] if asks_why(text)] == asked


def test_trouble_is_told_by_what_does_not_work() -> None:
    """An error, a code and what does not do what it should are trouble; praise is none."""
    told = ["the wheel wont turn", "It stopped dead", "E-31 again", "no funciona la rueda", "it keeps slipping"]
    assert [text for text in [*told, "The wheel turns well", "42 sacks"] if tells_trouble(text)] == told


@pytest.mark.parametrize(
    ("title", "sentences", "meant"),
    [
        ("opening hours?", [], "question"),
        ("key", ["Where do I get the key?"], "question"),
        ("wheel broke", ["It fell into the pond."], "trouble"),
        ("the wheel", ["It won't turn."], "trouble"),
        ("opening hours", [], "trouble"),
        ("deadline for seed orders", ["Elm again."], "trouble"),
        ("Flour on the floor", ["It comes out below."], "trouble"),
        ("hello from the mill", ["It is old and lovely."], "talk"),
        ("Gracias a todos", ["Ya gira."], "talk"),
        ("The wheel!!", ["It is old and lovely."], "talk"),
        ("what's everyone grinding today", [], "talk"),
        ("Bring back the old wheel", ["It could stay as it was, could it not?"], "talk"),
        ("oak or elm?", ["Which one looks better?"], "talk"),
        ("oak or elm?", ["Which one looks better?", "And is elm allowed?"], "question"),
        ("[Suggestion] a second wheel", ["Could it be done by May?"], "talk"),
        ("Wheel for sale", ["One spoke is broken."], "talk"),
        ("LF2M for the night shift", ["Do you have a lamp?"], "talk"),
        ("bug in the sluice since Monday", ["It opens by itself."], "talk"),
        ("more lamps pls", ["It is dark."], "talk"),
        ("help pls", ["The sluice is stuck."], "trouble"),
        ("Is selling flour allowed?", [], "question"),
    ],
)
def test_purposes(title: str, sentences: list[str], meant: str) -> None:
    """A post is a question, trouble or talk by its title and its sentences together."""
    assert purpose(title, sentences) == meant


@given(st.text(max_size=300), st.lists(st.text(max_size=100), max_size=5))
def test_any_post_has_a_purpose(title: str, sentences: list[str]) -> None:
    """Any text is for one of the three; what has a sentence that seeks, and no wish above it, is a question or talk."""
    meant = purpose(title, sentences)
    assert meant in ("question", "trouble", "talk")
    assert meant != "trouble" or not any(map(seeks, sentences))
