"""When a source is looked at again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.looks import KnownPage
from index.fetching.schedule import SHORTEST, next_look

DAY, HOUR = 86_400.0, 3600.0
NOW = 1_000_000.0

times = st.floats(0, 2 * NOW)


@pytest.mark.parametrize(
    ("failures", "pause"), [(1, 900), (2, 1800), (3, 3600), (7, 57_600), (8, DAY), (9, DAY), (5000, DAY)]
)
def test_a_source_that_failed(failures: int, pause: float) -> None:
    """It is tried again after a quarter of an hour, and then after twice as long each time, up to its own rhythm."""
    assert next_look(NOW, DAY, [KnownPage("a", looked_at=0, interval=1)], failures) == NOW + pause


@pytest.mark.parametrize(
    ("due", "pause"),
    [
        ((), DAY),
        ((5 * HOUR, 3 * HOUR, 90 * HOUR), 3 * HOUR),
        ((HOUR / 60,), SHORTEST),
        ((90 * HOUR,), DAY),
        ((-HOUR, 2 * HOUR), 2 * HOUR),
        ((-HOUR,), DAY),
    ],
)
def test_a_source_with_pages(due: tuple[float, ...], pause: float) -> None:
    """It is looked at when its first page is due; not sooner than in a quarter of an hour for one that failed now."""
    pages = [KnownPage(str(at), looked_at=NOW - DAY, interval=DAY + at) for at in due]
    assert next_look(NOW, DAY, pages, 0) == NOW + pause


@given(st.floats(SHORTEST, 30 * DAY), st.lists(st.tuples(times, times)), st.integers(0, 10_000))
def test_bounds(every: float, pages: list[tuple[float, float]], failures: int) -> None:
    """Whatever is known of its pages, a source is looked at again in a quarter of an hour to its own rhythm."""
    known = [KnownPage("a", looked_at=looked_at, interval=interval) for looked_at, interval in pages]
    assert NOW + SHORTEST <= next_look(NOW, every, known, failures) <= NOW + every
