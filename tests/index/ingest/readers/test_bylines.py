"""Who wrote a text and when is read from lines that tell nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.bylines import read_byline


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("By Mara Quill", "Mara Quill", None),
        ("Von Mara Quill", "Mara Quill", None),
        ("Por Ana de la Cruz y José Pérez", "Ana de la Cruz y José Pérez", None),
        ("BY MARA QUILL AND TOM REED", "MARA QUILL AND TOM REED", None),
        ("By Reuters", "Reuters", None),
        ("Author: Mara Quill", "Mara Quill", None),
        ("By Mara Quill | March 3, 2024", "Mara Quill", "March 3, 2024"),
        ("By Mara Quill, 3 March 2024", "Mara Quill", "3 March 2024"),
        ("Posted by Mara Quill on March 3, 2024", "Mara Quill", "March 3, 2024"),
        ("Von Mara Quill · 3. März 2024 · 5 min read", "Mara Quill", "3. März 2024"),
        ("Published: 3 March 2024", None, "3 March 2024"),
        ("Last updated on March 3, 2024", None, "March 3, 2024"),
        ("Torvik, 3 March 2024", None, "3 March 2024"),
        ("2024-03-03", None, "2024-03-03"),
        ("3 de marzo de 2024", None, "3 de marzo de 2024"),
    ],
)
def test_bylines(line: str, author: str | None, date: str | None) -> None:
    """A line of a name, of a date or of both is read, in several languages."""
    told = {"author": author, "published_at": date}
    assert read_byline(line) == {name: value for name, value in told.items() if value}


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the river had risen",
        "By boat",
        "By the sea",
        "By Night",
        "Von der Leyen tritt zurück",
        "Mara Quill",
        "2024",
        "5 min read",
        "The dam of 3 March 2024",
        "By Mara Quill it was said on March 3, 2024",
        "",
    ],
)
def test_what_is_none(line: str) -> None:
    """A sentence, a title, a name alone or a year is no byline."""
    assert read_byline(line) == {}


@given(st.text(max_size=200) | st.text("By on,|Maraéü 2024March3:·-", max_size=200))
def test_any_line_is_read(line: str) -> None:
    """Any line is a byline or none, and what it tells stands in it."""
    assert all(value and value in line for value in read_byline(line).values())


@pytest.mark.parametrize("filler", ["A ", "By ", ", ", "| ", "on ", "de "])
def test_long_lines_take_no_time(filler: str) -> None:
    """A line may be as long as it likes."""
    read_byline(f"By A{filler * 60}b")
    assert read_byline(f"By A{filler * 50_000}b") == {}
