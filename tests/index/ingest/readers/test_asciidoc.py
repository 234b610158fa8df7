"""An AsciiDoc file is an article with what its header says."""

from pathlib import Path

from index.records import Source
from tests.index.ingest.readers.articles import only, read, save


def test_asciidoc_file(tmp_path: Path) -> None:
    """The header gives title, author and date, and the text is kept as it is beside its reading."""
    text = "= The *Flood*\r\nAnn Lee; Bo Roth\r\nv1, 9 March 2024\r\n\r\nIt _rained_.\r\n"
    article = only(save(tmp_path / "a.adoc", text))
    assert article.source == Source(
        "a", "The Flood", None, "Ann Lee, Bo Roth", "2024-03-09", None, str(tmp_path / "a.adoc"), "9 March 2024"
    )
    assert (article.text, article.plain) == (text, "The Flood\n\nIt rained.")


def test_asciidoc_for_a_site(tmp_path: Path) -> None:
    """What a site is told counts too, front matter most, but no abbreviations that the text uses."""
    text = (
        "---\nauthor: Cy\n---\n= T\nAnn\n:page-date: 2020-01-02\n:url: https://a.example\n:id: x\n"
        ":page-publisher: P\n\nIt."
    )
    source = only(save(tmp_path / "flood.asciidoc", text)).source
    assert (source.id, source.author, source.published_at, source.publisher, source.url) == (
        *("flood", "Cy", "2020-01-02", "P", None),
    )


def test_asciidoc_without_a_title(tmp_path: Path) -> None:
    """Without a title a first heading of the first level is it, else the name of the file, else its first words."""
    assert only(save(tmp_path / "rain.adoc", "It rained.\n\n== Later\n")).source.title == "rain"
    assert only(save(tmp_path / "index.adoc", "It rained. It poured.\n")).source.title == "It rained."


def test_asciidoc_that_is_held_back(tmp_path: Path) -> None:
    """A draft is no article, which is said."""
    for attribute in (":draft:", ":page-draft: true", ":jbake-status: draft"):
        (said,) = read(save(tmp_path / "a.adoc", f"= T\n{attribute}\n\nIt rained.\n"))
        assert isinstance(said, str)
        assert "is a draft" in said
