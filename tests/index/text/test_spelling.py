"""Misspelt words of a question are recognized, and the word that was meant is found."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.query import understand
from index.text.question import analyze
from index.text.spelling import MisspellingCandidate, closest, misspelling_candidates, respelled

RIVALS = {"care": 1, "date": 5, "gate": 5, "plate": 9}
KNOWN = {"bukele": 9, "petro": 5, "government": 3, "governor": 7, "prison": 4, "person": 6, "mp3s5": 1}


def test_misspelling_candidates() -> None:
    """Words of five letters may hold one slip, of nine two; names one, from six letters on, of eight a wrong letter."""
    question = "Did the goverment and the presidnts jail Petra, Bukelle or Lenczowsky in 20225 with mp3players?"
    assert misspelling_candidates(analyze(question)) == {
        "goverment": MisspellingCandidate(2),
        "presidnts": MisspellingCandidate(2),
        "bukelle": MisspellingCandidate(1, wrong_letter=False),
        "lenczowsky": MisspellingCandidate(1),
    }
    assert misspelling_candidates(analyze("why did petra Búkelle's prision")) == {
        "petra": MisspellingCandidate(1),
        "bukelle": MisspellingCandidate(1, wrong_letter=False),
        "prision": MisspellingCandidate(1),
    }


@pytest.mark.parametrize(
    ("word", "suspect", "expected"),
    [
        ("bukelle", MisspellingCandidate(1, wrong_letter=False), "bukele"),
        ("bukeel", MisspellingCandidate(1, wrong_letter=False), "bukele"),
        ("bukela", MisspellingCandidate(1, wrong_letter=False), None),
        ("bukela", MisspellingCandidate(1), "bukele"),
        ("governmnet", MisspellingCandidate(1), "government"),
        ("govenmnet", MisspellingCandidate(2), "government"),
        ("govenmnet", MisspellingCandidate(1), None),
        ("prision", MisspellingCandidate(1), "prison"),
        ("perison", MisspellingCandidate(1), "person"),
        ("prson", MisspellingCandidate(1), "person"),
        ("mp3s4", MisspellingCandidate(1), None),
        ("train", MisspellingCandidate(2), None),
    ],
)
def test_closest(word: str, suspect: MisspellingCandidate, expected: str | None) -> None:
    """The nearest known word is meant, of equals the most frequent; two letters that changed places are one slip."""
    assert closest(word, KNOWN, suspect) == expected


def test_stopwords_are_those_of_the_question() -> None:
    """A word that only asks in the question's own language is not misspelt, though it has five letters."""
    assert misspelling_candidates(analyze("¿Dónde estaban aquellas cosas?")) == {"cosas": MisspellingCandidate(1)}
    assert list(misspelling_candidates(analyze("Where were estaban which there cosas?"))) == ["estaban", "cosas"]


def test_closest_of_several() -> None:
    """The nearest comes before the more frequent, and that before the first in the alphabet."""
    assert closest("cate", RIVALS, MisspellingCandidate(2)) == "date"
    assert closest("caree", RIVALS, MisspellingCandidate(2)) == "care"
    assert closest("gatee", {"gates": 2, "gate": 2, "gateway": 9}, MisspellingCandidate(1)) == "gate"


def test_respelled() -> None:
    """Words are put in place of others however these are written, and capitals stay."""
    spellings = {"bukelle": "bukele", "prision": "prison"}
    assert respelled("Did Búkelle's PRISION or prision-ships?", spellings) == "Did Bukele's Prison or prison-ships?"


@given(st.text())
def test_nothing_is_respelled_without_need(text: str) -> None:
    """Without spellings a text stays as it is."""
    assert respelled(text, {}) == text


def test_phrases_stay_as_quoted() -> None:
    """What is in quotes is looked up as it was written, whatever else is put right."""
    query = understand(analyze('Did Bukelle say "Bukelle did it"?'), date.min).spelled({"bukelle": "bukele"})
    assert (query.terms, query.phrases) == ((("bukel",), ("say",)), (("bukelle", "did", "it"),))
