"""An excerpt as a tree of what HTML has: headings, paragraphs, lists in lists, tables, code and notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from bot.service.excerpts import Mark, Part, bold_in, mark_of, parts
from index.records import Block, Excerpt, Locator, Span

ListStyle = Literal["bullets", "numbers", "own"]
"""How the items of a list are marked; `own` where their text has marks that HTML does not make."""

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_DEEPEST = 8  # lists in lists, and recursions


class Note(NamedTuple):
    """The mark of a footnote: what it is called, where the note stands in the plain reading, and on which page."""

    label: str
    offset: int
    page: int


class Sign(NamedTuple):
    """What stands between the characters at an offset: a place of the document that begins, or the mark of a note."""

    start: int
    what: Locator | Note


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are shown alike; `answers` is whether they answer, and `is_first` whether they are the first to.

    One without text is a sign: a `place` or a `note`.
    """

    text: str
    answers: bool = False
    is_first: bool = False
    place: Locator | None = None
    note: Note | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, with what it is called, where it stands in the plain reading, and whether its mark is shown too."""

    runs: Runs
    label: str
    offset: int
    has_mark: bool
    kind: Literal["footnote"] = "footnote"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1 on, and `offset` is where it stands in the plain reading."""

    runs: Runs
    level: int
    offset: int
    kind: Literal["heading"] = "heading"

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Code:
    """Code, line by line as it stands there."""

    runs: Runs
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows that name the columns, and others, each of cells."""

    head: tuple[tuple[Runs, ...], ...]
    rows: tuple[tuple[Runs, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with its number where it has one, and what stands below within it."""

    runs: Runs
    number: int | None
    inside: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list."""

    style: ListStyle
    items: tuple[Item, ...]
    kind: Literal["list"] = "list"


Node = Paragraph | Footnote | Heading | Code | Table | ItemList


def block_tree(excerpt: Excerpt, signs: Iterable[Sign] = (), offset: int = 0) -> tuple[Node, ...]:
    """The nodes of an excerpt, of which the first character stands at `offset` in the plain reading.

    `signs` are those that stand in it, by where they do in the excerpt.
    """
    return tuple(_Tree(excerpt, signs, offset).nodes())


@dataclass(frozen=True, slots=True)
class _ItemPart:
    """An item before it is known what stands within it; one that `goes_on` is a paragraph of the item before."""

    level: int
    goes_on: bool
    style: ListStyle
    number: int | None
    runs: Runs


class _Tree:
    """Reads an excerpt from its beginning to its end, once."""

    def __init__(self, excerpt: Excerpt, signs: Iterable[Sign], offset: int) -> None:
        self._excerpt = excerpt
        # A note is of what ends where it stands, a place of what begins there.
        self._signs = sorted(signs, key=lambda sign: (sign.start, not isinstance(sign.what, Note)), reverse=True)
        self._offset = offset
        self._has_answered = False
        self._noted = set[int]()

    def nodes(self) -> Iterator[Node]:
        """All of them, in order."""
        for group, together in groupby(parts(self._excerpt), key=_list_of):
            if group is None:
                for part in together:
                    yield from self._nodes_of(part)
            else:
                yield from _lists([self._item(part.first) for part in together])

    def _nodes_of(self, part: Part) -> Iterator[Node]:
        block = part.first
        if part.is_table:
            rows = [(row.kind, self._cells(row.span)) for row in part.blocks]
            head, body = (tuple(cells for kind, cells in rows if kind == wanted) for wanted in ("header", "row"))
            yield Table(head, body)
        elif block.kind == "heading":
            yield Heading(self._runs(block.span), max(block.level, 1), block.span.start + self._offset)
        elif block.kind == "code":
            yield Code(self._runs(self._trimmed(block.span, "\n")))
        elif block.kind == "footnote":
            offset = block.span.start + self._offset
            yield Footnote(self._runs(block.span), block.info.strip(), offset, offset in self._noted)
        else:
            for span in _paragraphs(self._excerpt.text, block.span):
                yield Paragraph(self._runs(self._trimmed(span)))

    def _cells(self, row: Span) -> tuple[Runs, ...]:
        cells, start = [], row.start
        for cell in self._excerpt.text[slice(*row)].split("\t"):
            cells.append(self._runs(Span(start, start + len(cell))))
            start += len(cell) + 1
        return tuple(cells)

    def _item(self, block: Block) -> _ItemPart:
        mark = mark_of(self._excerpt, block)
        said = Span(block.span.start + (mark.length if mark else 0), block.span.end)
        level = min(max(block.level, 1), _DEEPEST)
        number = mark.number if mark else None
        return _ItemPart(level, not block.info.strip(), _style(mark), number, self._runs(self._trimmed(said)))

    def _trimmed(self, span: Span, blanks: str | None = None) -> Span:
        text = self._excerpt.text[slice(*span)]
        start = span.start + len(text) - len(text.lstrip(blanks))
        return Span(start, max(span.start + len(text.rstrip(blanks)), start))

    def _runs(self, span: Span) -> Runs:
        """What stands in a stretch, with the signs up to its end."""
        marks = [Span(one.start + span.start, one.end + span.start) for one in bold_in(self._excerpt, span)]
        runs, at = list[Run](), span.start
        while self._signs and self._signs[-1].start < span.end + isinstance(self._signs[-1].what, Note):
            sign = self._signs.pop()
            start = max(sign.start, at)
            runs += self._marked(Span(at, start), marks)
            if isinstance(sign.what, Note):
                self._noted.add(sign.what.offset)
                runs.append(Run("", note=sign.what))
            else:
                runs.append(Run("", place=sign.what))
            at = start
        return (*runs, *self._marked(Span(at, span.end), marks))

    def _marked(self, span: Span, marks: Sequence[Span]) -> Iterator[Run]:
        bounds = sorted({*span, *(bound for mark in marks for bound in mark if span.start < bound < span.end)})
        for start, end in pairwise(bounds):
            answers = any(mark.start <= start < mark.end for mark in marks)
            yield Run(self._excerpt.text[start:end], answers, answers and not self._has_answered)
            self._has_answered = self._has_answered or answers


def _list_of(part: Part) -> int | None:
    """The number of the list that a part is an item of; None for all else."""
    return part.first.group if part.first.kind == "item" else None


def _lists(items: Sequence[_ItemPart]) -> Iterator[Node]:
    """Items as lists, each with what stands within it: paragraphs that go on with it, and deeper items."""
    whole = [(item, tuple(_inside(item, within))) for item, within in _outermost(items)]
    for (style, goes_on), together in groupby(whole, key=lambda one: (one[0].style, one[0].goes_on)):
        if goes_on:
            for item, inside in together:
                yield Paragraph(item.runs)
                yield from inside
        else:
            yield ItemList(style, tuple(Item(item.runs, item.number, inside) for item, inside in together))


def _outermost(items: Sequence[_ItemPart]) -> Iterator[tuple[_ItemPart, Sequence[_ItemPart]]]:
    """Each item with those within it."""
    start = 0
    while start < len(items):
        level, end = items[start].level, start + 1
        while end < len(items) and (items[end].level > level or (items[end].goes_on and items[end].level == level)):
            end += 1
        yield items[start], items[start + 1 : end]
        start = end


def _inside(item: _ItemPart, within: Sequence[_ItemPart]) -> Iterator[Node]:
    for goes_on, together in groupby(within, key=lambda one: one.level == item.level):
        if goes_on:
            yield from (Paragraph(one.runs) for one in together)
        else:
            yield from _lists(list(together))


def _style(mark: Mark | None) -> ListStyle:
    if mark is None:
        return "own"
    return "bullets" if mark.number is None else "numbers"


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    """The paragraphs of a stretch, which has several where it is of a text without markup."""
    start = span.start
    for match in _BLANK_LINES.finditer(text, *span):
        yield Span(start, match.start())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)
