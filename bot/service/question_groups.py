"""Questions that ask the same, put together."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.75  # cosine from which two questions ask the same


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same, known by one of them, and how often it was asked."""

    question: str
    count: int


def group(asked: Mapping[str, int], vectors: NDArray[np.float32]) -> list[Group]:
    """Puts questions together with the first that is like them; those asked most often first.

    `asked` tells how often each was asked; `vectors` are their embeddings: float32, shape (questions, dimension), unit
    rows.
    """
    leaders: list[int] = []
    counts: list[int] = []
    for number, count in enumerate(asked.values()):
        cosines = vectors[leaders] @ vectors[number] if leaders else np.empty(0, np.float32)
        if len(cosines) and cosines.max() >= ALIKE:
            counts[int(cosines.argmax())] += count
        else:
            leaders.append(number)
            counts.append(count)
    questions = list(asked)
    groups = [Group(questions[leader], count) for leader, count in zip(leaders, counts, strict=True)]
    return sorted(groups, key=lambda one: -one.count)
