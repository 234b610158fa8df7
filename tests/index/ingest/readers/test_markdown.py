"""Front matter is taken as it is written, and a first heading is the title."""

from contextlib import suppress
from pathlib import Path

import pytest

from index.ingest.readers.base import ArticleReference, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.records import Source
from tests.index.ingest.readers.articles import list_and_read, only, save


def test_markdown_front_matter(tmp_path: Path) -> None:
    """Front matter gives the source, and neither it nor the heading below it is quotable."""
    text = (
        "---\r\nTitle: The Flood\r\nid: 12\r\nauthor: [Ann, Bob]\r\ndate: 2020-01-02\r\nurl: u\r\npublisher:\r\n---\r\n"
        "\r\n# Heading #\r\n\r\nIt rained.\r\n"
    )
    path = save(tmp_path / "a.md", text)
    source = Source("12", "The Flood", None, "Ann, Bob", "2020-01-02", "u", str(path))
    article = only(path)
    assert (article.source, article.text, article.plain) == (source, text, "Heading\n\nIt rained.")


@pytest.mark.parametrize(
    ("text", "title", "plain"),
    [
        ("# The Flood\nIt rained.", "The Flood", "The Flood\n\nIt rained."),
        ("\n#  The *Flood* ##  \n\nIt rained.", "The Flood", "The Flood\n\nIt rained."),
        ("It rained.\n\n# Later\n", "a", "It rained.\n\nLater"),
        ("## Part\nIt rained.", "a", "Part\n\nIt rained."),
        ("---\n- no fields\n---\nIt rained.", "a", "It rained."),
        ("---\nIt rained.\n", "a", "It rained."),
    ],
)
def test_markdown_title(tmp_path: Path, text: str, title: str, plain: str) -> None:
    """Without a title in front matter a first heading is the title, else the file's stem."""
    article = only(save(tmp_path / "a.markdown", text))
    assert (article.source.title, article.text, article.plain) == (title, text, plain)


def test_bad_front_matter(tmp_path: Path) -> None:
    """Front matter that is not YAML is passed over with a warning, and the article is read."""
    text = "---\ntitle: [\n---\nIt rained."
    article = only(save(tmp_path / "a.md", text))
    assert (article.source.title, article.plain) == ("a", "It rained.")
    assert article.warnings == ('its front matter is no YAML (line 2); write title: "["',)


@pytest.mark.parametrize(
    ("field", "value"),
    [("id: 007", "007"), ("id: !!int x", "x"), ("id: 0x10", "0x10"), ("id: ~", "a"), ("ID: [1]", "1")],
)
def test_front_matter_is_taken_as_written(tmp_path: Path, field: str, value: str) -> None:
    """What YAML would make of a field does not count, only what is written; nothing counts as no field."""
    assert only(save(tmp_path / "a.md", f"---\n{field}\n---\nIt rained.")).source.id == value


def test_front_matter_that_grows(tmp_path: Path) -> None:
    """Front matter that merges itself again and again is read as it stands."""
    tables = "".join(f"t{n}: &t{n} {{<<: [*t{n - 1}, *t{n - 1}]}}\n" for n in range(1, 60))
    path = save(tmp_path / "a.md", f"---\ntitle: Floods\nt0: &t0 {{a: b}}\n{tables}---\nIt rained.")
    assert [one.source.title for one in list_and_read(path, 10_000)] == ["Floods"]


def test_long_front_matter(tmp_path: Path) -> None:
    """Front matter longer than YAML is read of is read line by line; sentences between two rules are text."""
    entries = "---\n" + "title: Floods\n" * 1000 + "---\nIt rained."
    (article,) = list_and_read(save(tmp_path / "a.md", entries), 100_000)
    assert (article.source.title, article.plain) == ("Floods", "It rained.")
    (article,) = list_and_read(save(tmp_path / "a.md", "---\n" + "It rained all day.\n" * 1000 + "---\nOn."), 100_000)
    assert article.source.title == "a"


def test_heading_of_many_blanks(tmp_path: Path) -> None:
    """A first heading may have any number of blanks and rules; a long one is no title."""
    for blanks, title in ((" ", "a b"), ("\t", "a b"), ("#", "a")):
        text = f"# a{blanks * 50_000}b\n\nIt rained."
        (article,) = list_and_read(save(tmp_path / "a.md", text), 100_000)
        assert article.source.title == title


def test_front_matter_runs_nothing(tmp_path: Path) -> None:
    """Front matter that asks YAML to make an object of Python's is refused, and nothing is run."""
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: !!python/object/apply:os.mkdir ['{tmp_path}/ran']\n---\nText.\n")
    [reference] = list_references([file], ReaderOptions(1000), Conversions())
    assert isinstance(reference, ArticleReference)
    with suppress(UnreadableError):
        read_article(reference, Conversions())
    assert not (tmp_path / "ran").exists()
