"""The names in a question are found, and an answer must speak of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.entities import capitalized_words, mentions_entity, read_names, read_words
from index.text.normal_form import normal_form
from index.text.question import analyze


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Gustavo Petro say about the deal?", [("Gustavo", "Petro")]),
        ("Did Mexico agree, or Costa Rica?", [("Mexico",), ("Costa", "Rica")]),
        ("what does the state department tell travellers?", []),
        ("Who is the president?", []),
        ("WHO JAILED THE PEOPLE IN TOWN", []),
        ("Is the U.S. paying?", [("U.S.",)]),
        ("Is the US paying us?", [("US",)]),
        ("Did I ever pay A Coruña?", [("Coruña",)]),
        ("a B", [("B",)]),
        ("Who Is It", []),
        ("What Say Ana", [("Say", "Ana")]),
        ("Will Say Ana Go", []),
        ("¿Cuándo Dijo A Ana que Este año es Tuyo?", [("Dijo",), ("Ana",), ("Tuyo",)]),
        ("Say Ana Boa Cid Dom Eva Fox a b c", [("Ana", "Boa", "Cid", "Dom", "Eva", "Fox")]),
        ("Say Ana Boa Cid Dom Eva Fox Gus a b", []),
        ("???", []),
    ],
)
def test_entities(question: str, expected: list[tuple[str, ...]]) -> None:
    """Runs of capitalized words are names, but for the first word and in questions that are all capitals."""
    assert analyze(question).entities == tuple(expected)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Petro said no.", ("Gustavo", "Petro"), True),
        ("The nations united against it.", ("United", "Nations"), False),
        ("The UN was silent.", ("United", "Nations"), True),
        ("Salvadoran prisons are full.", ("El", "Salvador"), True),
        ("He met Nicolas Maduro.", ("Maduro",), True),
        ("The US will pay.", ("U.S.",), True),
        ("Nobody was named.", ("Mexico",), False),
        ("M. was named.", ("Mexico",), False),
        ("Peruvian ports are closed.", ("Peru",), True),
        ("Iraqi ports are closed.", ("Ira",), False),
        ("The Petros are many.", ("Gustavo", "Petro"), True),
        ("The Pets are many.", ("Gustavo", "Petro"), False),
        ("PETRO", ("Gustavo", "Petro"), True),
        ("The U.N. was silent.", ("United", "Nations"), True),
        ("Núñez spoke.", ("Ana", "Nunez"), True),
    ],
)
def test_mentions_entity(text: str, name: tuple[str, ...], expected: bool) -> None:
    """A text speaks of a name by its last word or its initials, written as a name."""
    assert mentions_entity(capitalized_words(text), name) is expected


def test_names_of_a_text() -> None:
    """Capitals within a sentence are names; where one opens it may be one, unless it is a stopword."""
    text = 'Corvale lies by the Wend. "The ferry", said Ann.\n- Boats to É. Dunsey'
    names = read_names(text)
    assert names.inner == {"wend", "ann", "e", "dunsey"}
    assert names.openings == {"corvale", "boats"}
    assert read_words(text) == {
        "corvale",
        "lies",
        "by",
        "the",
        "wend",
        "ferry",
        "said",
        "ann",
        "boats",
        "to",
        "e",
        "dunsey",
    }


@given(st.text() | st.text("aB.É-\u0301\u0e31 \n"))
def test_names_are_words(text: str) -> None:
    """All names of a text are words of it, each as it is by itself."""
    words = read_words(text)
    assert frozenset().union(*read_names(text)) | capitalized_words(text) <= words | read_words(normal_form(text))
    assert words == frozenset().union(*map(read_words, text.split()))


@given(
    st.text(st.characters(max_codepoint=127))
    | st.lists(st.sampled_from(["U.S.", "a-B", "Ann.", "B2-c", "_"])).map("".join)
)
def test_words_are_the_same_beside_letters_of_other_scripts(text: str) -> None:
    """Words and names are the same whether or not all of the text is in ASCII."""
    assert read_words(f"{text} é") == read_words(text) | {"e"}
    assert capitalized_words(f"{text} é") == capitalized_words(text)
    assert read_names(f"{text} é") == read_names(text)
