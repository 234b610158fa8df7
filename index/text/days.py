"""Which days an expression means: "14 February 2025", "March", "two weeks ago", "last spring"; English and Spanish."""

import re
from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
"""The first and the last."""

_MONTHS = (
    "january|jan|enero",
    "february|feb|febrero",
    "march|mar|marzo",
    "april|apr|abril",
    "may|mayo",
    "june|jun|junio",
    "july|jul|julio",
    "august|aug|agosto",
    "september|sept|sep|septiembre|setiembre",
    "october|oct|octubre",
    "november|nov|noviembre",
    "december|dec|diciembre",
)
_SEASONS = ("spring|primavera", "summer|verano", "autumn|fall|otoño", "winter|invierno")  # of the north, from March on
_WEEKDAYS = (
    "monday|lunes",
    "tuesday|martes",
    "wednesday|miércoles",
    "thursday|jueves",
    "friday|viernes",
    "saturday|sábado",
    "sunday|domingo",
)
_UNITS = ("day|days|día|días", "week|weeks|semana|semanas", "month|months|mes|meses", "year|years|año|años")
_DAY, _WEEK, _MONTH = 1, 2, 3
_COUNTS = (
    "1|a|an|one|un|una",
    "2|two|dos|a couple of|un par de",
    "3|three|tres",
    "4|four|cuatro",
    "5|five|cinco",
    "6|six|seis",
    "7|seven|siete",
    "8|eight|ocho",
    "9|nine|nueve",
    "10|ten|diez",
    "11|eleven|once",
    "12|twelve|doce",
)
MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b"
OF = r"(?:,|\s+of|\s+del?)?\s+"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
UNIT = rf"(?P<unit>{'|'.join(_UNITS)})\b"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_THE = r"(?:(?:the|el|la)\s+)?"
# One of a kind as this or the last one is called, before or behind it.
_LAST = r"(?:(?P<this>this|est[ea])|last)\s+{}|(?:el|la)\s+{}\s+pasad[oa]"


def _last(kind: str) -> str:
    behind = re.sub(r"\(\?P<(\w+)>", r"(?P<past_\1>", kind)
    return _LAST.format(kind, behind)


_EXPRESSIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_THE}{DAY}(?:\s+of|\s+de)?\s+{MONTH}(?:{OF}{YEAR})?",
        rf"{MONTH}\s+{DAY}(?:{OF}{YEAR})?",
        rf"{MONTH}(?:{OF}{YEAR})?",
        rf"{_THE}{_SEASON}(?:{OF}{YEAR})?",
        rf"{_THE}{YEAR}",
        rf"{COUNT}\s+{UNIT}\s+ago|hace\s+{COUNT.replace('<', '<past_')}\s+{UNIT.replace('<', '<past_')}",
        _last(UNIT),
        _last(_SEASON),
        _last(_WEEKDAY),
        "(?P<today>today|hoy)|yesterday|ayer",
    )
)


def days_of(expression: str, today: date, year: int | None = None) -> Days | None:
    """The days that an expression means; without a year those of `year`, or the latest that have begun."""
    for number, pattern in enumerate(_EXPRESSIONS):
        if match := pattern.fullmatch(expression):
            said = {name.removeprefix("past_"): text for name, text in match.groupdict().items() if text}
            if number <= 5:
                return _of_calendar(said, today, year)
            return _counted(said, today) if said else (today - timedelta(1), today - timedelta(1))
    return None


def whole(year: int, month: int = 0, day: int = 0) -> Days | None:
    """The first and last day of a year, or a month or day of it where these are not 0; None where there is none."""
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return first, first if day else date(year, month or 12, monthrange(year, month or 12)[1])


def month_of(name: str) -> int:
    """The number of a month, by its name or written as a number; 0 where it is none."""
    return int(name) if name.isdigit() else _place(name, _MONTHS)


def count_of(written: str) -> int:
    """A small number, in digits or as a word."""
    return int(written) if written.isdigit() else _place(written, _COUNTS)


def ago(today: date, unit: str, back: int) -> Days | None:
    """The day, week, month or year that is so many back, by any of its names; None before the first year."""
    day = same_day_ago(today, unit, back)
    kind = _place(unit, _UNITS)
    if day is None:
        return None
    if kind == _DAY:
        return day, day
    if kind == _WEEK:
        return _week(day)
    return whole(day.year, day.month if kind == _MONTH else 0)


def same_day_ago(today: date, unit: str, back: int) -> date | None:
    """The day so many days, weeks, months or years before, the last of a month that is too short for it."""
    kind = _place(unit, _UNITS)
    try:
        if kind in (_DAY, _WEEK):
            return today - timedelta(back * (7 if kind == _WEEK else 1))
        months = 12 * today.year + today.month - 1 - back * (1 if kind == _MONTH else 12)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def _week(day: date) -> Days | None:
    try:
        return day - timedelta(day.weekday()), day + timedelta(6 - day.weekday())
    except OverflowError:
        return None


def _of_calendar(said: dict[str, str], today: date, year: int | None) -> Days | None:
    """The days of a year, or a season, month or day of it."""

    def of(year: int) -> Days | None:
        if "season" in said:
            return _season(year, _place(said["season"], _SEASONS))
        return whole(year, month_of(said.get("month", "")) if "month" in said else 0, int(said.get("day", 0)))

    if "year" in said or year is not None:
        return of(int(said["year"]) if "year" in said else year or 0)
    return latest(of(today.year), of(today.year - 1), today)


def latest(this: Days | None, last: Days | None, today: date) -> Days | None:
    """Of the days of this year and the last those that have begun."""
    return next((days for days in (this, last) if days and days[0] <= today), None)


def _counted(said: dict[str, str], today: date) -> Days | None:
    """Days that are counted from today."""
    if "count" in said:
        return ago(today, said["unit"], count_of(said["count"]))
    if "weekday" in said:
        number = _place(said["weekday"], _WEEKDAYS) - 1
        back = today.weekday() - number if "this" in said else (today.weekday() - number - 1) % 7 + 1
        return ago(today, "day", back)
    if "season" in said:
        season = _place(said["season"], _SEASONS)
        if "this" in said:
            return _season(today.year, season)
        past = (_season(year, season) for year in (today.year, today.year - 1, today.year - 2))
        return next((days for days in past if days and days[1] < today), None)
    if "unit" in said:
        return ago(today, said["unit"], 0 if "this" in said else 1)
    return today, today


def _season(year: int, number: int) -> Days | None:
    """A season that begins in a year."""
    begin, end = whole(year, 3 * number), whole(year + number // 4, (3 * number + 1) % 12 + 1)
    return (begin[0], end[1]) if begin and end else None


def _place(name: str, names: tuple[str, ...]) -> int:
    """Which of several things a name is one of, counted from 1; 0 where it is none."""
    return next((number for number, each in enumerate(names, 1) if name.lower() in each.split("|")), 0)
