"""The lines of a text, each with where it stands."""

import re
from collections.abc import Sequence
from typing import NamedTuple, Self

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


class Line(NamedTuple):
    """A line, or what of it is left to read, without the line break and the white space in front of that."""

    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """How many characters of white space it begins with."""
        return len(self.text) - len(self.text.lstrip())

    def cut(self, start: int, end: int | None = None) -> Self:
        """What stands in it between two of its characters, without white space behind."""
        kept = self.text[start:end].rstrip()
        first = self.start + min(start, len(self.text))
        return self._replace(start=first, end=first + len(kept), text=kept)

    def stripped(self) -> Self:
        """It without the white space around it."""
        return self.cut(self.indent)


def split_lines(text: str, start: int = 0) -> list[Line]:
    """The lines of a text from an offset on."""
    lines = list[Line]()
    for match in _LINE.finditer(text, start):
        kept = match[0].rstrip()
        lines.append(Line(match.start(), match.start() + len(kept), kept))
    return lines


def trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without blank ones around them."""
    start, end = 0, len(lines)
    while start < end and not lines[start].text:
        start += 1
    while end > start and not lines[end - 1].text:
        end -= 1
    return lines[start:end]


def dedented(lines: Sequence[Line]) -> list[Line]:
    """The lines without the white space that all of them begin with."""
    indent = min((line.indent for line in lines if line.text), default=0)
    return [line.cut(indent) if line.text else line for line in lines]


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups, parted at blank ones."""
    groups = list[list[Line]]([[]])
    for line in lines:
        if line.text:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]
