"""Where the tokens of markdown-it stand in the text that they were made of."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from markdown_it.token import Token

from index.ingest.readers.markup.markdown_inline import END, START
from index.ingest.readers.markup.markdown_lines import Line
from index.ingest.readers.markup.markdown_seen import PLACEHOLDER

_CHECKBOXES = ("[ ] ", "[x] ", "[X] ")


class Taken(NamedTuple):
    """What is shown of a stretch of the text: as it stands there, where `plain` is None, or the mark of a footnote."""

    start: int
    end: int
    plain: str | None = None
    label: str = ""


class Parsed:
    """A text with the lines of it that were parsed; `code` are where those begin that are code."""

    def __init__(self, text: str, lines: Sequence[Line], code: frozenset[int]) -> None:
        self.text = text
        self._lines = lines
        self._code = code

    def line(self, token: Token, below: int = 0) -> Line:
        """The first line of a token, or one below it."""
        return self._lines[min((token.map or [0])[0] + below, len(self._lines) - 1)]

    def is_code(self, token: Token) -> bool:
        """Whether a token's first line is code."""
        line = self.line(token)
        return line.places[0] - line.indent in self._code or line.places[0] in self._code

    def offsets(self, token: Token) -> list[int]:
        """Where each character stands that an inline token was parsed from."""
        places, first_line = list[int](), 0
        first, end = token.map or [0, 0]
        # The parser strips lines of no-break spaces and the like, which it does not take for blank.
        opening = token.content.partition("\n")[0].strip()
        while first_line < end - first - 1 and opening not in self.line(token, first_line).text:
            first_line += 1
        for below, said in enumerate(token.content.split("\n"), first_line):
            line = self.line(token, below)
            first = _column(line.text, said)
            last = len(line.places) - 1
            places += [line.places[min(max(first + column, 0), last)] for column in range(len(said))]
            places.append(line.places[last])
        return places

    def cell_offsets(self, token: Token, first: int, last: int) -> list[int]:
        """Where each character of a cell stands, of which the columns are known: what is escaped has no backslash."""
        line = self.line(token)
        raw = line.text[first:last]
        first += len(raw) - len(raw.lstrip())
        columns = [
            column
            for column in range(first, last)
            if line.text[column : column + 2] != "\\|"  # the parser of tables takes it away
        ]
        return [line.places[column] for column in (*columns, last)]

    def inline(self, token: Token, offsets: Sequence[int]) -> Iterator[Taken]:
        """What is shown of an inline token, in order."""
        for child in token.children or []:
            if child.type in ("text", "text_special", "code_inline", "math_inline", "math_inline_double"):
                start, said = child.meta[START], child.content
                if start == 0 and said.startswith(_CHECKBOXES):
                    start, said = len(_CHECKBOXES[0]), said[len(_CHECKBOXES[0]) :]
                yield from self._said(said, token, start, child.meta[END], offsets)
            elif child.type in ("softbreak", "hardbreak"):
                start, end = offsets[child.meta[START]], offsets[child.meta[END]]
                yield Taken(start, max(start, end), "\n" if child.type == "hardbreak" else self._space(start, end))
            elif child.type == "footnote_ref":
                start = offsets[child.meta[START]]
                yield Taken(start, start, label=child.meta["label"])

    def code_lines(self, token: Token, indented: bool = True) -> Iterator[tuple[int, int, int]]:
        """Where each line of code stands, with its indent or without, and where the next one begins."""
        fenced = token.type == "fence"  # a formula begins in the line of its mark, and may say nothing there
        for below, said in enumerate(token.content.removesuffix("\n").split("\n")):
            if not said.strip() and token.type.startswith("math"):
                continue
            line, said = self.line(token, below + fenced), said if indented else said.strip()
            column = _column(line.text, said)
            if column < 0:  # a tab, of which a part is the indent of what the code stands in
                said, column = said.lstrip(), line.indent
            first = line.places[column]
            end = first + len(said)
            if self.text[first:end] == said:
                newline = 2 if self.text.startswith("\r\n", end) else 1
                yield first, end, min(end + newline, len(self.text))

    def mark(self, item: Token) -> tuple[int, int]:
        """Where the mark of an item stands."""
        line = self.line(item)
        mark = item.info + item.markup
        column = max(line.text.find(mark), 0)
        start, end = line.places[column], line.places[min(column + len(mark) + 1, len(line.text))]
        return start, max(start, end)

    def place_before(self, token: Token) -> tuple[int, int]:
        """An empty stretch in front of a token."""
        place = next(iter(self.offsets(token)), 0)
        return place, place

    def _said(self, said: str, token: Token, start: int, end: int, offsets: Sequence[int]) -> Iterator[Taken]:
        """What a token says, as it stands in the text, or as something else that stands for it."""
        # In code a space stands for the end of a line.
        first = token.content.replace("\n", " ").find(said.replace("\n", " "), start, end)
        if first < 0:
            yield Taken(offsets[start], max(offsets[start], offsets[end - 1] + 1), said)
            return
        start = end = offsets[first]  # of what stands in the text as it is said, by now
        for character, place in zip(said, offsets[first : first + len(said)], strict=True):
            if place == end and self.text[place : place + 1] == character:
                end += 1
                continue
            if start < end:
                yield Taken(start, end)
            start = end = place
            if self.text[place : place + 1] == character:
                end += 1
            elif character != PLACEHOLDER:
                yield Taken(place, place + 1, character)
                start = end = place + 1
        if start < end:
            yield Taken(start, end)

    def _space(self, start: int, end: int) -> str:
        """What stands for the end of a line: a space, but not between scripts that have none."""
        around = self.text[:start].rstrip()[-1:], self.text[end : end + 1]
        return "" if all(character and east_asian_width(character) in "WF" for character in around) else " "


def cells(row: str) -> list[tuple[int, int]]:
    """The columns from and to which each cell of a row stands."""
    bars = [column for column, sign in enumerate(row) if sign == "|" and row[column - 1 : column] != "\\"]
    edges = [-1, *bars, len(row)]
    found = [(first + 1, last) for first, last in pairwise(edges)]
    if found and not row[slice(*found[0])].strip(" \t>"):
        found = found[1:]
    if found and not row[slice(*found[-1])].strip():
        found = found[:-1]
    return found


def _column(line: str, said: str) -> int:
    """The column at which a line says something, up to its end; negative where a tab stands for more blanks there."""
    words = said.strip()
    return line.rstrip().rfind(words) - (len(said) - len(said.lstrip()))
