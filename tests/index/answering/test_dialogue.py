"""Questions that go on from others are understood with them, and others are left as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.dialogue import ResolvedQuestion, Turn, is_courtesy, resolve, turn
from index.records import Answer, Quote, Source, Span
from index.retrieval.candidates import ArticleBoost
from index.retrieval.query import legible
from index.retrieval.weights import load_weights

WEIGHTS = load_weights().dialogue

SPAIN = Turn("How many did Spain jail?", "jails", "shared")
PETRO = Turn("¿Qué dijo Gustavo Petro en Bogotá?", "petro")
SURELY, PERHAPS = 1.4, 0.4
LIMIT = 400
PIECES = st.sampled_from(
    ["and ", "¿y ", "Spain ", "Gustavo Petro ", "(", "\\", "[a", "why?", "it ", "él ", "\n", "ß", "U.S. "]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("question", "before", "text"),
    [
        ("And what about Venezuela?", SPAIN, "How many did jail? And what about Venezuela?"),
        ("and Italy?", SPAIN, "How many did jail? and Italy?"),
        ("So Italy?", SPAIN, "How many did jail? So Italy?"),
        ("Venezuela?", SPAIN, "How many did jail? Venezuela?"),
        ("¿y Venezuela?", SPAIN, "How many did jail? ¿y Venezuela?"),
        ("¿Y Nicolás Maduro?", PETRO, "¿Qué dijo en ? ¿Y Nicolás Maduro?"),
        ("and Maria?", Turn("Where did Ann meet Annabel or Anne-Marie?"), "Where did meet or ? and Maria?"),
    ],
)
def test_a_new_name_takes_the_place_of_the_old(question: str, before: Turn, text: str) -> None:
    """What goes on with a name is asked as the question before, less the whole names in that, of any article."""
    assert resolve(question, before, WEIGHTS) == ResolvedQuestion(text, text)


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("Why?", SPAIN),
        ("When was that?", SPAIN),
        ("¿Por qué?", PETRO),
        ("¿Cuándo?", PETRO),
    ],
)
def test_what_says_nothing_repeats_the_question_before(question: str, before: Turn) -> None:
    """A question word alone is looked up with the question before it, in what that found."""
    reading = resolve(question, before, WEIGHTS)
    assert (reading.text, reading.whole) == (f"{before.question} {question}",) * 2
    assert reading.article_boost == ArticleBoost(before.collection, before.article or "", SURELY)


@pytest.mark.parametrize(
    ("question", "boost"),
    [
        ("How old is he?", SURELY),
        ("Who is against it?", SURELY),
        ("And how many of them left prison again?", SURELY),
        ("How many died?", PERHAPS),
        ("When exactly?", SURELY),
        ("When exactly, and exactly where?", SURELY),
        ("And which boats left port first?", SURELY),
        ("Which boats left port first?", PERHAPS),
        ("Why did boats leave, and was it likely to rain?", PERHAPS),
        ("Why did that boat leave port?", SURELY),
        ("Did a boat that left port sink?", PERHAPS),
        ("¿Qué hicieron ellos después del acuerdo?", SURELY),
        ("How much will the repair of the bridge cost?", PERHAPS),
        ("Is there a bridge that crosses a river?", PERHAPS),
        ("Is it true that houses were built?", PERHAPS),
        ("How long does it take to build houses?", PERHAPS),
        ("¿Cuánto costará la reparación del puente?", PERHAPS),
    ],
)
def test_who_names_nobody_asks_about_the_same(question: str, boost: float) -> None:
    """A question that names nobody is looked up as it is, best in the article before, surely where it points back."""
    whole = f"{SPAIN.question} {question}"
    assert resolve(question, SPAIN, WEIGHTS) == ResolvedQuestion(
        question, whole, ArticleBoost("shared", "jails", boost)
    )


def test_nothing_is_favoured_where_nothing_was_found() -> None:
    """After a question that found no quote no article is favoured."""
    assert resolve("How old is he?", Turn("Who?"), WEIGHTS).article_boost is None


@pytest.mark.parametrize(
    "question",
    [
        "When did the council of Arle vote on its bridge?",
        "What did Gustavo Petro say about the peace talks?",
        "¿Qué dijo Nicolás Maduro sobre su gobierno?",
        "Is it true that the council of Arle closed a bridge?",
        "Oranges: how many were sold in Spain?",
        "???",
    ],
)
def test_questions_that_stand_alone(question: str) -> None:
    """A full question that names somebody, and what has no words, is looked up as it is, whatever went before."""
    assert resolve(question, SPAIN, WEIGHTS) == ResolvedQuestion(question, question)


@given(TEXTS)
def test_first_questions_stay_as_they_are(question: str) -> None:
    """A question that nothing went before is looked up as it is."""
    assert resolve(question, None, WEIGHTS) == ResolvedQuestion(question, question)


@given(TEXTS, TEXTS | st.text(min_size=300, max_size=2000))
def test_any_question_is_read(question: str, before: str) -> None:
    """Any question is looked up as it is or behind a part of the one before that is no longer than may be."""
    reading, read = resolve(question, Turn(before, "article"), WEIGHTS), legible(question)
    assert reading.text in (read, reading.whole)
    assert reading.whole.endswith(read)
    assert len(reading.whole) <= LIMIT + 1 + len(read)


@pytest.mark.parametrize(
    ("before", "question", "text", "whole"),
    [
        # What stood alone stands alone again, however it is written, and whatever was asked between.
        ("how long is eel smoked?", "How long is eel smoked", None, None),
        ("how long is eel smoked? And where is it sold?", "How long is eel smoked?", None, None),
        ("Who is old? Why?", "Who is old?", None, None),
        # What was understood with others is understood with the same, and none twice.
        ("Who is old? How old is he?", "How old is he?", "How old is he?", "Who is old? How old is he?"),
        ("Who is old? how old is he? Why?", "How old is he?", "How old is he?", "Who is old? How old is he?"),
        ("Who is old? Why?", "Why?", "Who is old? Why?", "Who is old? Why?"),
        ("¿Quién vino? ¿Por qué?", "¿por qué?", "¿Quién vino? ¿por qué?", "¿Quién vino? ¿por qué?"),
        ("How many did jail? and Italy?", "and Italy?", *["How many did jail? and Italy?"] * 2),
        # A part of another question is not that question.
        ("Why was he sold?", "Why?", *["Why was he sold? Why?"] * 2),
        ("Do boats (a", "boats (a", "boats (a", "Do boats (a"),
    ],
)
def test_what_was_asked_already_means_the_same(before: str, question: str, text: str | None, whole: str | None) -> None:
    """A question that was asked already is understood as it was then, and adds nothing to what was said."""
    reading = resolve(question, Turn(before, "jails"), WEIGHTS)
    assert (reading.text, reading.whole) == (text or question, whole or question)


@given(TEXTS.filter(str.strip), st.lists(TEXTS, max_size=3))
def test_what_is_understood_does_not_grow(question: str, before: list[str]) -> None:
    """However often a question is asked, after whatever else, what is understood stays what it was at first."""
    previous = Turn(" ".join(before), "article")
    first = resolve(question, previous, WEIGHTS)
    again = resolve(question, Turn(first.whole, "article"), WEIGHTS)
    assert len(again.whole) <= len(first.whole)


def test_long_talks_stay_bounded() -> None:
    """What is looked up grows no further after many follow-ups, and still ends with the newest."""
    asked = SPAIN.question
    for number in range(300):
        asked = resolve(f"and then what happened in year {number}?", Turn(asked, "jails"), WEIGHTS).whole
    assert len(asked) == LIMIT + 1 + len("and then what happened in year 299?")
    assert asked.endswith("year 298? and then what happened in year 299?")


def test_turn() -> None:
    """What a question goes on from is the one before as it was understood, and the article quoted first, if any."""
    quote = Quote("It rained.", Span(0, 10), (), 0.5, Source("rain", "Rain", collection="own"))
    assert turn(Answer("Why?", True, 0.5, quotes=(quote,))) == Turn("Why?", "rain", "own")
    assert turn(Answer("Why?", False, 0.1, closest=(quote,))) == Turn("Why?", "rain", "own")
    assert turn(Answer("Why?", False, 0.0)) == Turn("Why?")


@pytest.mark.parametrize("question", ["Who is Maduro?", "E. coli outbreak in Oslo?", "Where is Bogotá?"])
def test_a_whole_question_with_a_name_stands_alone(question: str) -> None:
    """However short a question with a name is, it is not asked with the words of the one before it."""
    assert resolve(question, SPAIN, WEIGHTS) == ResolvedQuestion(question, question)


@pytest.mark.parametrize("words", ["Thanks!", "ok", "Ok, thank you very much.", "Muchas gracias.", "Great, thanks"])
def test_courtesy_asks_nothing(words: str) -> None:
    """Thanks are not the question before again, and a question after them goes on from what was before them."""
    assert resolve(words, SPAIN, WEIGHTS) == ResolvedQuestion(words, words)
    assert turn(Answer(words, False, 0.0), SPAIN) == SPAIN


def test_question_of_any_length() -> None:
    """Of a question that follows, its first 2,000 characters are read, and what is no character is replaced."""
    for piece in (" ", "\u2028", "ok ", "Ann Lee, ", "and ", "¿"):
        question = piece * 100_000
        assert resolve(question, Turn("Who is Ann Lee?", "1"), WEIGHTS).whole.endswith(question[:2000])
        assert not is_courtesy(question[:2000])
    assert resolve("Who is \ud800?", Turn("Was it \ud800?", "1"), WEIGHTS) == ResolvedQuestion(
        "Was it ?? Who is ??", "Was it ?? Who is ??", ArticleBoost("", "1", 1.4)
    )
