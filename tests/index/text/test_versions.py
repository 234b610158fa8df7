"""Numbers of versions are found in text, and dates are not taken for them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.versions import find_versions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What changed in 6.1?", {"6.1"}),
        ("Changes in v2.3.0, V2.4 and 10.15.7.", {"2.3.0", "2.4", "10.15.7"}),
        ("(6.1)", {"6.1"}),
        ("3.12.3.4", {"3.12.3.4"}),
        ("Home Assistant 2024.1.5", {"2024.1.5"}),
        ("Since 1.20.10 and v3.11.10", {"1.20.10", "3.11.10"}),
        ("On 3.11.2010, 03.11.10 and 3.11.10", set()),
        ("6.1-rc1, x6.1, 1,6.1 and 6.1,5", set()),
        ("12345.1 and 6. 1", set()),
        ("Version 6", set()),
    ],
)
def test_versions(text: str, found: set[str]) -> None:
    """Numbers with points are versions where they stand alone, without their "v"; what may be a date needs one."""
    assert find_versions(text) == found


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["{0.day}.{0.month}.{0.year}", "{0:%d.%m.%Y}", "{0:%d.%m.%y}"]))
def test_dates_are_no_versions(day: date, form: str) -> None:
    """A date is none in any form with points that begins with the day."""
    assert find_versions(f"On {form.format(day)} it was.") == frozenset()


@given(st.lists(st.integers(0, 9999), min_size=4, max_size=6))
def test_versions_of_many_parts(parts: list[int]) -> None:
    """What has more parts than a date is a version whatever its numbers are, with and without "v"."""
    version = ".".join(map(str, parts))
    assert find_versions(f"In {version}: new.") == find_versions(f"In v{version}.") == {version}


@given(st.text(st.characters() | st.sampled_from("0123456789.v")))
def test_any_text(text: str) -> None:
    """Whatever a text is, each version found stands in it and has a point between digits."""
    for version in find_versions(text):
        assert version in text
        assert all(part.isdecimal() for part in version.split("."))
        assert "." in version
