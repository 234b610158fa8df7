"""The lines that Markdown is parsed from, each character with where it stands in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Span

DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*")
"""The line below the header of a table."""
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_TAB = 4  # columns


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is parsed; `places` tell where each of its characters stands in the text, and where its end does."""

    text: str
    places: Sequence[int]

    @property
    def indent(self) -> int:
        """How many characters of white space it begins with."""
        return len(self.text) - len(self.text.lstrip(" \t"))

    @property
    def columns(self) -> int:
        """How many columns these take."""
        return len(self.text[: self.indent].expandtabs(_TAB))

    def cut(self, first: int, last: int | None = None, in_front: str = "") -> "Line":
        """The characters from one on, up to another, with something in front that does not stand in the text."""
        text, places = self.text[first:last], self.places[first:][: len(self.text[first:last]) + 1]
        return Line(in_front + text, [*[places[0]] * len(in_front), *places] if in_front else places)

    def instead(self, text: str = "") -> "Line":
        """Something that does not stand in the text, in its place."""
        return Line(text, [self.places[0]] * (len(text) + 1))

    def without_columns(self, columns: int) -> "Line":
        """The line with an indent that is narrower by so many columns."""
        kept = self.columns - columns
        if "\t" not in self.text[: self.indent]:
            return self.cut(columns)
        return self.cut(self.indent, in_front=" " * kept)


def lines_of(text: str) -> list[Span]:
    """The lines of a text, without their ends, as CommonMark parts them."""
    spans = [Span(*match.span(1)) for match in _LINE.finditer(text)]
    return spans[:-1] if len(spans) > 1 and spans[-1].start == len(text) == spans[-1].end else spans
