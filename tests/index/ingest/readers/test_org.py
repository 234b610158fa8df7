"""An Org file is an article with what its keywords say."""

from pathlib import Path

from index.records import Source
from tests.index.ingest.readers.articles import only, read, save


def test_org_file(tmp_path: Path) -> None:
    """Keywords give title, author and date, and the text is kept as it is beside its reading."""
    text = (
        "#+TITLE: The *Flood*\n#+AUTHOR: Ann Lee\n#+DATE: <2024-03-09 Sat>\n#+LANGUAGE: en\n\n* TODO Rain\n"
        "It /rained/.\n"
    )
    article = only(save(tmp_path / "a.org", text))
    assert article.source == Source("a", "The Flood", None, "Ann Lee", "2024-03-09", None, str(tmp_path / "a.org"))
    assert (article.text, article.plain) == (text, "The Flood\n\nRain\n\nIt rained.")


def test_org_without_a_title(tmp_path: Path) -> None:
    """Without a title a heading that it begins with is it, else the name of the file."""
    assert only(save(tmp_path / "a.org", "* Rain\nIt rained.\n")).source.title == "Rain"
    assert only(save(tmp_path / "flood.org", "It rained.\n* Later\n")).source.title == "flood"


def test_org_that_is_held_back(tmp_path: Path) -> None:
    """A draft is no article, which is said."""
    (said,) = read(save(tmp_path / "a.org", "#+TITLE: T\n#+HUGO_DRAFT: true\n\nIt rained.\n"))
    assert isinstance(said, str)
    assert "is a draft" in said
