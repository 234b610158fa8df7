"""Acknowledging goes before answering, and a stop waits for what is under way."""

import asyncio

import pytest

from bot.discord.in_flight import InFlight


async def test_backpressure() -> None:
    """While more are unacknowledged than may be, those acknowledged wait, and go on once enough others are too."""
    in_flight = InFlight(burst=2, max_delay=60.0)
    for request in "abcd":
        in_flight.begin(request, awaits_acknowledgement=True)
    in_flight.acknowledged("a")
    waiting = asyncio.create_task(in_flight.backpressure())
    await asyncio.sleep(0)
    assert not waiting.done()
    in_flight.end("b")
    await waiting


async def test_backpressure_is_limited() -> None:
    """However many are unacknowledged, nobody waits longer than may be."""
    in_flight = InFlight(burst=0, max_delay=0.0)
    in_flight.begin("a", awaits_acknowledgement=True)
    await in_flight.backpressure()


async def test_what_needs_no_acknowledgement() -> None:
    """What Discord does not give up on keeps nobody waiting."""
    in_flight = InFlight(burst=0, max_delay=60.0)
    in_flight.begin("a", awaits_acknowledgement=False)
    await in_flight.backpressure()


async def test_drain() -> None:
    """A stop lets nothing new begin and waits for the end of all that is under way."""
    in_flight = InFlight()
    in_flight.begin("a", awaits_acknowledgement=True)
    in_flight.begin("b", awaits_acknowledgement=False)
    draining = asyncio.create_task(in_flight.drain())
    in_flight.end("a")
    await asyncio.sleep(0)
    assert (in_flight.stopping, draining.done()) == (True, False)
    in_flight.end("b")
    await draining


async def test_drain_is_limited(caplog: pytest.LogCaptureFixture) -> None:
    """A stop waits only so long, and says how many were not answered."""
    in_flight = InFlight()
    in_flight.begin("a", awaits_acknowledgement=True)
    await in_flight.drain(patience=0.01)
    assert [record.getMessage() for record in caplog.records] == ["stopped with 1 answers under way"]


async def test_alone() -> None:
    """What is done alone in a server is done one after another, and nothing of another server waits for it."""
    in_flight, done = InFlight(), list[int]()

    async def also(server: int) -> None:
        async with in_flight.alone(server):
            done.append(server)

    async with in_flight.alone(1):
        waiting = asyncio.create_task(also(1))
        await also(2)
        await asyncio.sleep(0)
        assert done == [2]
    await waiting
    assert done == [2, 1]


async def test_turns() -> None:
    """A person's fifth request waits for the end of one of the four before it, and others' wait for none of these."""
    in_flight = InFlight()
    begun, release = list[str](), [asyncio.Event() for _ in range(6)]

    async def request(number: int) -> None:
        async with in_flight.turn(person=1):
            begun.append(f"own {number}")
            await release[number].wait()

    own = [asyncio.create_task(request(number)) for number in range(6)]
    await asyncio.sleep(0)
    assert begun == ["own 0", "own 1", "own 2", "own 3"]
    async with in_flight.turn(person=2):
        begun.append("other")
    release[2].set()
    await own[2]
    await asyncio.sleep(0)
    assert begun[4:] == ["other", "own 4"]
    for event in release:
        event.set()
    await asyncio.gather(*own)
    assert begun[6:] == ["own 5"]


async def test_a_stop_waits_for_what_is_under_way() -> None:
    """What is done beside requests is waited for too, and ends also where it fails."""
    in_flight = InFlight()
    with in_flight.under_way():
        stopping = asyncio.create_task(in_flight.drain())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not stopping.done()
    await stopping
    with pytest.raises(ValueError, match="it fails"), in_flight.under_way():
        raise ValueError("it fails")
    await in_flight.drain()
