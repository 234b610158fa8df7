"""Work is done off the event loop, by a few threads, in fair order."""

import asyncio
import threading
from asyncio import CancelledError, Task, create_task
from collections.abc import Iterator
from concurrent.futures import CancelledError as FutureCancelledError
from contextlib import contextmanager

import pytest

from bot.service.worker_pool import CROWD, ClosedPoolError, Overloaded, WorkerPool

SECONDS = 30  # after which a test that waits has failed


class Panic(BaseException):
    """As what a library in Rust raises where it panics."""


class Worker:
    """Knows the thread it was opened in, and what was done with it."""

    def __init__(self) -> None:
        self.thread = threading.current_thread()
        self.closed_in: threading.Thread | None = None
        self.done: list[object] = []

    def note(self, name: object) -> object:
        """Do something, in the thread it must be done in."""
        assert threading.current_thread() is self.thread
        assert self.closed_in is None
        self.done.append(name)
        return name


class Workers:
    """Opens workers, and fails from the n-th on where that is asked for."""

    def __init__(self, failing_from: int = 100, error: BaseException | None = None) -> None:
        self.opened: list[Worker] = []
        self.error = error
        self._failing_from = failing_from
        self._lock = threading.Lock()

    @contextmanager
    def open(self) -> Iterator[Worker]:
        """Opens a worker."""
        with self._lock:
            if self.error is not None and len(self.opened) >= self._failing_from:
                raise self.error
            worker = Worker()
            self.opened.append(worker)
        yield worker
        worker.closed_in = threading.current_thread()


class Blocker:
    """Work that begins and waits for its release; `begun` is awaited in the event loop."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.release = threading.Event()
        self._loop = asyncio.get_running_loop()

    def __call__(self, worker: Worker) -> object:
        """Do the work."""
        self._loop.call_soon_threadsafe(self.begun.set)
        assert self.release.wait(SECONDS)
        return worker.note("blocker")


async def start(
    worker_pool: WorkerPool[Worker], name: object, server: int = 0, person: int = 0, urgent: bool = False
) -> Task[object]:
    """Have something noted, and come back once it is in the queue."""
    task = create_task(worker_pool.run(lambda worker: worker.note(name), server=server, person=person, urgent=urgent))
    await asyncio.sleep(0)  # lets the task run up to where it waits
    return task


async def block(worker_pool: WorkerPool[Worker]) -> tuple[Blocker, Task[object]]:
    """Occupy a thread."""
    blocker = Blocker()
    task = create_task(worker_pool.run(blocker))
    await blocker.begun.wait()
    return blocker, task


async def test_worker_stays_in_its_thread() -> None:
    """Each thread opens a worker, works with it and closes it; none of this is done in the event loop's."""
    workers = Workers()
    async with WorkerPool(workers.open, 3, 10) as worker_pool:
        assert [await worker_pool.run(lambda worker: worker.note("one")) for _ in range(5)] == ["one"] * 5
    threads = [worker.thread for worker in workers.opened]
    assert len({*threads, threading.current_thread()}) == 4
    assert [worker.closed_in for worker in workers.opened] == threads


async def test_threads_work_at_the_same_time() -> None:
    """Work begins as soon as a thread is free: as many pieces are under way as there are threads."""
    async with WorkerPool(Workers().open, 2, 10) as worker_pool:
        first, one = await block(worker_pool)
        second, two = await block(worker_pool)
        assert worker_pool.waiting == 0
        third = await start(worker_pool, "third")
        assert worker_pool.waiting == 1
        second.release.set()
        assert await third == "third"
        assert (worker_pool.waiting, two.done(), one.done()) == (0, True, False)
        first.release.set()


async def test_fair_order() -> None:
    """What waits is served in the order of the queue, what is urgent first."""
    workers = Workers()
    async with WorkerPool(workers.open, 1, 10) as worker_pool:
        blocker, _ = await block(worker_pool)
        for name, server, person in [("a", 1, 1), ("b", 1, 1), ("c", 1, 2), ("d", 2, 3)]:
            await start(worker_pool, name, server, person)
        await start(worker_pool, "urgent", 1, 1, urgent=True)
        blocker.release.set()
    assert workers.opened[0].done == ["blocker", "urgent", "a", "d", "c", "b"]


