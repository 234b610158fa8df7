"""Reads that many ask for at once: made once, and never older than who asks."""

import asyncio

import pytest

from bot.service.shared_reads import SharedReads

pytestmark = pytest.mark.asyncio


class Source:
    """Something that is read, where each read waits until it may go on."""

    def __init__(self) -> None:
        self.value = 0
        self.begun = list[str]()
        self.may_go_on = asyncio.Event()

    async def read(self, key: str) -> tuple[str, int]:
        """Read the value as it is when the read begins."""
        self.begun.append(key)
        value = self.value
        await self.may_go_on.wait()
        if value < 0:
            raise ValueError(value)
        return key, value


async def test_whoever_asks_gets_a_read_that_began_after_that() -> None:
    """Those who ask before a read begins share it; those who ask while it is made share the next one."""
    source = Source()
    reads = SharedReads(source.read)
    early = [asyncio.create_task(reads.get("a")) for _ in range(3)]
    other = asyncio.create_task(reads.get("b"))
    while source.begun != ["a", "b"]:
        await asyncio.sleep(0)
    source.value = 1
    late = [asyncio.create_task(reads.get("a")) for _ in range(3)]
    await asyncio.sleep(0)
    source.may_go_on.set()
    assert await asyncio.gather(*early) == [("a", 0)] * 3
    assert await other == ("b", 0)
    assert await asyncio.gather(*late) == [("a", 1)] * 3
    assert source.begun == ["a", "b", "a"]


async def test_a_read_that_fails_fails_for_all_who_share_it() -> None:
    """Each of those who asked is told of a failure, and the next read is made anew; who no longer waits stops none."""
    source = Source()
    source.may_go_on.set()
    source.value = -1
    reads = SharedReads(source.read)
    asked = [asyncio.create_task(reads.get("a")) for _ in range(2)]
    gone = asyncio.create_task(reads.get("a"))
    await asyncio.sleep(0)
    gone.cancel()
    told = await asyncio.gather(*asked, gone, return_exceptions=True)
    assert [type(one) for one in told] == [ValueError, ValueError, asyncio.CancelledError]
    source.value = 2
    assert await reads.get("a") == ("a", 2)
