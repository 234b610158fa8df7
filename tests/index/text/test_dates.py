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


MAX, MIN = date.max, date.min


@pytest.mark.parametrize(
    ("question", "days", "text"),
    [
        ("What fell between January and March 2025?", ("2025-01-01", "2025-03-31"), "between January and March 2025"),
        ("between November and February 2025", ("2024-11-01", "2025-02-28"), None),
        ("between January and February", ("2025-01-01", "2025-02-28"), None),
        ("between 3 and 10 May 2024", ("2024-05-03", "2024-05-10"), None),
        ("between January 5 and February 10, 2025", ("2025-01-05", "2025-02-10"), None),
        ("between 12 May 2023 and 3 June 2024", ("2023-05-12", "2024-06-03"), None),
        ("between 2024-05-01 and 2024-05-03", ("2024-05-01", "2024-05-03"), None),
        ("Who won from 2019 to 2021?", ("2019-01-01", "2021-12-31"), "from 2019 to 2021"),
        ("from January until last month", ("2025-01-01", "2025-02-28"), None),
        ("¿Qué pasó entre enero y marzo de 2025?", ("2025-01-01", "2025-03-31"), "entre enero y marzo de 2025"),
        ("de enero a marzo de 2024", ("2024-01-01", "2024-03-31"), None),
        ("del 3 al 10 de mayo de 2024", ("2024-05-03", "2024-05-10"), None),
        ("desde 2019 hasta 2021", ("2019-01-01", "2021-12-31"), None),
        ("How many has it jailed since 2022?", ("2022-01-01", MAX), "since 2022"),
        ("since March 2024.", ("2024-03-01", MAX), "since March 2024"),
        ("since Feb. 2024", ("2024-02-01", MAX), None),
        ("since last week", ("2025-03-03", MAX), None),
        ("¿Cuántos desde 2022?", ("2022-01-01", MAX), "desde 2022"),
        ("desde ayer", ("2025-03-11", MAX), None),
        ("Who led it before May 2024?", (MIN, "2024-04-30"), "before May 2024"),
        ("antes de mayo de 2024", (MIN, "2024-04-30"), None),
        ("until May 2024", (MIN, "2024-05-31"), None),
        ("hasta 2023", (MIN, "2023-12-31"), None),
        ("after 14 February 2025", ("2025-02-15", MAX), None),
        ("después de 2023", ("2024-01-01", MAX), None),
        ("What burned two weeks ago?", ("2025-02-24", "2025-03-02"), "two weeks ago"),
        ("a week ago", ("2025-03-03", "2025-03-09"), None),
        ("3 days ago", ("2025-03-09", "2025-03-09"), None),
        ("a couple of months ago", ("2025-01-01", "2025-01-31"), None),
        ("ten years ago", ("2015-01-01", "2015-12-31"), None),
        ("¿Qué ardió hace dos semanas?", ("2025-02-24", "2025-03-02"), "hace dos semanas"),
        ("hace un mes", ("2025-02-01", "2025-02-28"), None),
        ("in the last two weeks", ("2025-02-26", "2025-03-12"), None),
        ("over the past month", ("2025-02-12", "2025-03-12"), None),
        ("en los últimos 3 meses", ("2024-12-12", "2025-03-12"), None),
        ("last spring", ("2024-03-01", "2024-05-31"), None),
        ("last winter", ("2024-12-01", "2025-02-28"), None),
        ("this spring", ("2025-03-01", "2025-05-31"), None),
        ("el verano pasado", ("2024-06-01", "2024-08-31"), None),
        ("since the spring of 2023", ("2023-03-01", MAX), None),
        ("last Wednesday", ("2025-03-05", "2025-03-05"), None),
        ("el lunes pasado", ("2025-03-10", "2025-03-10"), None),
        ("this Friday", ("2025-03-14", "2025-03-14"), None),
    ],
)
def test_ranges_are_found(question: str, days: tuple[str | date, str | date], text: str | None) -> None:
    """Days from one to another, since and before one, and counted back from today are found, with their words."""
    first, last = (day if isinstance(day, date) else date.fromisoformat(day) for day in days)
    assert find_date_range(question, TODAY) == DateRange(first, last, text or question.rstrip("."))


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_any_two_days_are_a_range(one: date, other: date) -> None:
    """Between any two days written out, the earlier first, are all from one to the other."""
    first, last = sorted((one, other))
    for text in (
        f"between {first} and {last}",
        f"from {first:%B} {first.day}, {first.year} to {last.day} {last:%B} {last.year}",
    ):
        assert find_date_range(f"Who spoke {text}?", TODAY) == DateRange(first, last, text)


@given(st.integers(1, 999), st.sampled_from(["day", "week", "month", "year"]), st.dates(date(1500, 1, 1)))
def test_any_time_ago(count: int, unit: str, today: date) -> None:
    """So many days, weeks, months or years ago holds the same day, and what came since ends today."""
    period, since = (find_date_range(text, today) for text in (f"{count} {unit}s ago", f"in the last {count} {unit}s"))
    assert period is not None
    assert since is not None
    lengths = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}
    shortest, longest = lengths[unit]
    assert shortest <= (period.last - period.first).days + 1 <= longest
    assert period.first <= since.first <= period.last
    assert since.last == today


@pytest.mark.parametrize(
    "question",
    [
        "Who may march on Rome?",
        "from 1500 to 2000 people",
        "after 2000 metres",
        "after the march since the fire",
        "between Ann and Bo",
        "from here to May",
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
