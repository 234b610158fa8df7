"""Which version of a document its title, id, path or address names: "Manual v2.3", "fees-2024", "2nd edition"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.text.normal_form import normal_form

_MONTHS = (
    "jan(?:uary)?|enero|ene",
    "feb(?:ruary)?|febrero",
    "mar(?:ch)?|marzo",
    "apr(?:il)?|abril|abr",
    "may|mayo",
    "june?|junio",
    "july?|julio",
    "aug(?:ust)?|agosto|ago",
    "sept?(?:ember)?|septiembre",
    "oct(?:ober)?|octubre",
    "nov(?:ember)?|noviembre",
    "dec(?:ember)?|diciembre|dic",
)
_MONTH = "|".join(_MONTHS)
_ORDINALS = (
    "first|primera",
    "second|segunda",
    "third|tercera",
    "fourth|cuarta",
    "fifth|quinta",
    "sixth|sexta",
    "seventh|s[eé]ptima",
    "eighth|octava",
    "ninth|novena",
    "tenth|d[eé]cima",
)
_ORDINAL = "|".join(_ORDINALS)
_YEAR, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER = r"\d{1,6}(?:[.]\d{1,6}){0,5}"
_EDITION = r"(?:edition|edici[oó]n|ed\b\.?|version|versi[oó]n|revision|revisi[oó]n|release)"
_NAMED = r"(?:v|ver|version|versi[oó]n|rev|revision|revisi[oó]n|release|edition|edici[oó]n|ed)"
_TOLD = re.compile(
    rf"""
    (?<!\d)(?P<year>{_YEAR})[-/.](?P<month>0?[1-9]|1[0-2])(?:[-/.](?P<day>{_DAY}))?(?![\d.]*\d)
    | (?<![\d.])(?P<first_day>{_DAY})\.(?P<second_month>0?[1-9]|1[0-2])\.(?P<last_year>{_YEAR})(?!\d)
    | \b(?:(?P<named_day>{_DAY})(?:st|nd|rd|th)?\.?\s+(?:de\s+|of\s+)?)?(?P<named_month>{_MONTH})\b\.?
      (?:\s+(?P<behind_day>{_DAY})(?:st|nd|rd|th)?\b(?!\d),?)?[\s,-]+(?:de[l]?\s+|of\s+)?(?P<named_year>{_YEAR})(?!\d)
    | \b(?P<nth>\d{{1,3}})(?:st|nd|rd|th|\.?\s?[ªºa]\.?)\s*{_EDITION}
    | \b(?P<ordinal>{_ORDINAL})\s+{_EDITION}
    | \b{_NAMED}\b[\s.:-]*(?P<named>{_NUMBER})(?![\w.]*\d)
    | \b(?:v|rev|ver)(?P<joined>{_NUMBER})(?![^\W_])
    | (?<![\w.])(?P<dotted>\d{{1,6}}(?:\.\d{{1,6}}){{1,5}})(?!\w)
    | (?<![\d.])(?P<alone>{_YEAR})(?!\d)
    """,
    re.VERBOSE,
)
_KEPT = 1000  # names
_BESIDE_WORDS = re.compile(r"[\W_]+")


class VersionName(NamedTuple):
    """A name as it is without the numbers of versions and the dates in it, and these, in order.

    `is_dated` is whether one of them is a date with its month, as periodicals have it.
    """

    name: str
    versions: tuple[tuple[int, ...], ...]
    is_dated: bool

    def newer_than(self, other: "VersionName") -> bool | None:
        """Whether it names a newer version of the same; None where that is not told."""
        if not self.name or self.name != other.name or len(self.versions) != len(other.versions):
            return None
        return next((one > two for one, two in zip(self.versions, other.versions, strict=True) if one != two), None)

    def is_another_of(self, other: "VersionName") -> bool:
        """Whether both name the same document, in versions that are not the same."""
        return bool(self.name) and self.name == other.name and self.versions != other.versions


@lru_cache(maxsize=_KEPT)
def version_name(text: str) -> VersionName:
    """What a name says of a version."""
    plain = normal_form(text).casefold().replace("_", "-")
    matches = list(_TOLD.finditer(plain))
    name = _BESIDE_WORDS.sub(" ", _TOLD.sub(" ", plain)).strip()
    is_dated = any(match["month"] or match["second_month"] or match["named_month"] for match in matches)
    return VersionName(name, tuple(tuple(_numbers(match)) for match in matches), is_dated)


def _numbers(match: re.Match[str]) -> Iterator[int]:
    """The numbers of what a match names, the one that counts most first."""
    if ordinal := match["ordinal"]:
        yield _place(ordinal, _ORDINALS)
    elif month := match["named_month"]:
        yield int(match["named_year"])
        yield _place(month, _MONTHS)
        if day := match["named_day"] or match["behind_day"]:
            yield int(day)
    elif year := match["year"] or match["last_year"]:
        yield int(year)
        yield int(match["month"] or match["second_month"])
        if day := match["day"] or match["first_day"]:
            yield int(day)
    else:
        numbers = match["nth"] or match["named"] or match["joined"] or match["dotted"] or match["alone"]
        yield from map(int, numbers.split("."))


def _place(word: str, words: tuple[str, ...]) -> int:
    return next(place for place, pattern in enumerate(words, 1) if re.fullmatch(pattern, word))
