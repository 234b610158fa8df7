"""When a question is about: the days that it names, by date or counted from today, in English and Spanish."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from index.text.days import (
    COUNT,
    DAY,
    MONTH,
    OF,
    UNIT,
    YEAR,
    Days,
    count_of,
    days_of,
    latest,
    month_of,
    same_day_ago,
    whole,
)

_CUE = r"(?P<cue>(?:in|on|during|of|from|en|el|del?|durante)\s+(?:(?:the|el)\s+)?)"
_WITHIN = r"(?P<cue>in|during|en|durante)\s+"
_NAMED = tuple(
    re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_CUE}?{DAY}(?:\s+of|\s+de)?\s+{MONTH}(?:{OF}{YEAR})?",
        rf"{_CUE}?{MONTH}\s+{DAY}(?:{OF}{YEAR})?",
        rf"{_CUE}?(?<!\d\s){MONTH}{OF}{YEAR}",
        # Alone a month may be a name, as in "the resignation of May", or the sea in Spanish.
        rf"{_WITHIN}(?!mar\b){MONTH}",
        rf"{_WITHIN}{YEAR}",
    )
)
# What goes from one day to another, and what is said between them.
_FROM_TO = {
    re.compile(r"\b(?:between|entre)\s+", re.IGNORECASE): re.compile(r"\s+(?:and|y)\s+", re.IGNORECASE),
    re.compile(r"\b(?:from|desde|del?)\s+", re.IGNORECASE): re.compile(
        r"\s+(?:to|until|till|through|a|al|hasta)\s+", re.IGNORECASE
    ),
}
_PAST = re.compile(
    rf"\b(?:in|over|during|within)\s+the\s+(?:last|past)\s+(?:{COUNT}\s+)?{UNIT}|"
    rf"\b(?:en|durante)\s+l[oa]s\s+últim[oa]s\s+{COUNT.replace('<', '<behind_')}\s+{UNIT.replace('<', '<behind_')}",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|desde|a partir de)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|hasta)\s+", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to|antes de|antes del)\s+", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|later than|después de|después del|tras)\s+", re.IGNORECASE)
_WORDS = 6  # that a day may be named with
_COUNTS_THINGS = re.compile(r"\s*[%€$]|\s+(?:people|men|women|years|metres|meters|miles|euros|dollars|personas|años)\b")
_COUNTED = re.compile(
    r"\b(?:today|hoy|yesterday|ayer|(?:this|last|est[ae])\s+\w+|(?:el|la)\s+\w+\s+pasad[oa]|"
    rf"{COUNT}\s+{UNIT}\s+ago|hace\s+\w+(?:\s+\w+){{1,3}})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `first` to `last`, and how a question names them."""

    first: date
    last: date
    text: str

    def holds(self, published: str | None) -> bool:
        """Whether an article was published then; where only its month or year is known, all of that must lie in it."""
        match = re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", published or "")
        days = match and whole(*(int(part or 0) for part in match.groups()))
        return days is not None and self.first <= days[0] and days[1] <= self.last


def find_date_range(question: str, today: date) -> DateRange | None:
    """The days that a question names; without a year the latest that have begun. None where it names none.

    "Since" and "before" name all days from then on, and until then.
    """
    return (
        _from_to(question, today)
        or _past(question, today)
        or _open(question, today)
        or _named(question, today)
        or _counted(question, today)
    )


def _from_to(question: str, today: date) -> DateRange | None:
    """Days "between January and March 2025", of which the first may leave its year or month to the last."""
    for opens, parts in _FROM_TO.items():
        for opening in opens.finditer(question):
            for part in parts.finditer(question, opening.end()):
                one = question[opening.end() : part.start()]
                if len(one.split()) > _WORDS:
                    break
                last, end = _longest(question, part.end(), today)
                first = last and _first(one, last, today)
                if first and last and first[0] <= last[1]:
                    return DateRange(first[0], last[1], question[opening.start() : end])
    return None


def _first(one: str, last: Days, today: date) -> Days | None:
    """The days that a range begins with, by those that it ends with."""
    if one.isdecimal() and len(one) <= 2:
        return whole(last[0].year, last[0].month, int(one))
    first = days_of(one, today, last[1].year)
    return first if first is None or first[0] <= last[1] else days_of(one, today, last[1].year - 1)


def _past(question: str, today: date) -> DateRange | None:
    """The days up to today of "in the last two weeks"."""
    match = _PAST.search(question)
    if match is None:
        return None
    count, unit = match["count"] or match["behind_count"] or "1", match["unit"] or match["behind_unit"]
    first = same_day_ago(today, unit, count_of(count))
    return None if first is None else DateRange(first, today, match[0])


def _open(question: str, today: date) -> DateRange | None:
    """The days "since 2022", "until", "before" or "after" others, without an end."""
    for cue in (_SINCE, _UNTIL, _BEFORE, _AFTER):
        for opening in cue.finditer(question):
            days, end = _longest(question, opening.end(), today)
            if days is None:
                continue
            text = question[opening.start() : end]
            if cue is _SINCE:
                return DateRange(days[0], date.max, text)
            if cue is _UNTIL:
                return DateRange(date.min, days[1], text)
            if cue is _BEFORE and days[0] > date.min:
                return DateRange(date.min, days[0] - timedelta(1), text)
            if cue is _AFTER and days[1] < date.max:
                return DateRange(days[1] + timedelta(1), date.max, text)
    return None


def _longest(question: str, start: int, today: date) -> tuple[Days | None, int]:
    """The days that the most words from there on mean, and where these end."""
    words = islice(re.finditer(r"[^\W_]+(\.?)", question[start:]), _WORDS)
    # A full stop may be that of "Feb." or end the sentence.
    ends = [start + end for word in words for end in sorted({word.end() - len(word[1]), word.end()})]
    for end in reversed(ends):
        days = days_of(question[start:end], today)
        if days and not _COUNTS_THINGS.match(question, end):
            return days, end
    return None, start


def _named(question: str, today: date) -> DateRange | None:
    """The days of a date, month or year that is named behind a word for when."""
    for pattern in _NAMED:
        for match in pattern.finditer(question):
            parts = match.groupdict()
            month, day = month_of(parts.get("month") or "") if parts.get("month") else 0, int(parts.get("day") or 0)
            if year := parts.get("year"):
                days = whole(int(year), month, day)
            elif parts["cue"]:
                days = latest(whole(today.year, month, day), whole(today.year - 1, month, day), today)
            else:
                continue  # "may" and "march" are months only where something says so
            if days:
                return DateRange(*days, match[0])
    return None


def _counted(question: str, today: date) -> DateRange | None:
    """The days of "two weeks ago" or "last spring"."""
    for match in _COUNTED.finditer(question):
        days, end = _longest(question, match.start(), today)
        if days:
            return DateRange(*days, question[match.start() : end])
    return None
