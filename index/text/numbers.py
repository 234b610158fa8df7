"""The numbers in a text, however they are written."""

import re
from collections.abc import Iterator
from decimal import Decimal

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_WORDS = {word: Decimal(number) for number, word in enumerate(_SMALL.split())}
_SCALES = {
    "hundred": Decimal(10**2),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_SPACE = "[ \u00a0\u2009\u202f]"
# Letters of ASCII alone, since others that are the same but for their case, as the long s, are none in lower case.
_SCALED = rf"(?P<scales>(?:[\s-]?(?ai:{'|'.join(_SCALES)})\b)*)"
_DOTTED = r"\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?"  # behind a first digit, as all of these
# Each regex begins with one class of characters, and so passes fast over all others, as one of both would not.
_DIGITS = re.compile(
    rf"\d(?:{_DOTTED}(?!\d|\.\d)|\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|"
    rf"\d*(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d*(?:[.,]\d+)?){_SCALED}"
)
_INITIALS = "".join(sorted({word[0] for word in _WORDS}))
_WORD = re.compile(rf"(?=(?ai:[{_INITIALS}]))(?<![\w-])(?ai:{'|'.join(_WORDS)})\b{_SCALED}")


def find_numbers(text: str) -> frozenset[Decimal]:
    """The numbers in a text: 80,000, 80 000 and 80000 are one, as are 1.5 million and 1,500,000, and two and 2."""
    digits = {_scaled(_digits(written), scales) for written, scales in _parts(_DIGITS, text)}
    words = {_scaled(_WORDS[written.lower()], scales) for written, scales in _parts(_WORD, text)}
    return frozenset(digits | words)


def without_numbers(text: str) -> str:
    """A text less its numbers."""
    # Digits first, since a number word may end where they begin.
    return _WORD.sub(" ", _DIGITS.sub(" ", text))


def _parts(number: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """What a number is written with, and its scales."""
    for match in number.finditer(text):
        yield text[match.start() : match.start("scales")], match["scales"]


def _scaled(value: Decimal, scales: str) -> Decimal:
    for scale in re.findall(r"\w+", scales.lower()):
        value *= _SCALES[scale]
    return value


def _digits(written: str) -> Decimal:
    """What digits mean: a comma, or a dot more than once, parts thousands where three digits follow, else decimals."""
    if written.isdecimal():
        return Decimal(written)
    plain = re.sub(_SPACE, "", written)
    if re.fullmatch(rf"\d{_DOTTED}", plain):
        plain = plain.replace(".", "")
    if re.fullmatch(r"\d+(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    return Decimal(plain.replace(",", "."))
