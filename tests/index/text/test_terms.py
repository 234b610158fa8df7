"""What counts as a word, in what is indexed and in what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analysis import asked_terms, terms, words
from index.text.question import analyze


def test_terms() -> None:
    """Terms are in lower case, without accents, stemmed and without question words, repeated where they are."""
    assert terms("Who OPENED the Cafés' bridges, and which bridge?") == ["open", "cafe", "bridg", "bridg"]
    assert terms("Who was it?") == terms("?!") == terms("") == []
    assert terms("ᴄʜᴀʀʟᴇs ᴛʜᴇ Große") == ["charl", "gross"]


def test_terms_of_a_language() -> None:
    """Each language has its own stems and stopwords; a language without a stemmer has its words as they are."""
    assert terms("¿Por qué dimitieron los alcaldes de las ciudades?", "es") == ["dimit", "alcald", "ciudad"]
    assert terms("Die Bürgermeister öffneten Brücken", "de") == ["die", "burgermeist", "offn", "bruck"]
    assert terms("Kucheza na watoto", "sw") == ["kucheza", "na", "watoto"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("¿Qué propone ella?", "es"),
        ("quien preside la cooperativa", "es"),
        ("¿Por qué no?", "es"),
        ("Who is El Chapo?", "en"),
        ("Los Angeles", "en"),
        ("la la land cast", "en"),
        ("no me", "en"),
        ("", "en"),
    ],
)
def test_question_language(question: str, language: str) -> None:
    """A question is in the language that it clearly has more stopwords of; a Spanish name makes none Spanish."""
    assert analyze(question).language == language


def test_asked_terms() -> None:
    """A word of a question is one term, with the stem of each language once; stopwords of its language are none."""
    both = ["en", "es"]
    mayors = [("alcald",), ("inauguraron", "inaugur"), ("puent",)]
    assert asked_terms("¿Qué alcaldes inauguraron el puente?", both) == mayors
    assert asked_terms("Who sees the children?", both) == [("see", "sees"), ("children", "childr")]
    assert asked_terms("bridges", ["en"]) == [("bridg",)]


def test_words() -> None:
    """Words are all words of a text, as they are but for case and accents; more than 80 bytes are no word."""
    assert words("The Cafés' U.S. bridge—1990 " + "x" * 80) == ["the", "cafes", "u", "s", "bridge", "1990"]


@given(st.text())
def test_terms_of_any_text(text: str) -> None:
    """Any text has words, of which the terms are some in a shorter form."""
    assert len(terms(text)) <= len(words(text))
    assert terms(" ".join(words(text))) == terms(text)
