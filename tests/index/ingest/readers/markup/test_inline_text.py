"""Footnotes that are written within a text become blocks of their own where a sentence ends."""

import pytest

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.inline_text import InlineText, InlineWriter, Mark, Note, joined_inline
from index.ingest.readers.markup.sourced_text import SourcedText, joined, taken
from index.records import Block, BlockKind, Span


def _noted(source: str) -> InlineText:
    """Give a text with the footnotes that stand in it between `<` and `>`, and `@` for marks of one named "x"."""
    parts, notes, marks, length, place = list[SourcedText](), list[Note](), list[Mark](), 0, 0
    while place < len(source):
        start = min(at for at in (source.find("<", place), source.find("@", place), len(source)) if at >= 0)
        parts.append(taken(source, place, start))
        length += start - place
        place = start + 1
        if source[start : start + 1] == "<":
            place = source.index(">", start) + 1
            note = taken(source, start + 1, place - 1)
            notes.append(Note(length, str(len(notes) + 1), note, start, place))
        elif start < len(source):
            marks.append(Mark(length, "x"))
    return InlineText(joined(source, parts), notes, marks)


def _blocks(kind: BlockKind, source: str) -> list[tuple[str, str]]:
    builder = ReadingBuilder(source)
    InlineWriter(builder).block(Block(kind, Span(0, 0), 1), _noted(source))
    reading = builder.reading()
    return [(block.kind, reading.plain[slice(*block.span)]) for block in reading.blocks]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("It rose.<A lot.> It fell.", [("paragraph", "It rose."), ("footnote", "A lot."), ("paragraph", "It fell.")]),
        ("It rose<A lot.>. It fell.", [("paragraph", "It rose."), ("footnote", "A lot."), ("paragraph", "It fell.")]),
        ("“It rose<A lot.>!” It fell", [("paragraph", "“It rose!”"), ("footnote", "A lot."), ("paragraph", "It fell")]),
        ("It rose <A lot.>", [("paragraph", "It rose"), ("footnote", "A lot.")]),
        ("It rose<A lot.>, then fell.", [("paragraph", "It rose (A lot.), then fell.")]),
        ("It <A lot.> rose.", [("paragraph", "It (A lot.) rose.")]),
        (
            "It rose.<A.><B.> So.",
            [("paragraph", "It rose."), ("footnote", "A."), ("footnote", "B."), ("paragraph", "So.")],
        ),
        ("雨。<註。>風。", [("paragraph", "雨。 (註。)風。")]),
    ],
)
def test_place_of_a_footnote(source: str, blocks: list[tuple[str, str]]) -> None:
    """A paragraph is parted where a sentence ends at a footnote; amid one it stands in parentheses."""
    assert _blocks("paragraph", source) == blocks


def test_blocks_that_are_not_parted() -> None:
    """A heading is parted from a footnote at its end alone, and the cell of a row never."""
    assert _blocks("heading", "So.<A.> It is") == [("heading", "So. (A.) It is")]
    assert _blocks("heading", "So it is<A.>") == [("heading", "So it is"), ("footnote", "A.")]
    source = "So.<A.>"
    builder = ReadingBuilder(source)
    builder.begin("row")
    InlineWriter(builder).cell(_noted(source))
    assert builder.reading().plain == "So. (A.)"


def test_anchors() -> None:
    """A footnote knows the end of the word behind which its mark stood, though white space stands between."""
    source = "It rose @<Much.> x"
    builder = ReadingBuilder(source)
    writer = InlineWriter(builder)
    writer.block(Block("paragraph", Span(0, 0)), _noted("It rose @"))
    builder.begin("footnote", info="x")
    builder.copy(10, 15)
    assert [block.anchor for block in builder.reading().blocks] == [-1, 7]
    builder = ReadingBuilder(source)
    InlineWriter(builder).block(Block("paragraph", Span(0, 0)), _noted("It rose <Much.>"))
    assert [(block.kind, block.anchor) for block in builder.reading().blocks] == [("paragraph", -1), ("footnote", 7)]


def test_joined_and_stripped() -> None:
    """Footnotes stay where they stood in texts that are joined and lose the white space around them."""
    source = "  a <b> c  "
    text = _noted(source).stripped()
    assert (text.text.shown, [note.place for note in text.notes]) == ("a  c", [2])
    both = joined_inline(source, [InlineText(taken(source, 0, 3)), text])
    assert (both.text.shown, [note.place for note in both.notes]) == ("  aa  c", [5])
