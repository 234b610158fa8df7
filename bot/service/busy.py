"""Waiting for another process that writes what only one may write at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from index.files.data_folder import BusyError

R = TypeVar("R")

_AGAIN = 1.0  # seconds


async def once_free(work: Callable[[], Awaitable[R]], patience: float) -> R:
    """What the work gives, begun again while another process keeps it from being begun.

    Raises BusyError where that does so for longer than `patience` seconds.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while True:
        try:
            return await work()
        except BusyError:
            if loop.time() >= end:
                raise
        await asyncio.sleep(_AGAIN)
