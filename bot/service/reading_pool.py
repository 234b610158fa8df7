"""The workers that answer, for whatever front end: two threads, and processes that join where much waits."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.reading_process import helped_reader
from bot.service.worker_pool import WorkerPool
from config import Settings
from index.answering.confidence import Calibration
from index.files.data_folder import DataFolder
from index.models.caching import CachingEncoder
from index.models.encoder import Encoder
from index.models.micro_batching import MicroBatchingEncoder
from index.models.reader import PassageReader
from index.models.reranker import Reranker
from index.outage import Outage
from index.storage.database import DatabaseOutageError
from index.storage.snapshots import OpenSearchIndexes

WORKERS = 2  # on two cores; with a third the answers of one person run ahead of their sending, and others wait
MAX_WAITING = 1000  # questions; at 20 to 40 ms each that is half a minute
SWITCH_SECONDS = 0.001  # that a worker may keep the event loop waiting for the interpreter; 5 ms add up in a burst
_MAX_HELPERS = 3

ReadingPool = WorkerPool[CollectionReader]


@dataclass(frozen=True, slots=True, eq=False)
class AnswerModels:
    """The models that answers take, and how sure answers are with them."""

    encoder: Encoder
    calibration: Calibration
    reader: PassageReader | None = None
    reranker: Reranker | None = None


@asynccontextmanager
async def reading_pool(
    data_folder: DataFolder,
    collections: Collections,
    models: AnswerModels,
    settings: Settings,
    search_indexes: OpenSearchIndexes,
) -> AsyncIterator[ReadingPool]:
    """Opens workers that read these collections of the data folder; leaving it waits for what they do.

    `search_indexes` gets what they open, which others may use too.
    """
    threshold = models.calibration.threshold(settings.answer.caution)
    with MicroBatchingEncoder(models.encoder) as batching:
        encoder = CachingEncoder(batching)
        resources = ReaderResources(
            collections, encoder, models.calibration, threshold, models.reader, models.reranker, search_indexes
        )
        workers = settings.answer.workers
        pool = WorkerPool(
            lambda: CollectionReader(resources),
            workers or WORKERS,
            MAX_WAITING,
            lambda: helped_reader(resources, data_folder, settings),
            0 if workers or data_folder.backends.is_of_one_process else helpers(),
            within=Outage(DatabaseOutageError).minded,  # all work reads articles
        )
        async with pool:
            yield pool


def helpers() -> int:
    """How many processes may help to answer: one for each core but the first, each of which takes some 130 MB."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1  # not on macOS
    return min(cores - 1, _MAX_HELPERS)
