"""Numbers in digits are known with what they are of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.figures import Figure, find_figures, may_have_number

YEAR, VERSION = "", "."


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("At 6 strikes, or 12\u00a0strikes", [("6", "strike", "6 strikes"), ("12", "strike", "12 strikes")]),
        ("In 2024 the price fell; in 2025, too.", [("2024", YEAR, "2024"), ("2025", YEAR, "2025")]),
        ("It closed in 1950 after a fire, in 1960 because of one", [("1950", YEAR, "1950"), ("1960", YEAR, "1960")]),
        ("the 2025 budget", [("2025", "budget", "2025 budget")]),
        ("3 March 2025", [("3", "march", "3 March"), ("2025", YEAR, "2025")]),
        ("What is on floor 3?", [("3", "floor", "floor 3")]),
        ("Stowage 2.5 and Stowage 2.6.0", [("2.5", "stowag", "Stowage 2.5"), ("2.6.0", VERSION, "2.6.0")]),
        ("1,200 men and 80.000", [("1,200", "men", "1,200 men")]),
        ("the K20, A4-paper, 14:20, 2023-24, 2024-05-01, 5 %, 20€ and €3", []),
        ("a 1234 of it, 5 5 5", []),
        ("", []),
    ],
)
def test_figures_of_a_text(text: str, figures: list[tuple[str, str, str]]) -> None:
    """Each has the word that says what it is of, else it is a year or a version; others say nothing."""
    assert list(find_figures(text, "en")) == [Figure(*figure) for figure in figures]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What happened in 1950 caused the fire", "en"),
        ("What happened in 1950 led Ann to leave", "en"),
        ("The fire of 1950 destroyed which houses", "en"),
        ("In 1950 Ann Lee bought it", "en"),
        ("By 1950 war was near", "en"),
        ("in 1950 Paris grew", "en"),
        ("In March 1950 Ann Lee bought it", "en"),
        ("Lo que pasó en 1950 causó el incendio", "es"),
        ("En marzo de 1950 Inés lo compró", "es"),
    ],
)
def test_year_before_any_word(text: str, language: str) -> None:
    """A number that tells when, or stands before a verb with its object, is a year and counts nothing."""
    assert list(find_figures(text, language)) == [Figure("1950", YEAR, "1950")]


def test_early_and_late_years() -> None:
    """Numbers from 1000 to 2100 are years where they tell when; elsewhere only those that mostly are."""
    assert list(find_figures("In 1066 it fell, and by 2100 all will.", "en")) == [
        Figure("1066", YEAR, "1066"),
        Figure("2100", YEAR, "2100"),
    ]
    assert list(find_figures("1066 and 2100", "en")) == []
    assert list(find_figures("in 2101 it", "en")) == []


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("an army of 2000 soldiers", "en", "soldier"),
        ("In 2000 houses there is no light", "en", "hous"),
        ("by 2000 people", "en", "peopl"),
        ("in 2000 m of water", "en", "m"),
        ("Who won the 2000 final?", "en", "final"),
        ("hasta 2000 personas", "es", "person"),
        ("eine Herde von 2000 Rindern", "de", "rind"),
    ],
)
def test_count_that_may_be_a_year(text: str, language: str, kind: str) -> None:
    """A number as that of a year counts what is many, a unit, or what it tells apart from others of the kind."""
    [figure] = find_figures(text, language)
    assert (figure.digits, figure.kind) == ("2000", kind)


def test_neither_year_nor_count() -> None:
    """Nothing is said of a number that may be a year or count what is told two words later."""
    assert list(find_figures("an army of 2000 armed men", "en")) == []
    assert list(find_figures("the rising of 1950 gave hope", "en")) == []


def test_figures_by_language() -> None:
    """The word beside a figure is read as one of the text's language, of which stopwords say nothing."""
    assert list(find_figures("En 2024 la cosecha", "es")) == [Figure("2024", YEAR, "2024")]
    assert [figure.kind for figure in find_figures("6 faltas y 5 falta", "es")] == ["falt", "falt"]


@given(st.text(), st.sampled_from(["en", "es", "de", "ja"]))
def test_any_text(text: str, language: str) -> None:
    """Whatever a text is, it may have each figure that it has."""
    assert all(may_have_number(text, figure.digits, language) for figure in find_figures(text, language))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("until 2025.", "2025"),
        ("FY2025", "2025"),
        ("the summer of ’25", "2025"),
        ("from 2020 to 2030", "2025"),
        ("the season of 2024/25", "2025"),
        ("2023–2026", "2025"),
        ("5 to 10 strikes", "6"),
        ("Six strikes", "6"),
        ("1.200,5 or 80,000 men", "80000"),
        ("2.5.1", "2.5"),
        ("Stowage 2.5", "2.5.1"),
    ],
)
def test_number_that_a_text_has(text: str, digits: str) -> None:
    """A number is there in whichever way it is written, within a range, and as a part of a version."""
    assert may_have_number(text, digits, "en")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("in 2024, on 2024-03-20", "2025"),
        ("3 May 2026", "2025"),
        ("the summer of 25", "2025"),
        ("5 strikes, 60 days", "6"),
        ("2.5.1 and 2 days", "2.6.0"),
        ("Stowage 25", "2.5"),
        ("0-" + "9" * 5000, "6"),
    ],
)
def test_number_that_a_text_lacks(text: str, digits: str) -> None:
    """Other numbers are none, nor are parts of it in digits."""
    assert not may_have_number(text, digits, "en")
