"""Questions that ask the same, put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.75  # cosine from which two questions ask the same


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same, known by one of them, and how often it was asked."""

    question: str
    count: int


def group(questions: Sequence[str], vectors: NDArray[np.float32]) -> list[Group]:
    """Puts questions together with the first that is like them; those asked most often first.

    `vectors` are the embeddings of the questions: float32, shape (questions, dimension), unit rows.
    """
    leaders: list[int] = []
    counts: list[int] = []
    for number in range(len(questions)):
        cosines = vectors[leaders] @ vectors[number] if leaders else np.empty(0, np.float32)
        if len(cosines) and cosines.max() >= ALIKE:
            counts[int(cosines.argmax())] += 1
        else:
            leaders.append(number)
            counts.append(1)
    groups = [Group(questions[leader], count) for leader, count in zip(leaders, counts, strict=True)]
    return sorted(groups, key=lambda one: -one.count)
