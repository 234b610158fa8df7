"""Numbers in digits with what they are of, so that one is known to stand in the place of another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.text.analysis import terms
from index.text.days import MONTH
from index.text.normal_form import TOKEN, normal_form
from index.text.numbers import find_numbers
from index.text.question_words import DETERMINERS, PREPOSITIONS, PRONOUNS, QUESTION_WORDS

_DIGITS = re.compile(r"\d++(?:[.,]\d++)*+")
# Alone: no part of a name, a time, a range, a date in digits, a percentage or a sum of money.
_FIGURE = re.compile(rf"(?<![^\W_])(?<![-–—/:.,€$£¥]){_DIGITS.pattern}(?![^\W_]|[-–—/:]\d|\s?[%‰€$£¥])")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_YEAR_THEN = re.compile(r"1\d{3}|20\d\d|2100")  # where it tells when
_VERSION = re.compile(r"\d+(?:\.\d{1,3}){2,}")
_BEHIND = re.compile(rf"[ \u00a0]({TOKEN})(?:[ \u00a0]({TOKEN}))?")
_BEFORE = re.compile(rf"({TOKEN})[ \u00a0]$")
_LOOKED_BACK = 40  # characters
# "2020–2024", "2024/25", "5 to 10", "entre 5 y 10".
_RANGE = re.compile(r"(?<!\d)(\d{1,9})\s?(?:[-–—/]|(?<=\s)[^\W\d_]{1,5}(?=\s))\s?(\d{1,9})(?!\d)")
_NO_NOUN = PREPOSITIONS | QUESTION_WORDS | {"although", "because", "though", "while"}
_OF_YEARS, _OF_VERSIONS = "", "."
# What follows a number as that of a year tells what it is: things, which are many, and units are counted.
_COUNTED = re.compile(
    r"\w*(?<![su'’])s|people|men|women|children|sheep|fish|feet|[^\W\daeiouyáéíóú_]{1,4}", re.IGNORECASE
)
_WHEN = re.compile(
    r"\b(?:in|since|during|until|till|by|before|after|en|desde|durante|hasta|tras|"
    rf"{MONTH}(?:,| of| del?)?)[ \u00a0]$",
    re.IGNORECASE,
)
_ARTICLES = frozenset("el la los las un una unos unas".split())  # noqa: SIM905
_TELLS_WHICH = DETERMINERS | _ARTICLES | {"which", "what", "qué"}
_OBJECTS = DETERMINERS | _ARTICLES | PRONOUNS | QUESTION_WORDS
_KNOWN = frozenset({"en", "es"})  # languages of these words


class Figure(NamedTuple):
    """A number in digits, as it is `shown` with the word that says what it is of: "6 strikes", "floor 3".

    Those with one `kind` may stand in each other's place: it is the stem of that word, or one of its own for all years
    and one for all versions of three parts or more.
    """

    digits: str
    kind: str
    shown: str

    @property
    def is_year(self) -> bool:
        """Whether it is a year, by all that is known."""
        return self.kind == _OF_YEARS


def find_figures(text: str, language: str) -> Iterator[Figure]:
    """The figures of a text of a language of which it is known what they are of, in order."""
    text = normal_form(text)
    for number in _FIGURE.finditer(text):
        digits, looked_back = number[0], max(0, number.start() - _LOOKED_BACK)
        behind = _BEHIND.match(text, number.end())
        before = _BEFORE.search(text, looked_back, number.start())
        tells_when = _WHEN.search(text, looked_back, number.start()) is not None
        stem = _stem(behind[1], language) if behind else ""
        if _VERSION.fullmatch(digits):
            yield Figure(digits, _OF_VERSIONS, digits)
        elif behind and stem and (language not in _KNOWN or _counts(digits, tells_when, before, behind)):
            yield Figure(digits, stem, f"{digits} {behind[1]}")
        elif _is_year(digits, tells_when, behind if stem else None):
            yield Figure(digits, _OF_YEARS, digits)
        elif before and (stem := _stem(before[1], language)):
            yield Figure(digits, stem, f"{before[1]} {digits}")


def _counts(digits: str, tells_when: bool, before: re.Match[str] | None, behind: re.Match[str]) -> bool:
    """Whether a number is one of the things that are named behind it, and no year: "1500 men", "the 1950 fire"."""
    if _YEAR_THEN.fullmatch(digits) is None:
        return True
    is_name = tells_when and behind[1][0].isupper()
    is_one = before is not None and before[1].lower() in _TELLS_WHICH
    return is_one or (not is_name and _COUNTED.fullmatch(behind[1]) is not None)


def _is_year(digits: str, tells_when: bool, behind: re.Match[str] | None) -> bool:
    """Whether a number that counts nothing is a year; `behind` is what may be its noun, or a verb with its object."""
    if tells_when:
        return _YEAR_THEN.fullmatch(digits) is not None
    is_verb = behind is None or (behind[2] or "").lower() in _OBJECTS
    return is_verb and _YEAR.fullmatch(digits) is not None


def may_have_number(text: str, digits: str, language: str) -> bool:
    """Whether a text of a language may have a number: in digits or words, within a range, or as a part of another."""
    text = normal_form(text)
    if any(_is_or_parts(one, digits) for one in _DIGITS.findall(text)) or _is_in_range(digits, text):
        return True
    if _YEAR.fullmatch(digits) and re.search(rf"['’]{digits[2:]}\b", text):
        return True
    is_version = _VERSION.fullmatch(digits) is not None
    return not is_version and not find_numbers(digits, language).isdisjoint(find_numbers(text, language))


def _stem(word: str, language: str) -> str:
    """The stem of a word that says what a number is of; empty where it does not."""
    if not word[0].isalpha() or word.lower() in _NO_NOUN:
        return ""
    return next(iter(terms(word, language)), "")


def _is_or_parts(one: str, other: str) -> bool:
    """Whether two numbers are one, or one a version of the other, as 2.5.1 is of 2.5."""
    return one == other or one.startswith(f"{other}.") or ("." in one and other.startswith(f"{one}."))


def _is_in_range(digits: str, text: str) -> bool:
    if not digits.isdecimal():
        return False
    for first, last in _RANGE.findall(text):
        whole = first[: -len(last)] + last if len(last) < len(first) else last
        if len(whole) - len(first) <= 1 and int(first) <= int(digits) <= int(whole):
            return True
    return False
