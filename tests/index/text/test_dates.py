"""The days that a question names are found, whichever way it names them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.dates import DateRange, find_date_range

TODAY = date(2025, 3, 12)  # a Wednesday
FEBRUARY = date(2025, 2, 1), date(2025, 2, 28)
VALENTINE = date(2025, 2, 14), date(2025, 2, 14)


@pytest.mark.parametrize(
    ("question", "days", "text"),
    [
        ("What happened in February?", FEBRUARY, "in February"),
        ("What happened in Feb. 2025?", FEBRUARY, "in Feb. 2025"),
        ("¿Qué pasó en febrero de 2025 allí?", FEBRUARY, "en febrero de 2025"),
        ("Who spoke on 14 February 2025?", VALENTINE, "on 14 February 2025"),
        ("Who spoke on the 14th of February?", VALENTINE, "on the 14th of February"),
        ("Who spoke on February 14th, 2025?", VALENTINE, "on February 14th, 2025"),
        ("¿Quién habló el 14 de febrero del 2025?", VALENTINE, "el 14 de febrero del 2025"),
        ("2025-02-14 deal", VALENTINE, "2025-02-14"),
        ("What did the law of in 2024 change in 2024?", (date(2024, 1, 1), date(2024, 12, 31)), "in 2024"),
        ("Who died in April?", (date(2024, 4, 1), date(2024, 4, 30)), "in April"),
        ("Who won in May?", (date(2024, 5, 1), date(2024, 5, 31)), "in May"),
        ("the March 2025 deal", (date(2025, 3, 1), date(2025, 3, 31)), "March 2025"),
        ("in February 2024", (date(2024, 2, 1), date(2024, 2, 29)), "in February 2024"),
        ("What did he say yesterday?", (date(2025, 3, 11), date(2025, 3, 11)), "yesterday"),
        ("¿Qué dijo hoy?", (TODAY, TODAY), "hoy"),
        ("news of this week", (date(2025, 3, 10), date(2025, 3, 16)), "this week"),
        ("¿y la semana pasada?", (date(2025, 3, 3), date(2025, 3, 9)), "la semana pasada"),
        ("Who spoke in March?", (date(2025, 3, 1), date(2025, 3, 31)), "in March"),
        ("Who spoke on 12 March?", (TODAY, TODAY), "on 12 March"),
        ("Who spoke on 13 March?", (date(2024, 3, 13), date(2024, 3, 13)), "on 13 March"),
        ("last month", FEBRUARY, "last month"),
        ("este mes", (date(2025, 3, 1), date(2025, 3, 31)), "este mes"),
        ("El año pasado", (date(2024, 1, 1), date(2024, 12, 31)), "El año pasado"),
    ],
)
def test_days_are_found(question: str, days: tuple[date, date], text: str) -> None:
    """Days, months, years and what is counted from today are found in English and Spanish, with their words."""
    assert find_date_range(question, TODAY) == DateRange(*days, text)


@pytest.mark.parametrize(
    "question",
    [
        "Who may march on Rome?",
        "How many has it jailed since 2022?",
        "What is 2024 in Roman numbers?",
        "on 31 February 2025",
        "on 31 April",
        "in 12345 or 2025-13-40",
        "What did May say?",
        "from 5 people",
        "Why the resignation of May?",
        "What did we learn of Jan Smuts?",
        "Who is the daughter from June Carter?",
        "¿Qué vive en el mar Rojo?",
        "¿Quién cuida la costa del mar?",
        "Who lives in mar a lago?",
        "",
    ],
)
def test_no_days(question: str) -> None:
    """Verbs, names, numbers, days that do not exist, and years that only begin something name no days."""
    assert find_date_range(question, TODAY) is None


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-02-14", True),
        ("2025-02-28T23:00:00Z", True),
        ("2025-02", True),
        ("2025", False),
        ("2025-01-31", False),
        ("2025-03-01", False),
        ("2025-02-31", False),
        ("February 2025", False),
        ("", False),
        (None, False),
    ],
)
def test_period_holds_days(published: str | None, expected: bool) -> None:
    """A period holds what was surely published within it."""
    assert DateRange(*FEBRUARY, "in February").holds(published) is expected


@pytest.mark.parametrize(
    ("first", "last", "published", "expected"),
    [
        (date(2025, 1, 1), date(2025, 1, 31), "2025", False),
        (date(2025, 2, 1), date(2025, 2, 1), "2025-02", False),
        (date(2025, 2, 2), date(2025, 2, 28), "2025-02", False),
        (date(2025, 1, 2), date(2025, 12, 31), "2025", False),
        (date(2025, 1, 1), date(2025, 12, 31), "2025", True),
        (date(2024, 12, 31), date(2025, 1, 1), "2025-1-1", True),
    ],
)
def test_period_holds_all_of_a_month_or_year(first: date, last: date, published: str, expected: bool) -> None:
    """An article of which only the month or year is known was published in a period that holds all of it."""
    assert DateRange(first, last, "then").holds(published) is expected


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.dates(date(1600, 1, 1), date(2099, 12, 31)))
def test_any_day_is_found(day: date, today: date) -> None:
    """Any day written out is found, and holds itself alone."""
    period = find_date_range(f"Who spoke on {day:%B} {day.day}, {day.year}?", today)
    assert period is not None
    assert (period.first, period.last) == (day, day)
    assert period.holds(day.isoformat())
    assert not period.holds((day + timedelta(1)).isoformat())


@given(st.text(), st.dates(date(2, 1, 1)))
def test_days_of_any_text(text: str, today: date) -> None:
    """Days that are found are in order, and named in the question."""
    period = find_date_range(text, today)
    assert period is None or (period.first <= period.last and period.text in text)


@pytest.mark.parametrize("today", [date(2025, 1, 31), date(2024, 2, 29), date(2025, 12, 31)])
def test_relative_days_at_edges(today: date) -> None:
    """What is counted from the last day of a month or year exists."""
    for question, first in (("last month", 1), ("this month", 1), ("last year", 1), ("this year", 1)):
        period = find_date_range(question, today)
        assert period is not None
        assert period.first.day == first
