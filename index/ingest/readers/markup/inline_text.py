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
        text, shown = self.text.stripped(), self.text.shown
        moved = len(shown) - len(shown.lstrip())

        def place(before: int) -> int:
            return min(max(before - moved, 0), len(text))

        notes = [note._replace(place=place(note.place)) for note in self.notes]
        return InlineText(text, notes, [mark._replace(place=place(mark.place)) for mark in self.marks])


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
        text, place, anchor = inline.text, 0, -1
        every: list[Note | Mark] = [*inline.notes, *inline.marks]
        for item in sorted(every, key=lambda item: item.place):
            if _is_amid(text, item):  # what stands for one thing of the source, and is not parted
                continue
            is_parted = item.place < place  # by a footnote right in front
            if not is_parted:
                before, place = text.part(place, item.place), item.place
                word_end = _word_end(before)
                before.part(0, word_end).write(self._builder)
                anchor = self._builder.position
                before.part(word_end).write(self._builder)
            if isinstance(item, Mark):
                self._builder.anchor(item.label, anchor)
            elif block is None or (closing := "" if is_parted else _closing(text.shown, place, block)) is None:
                self._in_parentheses(item)
            else:
                place += len(closing)
                self._part(item, anchor, closing, block, goes_on=not _REST.match(text.shown, place))
                place = _behind_space(text.shown, place)
        text.part(place).write(self._builder)

    def _part(self, note: Note, anchor: int, closing: str, block: Block, goes_on: bool) -> None:
        """Ends the sentence that a footnote is of, writes the footnote, and begins what goes on."""
        for character in closing:  # which stands behind the footnote in the source
            self._builder.put(character, note.start, note.start)
        self._builder.begin("footnote", info=note.label, anchor=anchor)
        note.text.stripped().write(self._builder)
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


def _is_amid(text: SourcedText, item: Note | Mark) -> bool:
    """Whether a footnote stands amid characters that all come from one stretch of the source, or is one of these."""
    place = item.place
    before = text.ends[place - 1] if place else 0
    behind = text.starts[place] if place < len(text) else len(text.source)
    return before > behind or (isinstance(item, Note) and (before > item.start or behind < item.end))


def _word_end(text: SourcedText) -> int:
    """Where the last word of a text ends, to which a footnote behind it belongs."""
    end = len(text.shown.rstrip())
    parted = 0 < end < len(text) and text.starts[end - 1] == text.starts[end]  # what stands for one thing
    return len(text) if parted else end


def _behind_space(shown: str, place: int) -> int:
    while place < len(shown) and shown[place].isspace():
        place += 1
    return place


def _closing(shown: str, place: int, block: Block) -> str | None:
    """The punctuation behind a place with which a sentence ends there; None where none does."""
    match = _CLOSING.match(shown, place, place + _LOOKED_AT)
    if match is None:
        return None
    if _REST.match(shown, match.end()):
        return match[0]
    before = shown[max(place - _LOOKED_AT, 0) : place] + match[0]
    return match[0] if block.kind != "heading" and _SENTENCE_END.search(before) else None
