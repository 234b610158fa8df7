"""What is counted of stages."""

from collections.abc import Iterator

import pytest

from bot.service import stopwatch
from bot.service.stopwatch import Stopwatch


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    """A stopwatch of a clock that goes on by twice as much each time it is asked: 1, 2, 4, 8 ..."""
    ticks: Iterator[float] = (2.0**power for power in range(99))
    monkeypatch.setattr(stopwatch, "perf_counter", lambda: next(ticks))
    return Stopwatch()


def test_stages_count_what_goes_on_within(watch: Stopwatch) -> None:
    """A stage counts with the stages within it, one that comes again adds to itself, and all stand as they began."""
    with watch.on_stage("search"), watch.on_stage("words"):
        pass
    with watch.on_stage("words"):
        pass
    taken = watch.lap()
    assert list(taken.items()) == [("search", 8.0 - 1.0), ("words", (4.0 - 2.0) + (32.0 - 16.0))]


def test_laps(watch: Stopwatch) -> None:
    """A lap has what ended since the last one, and an error ends a stage as anything else does."""

    def fail() -> None:
        with watch.on_stage("search"):
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any
        fail()
    assert watch.lap() == {"search": 1.0}
    assert watch.lap() == {}
