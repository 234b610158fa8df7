"""Text knows where its characters come from, whatever is done to it."""

from index.ingest.readers.markup.builder import ReadingBuilder
from index.ingest.readers.markup.lines import split_lines
from index.ingest.readers.markup.sourced_text import (
    LINE_BREAK,
    Edit,
    SourcedText,
    edited,
    joined,
    standing_for,
    taken,
    taken_lines,
)
from index.records import Piece


def _pieces(text: SourcedText) -> tuple[str, list[tuple[str, str]]]:
    """Give what a text says, and each piece of that with what it comes from."""
    builder = ReadingBuilder(text.source)
    builder.begin("paragraph")
    text.write(builder)
    reading = builder.reading()
    ends = [piece.plain_start for piece in reading.pieces[1:]] + [len(reading.plain)]
    return reading.plain, [
        (reading.plain[piece.plain_start : end], text.source[piece.source_start : piece.source_end])
        for piece, end in zip(reading.pieces, ends, strict=True)
    ]


def test_edits() -> None:
    """What is taken out leaves the rest where it was, and what is put in comes from what it stands for."""
    text = taken("The (C) of *Ann*", 0, 16)
    text = edited(text, [Edit(4, 7, text.standing_for("©", 4, 7)), Edit(11, 12), Edit(15, 16)])
    assert text.shown == "The © of Ann"
    assert _pieces(text) == ("The © of Ann", [("The ", "The "), ("©", "(C)"), (" of ", " of "), ("Ann", "Ann")])
    assert edited(text, []) is text


def test_literal_text_is_no_markup() -> None:
    """Patterns see nothing of what is literal, which is shown all the same."""
    text = taken("a *b*", 0, 5)
    literal = joined(text.source, [text.part(0, 2), text.part(2).literal()])
    assert (literal.seen[:2], "*" in literal.seen, literal.shown) == ("a ", False, "a *b*")
    assert literal.readable().seen == "a *b*"


def test_lines() -> None:
    """Lines are joined by a space or what else is asked for, and those between that are left out stay out."""
    source = "one\n// no\ntwo"
    first, _, last = split_lines(source)[:3]
    assert _pieces(taken_lines(source, [first, last])) == (
        "one two",
        [("one", "one"), (" ", "\n// no\n"), ("two", "two")],
    )
    assert _pieces(taken_lines(source, [first, last], LINE_BREAK))[0] == "one\ntwo"


def test_what_is_as_long_as_what_it_stands_for() -> None:
    """What stands for as many characters does not pass for a copy of them, but what is the same does."""
    source = "{x} {y} - "
    text = joined(source, [standing_for(source, "abc", 0, 3), taken(source, 3, 4), standing_for(source, "{y}", 4, 7)])
    assert _pieces(text) == ("abc {y}", [("a", "{x}"), ("bc", ""), (" {y}", " {y}")])


def test_several_characters_for_one() -> None:
    """Of several characters that stand for one none is a copy of it."""
    source = "a,b"
    text = joined(source, [taken(source, 0, 1), standing_for(source, ", ", 1, 2), taken(source, 2, 3)])
    assert _pieces(text) == ("a, b", [("a", "a"), (", ", ","), ("b", "b")])


def test_pieces_never_overlap() -> None:
    """What was made of a part of what stands for something, and of what is beside that, begins behind it."""
    source = r"\{m}"
    text = joined(source, [taken(source, 0, 1), standing_for(source, "rx", 1, 4)]).readable()
    text = edited(text, [Edit(0, 2, text.standing_for("℞", 0, 2))])
    builder = ReadingBuilder(source)
    builder.begin("paragraph")
    text.write(builder)
    assert builder.reading().pieces == (Piece(0, 0, 4), Piece(1, 4, 4))


def test_stripped() -> None:
    """A text without the white space around it is what stands between, and of white space alone nothing."""
    assert taken("  a b ", 0, 6).stripped().shown == "a b"
    assert taken("   ", 0, 3).stripped().shown == ""
