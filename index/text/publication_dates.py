"""When an article was published, as people write it, in one form: 2024-03-20, with its time where that is told.

Babel has the names of months and days; which of these orders of day, month and year are meant stands here. A general
parser, such as that of dateutil, fills in from today what is not told, so that "Tue" is a day of this week; but a date
that is none must be none.
"""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

# Where two have another month by one name, it is that of the first.
_LANGUAGES = "en es fr de pt it nl da sv nb fi pl cs sk hu ro el ru uk bg hr sr tr ca eu gl et lv lt sl is id ar fa he"
# What stands between day, month and year, of dates and of the time beside them.
_FILLERS = (
    "a al at d d' de del der di do du el en er g kl la le o of om on r st nd rd th the to um às uhr uur г года р року"
)
_EARLIEST, _LATEST = 1000, 2999  # years; beyond is what programs write for none
_LONGEST = 100  # characters
_NUMERIC = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?\.?")
_COMPACT = re.compile(r"\d{8}(?P<time>t\d{4}(?:\d\d)?z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\.?")
_EASTERN = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일号]?)?)?")
_EPOCH = re.compile(r"[1-9]\d{9}(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds, from 2001 on
_HALF = r"[ap]\.?m\b\.?"
_TIME = re.compile(
    rf"(?:(?<=\d)t|\b)(?P<hour>\d{{1,2}})(?:(?::|h(?=\d))(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    rf"\s*(?P<half>{_HALF})?|\s*(?P<half_alone>{_HALF}))\s*"
    r"(?:(?:utc|gmt|z\b)?\s*(?P<offset>[+-]\d\d:?\d\d)(?:\s*\([^()]*\))?|(?P<utc>utc|gmt|z)\b|\(?[a-z]{2,5}\)?$)?"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’])?")
_EASTERN_WEEKDAY = re.compile(r"[^\W\d_](?:曜日?|요일)|\([^\W\d_]\)|(?:星期|周)[^\W\d_]")


def parse_date(words: str) -> str | None:
    """A date in the form of ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, with its offset where told.

    None where it is no date, or may be two, such as 03/04/2024.
    """
    text = " ".join(unicodedata.normalize("NFKC", words).casefold().split()).strip(" \"'")
    if len(text) > _LONGEST:
        return None
    with suppress(ValueError, OverflowError, OSError):
        if _EPOCH.fullmatch(text):
            seconds = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
            return _iso(datetime.fromtimestamp(seconds, UTC))
        if compact := _COMPACT.fullmatch(text):
            return _iso((datetime if compact["time"] else date).fromisoformat(text.upper()))
        found = _TIME.search(text)
        rest = text if found is None else f"{text[: found.start()]} {text[found.end() :]}"
        parts = _parts(rest.strip(" ,.;"))
        if parts is None or not _EARLIEST <= parts[0] <= _LATEST:
            return None
        year, month, number = parts
        if not number:
            return f"{date(year, month, 1):%Y-%m}" if month else f"{date(year, 1, 1):%Y}"
        at = None if found is None else _time(found)
        return _iso(date(year, month, number) if at is None else datetime.combine(date(year, month, number), at))
    return None


def moment(published: str | None) -> datetime | None:
    """When something was published by what `parse_date` gave, for comparing: the first moment of it, UTC where untold.

    None where it is not known, also of a date that an older version kept as it was written.
    """
    if published and re.fullmatch(r"\d{4}(?:-\d\d)?", published):
        published += "-01-01"[3 * (len(published) == 7) :]
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _iso(when: date) -> str | None:
    if not _EARLIEST <= when.year <= _LATEST:
        return None
    return when.isoformat().replace("+00:00", "Z").split(".")[0]


def _time(match: re.Match[str]) -> time | None:
    """The time of day that was told; None where there is none such."""
    hour, half, offset = int(match["hour"]), match["half"] or match["half_alone"], match["offset"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (half[0] == "p")
    zone = UTC if match["utc"] else None
    with suppress(ValueError):
        if offset:
            away = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
            zone = timezone(-away if offset[0] == "-" else away)
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=zone)
    return None


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day, 0 where untold; None where the text is no date."""
    if re.fullmatch(r"\d{4}", text):
        return int(text), 0, 0
    if match := _NUMERIC.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4] or 0)
    if match := _DAY_FIRST.fullmatch(text):
        return _day_first(int(match[1]), match[2], int(match[3]), int(match[4]))
    if match := _EASTERN.fullmatch(_EASTERN_WEEKDAY.sub("", text).strip()):
        return int(match[1]), int(match[2] or 0), int(match[3] or 0)
    return _named(text)


def _day_first(first: int, mark: str, second: int, year: int) -> tuple[int, int, int] | None:
    """A date whose year stands last: the day first where points part it, else only where one number can be no month."""
    if mark == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _named(text: str) -> tuple[int, int, int] | None:
    """A date whose month is named, in any order that people write."""
    if not _YEAR.search(text):  # most texts, of which no word needs be looked up
        return None
    kinds, values = "", list[int]()
    for token in _TOKEN.findall(text):
        if token.isdigit():
            kinds, values = kinds + ("y" if len(token) == 4 else "d"), [*values, int(token)]
        elif month := _months().get(_plain(token)):
            kinds, values = kinds + "m", [*values, month]
        elif token not in _FILLERS.split() and _plain(token) not in _weekdays():
            return None
    if re.sub(_TOKEN, "", text).strip(" ,.;:-–/()'’ºª°") or len(values) != len(set(kinds)):
        return None
    if kinds not in {"dmy", "mdy", "ymd", "my", "ym", "ydm"}:
        return None
    told = dict(zip(kinds, values, strict=True))
    return told["y"], told["m"], told.get("d", 0)


@cache
def _months() -> dict[str, int]:
    """The number of each month by its names, full and short, in many languages; a tenth of a second to make."""
    from babel.dates import get_month_names  # only a sync needs it

    numbers = dict[str, int]()
    for language in _LANGUAGES.split():
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    _add(numbers, name, number)
    return numbers


@cache
def _weekdays() -> frozenset[str]:
    """The names of the days of the week, full and short."""
    from babel.dates import get_day_names

    names = dict[str, int]()
    for language in _LANGUAGES.split():
        for width in ("wide", "abbreviated"):
            for number, name in get_day_names(width, "format", language).items():
                for part in _TOKEN.findall(name.casefold()):
                    _add(names, part, number)
    return frozenset(names)


def _add(numbers: dict[str, int], name: str, number: int) -> None:
    words: Sequence[str] = _TOKEN.findall(name.casefold())
    if len(words) == 1 and not words[0].isdigit():
        numbers.setdefault(_plain(words[0]), number)


def _plain(word: str) -> str:
    """A word without its accents, by which names are compared."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
