"""An outage that took long to find is told at once to those who come next, for a moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.service.worker_pool import WorkerPool
from index.errors import OutageError, QuotebotError
from index.outage import Outage
from index.storage.database import DatabaseOutageError


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds since it was made."""
        return self.now


def tried(outage: Outage, clock: Clock, seconds: float = 0.0, error: Exception | None = None) -> str:
    """What something that takes so long, and raises this, comes to: what is raised, and whether it was begun."""
    begun = False
    try:
        with outage.minded():
            begun = True
            clock.now += seconds
            if error:
                raise error
    except QuotebotError as raised:
        return f"{type(raised).__name__}: {raised}{'' if begun else ', at once'}"
    return "done"


def test_refuses_at_once_for_a_moment() -> None:
    """What was found away is not tried again for so many seconds; then it is, and goes on once that goes well."""
    clock = Clock()
    outage = Outage(seconds=1.0, clock=clock)
    assert tried(outage, clock, 2.0, DatabaseOutageError("it is away")) == "DatabaseOutageError: it is away"
    assert tried(outage, clock) == "DatabaseOutageError: it is away, at once"
    clock.now += 0.9
    assert tried(outage, clock) == "DatabaseOutageError: it is away, at once"
    clock.now += 0.1
    assert tried(outage, clock, 2.0, OutageError("still away")) == "OutageError: still away"
    assert tried(outage, clock) == "OutageError: still away, at once"
    clock.now += 1.0
    assert [tried(outage, clock), tried(outage, clock)] == ["done", "done"]


@pytest.mark.parametrize(
    ("seconds", "error"),
    [(0.0, DatabaseOutageError("full")), (5.0, OutageError("another's")), (5.0, QuotebotError("damaged"))],
)
def test_what_costs_no_waiting_is_not_remembered(seconds: float, error: QuotebotError) -> None:
    """What is told at once, is of another kind or is no outage keeps nobody from trying."""
    clock = Clock()
    outage = Outage(DatabaseOutageError, 1.0, clock)
    tried(outage, clock, seconds, error)
    assert tried(outage, clock) == "done"


async def test_of_many_that_wait_in_a_pool_few_try() -> None:
    """Work that waits behind some that found an outage is not begun, and its callers are told the same."""
    begun = list[int]()

    @contextmanager
    def worker() -> Iterator[None]:
        yield

    clock = Clock()

    def work(number: int) -> None:
        begun.append(number)
        clock.now += 2.0
        raise OutageError("it is away")

    async with WorkerPool(worker, 1, 100, within=Outage(seconds=1.0, clock=clock).minded) as pool:

        async def asked(number: int) -> str:
            with pytest.raises(OutageError) as told:
                await pool.run(lambda _: work(number))
            return str(told.value)

        assert await asyncio.gather(*map(asked, range(12))) == ["it is away"] * 12
        assert begun == [0]
