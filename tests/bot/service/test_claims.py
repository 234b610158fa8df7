"""What one of several processes does, and the others leave."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

import pytest

from bot.service.claims import Claims

pytestmark = pytest.mark.asyncio


class Memory:
    """What several claims of one program share."""

    def __init__(self) -> None:
        self.taken = set[str]()
        self.asked = list[int]()
        """How many keys were taken together."""
        self.locked = set[str]()

    async def take(self, key: str) -> bool:
        """Take a key."""
        return key in await self.take_all((key,))

    async def take_all(self, keys: Collection[str]) -> set[str]:
        """Take several keys."""
        self.asked.append(len(keys))
        new = set(keys) - self.taken
        self.taken |= new
        return new

    async def forget(self, before: datetime) -> None:
        """Forget all."""
        self.taken.clear()

    @asynccontextmanager
    async def held(self, key: str) -> AsyncIterator[bool]:
        """Hold a key."""
        is_free = key not in self.locked
        self.locked.add(key)
        try:
            yield is_free
        finally:
            if is_free:
                self.locked.discard(key)


async def test_alone_all_is_this_process_own() -> None:
    """Where nothing is shared everything may be done again and again, and held once at a time."""
    claims = Claims(None)
    assert [await claims.take("a"), await claims.take("a")] == [True, True]
    claims.stop()
    assert await claims.take("a")
    async with claims.held("a") as first, claims.held("a") as second, claims.held("b") as other:
        assert (first, second, other) == (True, False, True)
    async with claims.held("a") as again:
        assert again


async def test_one_of_two_processes_takes_what_comes() -> None:
    """What both are told of one of them takes, and the other leaves."""
    shared = Memory()
    one, other = Claims(shared), Claims(shared)
    taken = [await one.take("a"), await other.take("a"), await other.take("b"), await one.take("b")]
    assert taken == [True, False, True, False]


async def test_what_comes_at_once_is_taken_together() -> None:
    """A crowd's questions are taken by few statements, each by one process, and once where it is told twice."""
    shared = Memory()
    one, other = Claims(shared), Claims(shared)
    keys = [str(number) for number in range(100)]
    taken = await asyncio.gather(*(claims.take(key) for claims in (one, one, other) for key in keys))
    counts = [sum(taken[number::100]) for number in range(100)]
    assert (counts, len(shared.asked)) == ([1] * 100, 2)


async def test_a_process_that_stops_takes_nothing_more() -> None:
    """From the stop on all is left to others."""
    shared = Memory()
    claims = Claims(shared)
    claims.stop()
    assert (await claims.take("a"), shared.taken) == (False, set())


async def test_what_another_process_holds_is_waited_for() -> None:
    """What one process holds another gets once that lets go of it, and not before."""
    shared, order = Memory(), list[str]()
    one, other = Claims(shared), Claims(shared)

    async def wait() -> None:
        async with other.awaited("a", 0):
            order.append("other")

    async with AsyncExitStack() as stack:
        await stack.enter_async_context(one.awaited("a"))
        waiting = asyncio.create_task(wait())
        async with other.held("a") as is_held:
            assert not is_held
        await asyncio.sleep(0)
        order.append("one")
    await waiting
    assert order == ["one", "other"]
