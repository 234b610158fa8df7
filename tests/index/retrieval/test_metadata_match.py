"""What a question says and an article's publisher, author or date are is recognized."""

from datetime import date

import pytest

from index.records import Source
from index.retrieval.metadata_match import match_metadata, names_speaker
from index.retrieval.query import understand
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
    source = Source("a", "A", publisher="Reuters", author="Jane Doe and John Roe", published_at="2025-02-14")
    assert match_metadata(understand(analyze(question), TODAY), source) == expected


def test_source_without_fields_says_nothing() -> None:
    """An article of which nothing is known tells nothing."""
    assert match_metadata(understand(analyze("What did CNN report in February?"), TODAY), Source("a", "CNN")) == ()
