"""Whether questions can be answered now."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.service.index_state import IndexState
from bot.service.worker_pool import WorkerPool
from index.errors import QuotebotError


def not_ready(pool: WorkerPool[Any], read_index: Callable[[], IndexState]) -> Iterator[str]:
    """What is not ready of that which answers, a line each; it reads the index, which no event loop should wait for."""
    if not pool.is_open:
        yield "no work is taken"
    try:
        read_index()
    except QuotebotError as error:
        yield str(error)
