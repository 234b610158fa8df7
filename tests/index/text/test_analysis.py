"""What counts as a word, and in which form, is the same for what is indexed and for what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analysis import (
    Term,
    asked_terms,
    is_stopword,
    plain_analyzer,
    stemming_analyzer,
    stems_of,
    terms,
    words,
)
from index.text.question import analyze


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The BRIDGES were opened by Mayors, mayors.", "en", ["bridg", "open", "mayor", "mayor"]),
        ("Las alcaldesas inauguraron los puentes", "es", ["alcaldes", "inaugur", "puent"]),
        ("The bridges of ſenators", "xx", ["the", "bridges", "of", "senators"]),
        ("The bridges", "de", ["the", "bridg"]),
        ("", "en", []),
    ],
)
def test_terms(text: str, language: str, expected: list[str]) -> None:
    """Terms are stems without the stopwords of a language; one without a stemmer or stopwords has whole words."""
    assert terms(text, language) == expected


def test_terms_are_english_unless_said() -> None:
    """A text counts as English where no language is given."""
    assert (
        terms("The bridges de la ciudad") == terms("The bridges de la ciudad", "en") == ["bridg", "de", "la", "ciudad"]
    )


def test_longest_word() -> None:
    """A word of 80 bytes is none."""
    assert words(f"{'x' * 79} {'y' * 80}") == terms(f"{'x' * 79} {'y' * 80}") == ["x" * 79]
    assert words(f"{'é' * 39} {'é' * 40}") == terms(f"{'é' * 39} {'é' * 40}") == ["e" * 39]


def test_words_keep_all_but_case_and_accents() -> None:
    """Words are neither stemmed nor left out."""
    assert words("The Cafés' U.S. bridges—1990") == ["the", "cafes", "u", "s", "bridges", "1990"]


@pytest.mark.parametrize(
    ("question", "languages", "expected"),
    [
        ("Who is opening a bridge or bridges?", ("en",), [("open",), ("bridg",), ("bridg",)]),
        ("¿Quién vende las granjas?", ("en", "es"), [("vend",), ("granja", "granj")]),
        ("¿Quién vende las granjas?", ("en",), [("vend",), ("granja",)]),
        ("Who was it?", ("en", "es"), []),
    ],
)
def test_asked_terms(question: str, languages: tuple[str, ...], expected: list[Term]) -> None:
    """A word has its different stems in each language; the stopwords are those of the question's own."""
    assert asked_terms(question, languages) == expected


def test_questions_are_asked_of_english_articles() -> None:
    """Words are stemmed as English where no languages are given."""
    assert asked_terms("granjas bridges") == [("granja",), ("bridg",)]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who is de la Cruz?", "en"),
        ("¿Quién?", "es"),
        ("¿cerró?", "en"),
        ("de la", "es"),
        ("the de la", "en"),
        ("the de la los", "es"),
        ("Los Angeles fire", "en"),
        ("", "en"),
    ],
)
def test_language_of_a_question(question: str, language: str) -> None:
    """A question is English unless it has two stopwords more of another language, its opening mark being one."""
    assert analyze(question).language == language


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("The", "en", True),
        ("the", "es", False),
        ("él", "es", True),
        ("él", "en", False),
        ("bridge", "en", False),
        ("don't", "en", False),
    ],
)
def test_stopwords(word: str, language: str, expected: bool) -> None:
    """A stopword is one of its language, whatever its case and accents."""
    assert is_stopword(word, language) is expected


def test_stems() -> None:
    """Stems are those of the language; stopwords stay."""
    assert stems_of("bridges", "en") == ("bridg",)
    assert stems_of("puentes", "es") == ("puent",)
    assert stems_of("Bridges", "xx") == ("bridges",)
    assert stems_of("the cafés", "en") == ("the", "cafe")


def test_analyzers_of_the_index() -> None:
    """What Tantivy is given splits as `words` and `stems_of` do."""
    assert plain_analyzer().analyze("The Bridges") == words("The Bridges") == ["the", "bridges"]
    assert stemming_analyzer("en").analyze("The Bridges") == ["the", "bridg"]
    assert stemming_analyzer("xx").analyze("The Bridges") == ["the", "bridges"]


def test_terms_are_stemmed_and_repeated() -> None:
    """Terms are in lower case, without accents, stemmed and without question words, repeated where they are."""
    assert terms("Who OPENED the Cafés' bridges, and which bridge?") == ["open", "cafe", "bridg", "bridg"]
    assert terms("Who was it?") == terms("?!") == terms("") == []
    assert terms("ᴄʜᴀʀʟᴇs ᴛʜᴇ Große") == ["charl", "gross"]


def test_terms_of_a_language() -> None:
    """Each language has its own stems and stopwords; a language without a stemmer has its words as they are."""
    assert terms("¿Por qué dimitieron los alcaldes de las ciudades?", "es") == ["dimit", "alcald", "ciudad"]
    assert terms("Die Bürgermeister öffneten Brücken", "de") == ["die", "burgermeist", "offn", "bruck"]
    assert terms("Kucheza na watoto", "sw") == ["kucheza", "na", "watoto"]


def test_a_word_is_one_term() -> None:
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
