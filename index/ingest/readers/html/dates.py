"""Dates as people write them in a line of a page, in the languages that most pages are written in."""

import re
from datetime import date as day
from urllib.parse import urlsplit

_MONTHS = (
    "jan(?:uary|uar|vier|v|eiro)? jänner ene(?:ro)? genn?(?:aio)? январ[ья] янв stycznia januari",
    "feb(?:ruary|ruar|rero|braio|ruari)? févr?(?:ier)? fevereiro fev феврал[ья] фев lutego",
    "mar(?:ch|zo|ço|s)? märz mrz maart марта? marca",
    "apr(?:il|ile)? avr(?:il)? abr(?:il)? апрел[ья] апр kwietnia",
    "may mai mayo maggio mag maio mei ма[йя] maja",
    "june? juin juni(?:o)? giu(?:gno)? junho июн[ья] czerwca",
    "july? juil(?:let)? juli(?:o)? lug(?:lio)? julho июл[ья] lipca",
    "aug(?:ust|ustus)? août ago(?:sto)? августа? авг sierpnia",
    "sept?(?:ember|embre|iembre)? set(?:tembre|embro)? сентябр[ья] сен września",
    "oct(?:ober|obre|ubre)? okt(?:ober)? ott(?:obre)? out(?:ubro)? октябр[ья] окт października",
    "nov(?:ember|embre|iembre|embro)? ноябр[ья] ноя listopada",
    "dec(?:ember)? dez(?:ember|embro)? déc(?:embre)? dic(?:iembre|embre)? декабр[ья] дек grudnia",
)
_NAMES = [re.compile("|".join(names.split()), re.IGNORECASE) for names in _MONTHS]
_ARABIC = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_DATES = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    r"|(?P<y2>(?:19|20)\d\d)\s?[年년]\s?(?P<m2>\d{1,2})\s?[月월]\s?(?P<d2>\d{1,2})\s?[日일]"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+|of\s+)?(?P<n3>[^\W\d_]{3,12})"
    r"\.?,?[\s-]+(?:de\s+|del\s+)?(?P<y3>(?:19|20)\d\d)(?!\d)"
    r"|(?P<d5>\d{1,2})(?P<sign>[./])(?P<m5>\d{1,2})(?P=sign)(?P<y5>(?:19|20)\d\d)(?!\d)"
    r")"
    r"|\b(?P<n4>[^\W\d_]{3,12})\.?\s+(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y4>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MOST_MONTHS = 12
_PATH = re.compile(r"/((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?=[/._-]|$)")


def find_dates(text: str) -> list[tuple[int, str]]:
    """Where in a text dates begin, and the days they tell, as ISO 8601 has them."""
    found = ((match.start(), _day(match)) for match in _DATES.finditer(text))
    return [(start, told) for start, told in found if told]


def has_date(text: str) -> bool:
    """Whether a text tells a day of the calendar."""
    return bool(find_dates(text))


def date_in_address(url: str) -> str:
    """The day that an address has in its path, as those of news do; empty where there is none."""
    found = _PATH.search(urlsplit(url).path) if url else None
    return _iso(int(found[1]), int(found[3]), int(found[4])) if found else ""


def _day(match: re.Match[str]) -> str:
    kind = next(name[1] for name in ("y1", "y2", "y3", "y4", "y5") if match[name])
    month = _month(match[f"n{kind}"]) if kind in "34" else int(match[f"m{kind}"])
    number = int(match[f"d{kind}"])
    if match["sign"] == "/":  # of which either may come first
        if number <= _MOST_MONTHS and month <= _MOST_MONTHS and number != month:
            return ""
        number, month = max(number, month), min(number, month)
    return _iso(int(match[f"y{kind}"]), month, number)


def _iso(year: int, month: int, number: int) -> str:
    try:
        return day(year, month, number).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    if name in _ARABIC:
        return _ARABIC.index(name) + 1
    return next((number for number, names in enumerate(_NAMES, 1) if names.fullmatch(name)), 0)
