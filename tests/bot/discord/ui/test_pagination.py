"""How an article's text is parted into pages."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord.ui.markdown import escape
from bot.discord.ui.pagination import page_of, pages
from index.records import Span

TEXTS = st.text(alphabet="ab. \n*\0\r\u0301")


def parts(text: str, limit: int) -> list[str]:
    """Read the pages of a text."""
    return [text[start:end] for start, end in pages(text, limit)]


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("", 5, [""]),
        ("One.\n\nTwo.", 20, ["One.\n\nTwo."]),
        ("One.\n\nTwo.\n\nThree.", 14, ["One.\n\nTwo.\n\n", "Three."]),
        ("One.\n\nTwo.\n\nThree.", 10, ["One.\n\nTwo.", "\n\nThree."]),
        ("One.\n \t\nTwo\nmore.", 12, ["One.\n \t\n", "Two\nmore."]),
        ("One two.\nThree four.", 15, ["One two.\n", "Three four."]),
        ("One two. Three four.", 15, ["One two. ", "Three four."]),
        ("It’s “so.” Three four.", 16, ["It’s “so.” ", "Three four."]),
        ("日本語。日本語です。", 6, ["日本語。", "日本語です。"]),
        ("One two three", 9, ["One two ", "three"]),
        ("Costs 3.50 here", 9, ["Costs ", "3.50 here"]),
        ("abcdef", 4, ["abcd", "ef"]),
        ("abce\u0301f", 4, ["abc", "e\u0301f"]),
        ("\n\n\nabcdef", 5, ["\n\n\nab", "cdef"]),
    ],
)
def test_pages_end_at_the_best_place(text: str, limit: int, expected: list[str]) -> None:
    """A page must end at a paragraph, else a line, a sentence, a word, and only then anywhere."""
    assert parts(text, limit) == expected


@given(TEXTS | st.text(), st.integers(2, 30))
@example("\0" * 100 + "a" * 10, 3)
@example("a\n" + "\0" * 100 + "\n\nb", 3)
def test_pages_cover_the_text_and_fit(text: str, limit: int) -> None:
    """The pages must hold the whole text in order, none too long, measured as it is shown, and none empty."""
    spans = pages(text, limit, lambda span: len(escape(text[slice(*span)])))
    assert [spans[0].start, spans[-1].end] == [0, len(text)]
    assert all(before.end == after.start for before, after in pairwise(spans))
    assert all(start < end for start, end in spans) or not text
    assert all(len(escape(text[start:end])) <= limit for start, end in spans)


@given(st.lists(st.lists(st.text(alphabet="ab. ").map(str.strip).filter(bool), min_size=1).map("\n".join), min_size=1))
def test_paragraphs_that_fit_are_kept_whole(paragraphs: list[str]) -> None:
    """No page may end within a paragraph where each fits on a page with the blank line before it."""
    text = "\n\n".join(paragraphs)
    limit = 2 + max(map(len, paragraphs))
    starts = {start for start, _ in pages(text, limit)}
    position = 0
    for paragraph in paragraphs:
        assert not starts & set(range(position + 1, position + len(paragraph)))
        position += len(paragraph) + 2


@given(TEXTS, st.integers(2, 10), st.integers(-5, 200))
def test_the_page_of_a_position_holds_it(text: str, limit: int, position: int) -> None:
    """A position must be found on the page that holds it, and any other on the first or last."""
    spans = pages(text, limit)
    number = page_of(spans, position)
    assert 0 <= number < len(spans)
    start, end = spans[number]
    assert (
        start <= position < end
        or (position < 0 and number == 0)
        or (position >= len(text) and number == len(spans) - 1)
    )


def test_pages_are_counted_from_nought() -> None:
    """The first character of a page must be on it, and the last of the page before on that."""
    spans = [Span(0, 4), Span(4, 9)]
    assert [page_of(spans, position) for position in (-1, 0, 3, 4, 8, 9, 99)] == [0, 0, 0, 1, 1, 1, 1]
    assert page_of([], 3) == 0


def test_a_page_needs_room() -> None:
    """A page without room for a character must be refused, since it would never end."""
    with pytest.raises(ValueError, match="room"):
        pages("a", 0)


@pytest.mark.parametrize("piece", ["A sentence of some *words* here. ", "a", " ", "\n", "\n ", ". ", "\0a"])
def test_long_texts_are_measured_in_pieces(piece: str) -> None:
    """What is measured in all must grow with the text alone, and not with its square."""
    text = piece * (200_000 // len(piece))
    measured = 0

    def measure(span: Span) -> int:
        nonlocal measured
        part = text[slice(*span)]
        measured += len(part)
        return len(part) - part.count("\0")

    assert len(pages(text, 1000, measure)) <= 400
    assert measured <= 40 * len(text)
