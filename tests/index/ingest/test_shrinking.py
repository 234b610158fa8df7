"""What a version before embedded is made small bit by bit, and answers as it will then from the start."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import disk_usage

import pytest

from index.files import disk
from index.files.data_folder import DataFolder
from index.ingest.embedding_queue import Pace
from index.ingest.intake import Outcome
from index.ingest.progress import Progress
from index.maintenance.check import verify
from index.retrieval.search import Searcher
from index.storage.database import DamagedError
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.conftest import Sync
from tests.soak.world import MEMBERS, article, take_back

PACE = Pace(shrunk=2)
QUESTION = "When did the copper of house 2 reach the harbour?"


@pytest.fixture
def data(data_folder: DataFolder, articles: Path, run_sync: Sync) -> DataFolder:
    """A data folder of version 7 with passages of several articles."""
    for name in MEMBERS:
        (articles / f"{name}.txt").write_text(article(name))
    run_sync()
    take_back(data_folder.library, 7)
    return data_folder


def answers(data: DataFolder) -> list[tuple[int, float, bytes]]:
    """What is found, with all that depends on vectors."""
    with Searcher(data, SmallEncoder()) as searcher:
        found = searcher.find(QUESTION, 9).candidates
        return [(one.number, one.score, one.vectors.tobytes()) for one in found]


def former(data: DataFolder) -> int:
    """How much is still as the version before kept it."""
    with Library.open(data) as library:
        return library.former.count()


def stop_at(done: int) -> Callable[[Progress], None]:
    """Interrupts a sync once so much is made small."""

    def report(progress: Progress) -> None:
        if progress.former >= done:
            raise KeyboardInterrupt

    return report


def test_answers_stay_while_it_is_made_small(data: DataFolder, run_sync: Sync) -> None:
    """Before, amid and after the same is found with the same scores; what ends a sync loses nothing that was done."""
    before, count = answers(data), former(data)
    assert count > 2 * PACE.shrunk
    with pytest.raises(KeyboardInterrupt):
        run_sync(stop_at(PACE.shrunk), pace=PACE)
    assert former(data) == count - PACE.shrunk
    assert answers(data) == before
    assert [finding.message for finding in verify(data, SmallEncoder(), None) if not finding.ok] == []
    told = list[tuple[int, int]]()
    assert run_sync(lambda progress: told.append((progress.former, progress.of_former)), pace=PACE).is_complete
    assert told[-1] == (count - PACE.shrunk, count - PACE.shrunk)
    assert (former(data), answers(data)) == (0, before)
    assert [finding.message for finding in verify(data, SmallEncoder(), None) if not finding.ok] == []


def test_failure_amid_a_commit_loses_nothing(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fails between what is written and what is deleted, all is as it was, and is done later."""
    with Library.open(data) as library:
        count, execute_many = library.former.count(), library.database.execute_many

        def fail(statement: str, rows: object) -> None:
            if statement.startswith("DELETE"):
                raise OSError("the disk fails")
            execute_many(statement, rows)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(library.database, "execute_many", fail)
            with pytest.raises(OSError, match="the disk fails"):
                library.former.convert(4)
        assert library.former.count() == count
        assert library.database.execute("SELECT COUNT(*) FROM embedding").fetchone() == (0,)
        assert library.former.convert(4) == 4
        assert library.former.count() == count - 4


def test_time_that_is_over(data: DataFolder, run_sync: Sync) -> None:
    """A sync whose seconds are over has made something small, and is not complete until one has made small all."""
    left, outcomes = [former(data)], list[Outcome]()
    while not (outcomes and outcomes[-1].is_complete):
        outcomes.append(run_sync(seconds=0, pace=PACE))
        left.append(former(data))
    assert left == [max(0, left[0] - PACE.shrunk * step) for step in range(len(left))]
    assert {outcome.unchanged for outcome in outcomes} == {len(MEMBERS)}


