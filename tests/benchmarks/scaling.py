"""Pictures of how what an answer costs grows with the number of passages."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.memory import Memory

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WHOLE = "#111827"
_COLORS = (
    *("#0b6e99", "#c2410c", "#4d7c0f", "#6d28d9", "#be185d"),
    *("#b91c1c", "#a16207", "#0f766e", "#64748b", "#1d4ed8"),
)
_LEAST = 0.05  # milliseconds that are drawn
_APART = 1.36  # least ratio between the heights of two labels


def draw_stages(sizes: Sequence[int], stages: Mapping[str, Sequence[float]], path: Path) -> None:
    """Draws the median milliseconds of each stage, the first being all of them, by the number of passages."""
    figure, axes = _chart("Milliseconds of an answer, median", "How long each stage of an answer takes")
    (whole, of_whole), *others = stages.items()
    lines = [(whole, of_whole, _WHOLE, 3.0)]
    lines += [(name, of, color, 1.8) for (name, of), color in zip(others, _COLORS, strict=False)]
    lines = [line for line in lines if max(line[1]) >= _LEAST]
    for _, values, color, width in lines:
        axes.plot(sizes, values, "o-", color=color, linewidth=width, markersize=width + 2)
    axes.set_yscale("log")
    axes.set_ylim(bottom=_LEAST)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    heights = _apart([max(values[-1], _LEAST) for _, values, _, _ in lines])
    for (name, values, color, _), height in zip(lines, heights, strict=True):
        axes.annotate(
            f" {name}, {values[-1]:.1f}",
            (sizes[-1], height),
            xytext=(6, 0),
            textcoords="offset points",
            color=color,
            va="center",
            annotation_clip=False,
        )
    figure.savefig(path)


def draw_memory(sizes: Sequence[int], held: Sequence[Memory], path: Path) -> None:
    """Draws the megabytes that a process holds after its questions, by the number of passages."""
    figure, axes = _chart("Megabytes in memory after 1,000 questions", "How much memory answers need")
    for label, values, color in (
        ("all, with mapped files", [one.resident for one in held], _WHOLE),
        ("its own", [one.anonymous for one in held], _COLORS[1]),
    ):
        known = [value or 0.0 for value in values]
        axes.plot(sizes, known, "o-", color=color, linewidth=2, label=label)
        for size, value in zip(sizes, known, strict=True):
            axes.annotate(
                f"{value:,.0f}", (size, value), xytext=(0, 8), textcoords="offset points", color=color, ha="center"
            )
    axes.set_ylim(0, axes.get_ylim()[1] * 1.25)  # room for the legend
    axes.legend(frameon=False, loc="upper left")
    figure.savefig(path)


def _chart(label: str, title: str) -> "tuple[Figure, Axes]":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 4.8), dpi=120, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel="Passages", ylabel=label, title=title)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(color="#e5e5e5")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _apart(values: Sequence[float]) -> list[float]:
    """Heights for labels beside these values, on a log axis, moved up where two would overlap."""
    heights, lowest = dict[int, float](), 0.0
    for number in sorted(range(len(values)), key=lambda number: values[number]):
        heights[number] = max(values[number], lowest)
        lowest = heights[number] * _APART
    return [heights[number] for number in range(len(values))]
