"""Whether the confidence holds on articles that it was not fitted to."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from index.answering.answer import Answerer, ScoredAnswer
from index.answering.confidence import Calibration
from index.evaluation.answers import Sample, auroc, calibration_error, fit
from index.retrieval.federation import Federation
from index.retrieval.query import understand
from index.text.question import analyze

_FOLDS = 10


class Transfer(msgspec.Struct, frozen=True):
    """How good the confidence is on a set, by what it was fitted to."""

    fitted: str
    set: str
    auroc: float | None
    calibration_error: float


def transfers(
    sets: Mapping[str, Sequence[Sample]], groups: Mapping[str, Sequence[str]], reader: str = ""
) -> list[Transfer]:
    """Fits to each set and to all but a tenth of their articles, and measures on every set.

    `groups` names for each sample the article by which it is kept together. A row by folds holds for each question
    what a fit without its article says. `reader` is the fingerprint of the one that they were answered with.
    """
    rows = [
        _row(fitted, name, samples, confidences(samples, fit([sets[fitted]], reader)))
        for fitted in sets
        for name, samples in sets.items()
    ]
    held = out_of_fold(sets, groups, reader)
    return rows + [_row("other articles of all sets", name, sets[name], held[name]) for name in sets]


def confidences(samples: Sequence[Sample], calibration: Calibration) -> NDArray[np.float64]:
    """How sure the answers would have been with another calibration."""
    answerer = Answerer(Federation({}), calibration, 0.0)
    asked = understand(analyze(""), date.min)
    return np.array(
        [answerer.confidence(ScoredAnswer("", (), one.evidence, one.lacks_name, asked)) for one in samples], np.float64
    )


def out_of_fold(
    sets: Mapping[str, Sequence[Sample]], groups: Mapping[str, Sequence[str]], reader: str = ""
) -> dict[str, NDArray[np.float64]]:
    """How sure each answer is by a fit to other articles: float64, shape (samples,), for each set.

    `reader` is the fingerprint of the one that they were answered with.
    """
    held = {name: np.zeros(len(samples)) for name, samples in sets.items()}
    splits = {
        name: list(GroupKFold(min(_FOLDS, len(set(groups[name])))).split(np.zeros(len(samples)), groups=groups[name]))
        for name, samples in sets.items()
    }
    for number in range(_FOLDS):
        parts = {name: split[number % len(split)] for name, split in splits.items()}
        calibration = fit([[sets[name][row] for row in train] for name, (train, _) in parts.items()], reader)
        for name, (_, test) in parts.items():
            held[name][test] = confidences([sets[name][row] for row in test], calibration)
    return held


def _row(fitted: str, name: str, samples: Sequence[Sample], sure: NDArray[np.float64]) -> Transfer:
    labels = np.array([sample.answerable for sample in samples])
    return Transfer(fitted, name, auroc(labels, sure), calibration_error(labels, sure))