async def test_overload() -> None:
    """When as much waits as may, more is refused, until there is room again."""
    workers = Workers()
    async with WorkerPool(workers.open, 1, 2) as worker_pool:
        blocker, task = await block(worker_pool)
        waiting = [await start(worker_pool, name) for name in ("a", "b")]
        for urgent in (False, True):
            with pytest.raises(Overloaded, match="2 others are waiting"):
                await worker_pool.run(lambda worker: worker.note("refused"), urgent=urgent)
        blocker.release.set()
        assert await asyncio.gather(task, *waiting) == ["blocker", "a", "b"]
        assert await worker_pool.run(lambda worker: worker.note("c")) == "c"
    assert workers.opened[0].done == ["blocker", "a", "b", "c"]


async def test_free_threads_take_work_though_nothing_may_wait() -> None:
    """As much is taken at once as there are threads, before any of them has woken up."""
    async with WorkerPool(Workers().open, 2, 0) as worker_pool:
        tasks = [await start(worker_pool, name) for name in ("a", "b")]
        assert await asyncio.gather(*tasks) == ["a", "b"]


async def test_cancelled_before_it_began() -> None:
    """Work whose caller is gone is not done, and leaves its place to others."""
    workers = Workers()
    async with WorkerPool(workers.open, 1, 1) as worker_pool:
        blocker, _ = await block(worker_pool)
        cancelled = await start(worker_pool, "cancelled")
        cancelled.cancel()
        with pytest.raises(CancelledError):
            await cancelled
        assert (worker_pool.waiting, worker_pool.queued) == (0, 0)
        other = await start(worker_pool, "other")
        blocker.release.set()
        assert await other == "other"
    assert workers.opened[0].done == ["blocker", "other"]


async def test_cancelled_after_it_began() -> None:
    """Work that has begun is finished, and counts until it is."""
    workers = Workers()
    async with WorkerPool(workers.open, 1, 0) as worker_pool:
        blocker, task = await block(worker_pool)
        task.cancel()
        with pytest.raises(CancelledError):
            await task
        with pytest.raises(Overloaded):
            await worker_pool.run(lambda worker: worker.note("refused"))
        blocker.release.set()
    assert workers.opened[0].done == ["blocker"]


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (ValueError("no"), ValueError),
        (Panic("no"), RuntimeError),
        (StopIteration("no"), RuntimeError),
        (CancelledError("no"), RuntimeError),
        (FutureCancelledError("no"), RuntimeError),
    ],
)
async def test_errors_of_the_work(raised: BaseException, expected: type[Exception]) -> None:
    """What the work raises is raised to its caller, what is no plain error in another; the worker works on."""

    def fail(_: Worker) -> None:
        raise raised

    workers = Workers()
    async with WorkerPool(workers.open, 1, 10) as worker_pool:
        with pytest.raises(expected, match="no") as caught:
            await worker_pool.run(fail)
        assert raised in (caught.value, caught.value.__cause__)
        assert await worker_pool.run(lambda worker: worker.note("next")) == "next"
    assert [worker.done for worker in workers.opened] == [["next"]]


@pytest.mark.parametrize(
    ("error", "expected"), [(OSError("no such index"), OSError), (Panic("no such index"), RuntimeError)]
)
@pytest.mark.parametrize("failing_from", [0, 2])
async def test_errors_of_opening(failing_from: int, error: BaseException, expected: type[Exception]) -> None:
    """Where a worker cannot be opened the worker pool is not either, and the workers that were opened are closed."""
    workers = Workers(failing_from, error)
    worker_pool = WorkerPool(workers.open, 3, 10)
    with pytest.raises(expected, match="no such index"):
        await worker_pool.__aenter__()
    assert [worker.closed_in for worker in workers.opened] == [worker.thread for worker in workers.opened]
    assert len(workers.opened) == failing_from
    with pytest.raises(ClosedPoolError):
        await worker_pool.run(lambda worker: worker.note("refused"))


