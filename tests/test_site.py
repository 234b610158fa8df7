"""What .ci/site.py finds wrong with a site, beyond what Zensical looks at."""

import runpy
from pathlib import Path

import pytest

from tests.command import ROOT

SITE = runpy.run_path(str(ROOT / ".ci" / "site.py"))


def page(path: Path, content: str) -> None:
    """Writes a page of a site."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<html><body><article>{content}</article></body></html>", encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('<a href="../index.html#a">x</a> <a href="https://a.example/">y</a> <a href="../part/">z</a>', []),
        ('<a href="gone.py">x</a>', ["/docs/a.html: gone.py is not there"]),
        ('<img src="gone.png">', ["/docs/a.html: gone.png is not there"]),
        ('<picture><source srcset="gone.png"></picture>', ["/docs/a.html: gone.png is not there"]),
        ('<script src="https://a.example/b.js"></script>', ["/docs/a.html: loads https://a.example/b.js"]),
        ('<link rel="stylesheet" href="//a.example/b.css">', ["/docs/a.html: loads //a.example/b.css"]),
        ('<img src="https://a.example/b.png">', ["/docs/a.html: loads https://a.example/b.png"]),
    ],
)
def test_what_is_not_there_or_comes_from_elsewhere(tmp_path: Path, content: str, found: list[str]) -> None:
    """Links and pictures lead to what the site has, also those in raw HTML, and nothing is loaded from elsewhere."""
    page(tmp_path / "index.html", "")
    page(tmp_path / "part" / "index.html", "")
    page(tmp_path / "docs" / "a.html", content)
    assert list(SITE["broken"](tmp_path)) == found


def test_blocks_that_the_site_reads_otherwise(tmp_path: Path) -> None:
    """A list without an empty line above it is one for hosts of repositories, and must be one on the site too."""
    pages, site = tmp_path / "pages", tmp_path / "site"
    pages.mkdir()
    (pages / "README.md").write_text("# A\n\nSo:\n- b\n- c\n", encoding="utf-8")
    (pages / "d.md").write_text("# D\n\n| e |\n| --- |\n| f |\n", encoding="utf-8")
    page(site / "index.html", "<h1>A</h1><p>So: - b - c</p>")
    page(site / "d.html", "<h1>D</h1><table><tr><th>e</th></tr><tr><td>f</td></tr></table>")
    lacking = "README.md: has {'li': 2} that the site lacks, which has {} besides"
    assert list(SITE["read_otherwise"](pages, site)) == [lacking]


def test_navigation_and_documents_are_the_same(tmp_path: Path) -> None:
    """A document that the navigation lacks is named, and a page of it that is no document."""
    for name in ("README.md", "extra.md"):
        (tmp_path / name).touch()
    found = list(SITE["not_in_navigation"](tmp_path))
    assert found[0] == "extra.md: not in the navigation"
    assert "docs/faq.md: in the navigation, but not there" in found
    assert not any(line.startswith("README.md:") for line in found)
