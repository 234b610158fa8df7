"""Marks come in pairs, and numerals in several styles."""

import re

from index.ingest.readers.markup.marks import pairs, raised
from index.ingest.readers.markup.numerals import numeral


def test_pairs() -> None:
    """A closing mark belongs to the last opening one before it, with at least a character between."""
    opening, closing = re.compile(r"(?<!\w)\*(?=\S)"), re.compile(r"(?<=\S)\*(?!\w)")

    def found(text: str) -> list[str]:
        return [text[opened.start() : closed.end()] for opened, closed in pairs(text, opening, closing)]

    assert found("*a* 2 * 3 *b *c* ** *d") == ["*a*", "*c*"]
    assert found("*" * 5) == ["***"]


def test_raised() -> None:
    """What is raised behind a figure keeps a sign, for 10 to the 6 is not 106."""
    assert (raised("0", "6"), raised("0", "-3"), raised("m", "2"), raised("1", "st")) == ("^", "^", "", "")


def test_numerals() -> None:
    """Numbers are written in figures, letters or Roman numerals, in figures where these end."""
    assert [numeral(4, style) for style in ("arabic", "loweralpha", "upperalpha", "lowerroman", "upperroman")] == [
        *("4", "d", "D", "iv", "IV"),
    ]
    assert [numeral(27, "loweralpha"), numeral(1994, "lowerroman"), numeral(0, "upperroman")] == ["27", "mcmxciv", "0"]
