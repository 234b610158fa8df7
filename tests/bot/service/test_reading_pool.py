"""How many workers answer, and whether further processes may help them."""

import asyncio
import threading
from pathlib import Path
from threading import Event

import msgspec
import pytest

from bot.service.collection_reader import CollectionReader
from bot.service.collections import Collections
from bot.service.reading_pool import AnswerModels, reading_pool
from bot.service.worker_pool import CROWD
from config import load_settings
from index.answering.confidence import load_calibration
from index.files.data_folder import Backends, DataFolder
from index.storage.snapshots import OpenSearchIndexes
from tests.encoders import SmallEncoder

pytestmark = pytest.mark.asyncio


async def test_workers_that_are_counted_have_no_helpers(tmp_path: Path) -> None:
    """Where the settings say how many workers there are, there are so many, and no process helps them in a crowd."""
    data_folder, settings = DataFolder(tmp_path), load_settings()
    settings = msgspec.structs.replace(settings, answer=msgspec.structs.replace(settings.answer, workers=3))
    models = AnswerModels(SmallEncoder(), load_calibration())
    done = Event()

    def wait(reader: CollectionReader) -> None:
        done.wait()

    async with reading_pool(data_folder, Collections(data_folder, 1, 1), models, settings, OpenSearchIndexes()) as pool:
        waiting = [asyncio.create_task(pool.run(wait)) for _ in range(3 + 2 * CROWD)]
        await asyncio.sleep(0)
        names = sorted(
            thread.name for thread in threading.enumerate() if thread.name.startswith(("worker-", "helper-"))
        )
        done.set()
        await asyncio.gather(*waiting)
    assert names == ["worker-0", "worker-1", "worker-2"]


@pytest.mark.parametrize(
    ("backends", "helpers"),
    [(Backends(), 3), (Backends("", "milvus"), 0), (Backends("", "milvus", "http://milvus.example:19530"), 3)],
)
async def test_no_process_helps_where_one_alone_may_read(
    backends: Backends, helpers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Milvus Lite, which lets one process open its folder, no other process joins in a crowd."""
    monkeypatch.setattr("bot.service.reading_pool.helpers", lambda: 3)
    data_folder, models = DataFolder(tmp_path, backends), AnswerModels(SmallEncoder(), load_calibration())
    collections = Collections(data_folder, 0, 0)
    async with reading_pool(data_folder, collections, models, load_settings(), OpenSearchIndexes()) as pool:
        assert pool._helpers == helpers