def test_room_is_given_back(data: DataFolder, run_sync: Sync) -> None:
    """The file is no larger than one made anew, also where somebody reads it meanwhile."""
    with Searcher(data, SmallEncoder()) as searcher:
        found = [one.number for one in searcher.find(QUESTION, 9).candidates]
        run_sync()
        assert [one.number for one in searcher.find(QUESTION, 9).candidates] == found
    with Library.open(data) as library:
        assert library.database.execute("PRAGMA freelist_count").fetchone() == (0,)
        library.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert os.path.getsize(data.library) == 4096 * library.database.execute("PRAGMA page_count").fetchone()[0]
    assert [file.name for file in data.folder.glob("library.db.*")] == []


def test_room_is_not_given_back_where_there_is_none(
    data: DataFolder, run_sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk has no room for a copy, the file stays as large, and is made small by a later sync."""
    with monkeypatch.context() as patched:
        patched.setattr(disk, "free", lambda _: 1000)
        assert run_sync().is_complete
    with Library.open(data) as library:
        assert library.database.execute("PRAGMA freelist_count").fetchone()[0] > 0
    assert disk.free(data.folder) == pytest.approx(disk_usage(data.folder).free, rel=0.1)
    run_sync()
    with Library.open(data) as library:
        assert library.database.execute("PRAGMA freelist_count").fetchone() == (0,)


@pytest.mark.parametrize(
    ("column", "what"), [("vectors", "the embedding"), ("tokens", "the embedding"), ("bounds", "the embedding")]
)
def test_damage_is_told(data: DataFolder, run_sync: Sync, column: str, what: str) -> None:
    """A row of the version before that is not what was stored is neither used nor made small."""
    with Library.open(data) as library:
        library.database.execute(f"UPDATE former SET {column} = zeroblob(length({column}))")
    with pytest.raises(DamagedError, match=what):
        answers(data)
    with pytest.raises(DamagedError, match=what):
        run_sync()
    with Library.open(data) as library:
        assert library.database.execute("SELECT COUNT(*) FROM embedding").fetchone() == (0,)
    assert all(not finding.ok for finding in verify(data, SmallEncoder(), None) if finding.part == "library")


def damage_before(data: DataFolder, change: str) -> None:
    """Changes a library of version 7 as a disk would, before this version has opened it."""
    with closing(sqlite3.connect(data.library)) as library:
        library.execute(change)
        library.commit()


def test_one_damaged_row_does_not_keep_a_library_of_before_from_opening(data: DataFolder, run_sync: Sync) -> None:
    """Damage that is there before the first opening is told of that row alone, and a rebuild mends it."""
    first = "(SELECT hash FROM embedding ORDER BY hash LIMIT 1)"
    damage_before(data, f"UPDATE embedding SET tokens = zeroblob(length(tokens)) WHERE hash = {first}")
    with Library.open(data) as library:
        damaged, *others = [key for (key,) in library.database.rows("SELECT hash FROM former ORDER BY hash")]
        assert library.former.get(others).keys() == set(others)
        with pytest.raises(DamagedError, match=f"the embedding {damaged.hex()} is not what was stored"):
            library.former.get([damaged])
    run_sync(rebuild=True)
    assert [finding.message for finding in verify(data, SmallEncoder(), None) if not finding.ok] == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE projection SET value = zeroblob(length(value))", "the projection is not what was stored"),
        ("DELETE FROM projection", "it has lost the projection of its tokens"),
    ],
)
def test_damaged_projection_is_told_and_mended(data: DataFolder, run_sync: Sync, change: str, what: str) -> None:
    """Without what tokens were kept by, nothing is answered as if passages were not there; a rebuild mends it."""
    damage_before(data, change)
    with pytest.raises(DamagedError, match=what):
        answers(data)
    with pytest.raises(DamagedError, match=what):
        run_sync()
    run_sync(rebuild=True)
    assert [finding.message for finding in verify(data, SmallEncoder(), None) if not finding.ok] == []


def test_lost_codec_is_told(data: DataFolder) -> None:
    """Passages that cannot be read for want of the codec are not answered as if they were not there."""
    with Library.open(data) as library:
        library.database.execute("DELETE FROM codec")
    with pytest.raises(DamagedError, match="it has lost the codec of its tokens"):
        answers(data)
