"""When an article was published is read as people write it, and what is no date is none."""

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from index.text.publication_dates import moment, parse_date


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2024-03-20", "2024-03-20"),
        (" 2024-3-5 ", "2024-03-05"),
        ("2024/03/20 09:00", "2024-03-20T09:00:00"),
        ("2024-03-20 09:00:30 +0100", "2024-03-20T09:00:30+01:00"),
        ("2024-03-20T09:00:00.123-05:00", "2024-03-20T09:00:00-05:00"),
        ("2024-03-20T09:00:00Z", "2024-03-20T09:00:00Z"),
        ("20240223", "2024-02-23"),
        ("20240223T101500Z", "2024-02-23T10:15:00Z"),
        ("Mon, 19 Feb 2024 08:00:00 GMT", "2024-02-19T08:00:00Z"),
        ("Mon, 19 Feb 2024 08:00:00 -0330", "2024-02-19T08:00:00-03:30"),
        ("Mon Feb 19 2024 08:00:00 GMT+0100 (Central European Time)", "2024-02-19T08:00:00+01:00"),
        ("Mon Feb 19 08:00:00 2024", "2024-02-19T08:00:00"),
        ("March 3, 2024", "2024-03-03"),
        ("Sunday, March 3rd, 2024 at 5:30 p.m.", "2024-03-03T17:30:00"),
        ("3 March 2024", "2024-03-03"),
        ("3. März 2024", "2024-03-03"),
        ("domingo, 3 de marzo de 2024", "2024-03-03"),
        ("1er août 2024", "2024-08-01"),
        ("3 марта 2024 г.", "2024-03-03"),
        ("2024. március 3.", "2024-03-03"),
        ("2024年3月3日", "2024-03-03"),
        ("2024년 3월 3일", "2024-03-03"),
        ("03-Mar-2024", "2024-03-03"),
        ("20.03.2024", "2024-03-20"),
        ("3.4.2024", "2024-04-03"),
        ("20/03/2024", "2024-03-20"),
        ("03/20/2024", "2024-03-20"),
        ("March 2024", "2024-03"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("1709251200", "2024-03-01T00:00:00Z"),
        ("1709251200000", "2024-03-01T00:00:00Z"),
        ("2024-03-20 25:70", "2024-03-20"),
    ],
)
def test_dates_are_read(words: str, expected: str) -> None:
    """A date is read in each of these forms, with as much of it as is told."""
    assert parse_date(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "next Tuesd",
        "next Tuesday",
        "soon",
        "TBD",
        "today",
        "May",
        "Tuesday",
        "3 March",
        "12",
        "12:30",
        "Spring 2024",
        "the May 2024 issue",
        "2024-13-40",
        "31 February 2024",
        "2024-02-30",
        "0001-01-01T00:00:00Z",
        "03/04/2024",
        "March 3 2024 March 4",
        "2 2 2024",
        "",
        "?",
    ],
)
def test_what_is_no_date_is_none(words: str) -> None:
    """What names no day, month or year, or may name two, is no date."""
    assert parse_date(words) is None


@given(
    st.dates(date(1500, 1, 1), date(2900, 1, 1)),
    st.sampled_from(["en", "es", "fr", "de", "pt", "it", "nl", "pl", "ru", "tr", "sv", "ja", "ko"]),
)
def test_dates_as_languages_write_them(day: date, language: str) -> None:
    """A day in its long and its full form is read in each of these languages."""
    for form in ("long", "full"):
        assert parse_date(format_date(day, form, locale=language)) == day.isoformat()


@given(st.datetimes(datetime(1500, 1, 1), datetime(2900, 1, 1)).map(lambda when: when.replace(microsecond=0)))
def test_form_is_read_as_itself(when: datetime) -> None:
    """What was read once is read again as the same, and compares as the moment that it is."""
    assert parse_date(when.isoformat()) == when.isoformat()
    assert moment(when.isoformat()) == when.replace(tzinfo=UTC)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Any text is a date in the one form, or none."""
    read = parse_date(text)
    assert read is None or parse_date(read) == read


def test_moments_compare() -> None:
    """Dates of differing extent and zone compare; one that an older version kept as it was written does not count."""
    ordered = ["2024", "2024-03-03", "2024-03-03T09:00:00+02:00", "2024-03-03T08:00:00Z", "2024-04"]
    moments = [moment(date) for date in ordered]
    assert moments == sorted(filter(None, moments))
    assert moment("Mon, 19 Feb 2024") is None
    assert moment(None) is None
