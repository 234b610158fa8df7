"""Work off the event loop: a few threads, each with what it has open, serve one fair queue."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any, Generic, Self, TypeVar

from bot.service.fair_queue import FairQueue
from index.errors import QuotebotError

log = logging.getLogger("quotebot")

W = TypeVar("W")
R = TypeVar("R")

CROWD = 16  # that wait: a process is ready to help in the time of some 40 answers
_IDLE = 60.0  # seconds


class Overloaded(QuotebotError):  # noqa: N818 - reads as what happened
    """So much waits already that nothing more is taken."""


class ClosedPoolError(QuotebotError):
    """Work for a worker pool that is not open, or not any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Job(Generic[W]):
    """Work for a worker, and where its result goes."""

    work: Callable[[W], Any]
    result: Future[Any]
    within: Callable[[], AbstractContextManager[None]]

    def run(self, worker: W) -> None:
        """Does the work, unless its caller is gone; whatever it raises goes to the caller."""
        if not self.result.set_running_or_notify_cancel():
            return
        try:
            with self.within():
                outcome = self.work(worker)
        except BaseException as error:
            self.result.set_exception(_deliverable(error))
        else:
            self.result.set_result(outcome)


class WorkerPool(Generic[W]):
    """Takes work off the event loop: a few threads, each with its own W (what a worker has open), serve a fair queue.

    Where much waits helpers join, which leave again when nothing has for a while. It is open as an async context
    manager, and belongs to the event loop that opened it. Leaving it waits until all that was taken is done.
    """

    def __init__(
        self,
        open_worker: Callable[[], AbstractContextManager[W]],
        workers: int,
        max_waiting: int,
        open_helper: Callable[[], AbstractContextManager[W]] | None = None,
        helpers: int = 0,
        idle: float = _IDLE,
        within: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """`open_worker` is called, and what it opens is used and closed, in the thread of its worker.

        So is `open_helper`, for at most so many helpers; one that cannot be opened is done without, and one that had
        nothing to do for `idle` seconds leaves. All work is done in a context of `within`, which may refuse it.
        """
        self._open_worker = open_worker
        self._workers = workers
        self._max_waiting = max_waiting
        self._open_helper = open_helper
        self._helpers = helpers
        self._idle = idle
        self._within = within
        self._open = False
        self._unfinished = 0
        self._ended: list[Future[None]] = []
        self._changed = Condition()  # guards what follows, which the threads share
        self._queue: FairQueue[Job[W]] = FairQueue()
        self._closing = False
        self._called = self._helping = 0  # helpers: that were called and have not left, and those of them that are open

    @property
    def is_open(self) -> bool:
        """Whether work is taken; any thread may ask."""
        return self._open

    @property
    def waiting(self) -> int:
        """How much work waits for a free thread."""
        return max(0, self._unfinished - self._workers)

    @property
    def is_working(self) -> bool:
        """Whether any work is done or waits; any thread may ask."""
        return self._unfinished > 0

    @property
    def queued(self) -> int:
        """How much work is in the queue, taken by no thread so far."""
        with self._changed:
            return len(self._queue)

    @property
    def helping(self) -> int:
        """How many helpers have joined."""
        return self._helping

    async def __aenter__(self) -> Self:
        """Opens a worker in each thread. Raises what opening one raised, the others closed again."""
        self._closing = False
        opened = [_promise() for _ in range(self._workers)]
        self._ended = [_promise() for _ in range(self._workers)]
        for number, promises in enumerate(zip(opened, self._ended, strict=True)):
            # A program that fails to close this should still end, hence a daemon.
            Thread(target=self._serve, args=promises, name=f"worker-{number}", daemon=True).start()
        try:
            await asyncio.gather(*map(asyncio.wrap_future, opened))
        except BaseException:
            await self._close()
            raise
        self._open = True
        return self

    async def __aexit__(self, *_: object) -> None:
        """Takes no more work, waits until all taken is done, and closes the workers. Raises what closing raised."""
        self._open = False
        if errors := await self._close():
            raise errors[0]

    async def run(self, work: Callable[[W], R], *, server: int = 0, person: int = 0, urgent: bool = False) -> R:
        """Has a worker do this once the fair queue gives it, and gives what it returns or raises what it raises.

        Work whose caller is cancelled is dropped if it has not begun. An error that is no Exception, such as a panic
        of a library in Rust, is raised as a RuntimeError. Raises Overloaded where as much waits as may, and
        ClosedPoolError where this is not open.
        """
        if not self._open:
            raise ClosedPoolError("the worker pool is not open; open it first")
        if self._unfinished >= self._workers + self._max_waiting:
            raise Overloaded(f"{self.waiting} others are waiting already; ask again later")
        job = Job(work, self._promise_result(), self._within)
        with self._changed:
            self._queue.put(server, person, job, urgent=urgent)
            self._changed.notify_all()  # it is not for everyone
        self._call_for_help()
        try:
            result: R = await asyncio.wrap_future(job.result)
        except asyncio.CancelledError:
            with self._changed:
                self._queue.remove(server, person, job, urgent=urgent)
            raise
        return result

    def _promise_result(self) -> Future[Any]:
        """A future that counts as unfinished until it is done, and is no more by the time its caller sees that."""
        loop = asyncio.get_running_loop()
        result: Future[Any] = Future()
        result.add_done_callback(lambda _: loop.call_soon_threadsafe(self._finish))
        self._unfinished += 1
        return result

    def _finish(self) -> None:
        self._unfinished -= 1

    async def _close(self) -> list[BaseException]:
        """Has the threads finish what waits and end; gives what closing the workers raised."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        ended = list(self._ended)  # helpers take theirs out meanwhile
        outcomes = await asyncio.gather(*map(asyncio.wrap_future, ended), return_exceptions=True)
        return [outcome for outcome in outcomes if outcome is not None]

    def _serve(self, opened: Future[None], ended: Future[None]) -> None:
        """The life of a thread: opens its worker, works and closes it."""
        try:
            with self._open_worker() as worker:
                opened.set_result(None)
                _work(worker, self._next)
        except BaseException as error:
            (ended if opened.done() else opened).set_exception(_deliverable(error))
        if not ended.done():
            ended.set_result(None)

    def _next(self) -> Job[W] | None:
        """Waits for work and takes it; None once this is closing and all is done."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closing)
            return self._queue.get()

    def _call_for_help(self) -> None:
        """Has a helper join where much waits."""
        with self._changed:
            if self._open_helper is None or self._called == self._helpers or len(self._queue) < CROWD:
                return
            self._called += 1
        ended = _promise()
        self._ended.append(ended)
        thread = Thread(target=self._help, args=(self._open_helper, ended), name=f"helper-{self._called}", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # the system has no thread left
            self._lost(error)
            self._ended.remove(ended)

    def _help(self, open_helper: Callable[[], AbstractContextManager[W]], ended: Future[None]) -> None:
        """The life of a helper's thread; one that fails is not called again."""
        try:
            with open_helper() as helper:
                self._count(helping=1)
                try:
                    _work(helper, self._next_of_many)
                finally:
                    self._count(helping=-1)
            self._count(called=-1)
        except BaseException as error:
            self._lost(error)
        self._ended.remove(ended)
        ended.set_result(None)

    @staticmethod
    def _lost(error: BaseException) -> None:
        log.warning("a helper of the worker pool has failed, the others go on: %r", error)

    def _count(self, helping: int = 0, called: int = 0) -> None:
        with self._changed:
            self._helping += helping
            self._called += called

    def _next_of_many(self) -> Job[W] | None:
        """Takes work where there is more than the workers take next; None where that has long not been so."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._queue) > self._workers or self._closing, self._idle)
            return self._queue.get() if self._closing or len(self._queue) > self._workers else None


def _work(worker: W, next_job: Callable[[], Job[W] | None]) -> None:
    """Does one job after another, until there is none."""
    while job := next_job():
        job.run(worker)
        del job  # else the last result would be kept until there is other work


def _promise() -> Future[None]:
    """A future that somebody who waits for it cannot cancel, so that a thread can always say that it is done."""
    future: Future[None] = Future()
    future.set_running_or_notify_cancel()
    return future


def _deliverable(error: BaseException) -> BaseException:
    """What to raise to the caller: asyncio takes some errors for its own, and others would end the whole program."""
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return error  # these should end it
    if isinstance(error, Exception) and not isinstance(error, StopIteration | CancelledError):
        return error
    failure = RuntimeError(f"the work failed: {error!r}")
    failure.__cause__ = error
    return failure
