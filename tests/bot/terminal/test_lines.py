"""Text that is laid out once is shown as rich shows it within its padding, byte for byte."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.terminal.lines import Lines, indented
from bot.terminal.plain import visible

WORDS = st.text("ab .,é漢か👩\u200d\u0301-", max_size=12)
STYLES = st.sampled_from(["", "dim", "bold", "bold dim"])
TEXTS = st.builds(
    lambda style, parts: Text.assemble(*((visible(text), of) for text, of in parts), style=style),
    STYLES,
    st.lists(st.tuples(WORDS | st.just("\n") | st.text(max_size=20), STYLES), max_size=12),
)


def printed(renderable: RenderableType, width: int, color: bool) -> str:
    """What a terminal of this width or, without colours, a pipe gets."""
    file = StringIO()
    Console(file=file, width=width, force_terminal=color, color_system="truecolor" if color else None).print(renderable)
    return file.getvalue()


@given(TEXTS, st.integers(1, 30), st.integers(0, 4), st.integers(0, 2), st.booleans())
def test_lines_are_those_of_a_padding(text: Text, width: int, left: int, below: int, color: bool) -> None:
    """Words, styles, spaces and empty lines are the same, in any width, with colours or without."""
    expected = printed(Padding(text, (0, 0, below, left)), width, color)
    assert printed(Lines(text, left, below), width, color) == expected


def test_what_is_no_text_is_padded() -> None:
    """A table further in stands as many columns from the left, with the lines asked for below."""
    table = Table.grid()
    table.add_row("one", "two")
    assert printed(indented(table, 2, 1), 10, color=False) == "  onetwo  \n          \n"
