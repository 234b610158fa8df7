"""A source that is only not there takes nothing out."""

import shutil
from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.ingest.intake import Outcome
from index.ingest.readers.base import Problem, ProblemKind
from index.ingest.removal import GoneSourceError, Removal
from index.ingest.sync import sync
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.conftest import MAX_BYTES, Sync

PRUNE = Removal(prune=True)


def fill(folder: Path, count: int) -> list[Path]:
    """Write articles into a folder."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{folder.name}{number}.txt" for number in range(count)]
    for number, file in enumerate(files):
        file.write_text(f"Report {number}\n\nThe river rose {number} metres at {folder.name}.\n")
    return files


def ids(data_folder: DataFolder) -> int:
    """How many articles an index holds."""
    with Library.open(data_folder) as library:
        return library.count()[0]


@pytest.mark.parametrize("state", ["empty", "missing"])
def test_source_that_is_gone(data_folder: DataFolder, articles: Path, run_sync: Sync, state: str) -> None:
    """Where a source is empty or missing its articles stay, and that is told by each sync, until they are pruned."""
    fill(articles, 3)
    run_sync()
    shutil.rmtree(articles)
    if state == "empty":
        articles.mkdir()
    reason = (
        "is gone or empty; the articles of 3 files stay as they were: put them back, or take them out with quotebot "
        "sync --prune"
    )
    for _ in range(2):
        outcome = run_sync()
        assert outcome == Outcome(problems=(Problem(str(articles), reason, kind=ProblemKind.SOURCE),))
        assert (outcome.has_losses, ids(data_folder)) == (True, 3)
    assert run_sync(removal=PRUNE) == Outcome(removed=3)
    assert ids(data_folder) == 0


def test_files_that_come_back(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Once the files of a source are back nothing has changed."""
    fill(articles, 3)
    run_sync()
    articles.rename(articles.with_name("elsewhere"))
    run_sync()
    articles.with_name("elsewhere").rename(articles)
    assert run_sync() == Outcome(unchanged=3)


@pytest.mark.parametrize(
    ("gone", "removal", "removed"),
    [
        (2, Removal(), 2),
        (3, Removal(), 0),
        (3, Removal(max_share=0.7), 3),
        (1, Removal(max_share=0.1), 0),
        (5, Removal(max_share=1), 5),
        (6, Removal(max_share=1), 0),
        (6, PRUNE, 6),
    ],
)
def test_share_of_files(articles: Path, run_sync: Sync, gone: int, removal: Removal, removed: int) -> None:
    """Of a source of which files are still there, less than the share may be gone."""
    files = fill(articles, 6)
    run_sync()
    for file in files[:gone]:
        file.unlink()
    outcome = run_sync(removal=removal)
    assert (outcome.removed, outcome.has_losses) == (removed, removed != gone)


def test_sources_are_compared_one_by_one(data_folder: DataFolder, articles: Path) -> None:
    """A small source that is gone takes nothing out, however many files others have; one that is forgotten does."""
    large, small = articles / "large", articles / "small"
    fill(large, 8)
    fill(small, 2)
    outcome = sync(data_folder, SmallEncoder(), [large, small], MAX_BYTES, lambda _: None)
    shutil.rmtree(small)
    (large / "large0.txt").unlink()
    outcome = sync(data_folder, SmallEncoder(), [large, small], MAX_BYTES, lambda _: None)
    assert (outcome.removed, [problem.path for problem in outcome.problems]) == (1, [str(small)])
    outcome = sync(data_folder, SmallEncoder(), [large], MAX_BYTES, lambda _: None)
    assert outcome == Outcome(removed=2, unchanged=7)


def test_files_that_moved(articles: Path, run_sync: Sync) -> None:
    """Files that all moved within their source are not gone."""
    files = fill(articles, 3)
    run_sync()
    (articles / "deep").mkdir()
    for file in files:
        file.rename(articles / "deep" / file.name)
    assert run_sync() == Outcome(changed=3)


def test_file_that_was_emptied(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A file without anything in it keeps its article, if it had one."""
    (file, *_) = fill(articles, 3)
    run_sync()
    file.write_text("")
    (articles / "new.txt").write_text("")
    assert [(Path(one.path).name, one.kind.value, one.reason) for one in run_sync().problems] == [
        ("articles0.txt", "unreadable", "is empty; its article stays as it was"),
        ("new.txt", "empty", "is empty"),
    ]
    assert ids(data_folder) == 3
    assert run_sync(removal=PRUNE).removed == 1


def test_files_that_are_no_articles_any_more(articles: Path, run_sync: Sync) -> None:
    """Articles whose files are there, but drafts now or left out by .gitignore, are taken out, however many."""
    files = fill(articles, 3)
    (articles / "a.md").write_text("# The dam\n\nThe dam holds.\n")
    run_sync()
    (articles / "a.md").write_text("---\ndraft: true\n---\n# The dam\n\nThe dam holds.\n")
    (articles / ".gitignore").write_text("*.txt\n")
    outcome = run_sync()
    assert (outcome.removed, outcome.has_losses) == (4, False)
    assert sorted((problem.path, problem.kind.value) for problem in outcome.problems) == [
        (str(articles / "a.md"), "withheld"),
        *((str(file), "ignored") for file in files),
    ]


def test_deleted_on_purpose(articles: Path, run_sync: Sync) -> None:
    """What was deleted on purpose is taken out, and of what else is gone nothing."""
    first, second, _ = fill(articles, 3)
    run_sync()
    first.unlink()
    second.unlink()
    assert run_sync(removal=Removal(max_share=0.3, deleted={str(first)})).removed == 1


def test_rebuild_of_a_source_that_is_gone(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """A rebuild, of which nothing would be left, is refused, and the index is as it was."""
    fill(articles, 3)
    run_sync()
    shutil.rmtree(articles)
    with pytest.raises(
        GoneSourceError, match=r"is gone or empty; .* --prune; or forget it with quotebot sync --forget"
    ):
        run_sync(rebuild=True)
    assert ids(data_folder) == 3
    assert run_sync(rebuild=True, removal=PRUNE) == Outcome()
