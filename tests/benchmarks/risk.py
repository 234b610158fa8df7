"""The operator's risk: how many answers are wrong, by how many questions are answered."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.evaluation.answers import Sample

THRESHOLDS = tuple(step / 10 for step in range(10))
_POINTS = 300  # of a curve: more cannot be seen
_COLORS = ("#0b6e99", "#7fb6cc", "#c2410c", "#e9a683", "#4d7c0f", "#a9c47f")


class Threshold(msgspec.Struct, frozen=True):
    """What becomes of a set's questions where answers are given from a confidence on."""

    confidence: float
    answered: float
    wrong: float | None
    refused_right: float | None
    found: float | None


def threshold(samples: Sequence[Sample], least: float) -> Threshold:
    """The share of questions answered, of these wrong, of unanswerable ones refused, of answerable ones with gold."""
    answered = [sample for sample in samples if _sureness(sample) >= least]
    others = [sample for sample in samples if not sample.answerable]
    gold = [sample for sample in samples if sample.answerable]
    return Threshold(
        least,
        len(answered) / len(samples),
        sum(not sample.first for sample in answered) / len(answered) if answered else None,
        sum(_sureness(sample) < least for sample in others) / len(others) if others else None,
        sum(sample.first for sample in answered) / len(gold) if gold else None,
    )


def curve(samples: Sequence[Sample]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coverage and risk, the surest answers first; questions that are never answered are left out at the end."""
    sure = np.array([_sureness(sample) for sample in samples])
    order = np.argsort(-sure, kind="stable")[: int((sure >= 0).sum())]
    counts = np.arange(1, len(order) + 1)
    right = np.cumsum(np.array([sample.first for sample in samples])[order])
    return counts / len(samples), 1 - right / counts


def draw(sets: Mapping[str, Sequence[Sample]], chosen: float, path: Path) -> None:
    """Draws the curves of the sets, with the points at the chosen threshold, as a picture."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 4.8), dpi=120, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    for (name, samples), color in zip(sets.items(), cycle(_COLORS), strict=False):
        coverage, risk = curve(samples)
        step = len(coverage) // _POINTS + 1
        point = threshold(samples, chosen)
        label = f"{name}: {point.answered:.0%} answered"
        if point.wrong is not None:
            label += f", {point.wrong:.0%} of these wrong"
            axes.plot(point.answered, point.wrong, "o", color=color, markersize=9, markeredgecolor="white", zorder=3)
        axes.plot(coverage[::step], risk[::step], color=color, linewidth=2, label=label)
    axes.set(
        xlim=(0, 1.02),
        ylim=(0, 1),
        xlabel="Coverage: share of all questions that are answered",
        ylabel="Risk: share of the answers whose first quote is wrong",
        title="The surest answers first: what is wrong of what is answered",
    )
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(color="#e5e5e5")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left", title=f"At the threshold {chosen:g} (●)", alignment="left")
    figure.savefig(path)


def _sureness(sample: Sample) -> float:
    """The confidence; less than any threshold where what the question names is not spoken of."""
    return -1.0 if sample.lacks_name or sample.evidence is None else sample.confidence
