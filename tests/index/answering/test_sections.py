"""A section that a question names, by its heading or version, is told from others."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.sections import section_match
from index.records import Passage, Span
from index.retrieval.candidates import Candidate
from tests.index.answering.candidates import candidate

TEXT = "A ferry sails."


def match(
    heading: str, *asked: str, versions: tuple[str, ...] = (), covered: float = 0.0, language: str = "en"
) -> float:
    """How far words and versions name the section of this heading, amid other text."""
    of = candidate(TEXT, heading=heading)
    of = replace(of, article=replace(of.article, language=language))
    return section_match(frozenset(asked), frozenset(versions), covered, of)


@pytest.mark.parametrize(
    ("heading", "asked", "matched"),
    [
        ("Ferries", ("ferri", "bridg"), 1.0),
        ("Old ferries", ("ferri", "old"), 1.0),
        ("Old ferries", ("ferri",), 0.0),
        ("Transport > Ferries", ("ferri",), 1.0),
        ("Transport > Ferries", ("transport",), 1.0),
        ("Transport > Old ferries", ("ferri",), 0.0),
        ("The", ("ferri",), 0.0),
        ("", ("ferri",), 0.0),
        ("Ferries", (), 0.0),
    ],
)
def test_heading_that_is_named(heading: str, asked: tuple[str, ...], matched: float) -> None:
    """A section is named by all words of its heading, or of one that stands above that; by a part of one it is not."""
    assert match(heading, *asked) == matched


def test_heading_in_the_language_of_the_article() -> None:
    """The words of a heading are taken in the language of its article."""
    assert match("Las granjas", "granj", language="es") == 1.0
    assert match("Las granjas", "granj") == 0.0


@pytest.mark.parametrize(
    ("heading", "matched"),
    [("Version 6.1", 1.0), ("v6.1", 1.0), ("Changes > 6.1 of March", 1.0), ("6.1.2", 0.0), ("6.2", 0.0), ("6", 0.0)],
)
def test_version_that_is_named(heading: str, matched: float) -> None:
    """A section is named by the version in its heading, whatever else stands there, and by no other."""
    assert match(heading, "chang", versions=("6.1",)) == matched


@pytest.mark.parametrize(
    ("before", "heading", "covered", "matched"),
    [
        ("Ferries\n\n", "Ferries", 0.6, 2.0),
        ("# Ferries #\n\n", "Ferries", 0.6, 1.0),
        ("Ferries\n\n", "Transport > Ferries", 0.6, 2.0),
        ("Ferries\n\n", "Ferries", 0.59, 1.0),
        ("Ferries\n\nThe first sank.\n\n", "Ferries", 0.6, 1.0),
        ("", "Ferries", 0.6, 1.0),
        ("Ferries\n\n", "Boats", 1.0, 0.0),
    ],
)
def test_opening_of_a_section(before: str, heading: str, covered: float, matched: float) -> None:
    """What opens a section that is asked of as a whole matches twice as well."""
    assert section_match({"ferri"}, frozenset(), covered, standing(before, heading)) == matched


def standing(before: str, heading: str) -> Candidate:
    """A passage with this before it in its article."""
    of = candidate(TEXT, heading=heading)
    span = Span(len(before), len(before) + len(TEXT))
    return replace(of, article=replace(of.article, text=f"{before}{TEXT}"), passage=Passage(span, (span,), heading))


@given(st.text(), st.text(), st.floats(0, 1))
def test_any_headings(before: str, heading: str, covered: float) -> None:
    """Whatever a heading is, and stands before a passage, there is a figure."""
    assert section_match({"ferri"}, {"6.1"}, covered, standing(before, heading)) in (0.0, 1.0, 2.0)
