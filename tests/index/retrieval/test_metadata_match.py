"""What a question says and an article's publisher, author or date are is recognized."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.metadata_match import match_metadata, may_match_metadata, names_speaker
from index.retrieval.query import understand
from index.text.analysis import words
from index.text.question import analyze

TODAY = date(2025, 3, 12)


@pytest.mark.parametrize(
    ("question", "name", "expected"),
    [
        ("What did CNN report about gangs?", "CNN", True),
        ("what did cnn report about gangs?", "CNN", True),
        ("according to the bbc, who won?", "BBC", True),
        ("What does the BBC say?", "The BBC", True),
        ("What did the New York Times write?", "The New York Times", True),
        ("New York Times on gangs", "The New York Times", True),
        ("¿Qué pasó según El País?", "El País", True),
        ("¿Qué pasó según el pais?", "El País", True),
        ("What did people say about time?", "People", False),
        ("What Time does it start?", "Time", True),
        ("Time flies, but why?", "Time", False),
        ("WHAT TIME DOES THE TRAIN LEAVE?", "Time", False),
        ("What Did Scientists Find In Nature Reserves?", "Nature", False),
        ("WHAT DID THE BBC REPORT?", "BBC", True),
        ("What did CNNs report?", "CNN", False),
        ("What did York Times write?", "New York Times", False),
        ("What?", "!?", False),
        ("", "CNN", False),
    ],
)
def test_names_speaker(question: str, name: str, expected: bool) -> None:
    """A publisher is named by its whole name, the article aside, with a capital or where something is reported."""
    assert names_speaker(analyze(question), name) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Reuters report in February?", ("Reuters", "in February")),
        ("What did Jane Doe write yesterday?", ("Jane Doe",)),
        ("an article by John Roe in 2025", ("John Roe", "in 2025")),
        ("What did Jane say in January?", ()),
        ("Who won?", ()),
    ],
)
def test_match_metadata(question: str, expected: tuple[str, ...]) -> None:
    """Publisher, full names of authors and days of publication are told by the article itself."""
    article = ("Reuters", "Jane Doe and John Roe", "2025-02-14")
    assert match_metadata(understand(analyze(question), TODAY), [article, article]) == [expected, expected]


def test_source_without_fields_says_nothing() -> None:
    """An article of which nothing is known tells nothing."""
    asked = understand(analyze("What did CNN report in February?"), TODAY)
    assert match_metadata(asked, [(None, None, None), ("CNN", None, None)]) == [(), ("CNN",)]


NAMES = st.text("aA bB9é-.&", max_size=8) | st.sampled_from(["The BBC", "the", "El País", "The, The", "AP & BBC"])


@given(NAMES, NAMES, NAMES)
def test_names_are_compared_as_if_each_was_analysed(before: str, name: str, behind: str) -> None:
    """What is left out of the comparison for its first word is never a name that a question has."""
    query = understand(analyze(f"What did {before} {name} {behind} report?"), TODAY)
    expected = (name,) if name and names_speaker(query.question, name) else ()
    assert match_metadata(query, [(name, None, None)]) == [expected]


@given(NAMES, NAMES, NAMES, st.sampled_from(["What did", "according to", "what"]), st.sampled_from([" report?", "?"]))
def test_a_name_that_matches_is_looked_for(before: str, name: str, behind: str, opening: str, ending: str) -> None:
    """Articles whose publisher a question names are not passed over by the words of the names that there are."""
    query = understand(analyze(f"{opening} {before} {name} {behind}{ending}"), TODAY)
    if match_metadata(query, [(name, None, None)]) != [()]:
        assert may_match_metadata(query, set(words(name)).__contains__)


def test_what_names_nobody_is_passed_over() -> None:
    """A question that names no day, and nobody whose name has a word of a publisher's or author's, matches none."""
    names = {"reuters", "of", "jane"}.__contains__
    assert not may_match_metadata(understand(analyze("Who won the battle of Hastings?"), TODAY), names)
    assert may_match_metadata(understand(analyze("What did Reuters say?"), TODAY), names)
    assert may_match_metadata(understand(analyze("what reuters reported"), TODAY), names)
    assert may_match_metadata(understand(analyze("Who won in February?"), TODAY), names)
