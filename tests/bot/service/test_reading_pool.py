"""Which workers answer."""

from pathlib import Path

import pytest

from bot.service import reading_pool
from bot.service.collections import Collections
from bot.service.reading_pool import AnswerModels
from config import load_settings
from index.answering.confidence import load_calibration
from index.files.data_folder import Backends, DataFolder
from index.storage.snapshots import OpenSearchIndexes
from tests.encoders import SmallEncoder


@pytest.mark.parametrize(
    ("backends", "helpers"),
    [(Backends(), 3), (Backends("", "milvus"), 0), (Backends("", "milvus", "http://milvus.example:19530"), 3)],
)
async def test_no_process_helps_where_one_alone_may_read(
    backends: Backends, helpers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Milvus Lite, which lets one process open its folder, no other process joins in a crowd."""
    monkeypatch.setattr(reading_pool, "helpers", lambda: 3)
    data_folder, models = DataFolder(tmp_path, backends), AnswerModels(SmallEncoder(), load_calibration())
    collections = Collections(data_folder, 0, 0)
    async with reading_pool.reading_pool(
        data_folder, collections, models, load_settings(), OpenSearchIndexes()
    ) as pool:
        assert pool._helpers == helpers
