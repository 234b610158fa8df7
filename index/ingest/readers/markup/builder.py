"""Puts a plain reading together, block after block, each character with where it comes from in the text."""

import re
from itertools import dropwhile
from typing import NamedTuple

from index.records import Block, BlockKind, Piece, Reading, Span

_INDENT = "  "  # before an item, for each level below the first
_WORDS_OR_SPACE = re.compile(r"\S+(?: \S+)*|\s+")


_NO_BLOCK = Block("paragraph", Span(0, 0))


class _Part(NamedTuple):
    """What is shown of a stretch of the text, and whether that is how it stands there."""

    plain: str
    start: int
    end: int
    copied: bool


class ReadingBuilder:
    """A plain reading that is being put together; what is taken of the text must come in the text's order.

    Begin a block, `copy` or `put` what it says, and end it or begin the next; one that says nothing leaves no trace,
    unless it is a heading, which ends what stood below others. White space is folded in all blocks but code.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain: list[str] = []
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._length = 0  # of the plain reading, without the block that is open
        self._taken = 0  # of the text
        self._last: _Part | None = None
        self._block = _NO_BLOCK  # which is open
        self._in_front = ""  # of the block that is open: what parts it from the one before
        self._parts: list[_Part] = []
        self._open_length = 0  # of these
        self._groups = 0
        self._anchors: dict[str, int] = {}

    @property
    def position(self) -> int:
        """Where in the plain reading what is taken next will stand."""
        return self._length + len(self._in_front) + self._open_length

    @property
    def has_begun(self) -> bool:
        """Whether the block that is open says something."""
        return bool(self._parts)

    def new_group(self) -> int:
        """A number for the blocks of another list or table."""
        self._groups += 1
        return self._groups

    def begin(self, kind: BlockKind, level: int = 0, group: int = 0, info: str = "", anchor: int = -1) -> None:
        """Begins a block; items and rows of one group stand a line each, all else stands apart.

        An item of which `info`, its mark, is empty goes on with the item before it.
        """
        self.end()
        before = self._blocks[-1] if self._blocks else None
        close = before is not None and group and before.group == group and "code" not in (kind, before.kind)
        self._in_front = ("\n" if close else "\n\n") if self._length else ""
        if kind == "item":
            self._in_front += _INDENT * (level - 1 if info else level)
        self._block = Block(kind, Span(0, 0), level, group, info, anchor)

    def copy(self, start: int, end: int) -> None:
        """Takes the characters of the text from `start` to `end`."""
        if self._block.kind == "code" and start < end:
            self._take(_Part(self._text[start:end], start, end, True))
            return
        for match in _WORDS_OR_SPACE.finditer(self._text, start, end):
            if match[0].isspace():
                self.put(" ", *match.span())
            else:
                self._take(_Part(match[0], *match.span(), True))

    def put(self, plain: str, start: int, end: int) -> None:
        """Takes what stands in the text from `start` to `end` as something else, which a reader sees in its place."""
        if self._block.kind != "code" and plain == " ":
            if not self._parts or self._parts[-1].plain[-1:].isspace():
                return
            if self._text[start:end] == " ":
                self._take(_Part(" ", start, end, True))
                return
        if plain:
            self._take(_Part(plain, start, end, False))

    def end(self) -> None:
        """Ends the block that is open, if any, without the blank lines and spaces around it."""
        block, parts = self._block, self._parts
        self._block, self._parts, self._open_length = _NO_BLOCK, [], 0
        while parts and not parts[-1].plain.strip():
            parts.pop()
        # What stands in front of the second cell of a row stays, though the first is empty.
        parts = list(dropwhile(lambda part: not part.plain.strip() and part.plain != "\t", parts))
        if parts and parts[-1].plain[-1].isspace():
            parts[-1] = _without_end(parts[-1])
        if block.kind == "item" and "".join(part.plain for part in parts).strip() == block.info:
            parts = []  # nothing but its mark
        if parts:
            self._make_up(self._in_front)
            start = self._length
            for part in parts:
                self._add(part)
            self._blocks.append(block._replace(span=Span(start, self._length)))
        elif block.kind == "heading":
            self._blocks.append(block._replace(span=Span(self._length, self._length)))
        self._in_front = ""

    def reading(self) -> Reading:
        """The reading, once all was taken."""
        self.end()
        return Reading("".join(self._plain), tuple(self._pieces), tuple(map(self._anchored, self._blocks)))

    def anchor(self, label: str, position: int) -> None:
        """Settles where in the plain reading the mark of the footnotes stood whose `info` is this label.

        Of several marks the first counts.
        """
        self._anchors.setdefault(label, position)

    def _anchored(self, block: Block) -> Block:
        if block.kind != "footnote":
            return block
        anchor = block.anchor if block.anchor >= 0 else self._anchors.get(block.info, -1)
        return block._replace(anchor=min(anchor, self._length))  # one in a block without text may be behind all

    def _take(self, part: _Part) -> None:
        self._parts.append(part)
        self._open_length += len(part.plain)

    def _make_up(self, plain: str) -> None:
        if plain:
            self._add(_Part(plain, self._taken, self._taken, False))

    def _add(self, part: _Part) -> None:
        last = self._last
        goes_on = last is not None and last.copied and part.copied and last.end == part.start
        if goes_on:
            self._pieces[-1] = self._pieces[-1]._replace(source_end=part.end)
        else:
            self._pieces.append(Piece(self._length, part.start, part.end))
        self._plain.append(part.plain)
        self._length += len(part.plain)
        self._taken = part.end
        self._last = part


def _without_end(part: _Part) -> _Part:
    plain = part.plain.rstrip()
    cut = len(part.plain) - len(plain) if part.copied else 0
    return part._replace(plain=plain, end=part.end - cut)
