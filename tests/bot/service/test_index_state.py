"""What is told of an index as it is published."""

import shutil
from pathlib import Path

import pytest

from bot.service.index_state import IndexState, read_index_state
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.storage.snapshots import OpenSearchIndexes
from tests.encoders import SmallEncoder

ENCODER = SmallEncoder()


def test_states(tmp_path: Path) -> None:
    """An index that is not there or cannot be read is refused with the fix; each that is published has its figures."""
    folder, opened, articles = DataFolder(tmp_path / "data"), OpenSearchIndexes(), tmp_path / "articles"
    articles.mkdir()
    with pytest.raises(QuotebotError, match=r"^there is no index in .*; make one with: quotebot sync$"):
        read_index_state(folder, opened)
    (articles / "bridge.txt").write_text("The old bridge\n\nThe town closed the old bridge.\n", encoding="utf-8")
    sync(folder, ENCODER, [articles], 10_000, lambda _: None)
    first = read_index_state(folder, opened)
    manifest = folder.snapshots / "00000001" / "manifest.json"
    assert first == IndexState(1, 1, 1, manifest.stat().st_mtime)
    (articles / "ferry.txt").write_text("The ferry\n\nThe ferry sails at noon.\n", encoding="utf-8")
    sync(folder, ENCODER, [articles], 10_000, lambda _: None)
    second = read_index_state(folder, opened)
    assert (second.generation, second.articles, second.passages) == (2, 2, 2)
    assert second.published >= first.published
    shutil.rmtree(folder.snapshots)
    with pytest.raises(QuotebotError, match=r"^the index in .* cannot be read; run: quotebot check$"):
        read_index_state(folder, opened)
