"""What is done once a day is done at one hour, however late the program looks, and whenever it was ended."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.daily import take_turn
from tests.bot.service.memory_state import MemoryFacts

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


async def turns(*hours: float, facts: MemoryFacts | None = None) -> list[float | None]:
    """The turns that are had by who looks so many hours after noon, in hours after noon too."""
    facts = facts or MemoryFacts()
    taken = [await take_turn(facts, 7, NOON + timedelta(hours=hour)) for hour in hours]
    return [None if turn is None else (turn - NOON) / timedelta(hours=1) for turn in taken]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((0, 0, 1, 23.9), [0, None, None, None]),
        ((0, 24, 24.1, 48), [0, 24, None, 48]),
        ((0, 24.2, 48), [0, 24, 48]),  # a late look moves no hour
        ((0, 75, 95, 96), [0, 72, None, 96]),  # days without a look have no turn of their own
        ((1000, 0, 1, 24), [1000, 0, None, 24]),  # the clock was ahead
    ],
)
async def test_turns(hours: tuple[float, ...], expected: list[float | None]) -> None:
    """The first look has a turn, and from then on one each day at that hour."""
    assert await turns(*hours) == expected


async def test_each_server_has_turns_of_its_own() -> None:
    """The turn of one server is none of another's, and is kept where the program ends."""
    facts = MemoryFacts()
    assert await take_turn(facts, 7, NOON) == NOON
    assert await take_turn(facts, 8, NOON) == NOON
    assert await turns(1, 25, facts=facts) == [None, 24]


@given(st.lists(st.floats(0, 200), min_size=1, max_size=20).map(sorted))
async def test_any_looks(hours: list[float]) -> None:
    """Turns are a whole number of days apart, none is in the future, and none is had twice."""
    taken = [(hour, turn) for hour, turn in zip(hours, await turns(*hours), strict=True) if turn is not None]
    assert taken[0][1] == pytest.approx(hours[0], abs=1e-6)
    moments = [turn for _, turn in taken]
    gaps = [(later - sooner) / 24 for sooner, later in pairwise(moments)]
    assert gaps == [pytest.approx(max(1, round(gap))) for gap in gaps]
    assert all(turn <= hour + 1e-6 and hour - turn < 24 for hour, turn in taken)