async def test_cancelled_while_opening() -> None:
    """Who gives up on opening leaves only when the workers that were being opened are closed."""
    workers, blocker = Workers(), Blocker()

    @contextmanager
    def open_worker() -> Iterator[Worker]:
        with workers.open() as worker:
            blocker(worker)
            yield worker

    opening = create_task(WorkerPool(open_worker, 1, 10).__aenter__())
    await blocker.begun.wait()
    opening.cancel()
    await asyncio.sleep(0)
    assert not opening.done()
    blocker.release.set()
    with pytest.raises(CancelledError):
        await opening
    assert [worker.closed_in for worker in workers.opened] == [worker.thread for worker in workers.opened]


async def test_errors_of_closing() -> None:
    """What closing a worker raises is raised on leaving, when all threads have ended."""
    closed = []

    @contextmanager
    def open_worker() -> Iterator[None]:
        yield
        closed.append(threading.current_thread())
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        async with WorkerPool(open_worker, 2, 10):
            pass
    assert len(set(closed)) == 2


async def test_closed_before_and_after() -> None:
    """A worker pool takes work only while it is open, and may be opened again."""
    worker_pool = WorkerPool(Workers().open, 1, 10)
    for _ in range(2):
        with pytest.raises(ClosedPoolError, match="not open"):
            await worker_pool.run(lambda worker: worker.note("refused"))
        async with worker_pool:
            assert await worker_pool.run(lambda worker: worker.note("one")) == "one"


async def test_closing_finishes_what_waits() -> None:
    """What was taken is done before the workers are closed; what comes meanwhile is refused."""
    workers = Workers()
    worker_pool = await WorkerPool(workers.open, 1, 10).__aenter__()
    blocker, task = await block(worker_pool)
    waiting = [await start(worker_pool, name) for name in ("a", "b")]
    closing = create_task(worker_pool.__aexit__())
    await asyncio.sleep(0)
    with pytest.raises(ClosedPoolError):
        await worker_pool.run(lambda worker: worker.note("refused"))
    assert not closing.done()
    blocker.release.set()
    await closing
    assert await asyncio.gather(task, *waiting) == ["blocker", "a", "b"]
    assert workers.opened[0].done == ["blocker", "a", "b"]


async def test_many() -> None:
    """A thousand pieces of work, of many persons, are each done once and answered to who asked."""
    workers = Workers()
    async with WorkerPool(workers.open, 4, 1000) as worker_pool:
        tasks = [await start(worker_pool, n, n % 7, n % 31, n % 5 == 0) for n in range(1000)]
        assert await asyncio.gather(*tasks) == list(range(1000))
        assert worker_pool.waiting == 0
    assert sorted(name for worker in workers.opened for name in worker.done) == list(range(1000))  # type: ignore[type-var]


async def test_helpers_join_where_much_waits() -> None:
    """A helper joins once a crowd waits, in a thread of its own, and takes what is more than the workers do next."""
    workers, helpers = Workers(), Workers()
    async with WorkerPool(workers.open, 1, 100, helpers.open, 1) as worker_pool:
        blocker, task = await block(worker_pool)
        waiting = [await start(worker_pool, number) for number in range(CROWD - 1)]
        assert helpers.opened == []
        waiting += [await start(worker_pool, number) for number in range(CROWD - 1, 2 * CROWD)]
        assert await asyncio.gather(*waiting[:-1]) == list(range(2 * CROWD - 1))
        assert (worker_pool.helping, worker_pool.queued) == (1, 1)
        blocker.release.set()
        assert (await task, await waiting[-1]) == ("blocker", 2 * CROWD - 1)
    assert helpers.opened[0].done == list(range(2 * CROWD - 1))
    assert workers.opened[0].done == ["blocker", 2 * CROWD - 1]
    assert [helper.closed_in for helper in helpers.opened] == [helper.thread for helper in helpers.opened]
    assert helpers.opened[0].thread is not workers.opened[0].thread


