"""What becomes of one message is worked on in order, and each knows whether it is the last."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.discord.revisions import Revisions
from bot.discord.written_request import is_recent

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


async def test_turns_of_a_message() -> None:
    """A message's revisions wait for one another, and all but the last learn at once that there is a later one."""
    revisions, told = Revisions(), list[tuple[str, bool]]()
    may_end = asyncio.Event()

    async def work(name: str) -> None:
        async with revisions.turn(7) as revision:
            told.append((name, revision.is_latest))
            await may_end.wait()
            told.append((f"end of {name}", revision.is_latest))

    first = asyncio.create_task(work("first"))
    await asyncio.sleep(0)
    others = [asyncio.create_task(work(name)) for name in ("second", "third")]
    await asyncio.sleep(0)
    may_end.set()
    await asyncio.gather(first, *others)
    assert told == [
        ("first", True),
        ("end of first", False),
        ("second", False),
        ("end of second", False),
        ("third", True),
        ("end of third", True),
    ]


async def test_messages_do_not_wait_for_others() -> None:
    """What becomes of one message neither waits for another's nor makes it old, and is forgotten with its end."""
    revisions = Revisions()
    async with revisions.turn(7) as first, revisions.turn(8) as second:
        assert (first.is_latest, second.is_latest) == (True, True)
    async with revisions.turn(7) as later:
        assert (later.number, later.is_latest) == (2, True)
    del first, later
    async with revisions.turn(7) as anew:
        assert anew.number == 1


async def test_a_turn_that_fails() -> None:
    """Where work on a message fails or is cancelled, the next revision goes on."""
    revisions = Revisions()
    with pytest.raises(ValueError, match="no"):
        async with revisions.turn(7):
            raise ValueError("no")
    async with asyncio.timeout(5), revisions.turn(7) as revision:
        assert revision.is_latest


@pytest.mark.parametrize(
    ("passed", "follows"),
    [
        (timedelta(0), True),
        (timedelta(minutes=4, seconds=59, microseconds=999_999), True),
        (timedelta(minutes=5), False),
        (timedelta(days=9), False),
        (timedelta(seconds=-3), True),  # by Discord's clock it is later than here
    ],
)
def test_five_minutes(passed: timedelta, follows: bool) -> None:
    """An answer follows its question for five minutes."""
    assert is_recent(NOON, NOON + passed) is follows
