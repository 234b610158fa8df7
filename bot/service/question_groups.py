"""Questions that ask the same, put together."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.75  # cosine from which two questions ask the same


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same, known by the first of them, and how often all were asked."""

    questions: tuple[str, ...]
    count: int


def group(asked: Mapping[str, int], vectors: NDArray[np.float32]) -> list[Group]:
    """Puts questions together with the first that is like them; those asked most often first.

    `asked` tells how often each was asked; `vectors` are their embeddings: float32, shape (questions, dimension), unit
    rows.
    """
    questions, counts = list(asked), list(asked.values())
    leaders: list[int] = []
    members: list[list[int]] = []
    for number in range(len(questions)):
        cosines = vectors[leaders] @ vectors[number] if leaders else np.empty(0, np.float32)
        if len(cosines) and cosines.max() >= ALIKE:
            members[int(cosines.argmax())].append(number)
        else:
            leaders.append(number)
            members.append([number])
    groups = [Group(tuple(questions[one] for one in ones), sum(counts[one] for one in ones)) for ones in members]
    return sorted(groups, key=lambda one: -one.count)
