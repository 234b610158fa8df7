"""Where the parts of a plot stand, which a template draws as SVG; all lengths are in its units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.service.statistics import Count, Latency

WIDTH, HEIGHT = 720, 180
_LEFT, _RIGHT, _BELOW, _ABOVE = 44, 12, 24, 10  # room for the numbers beside, the days below, and half a line above
_DAYS_TOLD = 8
_STEPS = (1, 2, 5)
_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid, at a height, and the number that stands beside it."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A day: where its bar stands, how high its two parts are, from the ground on, and whether the day is written."""

    day: date
    count: Count
    x: float
    width: float
    answered: float
    unanswered: float
    is_told: bool


@dataclass(frozen=True, slots=True)
class DayPlot:
    """Questions a day, those answered below those that were not."""

    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    ground: float


@dataclass(frozen=True, slots=True)
class Range:
    """A stage: how far its times reach, in percent of the longest."""

    latency: Latency
    p50: float
    p95: float
    p99: float


def day_plot(days: Sequence[tuple[date, Count]]) -> DayPlot:
    """Places the bars of days, which are in order."""
    most = max((count.asked for _, count in days), default=0)
    step = _step(most)
    top = max(step, -(-most // step) * step)
    ground = HEIGHT - _BELOW
    unit = (ground - _ABOVE) / top
    slot = (WIDTH - _LEFT - _RIGHT) / max(len(days), 1)
    every = -(-len(days) // _DAYS_TOLD)
    bars = tuple(
        Bar(
            day,
            count,
            round(_LEFT + number * slot + slot * 0.1, 2),
            round(slot * 0.8, 2),
            round(count.answered * unit, 2),
            round(count.unanswered * unit, 2),
            (len(days) - 1 - number) % every == 0,
        )
        for number, (day, count) in enumerate(days)
    )
    lines = tuple(Line(round(ground - value * unit, 2), value) for value in range(0, top + 1, step))
    return DayPlot(lines, bars, ground)


def ranges(latencies: Sequence[Latency]) -> list[Range]:
    """Tells how far the times of stages reach, beside each other."""
    longest = max((one.p99 for one in latencies), default=0) or 1
    return [Range(one, *(round(100 * time / longest, 2) for time in (one.p50, one.p95, one.p99))) for one in latencies]


def _step(most: int) -> int:
    """The least round number of which few enough reach as high as `most`."""
    power = 1
    while True:
        for factor in _STEPS:
            if factor * power * _LINES >= most:
                return factor * power
        power *= 10
