"""Lines know where they stand."""

from index.ingest.readers.markup.lines import Line, dedented, paragraphs, split_lines, trimmed


def test_split_lines() -> None:
    """Lines end as on any system, and have no white space behind them."""
    text = "one \r\n two\rthree\n\nfour"
    lines = split_lines(text)
    assert [line.text for line in lines] == ["one", " two", "three", "", "four", ""]
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert split_lines(text, 6)[0] == Line(6, 10, " two")


def test_cut() -> None:
    """Parts of a line know where they stand, also where nothing is left."""
    line = Line(10, 18, "  a b  c")
    assert (line.indent, line.cut(4), line.cut(2, 4)) == (2, Line(14, 18, "b  c"), Line(12, 13, "a"))
    assert (line.stripped(), line.cut(9), line.cut(0, -1)) == (
        Line(12, 18, "a b  c"),
        Line(18, 18, ""),
        Line(10, 15, "  a b"),
    )


def test_groups() -> None:
    """Lines are grouped at blank ones, which may be taken off, as may the white space before all of them."""
    lines = split_lines("\n  a\n    b\n\n  c\n\n")
    assert [[line.text for line in group] for group in paragraphs(lines)] == [["  a", "    b"], ["  c"]]
    assert [line.text for line in trimmed(lines)] == ["  a", "    b", "", "  c"]
    assert [line.text for line in dedented(trimmed(lines))] == ["a", "  b", "", "c"]
