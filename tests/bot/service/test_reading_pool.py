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
from index.files.data_folder import DataFolder
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
