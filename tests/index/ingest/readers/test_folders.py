"""Of a folder all is read but what its owner, or a program, keeps apart."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.base import Problem
from index.ingest.readers.folders import files_below, is_read_below
from tests.index.ingest.readers.articles import save


def listed(source: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The files of a folder, and what is left out of it and why, below the folder."""
    entries = list(files_below(source))
    files = [entry.relative_to(source).as_posix() for entry in entries if isinstance(entry, Path)]
    left_out = [entry for entry in entries if isinstance(entry, Problem)]
    return files, [(Path(entry.path).relative_to(source).as_posix(), entry.reason) for entry in left_out]


def tree(folder: Path, *names: str) -> None:
    """Write files of these names."""
    for name in names:
        save(folder / name, "It rained.")


def test_gitignore(tmp_path: Path) -> None:
    """Rules count as in git: negated ones, folders, those of a file in a folder for what is below it."""
    rules = "# comment\n*.log.md\n!keep.log.md\n/private/\nnotes/**/old.md\n!\n\\#hash.md\n"
    save(tmp_path / ".gitignore", rules)
    save(tmp_path / "in/.gitignore", "*\n!.gitignore\n!b.md\n")
    tree(tmp_path, "a.log.md", "keep.log.md", "private/a.md", "deep/private/a.md", "notes/x/old.md", "notes/new.md")
    tree(tmp_path, "in/a.md", "in/b.md", "#hash.md", "b.md")
    files, left_out = listed(tmp_path)
    assert files == ["b.md", "keep.log.md", "deep/private/a.md", "in/b.md", "notes/new.md"]
    assert left_out == [
        (name, "is left out by .gitignore") for name in ("private", "#hash.md", "a.log.md", "in/a.md", "notes/x/old.md")
    ]


def test_rules_of_the_repository(tmp_path: Path) -> None:
    """A folder of a repository is read by the rules of that, unless these leave out the folder itself."""
    tree(tmp_path, ".git/config", "docs/a.md", "docs/draft/b.md", "private/c.md", "private/draft/d.md")
    save(tmp_path / ".gitignore", "draft/\n/private/\n")
    assert listed(tmp_path)[0] == ["docs/a.md"]
    assert listed(tmp_path / "docs")[0] == ["a.md"]
    assert listed(tmp_path / "private")[0] == ["c.md", "draft/d.md"]


def test_rules_above_that_are_of_no_repository(tmp_path: Path) -> None:
    """What stands above a source that is in no repository says nothing of it."""
    save(tmp_path / ".gitignore", "a.md\n")
    tree(tmp_path, "docs/a.md")
    assert listed(tmp_path / "docs") == (["a.md"], [])


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (("node_modules/x/README.md", "vendor/x.md", "dist/x.md", "_build/x.md", "a.md"), ["a.md"]),
        ((".obsidian/x.md", ".trash/x.md", "a.md"), ["a.md"]),
        (("build/x.md", "package.json", "a.md"), ["a.md", "package.json"]),
        (("target/x.md", "Cargo.toml"), ["Cargo.toml"]),
        (("site/x.md", "mkdocs.yml"), ["mkdocs.yml"]),
        (("public/x.md", "public/sitemap.xml", "a.md"), ["a.md"]),
        (("build/x.md", "public/x.md", "site/x.md"), ["build/x.md", "public/x.md", "site/x.md"]),
        (("vendors/x.md", "Build/x.md", "build.md"), ["build.md", "Build/x.md", "vendors/x.md"]),
    ],
)
def test_folders_of_programs(tmp_path: Path, names: tuple[str, ...], files: list[str]) -> None:
    """Packages are left out, and what a build has made where something tells that it did; other folders are read."""
    tree(tmp_path, *names)
    assert listed(tmp_path)[0] == files


def test_folder_that_is_named(tmp_path: Path) -> None:
    """A folder that is named as a source is read, whatever it is called."""
    tree(tmp_path, "node_modules/a.md", "node_modules/node_modules/b.md")
    assert listed(tmp_path / "node_modules")[0] == ["a.md"]


NAMES = ("mill.md", ".hidden.md", "~$mill.docx", "drafts", "node_modules", "build", "package.json", "page.html")
trees = st.dictionaries(
    st.lists(st.sampled_from((*NAMES, "page_files")), min_size=1, max_size=4).map("/".join),
    st.just(""),
    max_size=12,
)


@given(trees, st.sampled_from(("", "drafts/\n", "*.md\n!mill.md\n", "/mill.md\n", "drafts\n!drafts/mill.md\n")))
def test_what_would_be_read_of_a_change(tree: dict[str, str], ignored: str) -> None:
    """A path counts as read below a source just where it is among the files that are read of it."""
    with TemporaryDirectory() as temporary:
        source = Path(temporary).resolve() / "articles"
        source.mkdir()
        (source / ".gitignore").write_text(ignored)
        for name in tree:
            with suppress(OSError):  # a file where another name has a folder
                (source / name).parent.mkdir(parents=True, exist_ok=True)
                (source / name).write_text("The mill stands.")
        files = {file for file in source.rglob("*") if file.is_file() and file.name != ".gitignore"}
        read = {path for path in files_below(source) if isinstance(path, Path)}
        assert {file for file in files if is_read_below(source, file)} == read
