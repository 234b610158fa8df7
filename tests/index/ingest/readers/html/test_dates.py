"""Dates as people write them are read, and no others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from index.ingest.readers.html.dates import date_in_address, find_dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Published on 3 March 2026", ["2026-03-03"]),
        ("March 3rd, 2026 and 4 Mar. 2026", ["2026-03-03", "2026-03-04"]),
        ("am 11. Februar 2026, 17:42 Uhr", ["2026-02-11"]),
        ("el 2 de febrero de 2026", ["2026-02-02"]),
        ("19 февраля 2026", ["2026-02-19"]),
        ("9 مارس 2026", ["2026-03-09"]),
        ("2026年1月15日", ["2026-01-15"]),
        ("12-Nov-1999, 13/11/1999, 11/13/1999, 11/12/1999", ["1999-11-12", "1999-11-13", "1999-11-13"]),
        ("1.2.2026 or 2026/02/01", ["2026-02-01", "2026-02-01"]),
        ("31 February 2026, 3 Foo 2026, version 2026.13.1, in 2026", []),
    ],
)
def test_days_are_found(text: str, days: list[str]) -> None:
    """Each day that a text names is told in order; what is no day of the calendar is none."""
    assert [day for _, day in find_dates(text)] == days


@given(some.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found(day: date) -> None:
    """Any day of two centuries is found in a line, and in the path of an address."""
    assert find_dates(f"Posted {day.isoformat()}.") == [(7, day.isoformat())]
    assert date_in_address(f"https://a.example/{day:%Y/%m/%d}/ferry.html") == day.isoformat()


@given(some.text())
def test_any_text_may_be_searched(text: str) -> None:
    """No text is refused, and only days of the calendar are told."""
    assert all(date.fromisoformat(day) for _, day in find_dates(text))
