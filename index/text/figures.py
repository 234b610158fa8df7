"""Numbers in digits with what they are of, so that one is known to stand in the place of another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.text.analysis import terms
from index.text.normal_form import TOKEN, normal_form
from index.text.numbers import find_numbers
from index.text.question_words import PREPOSITIONS, QUESTION_WORDS

_DIGITS = re.compile(r"\d++(?:[.,]\d++)*+")
# Alone: no part of a name, a time, a range, a date in digits, a percentage or a sum of money.
_FIGURE = re.compile(rf"(?<![^\W_])(?<![-–—/:.,€$£¥]){_DIGITS.pattern}(?![^\W_]|[-–—/:]\d|\s?[%‰€$£¥])")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_VERSION = re.compile(r"\d+(?:\.\d{1,3}){2,}")
_BEHIND = re.compile(rf"[ \u00a0]({TOKEN})")
_BEFORE = re.compile(rf"({TOKEN})[ \u00a0]$")
_LOOKED_BACK = 40  # characters
# "2020–2024", "2024/25", "5 to 10", "entre 5 y 10".
_RANGE = re.compile(r"(?<!\d)(\d{1,9})\s?(?:[-–—/]|(?<=\s)[^\W\d_]{1,5}(?=\s))\s?(\d{1,9})(?!\d)")
_NO_NOUN = PREPOSITIONS | QUESTION_WORDS | {"although", "because", "though", "while"}
_OF_YEARS, _OF_VERSIONS = "", "."


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
        digits = number[0]
        behind = _BEHIND.match(text, number.end())
        before = _BEFORE.search(text, max(0, number.start() - _LOOKED_BACK), number.start())
        if _VERSION.fullmatch(digits):
            yield Figure(digits, _OF_VERSIONS, digits)
        elif behind and (stem := _stem(behind[1], language)):
            yield Figure(digits, stem, f"{digits} {behind[1]}")
        elif _YEAR.fullmatch(digits):
            yield Figure(digits, _OF_YEARS, digits)
        elif before and (stem := _stem(before[1], language)):
            yield Figure(digits, stem, f"{before[1]} {digits}")


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
