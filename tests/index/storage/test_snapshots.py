"""Who reads the same snapshot shares its memory."""

from contextlib import ExitStack
from pathlib import Path
from weakref import ref

from index.files.data_folder import DataFolder
from index.storage.library import Library
from index.storage.snapshots import OpenSearchIndexes, Snapshots
from tests.index.conftest import Sync

OIL = "Oil prices\n\nThe price of oil rose to twelve dollars a barrel in March of that year.\n"


def test_a_snapshot_is_opened_once(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Of one snapshot all get the same indexes, as long as somebody has them; of the next all get the next."""
    (articles / "oil.txt").write_text(OIL, encoding="utf-8")
    run_sync()
    opened = OpenSearchIndexes()
    with ExitStack() as stack:
        first, second = (Snapshots.of(data_folder, stack.enter_context(Library.open(data_folder))) for _ in range(2))
        one = opened.of(first)
        assert one is not None
        assert opened.of(second) is one
        (articles / "gas.txt").write_text(OIL.replace("oil", "gas"), encoding="utf-8")
        run_sync()
        two = opened.of(second)
        assert two is not None
        assert (opened.of(first) is two, one.words.count(), two.words.count()) == (True, 1, 2)


def test_what_nobody_reads_is_closed(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Indexes that nobody has any more are closed, and a library without a snapshot has none."""
    opened = OpenSearchIndexes()
    data_folder.make()
    with Library.open(data_folder) as library:
        assert opened.of(Snapshots.of(data_folder, library)) is None
        (articles / "oil.txt").write_text(OIL, encoding="utf-8")
        run_sync()
        snapshots = Snapshots.of(data_folder, library)
        indexes = opened.of(snapshots)
        assert indexes is not None
        closed = ref(indexes)
        kept = [indexes]
        del indexes
        assert opened.of(snapshots) is kept[0]
        kept.clear()
        assert closed() is None
