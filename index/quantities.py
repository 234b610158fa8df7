"""The numbers that a text tells, however they are written."""

import re
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
_DOTTED = r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"
_DIGITS = (
    rf"{_DOTTED}(?!\d|\.\d)|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|"
    r"\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
)
_NUMBER = re.compile(
    rf"(?<!\d)(?P<digits>{_DIGITS})(?P<scales>(?:[\s-]?(?:{'|'.join(_SCALES)})\b)*)"
    rf"|(?<![\w-])(?P<word>{'|'.join(_WORDS)})\b(?P<more>(?:[\s-](?:{'|'.join(_SCALES)})\b)*)",
    re.IGNORECASE,
)


def quantities(text: str) -> frozenset[Decimal]:
    """The numbers in a text: 80,000, 80 000 and 80000 are one, as are 1.5 million and 1,500,000, and two and 2."""
    return frozenset(_value(match) for match in _NUMBER.finditer(text))


def without_quantities(text: str) -> str:
    """A text less its numbers."""
    return _NUMBER.sub(" ", text)


def _value(match: re.Match[str]) -> Decimal:
    value = _WORDS[match["word"].lower()] if match["word"] else _digits(match["digits"])
    for scale in re.findall(r"\w+", (match["scales"] or match["more"] or "").lower()):
        value *= _SCALES[scale]
    return value


def _digits(written: str) -> Decimal:
    """What digits mean: a comma, or a dot more than once, parts thousands where three digits follow, else decimals."""
    plain = re.sub(_SPACE, "", written)
    if re.fullmatch(_DOTTED, plain):
        plain = plain.replace(".", "")
    if re.fullmatch(r"\d+(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    return Decimal(plain.replace(",", "."))
