"""Titles are plain, and tell articles apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.titles import plain_title, shown_title, tells


@pytest.mark.parametrize(
    "title",
    [
        "note-6c1c886b",
        "clip_7f3a09bc1",
        "Untitled",
        "untitled (2)",
        "Untitled-1",
        "Untitled document",
        "index",
        "_index",
        "README",
        "readme.md",
        "2024",
        "1984",
        "2024-03-20",
        "2024-03-20T09:00:00Z",
        "202403201530",
        "550e8400-e29b-41d4-a716-446655440000",
        "000_858f4c8532cb65ca",
        "IMG_1234",
        "Note 12",
        "document",
        "New document",
        "{{ title }}",
        "無題",
        "7.1",
        "---",
        "",
    ],
)
def test_titles_nobody_would_show(title: str) -> None:
    """A title that a program gave, a number, a date and a name of a place in a folder tell nothing."""
    assert not tells(title)


@pytest.mark.parametrize(
    "title",
    [
        "The dam",
        "Feedback",
        "facade",
        "deadbeef",
        "Catch-22",
        "Index of names",
        "Readme first",
        "Note on eels",
        "Post 12 in Oslo",
        "v2.1",
        "March 3, 2024",
        "湖の魚",
        "a",
    ],
)
def test_titles_that_are_shown(title: str) -> None:
    """A title with a word of its own tells what an article is about."""
    assert tells(title)


@pytest.mark.parametrize(
    ("given", "heading", "first_words", "stem", "title"),
    [
        ("The dam", "Water", "It rained.", "dam", "The dam"),
        ("Untitled", "Water", "It rained.", "dam", "Water"),
        ("", "Water", "It rained.", "dam", "Water"),
        ("", "", "It rained.", "dam", "dam"),
        ("Untitled", "", "It rained. It snowed.", "note-6c1c886b", "It rained."),
        ("", "README", "It rained on the 3.5 km road. Yes.", "index", "It rained on the 3.5 km road."),
        ("", "", "It rained.", "The dam 0123456789abcdef0123456789abcdef", "The dam"),
        ("", "", "It rained.", "old-mill-68949728", "old-mill"),
        ("", "", "It rained.", "report-20240320", "report-20240320"),
        ("", "", "word " * 30, "1", "word " * 11 + "word…"),
        ("2024", "", "", "1", "2024"),
        ("", "", "", "1", "1"),
    ],
)
def test_title_to_show(given: str, heading: str, first_words: str, stem: str, title: str) -> None:
    """A title that tells nothing gives way to the heading, the name of the file or the first words."""
    assert shown_title(given, heading, first_words, stem) == title


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("R&amp;D yard", "R&D yard"),
        ("[Smoking **eel**](https://example.org/eel) {#smoking-eel}", "Smoking eel"),
        ("[[eel|Smoking]] eel", "Smoking eel"),
        ("![A picture](a.png) of `code` and ~~old~~ <em>new</em>", "A picture of code and old new"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("List<String> in C# &lt; D", "List<String> in C# < D"),
        ("A \\* b  \n c", "A * b c"),
    ],
)
def test_plain_titles(written: str, plain: str) -> None:
    """Markdown, HTML and entities are undone, and signs that only look like them stay."""
    assert plain_title(written) == plain


@given(st.text("aAüß 0-9.,:;()'\"#+=?/", max_size=60))
def test_plain_words_stay(title: str) -> None:
    """A title without markup stays as it is, its blanks aside."""
    assert plain_title(title) == " ".join(title.split())


@pytest.mark.parametrize("filler", ["*", "[", "_ ", "<a ", "`", "&", "{", " ", "((", "[["])
def test_long_titles_take_no_time(filler: str) -> None:
    """A title may be as long as it likes."""
    title = f"a{filler * 100_000}b"
    assert plain_title(title)
    assert shown_title(title, "", "", "")
    assert shown_title("", "", title, "")
