"""Behind the first quote only those are shown that help: what surely answers, and what disagrees."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.answering.further import find_helpful
from index.answering.windows import Window
from index.records import Quote
from index.retrieval.weights import FurtherWeights
from index.text.question import analyze
from tests.index.answering.candidates import candidate, window
from tests.index.answering.weighted import WEIGHTS, make_quote

FURTHER = FurtherWeights(answering=0.75, asked_for_all=0.5, opposed=0.25)
FIVE, SIX = "Five old town councillors closed the bridge.", "Six old town councillors closed the bridge."
OTHERS = ("A ferry sank.", "Snow fell all night.")
WHO, ALL = "Who closed the bridge?", "List all who closed the bridge."


def helpful(question: str, *told: tuple[str, float | None]) -> list[str]:
    """Of sentences of an article each, with how probably they answer, those that are worth showing."""
    windows, quotes = list[Window](), list[Quote]()
    for number, (sentence, reader) in enumerate(told):
        one = window(candidate(sentence, of=f"article {number}", number=number))
        windows.append(one)
        quotes.append(replace(make_quote(one, lambda _: None), reader=reader))
    return texts(find_helpful(quotes, windows, analyze(question), FURTHER, WEIGHTS.agreement))


def texts(quotes: Sequence[Quote]) -> list[str]:
    """The texts of quotes."""
    return [quote.text for quote in quotes]


def test_asked_for_all() -> None:
    """Of the questions of these tests the one asks for all of something, and the other does not."""
    assert (analyze(WHO).asks_for_all, analyze(ALL).asks_for_all) == (False, True)


def test_first_is_always_shown() -> None:
    """The first quote is shown however little probable it is, and none where there is none."""
    assert helpful(WHO, (FIVE, 0.0)) == [FIVE]
    assert helpful(WHO, (FIVE, None), (OTHERS[0], 0.1)) == [FIVE]
    assert helpful(WHO) == []


@pytest.mark.parametrize(("question", "least"), [(WHO, 0.75), (ALL, 0.5)])
def test_what_answers(question: str, least: float) -> None:
    """A further quote is shown from a probability on, which is lower where all of something is asked for."""
    assert helpful(question, (FIVE, 0.9), (OTHERS[0], least), (OTHERS[1], least - 0.01)) == [FIVE, OTHERS[0]]
    assert helpful(question, (FIVE, 0.9), (OTHERS[0], least - 0.01), (OTHERS[1], least)) == [FIVE, OTHERS[1]]


def test_what_disagrees() -> None:
    """A quote that disagrees with one that is shown is, from a lower probability on."""
    assert helpful(WHO, (FIVE, 0.9), (SIX, 0.25)) == [FIVE, SIX]
    assert helpful(WHO, (FIVE, 0.9), (SIX, 0.24)) == [FIVE]
    assert helpful(WHO, (OTHERS[0], 0.9), (FIVE, 0.75), (SIX, 0.25)) == [OTHERS[0], FIVE, SIX]
    # One that is not shown is contradicted by none.
    assert helpful(WHO, (OTHERS[0], 0.9), (FIVE, 0.74), (SIX, 0.25)) == [OTHERS[0]]


def test_what_was_not_read() -> None:
    """A further quote that no reader read is not shown, also where it disagrees."""
    assert helpful(WHO, (FIVE, 0.9), (SIX, None), (OTHERS[0], None)) == [FIVE]
    assert helpful(WHO, (FIVE, None), (SIX, None), (OTHERS[0], None)) == [FIVE]


def test_disagreement_on_another_thing() -> None:
    """Who says it of something else that the question does not name disagrees with nobody."""
    line = "The population was {} at the census of the year."
    towns = [
        window(candidate(line.format(people), of=town, number=number, title=f"Life in {town}"))
        for number, (town, people) in enumerate((("Corvale", "2750"), ("Dunsey", "417")))
    ]
    quotes = [replace(make_quote(one, lambda _: None), reader=0.5) for one in towns]
    asked = analyze("What was the population of Corvale?")
    assert find_helpful(quotes, towns, asked, FURTHER, WEIGHTS.agreement) == tuple(quotes[:1])
