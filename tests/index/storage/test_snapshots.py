"""Who reads the same generation shares its memory."""

from contextlib import ExitStack
from pathlib import Path

from index.files.data_folder import DataFolder
from index.storage.library import Library
from index.storage.snapshots import OpenSearchIndexes, Snapshots
from tests.index.conftest import Sync

OIL = "Oil prices\n\nThe price of oil rose to twelve dollars a barrel in March of that year.\n"


def test_a_generation_is_opened_once(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Of one generation all get the same parts, as long as somebody has them; of the next all get the next."""
    (articles / "oil.txt").write_text(OIL, encoding="utf-8")
    run_sync()
    opened = OpenSearchIndexes()
    with ExitStack() as stack:
        first, second = (
            Snapshots(data_folder.snapshots, stack.enter_context(Library(data_folder.library))) for _ in range(2)
        )
        one = opened.of(first)
        assert one is not None
        assert opened.of(second) is one
        (articles / "gas.txt").write_text(OIL.replace("oil", "gas"), encoding="utf-8")
        run_sync()
        two = opened.of(second)
        assert two is not None
        assert (opened.of(first) is two, one.words.count(), two.words.count()) == (True, 1, 2)


def test_what_nobody_reads_is_closed(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Parts that nobody has any more are opened again, and an index without parts has none."""
    opened = OpenSearchIndexes()
    data_folder.make()
    with Library(data_folder.library) as library:
        assert opened.of(Snapshots(data_folder.snapshots, library)) is None
        (articles / "oil.txt").write_text(OIL, encoding="utf-8")
        run_sync()
        snapshots = Snapshots(data_folder.snapshots, library)
        parts = opened.of(snapshots)
        assert parts is not None
        before = id(parts)
        kept = [parts]
        del parts
        assert id(opened.of(snapshots)) == before
        kept.clear()
        assert list(opened._parts) == []
