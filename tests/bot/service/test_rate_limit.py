"""Nobody asks more than their share."""

import pytest

from bot.service.rate_limit import RateLimit


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        """The time."""
        return self.now


@pytest.mark.parametrize("start", [0.0, 123456.7891234, 9e6 + 0.1])
def test_cooldown(start: float) -> None:
    """A burst goes on at once, then one at each interval; who is told to wait may go on when that is over."""
    clock = Clock(start)
    rate_limit = RateLimit(5, 3, clock)
    assert [rate_limit.take(1) for _ in range(5)] == [0.0] * 5
    assert [rate_limit.take(1) for _ in range(2)] == [3.0] * 2
    clock.now = start + 1
    assert rate_limit.take(1) == pytest.approx(2)
    clock.now = start + 3.001
    assert rate_limit.take(1) == 0.0
    assert rate_limit.take(1) == pytest.approx(2.999)
    clock.now = start + 9.001
    assert [rate_limit.take(1) > 0 for _ in range(3)] == [False, False, True]
    clock.now = start + 1000
    assert [rate_limit.take(1) > 0 for _ in range(6)] == [False] * 5 + [True]


def test_cooldown_is_each_persons_own() -> None:
    """One person's questions cost no other any."""
    rate_limit = RateLimit(1, 3, Clock(50))
    assert [rate_limit.take(person) for person in (1, 2, 1, 3, 2)] == [0.0, 0.0, 3.0, 0.0, 3.0]


def test_no_cooldown() -> None:
    """Where the interval is zero everyone may always go on, and nobody is kept for long."""
    rate_limit = RateLimit(5, 0, Clock(50))
    assert [rate_limit.take(person % 3) for person in range(100)] == [0.0] * 100
    assert len(rate_limit) == 1


@pytest.mark.parametrize(("times", "refused"), [(1, True), (100_000, True), (0, False)])
def test_by_the_minute(times: float, refused: bool) -> None:
    """Of what is limited by the minute ten go on at once, and without a limit as many as there are."""
    rate_limit = RateLimit.per_minute(times, Clock(50))
    assert [rate_limit.take(1) > 0 for _ in range(11)] == [False] * 10 + [refused]


def test_cooldown_forgets() -> None:
    """Persons who have all of their burst again are not kept, however many there were."""
    clock = Clock(0)
    rate_limit = RateLimit(2, 3, clock)
    for person in range(1000):
        clock.now = person
        rate_limit.take(person)
        assert len(rate_limit) <= 3
    rate_limit.take(999)
    clock.now += 5.9
    rate_limit.take(999)
    assert len(rate_limit) == 1


def test_cooldown_forgets_behind_who_keeps_asking() -> None:
    """A person who is never rested does not have all others kept."""
    clock = Clock(0)
    rate_limit = RateLimit(2, 3, clock)
    for person in range(1, 1000):
        clock.now = person
        rate_limit.take(0)
        rate_limit.take(person)
        assert len(rate_limit) <= 7
