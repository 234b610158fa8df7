"""Work that is begun in the background, in a thread of its own, before somebody needs it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

R = TypeVar("R")


def begin(work: Callable[[], R]) -> Future[R]:
    """Begins work that takes long outside of the interpreter, and gives what its result will be."""
    thread = ThreadPoolExecutor(1)
    future = thread.submit(work)
    thread.shutdown(wait=False)
    return future
