"""What a search is limited to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.filters import parse_date, wanted
from index.records import Source


def published(day: str | None, publisher: str | None = "El País") -> Source:
    """An article of a day."""
    return Source("a", "A", publisher, None, day)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-02-14", date(2025, 2, 14)),
        ("2025-2-4", date(2025, 2, 4)),
        (" 2025-02 ", date(2025, 2, 1)),
        ("2025", date(2025, 1, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("2025-13", None),
        ("2025-00", None),
        ("0000", None),
        ("20250214", None),
        ("14.2.2025", None),
        ("2025-02-", None),
        ("2025-02-14T10:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read(written: str, day: date | None) -> None:
    """A day, a month or a year stands for its first day, and anything else for none."""
    assert parse_date(written) == day


@given(st.dates())
def test_any_day_is_read(day: date) -> None:
    """Every day is read as it was written, and its month and year by their first days."""
    assert parse_date(day.isoformat()) == day
    assert parse_date(day.isoformat()[:7]) == day.replace(day=1)
    assert parse_date(day.isoformat()[:4]) == day.replace(month=1, day=1)


@given(st.text() | st.from_regex(r"\d{0,5}-?\d{0,3}-?\d{0,3}"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Any text is a date or none, and never an error."""
    day = parse_date(text)
    assert (
        day is None
        or [int(part) for part in text.strip().split("-")] == [day.year, day.month, day.day][: text.count("-") + 1]
    )


def test_no_filter() -> None:
    """Without a filter every article is wanted, which needs no look at each."""
    assert wanted(None, None, None) is None


@pytest.mark.parametrize("name", ["El País", "el país", "EL PAÍS"])
def test_publishers_are_known_in_any_case(name: str) -> None:
    """A publisher is known by its whole name, be it in capitals."""
    is_wanted = wanted(name, None, None)
    assert is_wanted is not None
    articles = [published(None), published(None, "El País Semanal"), published(None, None), published(None, "EL PAÍS")]
    assert [is_wanted(article, "en") for article in articles] == [True, False, False, True]


@pytest.mark.parametrize("publisher", ["A" * 101, "A" * 100])
def test_publishers_are_known_by_what_is_suggested(publisher: str) -> None:
    """A publisher is known by its name as it is suggested, which has at most 100 characters."""
    is_wanted = wanted(publisher[:100], None, None)
    assert is_wanted is not None
    assert is_wanted(published(None, publisher), "en")


@pytest.mark.parametrize("source", ["El País", " El País ", "A" * 99])
def test_publishers_are_known_without_blanks_around_them(source: str) -> None:
    """A publisher is known though blanks are typed, or one at the end of what is suggested is cut off."""
    is_wanted = wanted(source)
    assert is_wanted is not None
    assert is_wanted(published(None, f"{source.strip()}{' Semanal' * (len(source) > 90)}"), "en")


@given(st.dates(), st.dates(), st.dates())
def test_days_from_one_and_before_another(day: date, after: date, before: date) -> None:
    """The first day is within, the last is not."""
    is_wanted = wanted(None, after, before)
    assert is_wanted is not None
    assert is_wanted(published(day.isoformat()), "en") == (after <= day < before)
    assert is_wanted(published(f"{day.isoformat()}T10:00:00Z"), "en") == (after <= day < before)


@given(st.dates(max_value=date.max - timedelta(days=1)))
def test_one_bound_alone(day: date) -> None:
    """Either bound may stand alone."""
    on, before = wanted(None, day, None), wanted(None, None, day)
    assert on is not None
    assert before is not None
    assert (on(published(day.isoformat()), "en"), before(published(day.isoformat()), "en")) == (True, False)


@pytest.mark.parametrize("day", [None, "", "soon", "2025-02-30"])
def test_articles_without_a_date(day: str | None) -> None:
    """An article without a date is found by its publisher, but not where days are asked for."""
    by_name, by_day = wanted("El País", None, None), wanted("El País", date(2000, 1, 1), None)
    assert by_name is not None
    assert by_day is not None
    assert (by_name(published(day), "en"), by_day(published(day), "en")) == (True, False)


def test_months_count_as_their_first_day() -> None:
    """An article of which only the month is known counts as of its first day."""
    is_wanted = wanted(None, date(2025, 2, 1), date(2025, 2, 2))
    assert is_wanted is not None
    assert [is_wanted(published(day), "en") for day in ("2025-02", "2025", "2025-02-02")] == [True, False, False]


def test_languages() -> None:
    """Where a language is asked for an article is in that one, and of the publisher as well where that is asked for."""
    spanish, theirs = wanted(None, language="es"), wanted("El País", language="es")
    assert spanish is not None
    assert theirs is not None
    assert [spanish(published(None), language) for language in ("es", "en", "")] == [True, False, False]
    assert [theirs(published(None, name), "es") for name in ("El País", "ABC")] == [True, False]
