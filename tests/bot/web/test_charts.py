"""Where the parts of a plot stand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.service.statistics import Count, Latency
from bot.web.charts import HEIGHT, WIDTH, Line, day_plot, ranges

MARCH = date(2025, 3, 1)
COUNTS = st.builds(Count, st.integers(0, 10**7), st.integers(0, 10**7))


def test_two_days() -> None:
    """Bars stand side by side, those not answered on those answered, in the unit of the grid."""
    plot = day_plot([(MARCH, Count(30, 10)), (MARCH + timedelta(1), Count())])
    assert plot.lines == (Line(156, 0), Line(119.5, 10), Line(83, 20), Line(46.5, 30), Line(10, 40))
    assert [(bar.answered, bar.unanswered, bar.is_told) for bar in plot.bars] == [(109.5, 36.5, True), (0, 0, True)]
    assert [(bar.x, bar.width) for bar in plot.bars] == [(77.2, 265.6), (409.2, 265.6)]


@given(st.lists(COUNTS, max_size=400))
def test_all_is_within(counts: list[Count]) -> None:
    """However many days there are, and however much was asked, all of the plot is within its frame, and readable."""
    plot = day_plot([(MARCH + timedelta(number), count) for number, count in enumerate(counts)])
    assert len(plot.lines) <= 6
    assert [line.value for line in plot.lines] == sorted({line.value for line in plot.lines})
    assert sum(bar.is_told for bar in plot.bars) <= 8
    assert [bar.count for bar in plot.bars] == counts
    for bar in plot.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert 0 <= plot.ground - bar.answered - bar.unanswered < HEIGHT


def test_ranges() -> None:
    """Times are told in percent of the longest."""
    encode, total = Latency("encode", 3, 5, 10, 25), Latency("total", 3, 20, 40, 50)
    assert [(one.p50, one.p95, one.p99) for one in ranges([encode, total])] == [(10, 20, 50), (40, 80, 100)]
    assert ranges([]) == []
    assert [one.p99 for one in ranges([Latency("encode", 1, 0, 0, 0)])] == [0]
