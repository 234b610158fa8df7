"""Files are listed in a fixed order and read exactly as they stand."""

import codecs
import os
from pathlib import Path

import pytest

from index.ingest.readers.base import ArticleReference, Problem, ProblemKind, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import SUFFIXES, list_references, read_article
from tests.index.ingest.readers.articles import LIMIT, listed, names, read, save


def test_empty_files(tmp_path: Path) -> None:
    """A file without anything but white space is a problem, whatever its format and encoding."""
    for name in ("a.txt", "a.md", "a.jsonl"):
        assert read(save(tmp_path / name, " \r\n")) == [f"{tmp_path / name}: is empty"]
    assert read(save(tmp_path / "a.txt", codecs.BOM_UTF8 + b"\n")) == ["is empty"]


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a problem, and so is one that goes between listing and reading."""
    path = tmp_path / "a.txt"
    assert listed(path) == [Problem(str(path), "does not exist", kind=ProblemKind.SOURCE)]
    with pytest.raises(UnreadableError, match=r"^cannot be read: No such file or directory$"):
        read_article(ArticleReference(str(path), "a", 0, 1, b""), Conversions())


def test_size_limit(tmp_path: Path) -> None:
    """A file of more than the limit is a problem that names the setting, and one of just the limit is not."""
    reason = "is larger than 0.001 MB (library.max_megabytes in the settings)"
    path = save(tmp_path / "a.txt", "T\n" + "a" * (LIMIT - 1))
    assert listed(path) == [Problem(str(path), reason)]
    assert names(save(path, "T\n" + "a" * (LIMIT - 2))) == ["a"]


def test_what_is_no_file(tmp_path: Path) -> None:
    """A pipe is not read, which would never end, nor is a link to a device or to itself; one to a file here is."""
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "link.txt").symlink_to(save(tmp_path / ".hidden" / "real.txt", "T\nIt rained."))
    (tmp_path / "above").symlink_to(tmp_path)
    assert [(Path(one.path).name, getattr(one, "reason", "")) for one in listed(tmp_path)] == [
        ("link.txt", ""),
        ("loop.txt", "cannot be read: Too many levels of symbolic links"),
        ("pipe.jsonl", "is not a file"),
        ("pipe.txt", "is not a file"),
        ("zero.md", "is a link that leads out of its folder; name what it leads to as a source"),
    ]


def test_names_of_any_bytes(tmp_path: Path) -> None:
    """A file is read whatever its name, unless that is not UTF-8 and so could not be kept."""
    for name in ("a\n\x1b[31m.txt", "b..\\c.txt", "title:*.txt"):
        save(tmp_path / name, "T\nIt rained.")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("T\nIt rained.")
    assert names(tmp_path) == ["a\n\x1b[31m", "b..\\c", "title:*"]
    (problem,) = (one for one in listed(tmp_path) if isinstance(one, Problem))
    assert problem.reason == "its name is not UTF-8; rename it"


def test_names_that_are_too_long(tmp_path: Path) -> None:
    """A path that no file system takes is a problem as any other."""
    path = tmp_path / ("a" * 5000 + ".txt")
    assert listed(path) == [Problem(str(path), "cannot be read: File name too long")]


def test_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be read is a problem, so that its articles are not taken for gone."""
    save(tmp_path / "in" / "a.txt", "T\nIt rained.")
    listing = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("in"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert listed(tmp_path) == [Problem(str(tmp_path / "in"), "cannot be read: Permission denied")]


def test_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """What is no longer what was listed is not read, since it would stand under another's hash."""
    for name in ("a.txt", "a.jsonl"):
        path = save(tmp_path / name, '{"id": "a", "title": "T", "text": "It rained."}\nOne.')
        references = [one for one in listed(path) if isinstance(one, ArticleReference)]
        save(path, '{"id": "b", "title": "T", "text": "It snowed."}\nOne and more.')
        with pytest.raises(UnreadableError, match=r"^changed while it was read; sync again$"):
            read_article(references[0], Conversions())


def test_order_and_hidden_files(tmp_path: Path) -> None:
    """A folder is listed in order of names, its files before its folders, without what is hidden."""
    for name in ("b/c.txt", "d.md", "a.txt", ".hidden.txt", "b/.git/e.txt", "b/A.TXT"):
        save(tmp_path / name, "T\nIt rained.")
    assert [Path(one.path).relative_to(tmp_path).as_posix() for one in listed(tmp_path)] == [
        "a.txt",
        "d.md",
        "b/A.TXT",
        "b/c.txt",
    ]


def test_other_formats(tmp_path: Path) -> None:
    """A file of a format that is not read is a problem that tells which are."""
    path = save(tmp_path / "a.psd", "8BPS")
    reason = f"not a format that is read ({', '.join(sorted(SUFFIXES))})"
    assert listed(path) == [Problem(str(path), reason, kind=ProblemKind.FORMAT)]


def test_files_of_one_stem_are_named_by_path(tmp_path: Path) -> None:
    """Files that share a stem are named by their paths below the source, or by folder where they are the source."""
    first, second = save(tmp_path / "x/a.txt", "T\nOne."), save(tmp_path / "y/z/a.md", "Two.")
    save(tmp_path / "y/b.txt", "T\nThree.")
    assert names(tmp_path) == ["x/a", "b", "y/z/a"]
    assert names(first, tmp_path / "y") == ["x/a", "b", "z/a"]
    assert names(first, second) == ["x/a", "z/a"]


def test_files_of_one_path_but_for_their_ending_or_source(tmp_path: Path) -> None:
    """Files that share more than a stem are named by as much of their paths as tells them apart."""
    for name in ("old/x/a.txt", "old/x/a.md", "old/b.txt", "new/x/a.txt", "new/c.txt"):
        save(tmp_path / name, "T\nIt rained.")
    assert names(tmp_path / "old") == ["b", "x/a.md", "x/a.txt"]
    assert names(tmp_path / "old", tmp_path / "new") == ["b", "x/a.md", "old/x/a.txt", "c", "new/x/a.txt"]


def test_sources_may_overlap(tmp_path: Path) -> None:
    """A file that two sources hold is listed once."""
    path = save(tmp_path / "a.txt", "T\nOne.")
    assert listed(path, tmp_path, tmp_path) == listed(path)


def test_digest_is_of_the_bytes(tmp_path: Path) -> None:
    """The digest changes with any byte and with the name, and with nothing else."""

    def digest(path: Path, data: str) -> bytes:
        (reference,) = listed(save(path, data))
        assert isinstance(reference, ArticleReference)
        return reference.digest

    first = digest(tmp_path / "a.txt", "T\nOne.")
    assert digest(tmp_path / "moved" / "a.txt", "T\nOne.") == first == digest(tmp_path / "a.txt", "T\nOne.")
    others = [digest(tmp_path / "a.txt", data) for data in ("T\nOne", "T\r\nOne.", "T\nOne. ")]
    assert len({first, *others, digest(tmp_path / "b.txt", "T\nOne.")}) == 5


def test_links_out_of_a_folder_are_not_read(tmp_path: Path) -> None:
    """A link in a folder to a file elsewhere is named and not read; one within the folder, and a source itself, are."""
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret of the operator's.")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("An article.")
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "c.txt").symlink_to(secret)
    (tmp_path / "source").symlink_to(folder)
    (tmp_path / "d.txt").symlink_to(secret)
    references = list(list_references([tmp_path / "source", tmp_path / "d.txt"], ReaderOptions(1000), Conversions()))
    assert [Path(one.path).name for one in references] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert [one.reason for one in references if isinstance(one, Problem)] == [
        "is a link that leads out of its folder; name what it leads to as a source"
    ]