async def test_helpers_leave_when_little_waits() -> None:
    """A helper that has nothing to do is closed after a while; the next crowd is given another."""
    helpers = Workers()
    async with WorkerPool(Workers().open, 1, 100, helpers.open, 1, idle=0) as worker_pool:
        for crowd in (1, 2):
            blocker, task = await block(worker_pool)
            waiting = [await start(worker_pool, number) for number in range(CROWD)]
            await asyncio.gather(*waiting[:-1])
            await asyncio.get_running_loop().run_in_executor(None, helpers.opened[-1].thread.join, SECONDS)
            assert (worker_pool.helping, len(helpers.opened)) == (0, crowd)
            assert helpers.opened[-1].closed_in is helpers.opened[-1].thread
            blocker.release.set()
            await asyncio.gather(task, waiting[-1])


async def test_helpers_that_fail(caplog: pytest.LogCaptureFixture) -> None:
    """One that cannot be opened is logged and done without, however much waits, and is not tried again and again."""
    helpers = Workers(0, Panic("no memory"))
    calls = list[str]()

    @contextmanager
    def open_helper() -> Iterator[Worker]:
        calls.append(threading.current_thread().name)
        with helpers.open() as helper:
            yield helper

    workers = Workers()
    async with WorkerPool(workers.open, 2, 1000, open_helper, 1) as worker_pool:
        blockers = [await block(worker_pool) for _ in range(2)]  # else the crowd may be gone before it is one
        tasks = [await start(worker_pool, number) for number in range(5 * CROWD)]
        for blocker, _ in blockers:
            blocker.release.set()
        assert await asyncio.gather(*tasks, *(task for _, task in blockers)) == [*range(5 * CROWD), *["blocker"] * 2]
    assert calls == ["helper-1"]
    assert [record.message for record in caplog.records] == [
        "a helper of the worker pool has failed, the others go on: Panic('no memory')"
    ]


async def test_helper_without_a_thread(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Where the system gives no thread for a helper all is answered without it, and the worker pool closes."""
    start_thread = threading.Thread.start

    def start_workers_alone(thread: threading.Thread) -> None:
        if thread.name.startswith("helper"):
            raise RuntimeError("can't start new thread")
        start_thread(thread)

    monkeypatch.setattr(threading.Thread, "start", start_workers_alone)
    async with asyncio.timeout(SECONDS), WorkerPool(Workers().open, 1, 100, Workers().open, 1) as worker_pool:
        blocker, task = await block(worker_pool)
        waiting = [await start(worker_pool, number) for number in range(2 * CROWD)]
        blocker.release.set()
        assert await asyncio.gather(task, *waiting) == ["blocker", *range(2 * CROWD)]
    assert [record.message for record in caplog.records] == [
        """a helper of the worker pool has failed, the others go on: RuntimeError("can't start new thread")"""
    ]


async def test_helpers_take_part_until_all_is_done() -> None:
    """On leaving, what waits is done by workers and helpers together, and then all of them are closed."""
    workers, helpers = Workers(), Workers()
    worker_pool = await WorkerPool(workers.open, 1, 1000, helpers.open, 2).__aenter__()
    blocker, task = await block(worker_pool)
    tasks = [await start(worker_pool, number) for number in range(3 * CROWD)]
    closing = create_task(worker_pool.__aexit__())
    assert await asyncio.gather(*tasks) == list(range(3 * CROWD))
    blocker.release.set()
    await closing
    assert task.result() == "blocker"
    everybody = [*workers.opened, *helpers.opened]
    assert [one.closed_in for one in everybody] == [one.thread for one in everybody]
    assert sorted(name for one in helpers.opened for name in one.done) == list(range(3 * CROWD))  # type: ignore[type-var]
