"""When a question is about: the days that it names, by date or counted from today, in English and Spanish."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b"
_OF = r"(?:,|\s+of|\s+del?)?\s+"
_CUE = r"(?P<cue>(?:in|on|during|of|from|en|el|del?|durante)\s+(?:(?:the|el)\s+)?)"
_WITHIN = r"(?P<cue>in|during|en|durante)\s+"
_NAMED = tuple(
    re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_CUE}?{_DAY}(?:\s+of|\s+de)?\s+{_MONTH}(?:{_OF}{_YEAR})?",
        rf"{_CUE}?{_MONTH}\s+{_DAY}(?:{_OF}{_YEAR})?",
        rf"{_CUE}?(?<!\d\s){_MONTH}{_OF}{_YEAR}",
        # Alone a month may be a name, as in "the resignation of May", or the sea in Spanish.
        rf"{_WITHIN}(?!mar\b){_MONTH}",
        rf"{_WITHIN}{_YEAR}",
    )
)
_RELATIVE = {
    re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE): (unit, back)
    for pattern, unit, back in (
        ("today|hoy", "day", 0),
        ("yesterday|ayer", "day", 1),
        (r"this\s+week|esta\s+semana", "week", 0),
        (r"last\s+week|la\s+semana\s+pasada", "week", 1),
        (r"this\s+month|este\s+mes", "month", 0),
        (r"last\s+month|el\s+mes\s+pasado", "month", 1),
        (r"this\s+year|este\s+año", "year", 0),
        (r"last\s+year|el\s+año\s+pasado", "year", 1),
    )
}


Days = tuple[date, date]
"""The first and the last."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `first` to `last`, and how a question names them."""

    first: date
    last: date
    text: str

    def holds(self, published: str | None) -> bool:
        """Whether an article was published then; where only its month or year is known, all of that must lie in it."""
        match = re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", published or "")
        days = match and _days(*(int(part or 0) for part in match.groups()))
        return days is not None and self.first <= days[0] and days[1] <= self.last


def find_date_range(question: str, today: date) -> DateRange | None:
    """The days that a question names; without a year the latest that have begun. None where it names none."""
    for pattern in _NAMED:
        for match in pattern.finditer(question):
            if days := _named(match.groupdict(), today):
                return DateRange(*days, match[0])
    for pattern, (unit, back) in _RELATIVE.items():
        if (named := pattern.search(question)) and (days := _ago(today, unit, back)):
            return DateRange(*days, named[0])
    return None


def _named(parts: Mapping[str, str | None], today: date) -> Days | None:
    month, day = _month(parts.get("month") or ""), int(parts.get("day") or 0)
    if year := parts.get("year"):
        return _days(int(year), month, day)
    if not parts["cue"]:
        return None  # "may" and "march" are months only where something says so
    years = (_days(year, month, day) for year in (today.year, today.year - 1))
    return next((days for days in years if days and days[0] <= today), None)


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next((number for number, names in enumerate(_MONTHS, 1) if name.lower() in names.split("|")), 0)


def _ago(today: date, unit: str, back: int) -> Days | None:
    """The day, week, month or year that is so many back."""
    if unit == "day":
        return today - timedelta(back), today - timedelta(back)
    if unit == "week":
        monday = today - timedelta(today.weekday() + 7 * back)
        return monday, monday + timedelta(6)
    if unit == "month":
        months = 12 * today.year + today.month - 1 - back
        return _days(months // 12, months % 12 + 1)
    return _days(today.year - back)


def _days(year: int, month: int = 0, day: int = 0) -> Days | None:
    """The first and last day of a year, or a month or day of it where these are not 0; None where there is none."""
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return first, first if day else date(year, month or 12, monthrange(year, month or 12)[1])
