"""The first line of a plain text is its title, and all of it is kept."""

from pathlib import Path

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
    assert only(save(path, f"{longest}\nb")) == Article(
        Source("long", longest, path=str(path)), f"{longest}\nb", body=301
    )


def test_crlf_is_kept(tmp_path: Path) -> None:
    """The text has the line breaks of its file."""
    article = only(save(tmp_path / "a.txt", "Title\r\n\r\nOne.\r\nTwo.\r\n"))
    assert (article.text, article.body) == ("Title\r\n\r\nOne.\r\nTwo.\r\n", 9)
