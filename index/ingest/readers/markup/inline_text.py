"""The text of one block with the footnotes that are written within it, which become blocks of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.sourced_text import SourcedText, joined
from index.records import Block

_CLOSING = re.compile(r"[.,!?…:;\"'”’»)\]。！？]*(?=\s|\Z)")
_SENTENCE_END = re.compile(r"(?:[.!?…:][\"'”’»)\]]*|[。！？])\Z")
_REST = re.compile(r"\s*\Z")  # white space alone
_LOOKED_AT = 20  # characters around a footnote that tell whether a sentence ends there


class Note(NamedTuple):
    """A footnote: where in a text it stood, its label, what it says, and where its markup stands in the source."""

    place: int
    label: str
    text: SourcedText
    start: int
    end: int


class Mark(NamedTuple):
    """The mark of a footnote whose text stands elsewhere: where in a text it stood, and its label."""

    place: int
    label: str


@dataclass(frozen=True, slots=True)
class InlineText:
    """Text without markup; `notes` and `marks` are in order, and no part of it."""

    text: SourcedText
    notes: Sequence[Note] = ()
    marks: Sequence[Mark] = ()

    def stripped(self) -> "InlineText":
        """It without the white space around it."""
        shown = self.text.shown
        moved = len(shown) - len(shown.lstrip())
        notes = [note._replace(place=note.place - moved) for note in self.notes]
        marks = [mark._replace(place=mark.place - moved) for mark in self.marks]
        return InlineText(self.text.stripped(), notes, marks)


def joined_inline(source: str, parts: Sequence[InlineText]) -> InlineText:
    """Texts one after another."""
    notes, marks, length = list[Note](), list[Mark](), 0
    for part in parts:
        notes += [note._replace(place=note.place + length) for note in part.notes]
        marks += [mark._replace(place=mark.place + length) for mark in part.marks]
        length += len(part.text)
    return InlineText(joined(source, [part.text for part in parts]), notes, marks)


class InlineWriter:
    """Adds texts with footnotes to a reading, whose parts must come in the order of the source.

    So a block is parted at a footnote that is written where a sentence ends, and one amid a sentence is put in
    parentheses.
    """

    def __init__(self, builder: ReadingBuilder) -> None:
        self._builder = builder

    def block(self, block: Block, text: InlineText) -> None:
        """Adds a text as a block of this kind, level, group and info."""
        self._begin(block)
        self._write(text, block)
        self._builder.end()

    def cell(self, text: InlineText) -> None:
        """Adds a text to the row that is open."""
        self._write(text, None)

    def _begin(self, block: Block) -> None:
        self._builder.begin(block.kind, block.level, block.group, block.info)

    def _write(self, inline: InlineText, block: Block | None) -> None:
        """Writes a text into the open block, which goes on behind a footnote as `block` says; None is never parted."""
        text, place = inline.text, 0
        every: list[Note | Mark] = [*inline.notes, *inline.marks]
        for item in sorted(every, key=lambda item: item.place):
            text.part(place, max(item.place, place)).write(self._builder)
            place = max(item.place, place)
            if isinstance(item, Mark):
                self._builder.anchor(item.label, self._builder.position)
            elif block is not None and (closing := _closing(text.shown, place, block)) is not None:
                place += len(closing)
                self._part(item, closing, block, goes_on=not _REST.match(text.shown, place))
            else:
                self._in_parentheses(item)
        text.part(place).write(self._builder)

    def _part(self, note: Note, closing: str, block: Block, goes_on: bool) -> None:
        """Ends the sentence that a footnote is of, writes the footnote, and begins what goes on."""
        anchor = self._builder.position
        for character in closing:  # which stands behind the footnote in the source
            self._builder.put(character, note.start, note.start)
        self._builder.begin("footnote", info=note.label, anchor=anchor)
        note.text.write(self._builder)
        self._builder.end()
        if goes_on:
            self._begin(block._replace(info=""))

    def _in_parentheses(self, note: Note) -> None:
        if not note.text.shown.strip():
            return
        first, last = note.text.starts[0], note.text.ends[-1]
        self._builder.put(" ", note.start, first)
        self._builder.put("(", first, first)
        note.text.stripped().write(self._builder)
        self._builder.put(")", last, note.end)


def _closing(shown: str, place: int, block: Block) -> str | None:
    """The punctuation behind a place with which a sentence ends there; None where none does."""
    match = _CLOSING.match(shown, place, place + _LOOKED_AT)
    if match is None:
        return None
    if _REST.match(shown, match.end()):
        return match[0]
    before = shown[max(place - _LOOKED_AT, 0) : place] + match[0]
    return match[0] if block.kind != "heading" and _SENTENCE_END.search(before) else None
