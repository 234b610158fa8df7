"""The first line of a plain text is its title, and all of it is kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Article, Source
from tests.index.ingest.readers.articles import only, save


def test_text_file(tmp_path: Path) -> None:
    """The first line of a text is its title, and what may be quoted begins after it and the empty lines below it."""
    path = save(tmp_path / "flood.txt", "\n  The Flood \n\n\n  It rained.\n")
    text = "\n  The Flood \n\n\n  It rained.\n"
    assert only(path) == Article(Source("flood", "The Flood", path=str(path)), text, body=text.index("  It"))


def test_long_first_line_is_no_title(tmp_path: Path) -> None:
    """A first line of more than 300 characters is quotable, and the file's stem is the title."""
    longest, longer = "a" * 300, "a" * 301
    path = save(tmp_path / "long.txt", f"{longer}\nb")
    assert only(path) == Article(Source("long", "long", path=str(path)), f"{longer}\nb")
    assert only(save(path, f"{longest}\nB")) == Article(
        Source("long", longest, path=str(path)), f"{longest}\nB", body=301
    )


def test_crlf_is_kept(tmp_path: Path) -> None:
    """The text has the line breaks of its file."""
    article = only(save(tmp_path / "a.txt", "Title\r\n\r\nOne.\r\nTwo.\r\n"))
    assert (article.text, article.body) == ("Title\r\n\r\nOne.\r\nTwo.\r\n", 9)


SENTENCE = "The river rose two metres overnight and reached the lower town by dawn."
WRAPPED = (
    "The council of Torvik decided on Monday that the harbour ferry to\nCorvale will cost 40 crowns.\n\nIt rained.\n"
)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (f"Floods\n\n{SENTENCE}\n", "Floods", f"{SENTENCE}\n"),
        (f"Floods\n{SENTENCE}\n", "Floods", f"{SENTENCE}\n"),
        (f"Floods\n======\n\n{SENTENCE}\n", "Floods", f"{SENTENCE}\n"),
        (f"# Floods\n{SENTENCE}\n", "Floods", f"{SENTENCE}\n"),
        (f"Where did it flood?\n\n{SENTENCE}\n", "Where did it flood?", f"{SENTENCE}\n"),
        (f"Trade with the U.S.\n\n{SENTENCE}\n", "Trade with the U.S.", f"{SENTENCE}\n"),
        (f"{SENTENCE}\n\nIt fell again.\n", "flood", f"{SENTENCE}\n\nIt fell again.\n"),
        ("It rained. Did it?\n\nIt did.\n", "flood", "It rained. Did it?\n\nIt did.\n"),
        ("The river rose\nand fell again.\n", "flood", "The river rose\nand fell again.\n"),
        (WRAPPED, "flood", WRAPPED),
        ("- boots\n- a lamp\n", "flood", "- boots\n- a lamp\n"),
        ("Dear reader,\n\nIt rained.\n", "flood", "Dear reader,\n\nIt rained.\n"),
        (f"{SENTENCE}\n", "flood", f"{SENTENCE}\n"),
    ],
)
def test_first_lines(tmp_path: Path, text: str, title: str, body: str) -> None:
    """A first line that is a sentence, or goes on in the next line, is text and no title."""
    article = only(save(tmp_path / "flood.txt", text))
    assert (article.source.title, article.text[article.body :]) == (title, body)


def test_first_words_as_title(tmp_path: Path) -> None:
    """Where neither a line nor the name of the file is a title the text begins as one."""
    article = only(save(tmp_path / "note-6c1c886b.txt", f"{SENTENCE} It fell again.\n"))
    assert article.source.title == "The river rose two metres overnight and reached the lower…"


def test_bylines_below_the_title(tmp_path: Path) -> None:
    """Who wrote it and when is told of the article, and is no text; further down it is."""
    text = f"Floods\n\nBy Mara Quill\n3 March 2024\n\n{SENTENCE}\n\nBy Tom Reed\n"
    article = only(save(tmp_path / "flood.txt", text))
    source = article.source
    assert (source.title, source.author, source.published_at) == ("Floods", "Mara Quill", "2024-03-03")
    assert source.published_words == "3 March 2024"
    assert article.text[article.body :] == f"{SENTENCE}\n\nBy Tom Reed\n"


def test_byline_without_a_title(tmp_path: Path) -> None:
    """A byline that a text begins with is no title: it tells of the article, and the file names it."""
    article = only(save(tmp_path / "pool.txt", "By Rita Hale\n3 March 2024\nThe council met. It voted.\n"))
    source = article.source
    assert (source.title, source.author, source.published_at) == ("pool", "Rita Hale", "2024-03-03")
    assert article.text[article.body :] == "The council met. It voted.\n"


def test_front_matter_of_a_text(tmp_path: Path) -> None:
    """Front matter above a text is read, and keeps its first line as text unless that repeats the title."""
    front = "---\ntitle: Floods\nauthor: Mara Quill\n---\n"
    for first in ("Floods\n\n", ""):
        article = only(save(tmp_path / "flood.txt", f"{front}\n{first}High water\n\n{SENTENCE}\n"))
        assert (article.source.title, article.source.author) == ("Floods", "Mara Quill")
        assert article.text[article.body :].strip() == f"High water\n\n{SENTENCE}"


@given(st.text("aA.?, \r\n-#=B2", max_size=60).filter(str.strip))
def test_any_text_keeps_its_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever a text begins with, what is not its title is its body."""
    article = only(save(tmp_path_factory.mktemp("any") / "flood.txt", text))
    assert 0 <= article.body < len(text)
    assert article.text[article.body :].strip()
