"""Turns to ask servers."""

import asyncio

from index.fetching.politeness import Politeness
from index.fetching.responses import Body
from tests.index.fetching.servers import Clock, Server, fetcher, page


async def test_pauses_and_order() -> None:
    """Requests to one host begin in the order in which they were wanted, with a pause between two."""
    clock, begun = Clock(), []
    politeness = Politeness(clock)

    async def ask(number: int) -> None:
        async with politeness.turn("example.org"):
            begun.append((number, clock.time))

    await asyncio.gather(*map(ask, range(5)))
    assert begun == [(0, 0.0), (1, 0.25), (2, 0.5), (3, 0.75), (4, 1.0)]


async def test_two_at_once_of_a_host() -> None:
    """Of one host two are asked at once, and others go on meanwhile."""
    politeness, ends, begun = Politeness(Clock()), asyncio.Event(), list[str]()

    async def ask(host: str, name: str) -> None:
        async with politeness.turn(host, 0.0):
            begun.append(name)
            await ends.wait()

    tasks = [asyncio.create_task(ask("a", f"a{number}")) for number in range(3)]
    tasks += [asyncio.create_task(ask("b", "b0"))]
    while len(begun) < 3:
        await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)
    assert begun == ["a0", "a1", "b0"]
    ends.set()
    await asyncio.gather(*tasks)
    assert begun == ["a0", "a1", "b0", "a2"]


async def test_eight_at_once_in_all() -> None:
    """Of all hosts eight requests go on at once, and no host waits behind all of another."""
    politeness, begun = Politeness(Clock()), list[str]()
    ends = {f"{host}{number}": asyncio.Event() for host in "abcdef" for number in range(4)}

    async def ask(host: str, name: str) -> None:
        async with politeness.turn(host, 0.0):
            begun.append(name)
            await ends[name].wait()

    tasks = [asyncio.create_task(ask(name[0], name)) for name in ends]
    while len(begun) < 8:
        await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)
    assert begun == ["a0", "a1", "b0", "b1", "c0", "c1", "d0", "d1"]
    for event in ends.values():
        event.set()
    await asyncio.gather(*tasks)
    assert begun[8:12] == ["e0", "e1", "f0", "f1"]


async def test_put_off() -> None:
    """A host that is put off is asked when that is over; one that failed in its turn does not hold it."""
    clock = Clock()
    politeness = Politeness(clock)
    for wait in (3.0, 10.0):
        try:
            async with politeness.turn("example.org"):
                raise ConnectionError
        except ConnectionError:
            politeness.put_off("example.org", wait)
    async with politeness.turn("example.org"):
        assert clock.time == 13.0


async def test_many_hosts() -> None:
    """Hosts that were asked are forgotten when they may be asked again at once, and not before."""
    clock = Clock()
    politeness = Politeness(clock)
    politeness.put_off("late.example", 100.0)
    politeness.put_off("late.example", 1.0)
    for number in range(1000):
        async with politeness.turn(f"{number}.example"):
            clock.time += 0.05
    async with politeness.turn("late.example"):
        assert clock.time == 100.0


async def test_at_once_over_real_connections() -> None:
    """A server is never asked for more than two pages at once, and for its robots.txt once."""
    urls = [f"http://example.org/{number}" for number in range(20)]
    pages = {f"/{number}": page(b"%d" % number) for number in range(20)}
    async with Server(pages) as server, fetcher(server.port) as web:
        responses = await asyncio.gather(*map(web.fetch, urls))
    assert responses == [Body(url, b"%d" % number) for number, url in enumerate(urls)]
    assert server.targets.count("/robots.txt") == 1
    assert server.most_at_once <= 2
