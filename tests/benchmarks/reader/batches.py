"""Examples as batches of a few shapes: each new one costs a compilation of the model's products on a CPU."""

from itertools import pairwise
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tests.benchmarks.reader.examples import Examples

_LENGTHS = (48, 64, 80, 96, 112, 128, 160, 192)  # tokens that pairs are padded to
_POOL = 4096  # groups that are put in order of their lengths together


class Batch(NamedTuple):
    """Padded pairs: `tokens` int64 (pairs, length); the others (pairs,), see Examples; `lengths` without padding."""

    tokens: Tensor
    lengths: Tensor
    passage: Tensor
    start: Tensor
    end: Tensor
    answerable: Tensor
    group: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same on a device."""
        return Batch(*(part.to(device) for part in self))


class Selection(NamedTuple):
    """Which pairs are read, to see what others are worth: none of some kinds, and so large a share of the groups."""

    without: tuple[str, ...] = ()
    share: float = 1.0

    def groups(self, examples: Examples) -> list[list[int]]:
        """The numbers of the pairs that are read, by their groups."""
        read = ~np.isin(examples.kinds[examples.kind], self.without) & (_spread(examples.group) < self.share)
        rows = np.flatnonzero(read)
        first = np.flatnonzero(np.diff(examples.group[rows], prepend=-1))
        return [rows[start:end].tolist() for start, end in pairwise([*first.tolist(), len(rows)])]


def batches(examples: Examples, tokens: int, draw: Random, selection: Selection) -> list[list[int]]:
    """The numbers of the pairs of each batch, of at most so many tokens with padding, in an order drawn.

    Groups stay whole, and stand beside groups of about their length.
    """
    lengths = padded(np.diff(examples.offsets))
    groups = selection.groups(examples)
    draw.shuffle(groups)
    found = list[list[int]]()
    for pool in range(0, len(groups), _POOL):
        taken = list[int]()
        longest = 0
        for group in sorted(groups[pool : pool + _POOL], key=lambda one: int(lengths[one].max())):
            longest_with = max(longest, int(lengths[group].max()))
            if taken and (len(taken) + len(group)) * longest_with > tokens:
                found.append(taken)
                taken, longest_with = [], int(lengths[group].max())
            taken = [*taken, *group]
            longest = longest_with
        found.append(taken)
    draw.shuffle(found)
    return found


def _spread(groups: NDArray[np.int32]) -> NDArray[np.float64]:
    """A number from 0 to 1 for each group, always the same, spread evenly: of the golden ratio (Weyl's sequence)."""
    return groups.astype(np.float64) * 0.6180339887498949 % 1.0


def padded(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """To how many tokens pairs of these lengths are padded at least."""
    steps = np.array(_LENGTHS, np.int64)
    return steps[np.searchsorted(steps, lengths)]


def collate(examples: Examples, numbers: list[int]) -> Batch:
    """The batch of these pairs."""
    rows = np.array(numbers)
    lengths = examples.offsets[rows + 1] - examples.offsets[rows]
    tokens = np.zeros((len(rows), int(padded(lengths).max())), np.int64)
    for place, row in enumerate(numbers):
        own = examples.tokens[examples.offsets[row] : examples.offsets[row + 1]]
        tokens[place, : len(own)] = own
    columns = (examples.passage, examples.start, examples.end, examples.answerable, examples.group)
    return Batch(
        torch.from_numpy(tokens),
        torch.from_numpy(lengths),
        *(torch.from_numpy(column[rows].astype(np.int64)) for column in columns),
    )
