"""Numbers as lists count by them."""

from typing import Literal

NumeralStyle = Literal["arabic", "loweralpha", "upperalpha", "lowerroman", "upperroman"]

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3999


def numeral(number: int, style: NumeralStyle) -> str:
    """A number from 1 on in a style: 4 is "4", "d" or "iv"; figures where the style has no more numerals."""
    if style.endswith("alpha") and 1 <= number <= 26:
        letters = chr(ord("a") + number - 1)
    elif style.endswith("roman") and 1 <= number <= _LARGEST_ROMAN:
        letters = _roman(number)
    else:
        return str(number)
    return letters.upper() if style.startswith("upper") else letters


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters
