"""The numbers in a text, however they are written."""

import re
from collections.abc import Iterator, Set
from decimal import Decimal
from functools import cache

from index.text.number_words import CLOSE, OPEN, in_figures, may_be_in_words, scales

_SPACE = "[ \u00a0\u2009\u202f'’]"
_GROUPS = rf"\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?"  # behind a first digit, as all of these
_POINTED = (
    rf"\d{{0,2}}(?:\.\d{{3}}){{2,}}(?:,\d+)?(?!\d|\.\d)|{_GROUPS}|\d*(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d*(?:[.,]\d+)?"
)
_COMMAED = (
    rf"\d{{0,2}}(?:\.\d{{3}})+(?:,\d+)?(?!\d|\.\d)|{_GROUPS}|\d*(?:,\d{{3}}){{2,}}(?!\d)(?:\.\d+)?|\d*(?:[.,]\d+)?"
)
# Languages whose decimals follow a point; in all others they follow a comma.
_POINT = frozenset({"en", "he", "hi", "ja", "ko", "ms", "ta", "th", "zh"})
# In the Spanish of America a comma parts thousands, so that three digits behind one are rather these.
_BOTH = frozenset({"es"})
_HALF = r"\s+(?:and a half|y medi[oa]|et demie?|e mei[oa]|e mezz[oa])\b"
_UNITS = [Decimal(10**zeros) for zeros in (12, 9, 6, 3)]
_LETTERS = {"k": Decimal(10**3), "m": Decimal(10**6), "md": Decimal(10**9), "b": Decimal(10**9)}  # beside a currency
_EASTERN = {
    "千": Decimal(10**3),
    "万": Decimal(10**4),
    "萬": Decimal(10**4),
    "億": Decimal(10**8),
    "亿": Decimal(10**8),
    "兆": Decimal(10**12),
}
_SPACES = re.compile(_SPACE)
_GROUPED = re.compile(r"\d+(?:,\d{3})+|\d+(?:\.\d{3})+")
_SCALE = re.compile(rf"[{''.join(_EASTERN)}]|[^\W_{''.join(_EASTERN)}]+")


def find_numbers(text: str, language: str = "en", terms: Set[str] | None = None) -> frozenset[Decimal]:
    """The numbers in a text of a language: 80,000, 80 000 and 80000 are one, as are 1.5 million and 1,500,000.

    So are two and 2, where the language is one whose numbers in words are read. Of most texts their terms, where they
    are known, tell that they have none of these.
    """
    figures = _in_figures(text, language, terms)
    return frozenset(_value(match, language) for match in _number(language).finditer(figures))


def without_numbers(text: str, language: str = "en", terms: Set[str] | None = None) -> str:
    """A text of a language, with these terms where they are known, less its numbers."""
    # Digits first, since a number word may end where they begin.
    number = _number(language)
    in_words = number.sub(" ", text)
    figures = _in_figures(in_words, language, terms)
    return in_words if figures == in_words else number.sub(" ", figures)


def _in_figures(text: str, language: str, terms: Set[str] | None) -> str:
    return in_figures(text, language) if terms is None or may_be_in_words(terms, language) else text


@cache
def _number(language: str) -> re.Pattern[str]:
    """A number in digits, or as a figure for words, with what multiplies it. Compiled once for each language."""
    points, commas = language in _POINT or language in _BOTH, language not in _POINT
    digits = "|".join(written for written, has in ((_COMMAED, commas), (_POINTED, points)) if has)
    if language in _BOTH:
        digits = rf"\d{{0,2}}(?:,\d{{3}})+(?![\d,])(?:\.\d+)?|{_COMMAED}"
    # In each case by itself, since letters that are the same but for their case, as ı, are none in lower case.
    words = [form for word in scales(language) for form in (word, word.upper(), word.capitalize())]
    scale = rf"[\s-]?(?:{'|'.join(words)})\b\.?|[{''.join(_EASTERN)}]|\s?(?:[kM]|Md)(?=\s?€)"
    # It begins with one class of characters, and so passes fast over all others.
    return re.compile(
        rf"(?=[\d{OPEN}$€£¥])(?P<money>[$€£¥]\s?)?(?:(?P<digits>\d(?:{digits}))|{OPEN}(?P<figure>[\d.]+){CLOSE})"
        rf"(?P<half>{_HALF})?(?P<scales>(?:{scale})*)(?(money)(?P<letter>\s?[kKmMbB]\b)?)(?P<more>{_HALF})?"
    )


def _value(match: re.Match[str], language: str) -> Decimal:
    if match[0].isdecimal():  # as most
        return Decimal(match[0])
    value = Decimal(match["figure"]) if match["figure"] else _digits(match["digits"], language)
    if match["half"]:
        value += _unit(value) / 2
    for scale in _scales(match, language):
        value *= scale
    return value + _unit(value) / 2 if match["more"] else value


def _unit(value: Decimal) -> Decimal:
    """What a half behind a number is half of: a million behind two millions, one behind two."""
    return next((unit for unit in _UNITS if value and value % unit == 0), Decimal(1))


def _scales(match: re.Match[str], language: str) -> Iterator[Decimal]:
    for written in _SCALE.findall(match["scales"]) if match["scales"] else ():
        lower = written.lower()
        yield scales(language).get(lower) or _EASTERN.get(lower) or _LETTERS[lower]
    if match["letter"]:
        yield _LETTERS[match["letter"].strip().lower()]


def _digits(written: str, language: str) -> Decimal:
    """What digits mean.

    Of two kinds of marks the last parts decimals. One that stands more than once parts thousands, as does one with
    three digits behind it that does not part decimals in the language; a single one behind a zero parts decimals.
    """
    if written.isdecimal():
        return Decimal(written)
    plain = _SPACES.sub("", written)
    mark = plain[max(plain.rfind(","), plain.rfind("."))] if "," in plain or "." in plain else ""
    other = "." if mark == "," else ","
    plain = plain.replace(other, "")
    decimal = "," if language not in _POINT else "."
    is_group = mark and _GROUPED.fullmatch(plain) and other not in written
    may_be_decimal = mark == decimal and language not in _BOTH
    if is_group and (plain.count(mark) > 1 or (plain[0] != "0" and not may_be_decimal)):
        plain = plain.replace(mark, "")
    return Decimal(plain.replace(",", "."))
