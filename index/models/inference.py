"""Tokenized texts through a compiled model: batches of similar length, several at a time where it has the requests."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Measured with the default model on two cores: what a layer makes of 640 tokens stays in a core's own cache. 4096
# tokens take a fifth longer.
_BATCH_TOKENS = 640
_LEAST_TOKENS = 128  # up to which a batch takes hardly longer than a shorter one, as all weights are read for either
_MOST_PADDING = 0.05  # of a longer batch
_STEP = 4  # lengths are rounded up to multiples of it: each new shape has code made for it, 2 ms and up to 0.9 MB

Outputs = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Sentence vectors, shape (rows, dimension), and token vectors, shape (rows, tokens, dimension), while they last."""


class Engine:
    """A compiled model that any number of threads may run, on as many batches at a time as it has requests."""

    def __init__(self, compiled: Any, requests: int, longest: int, step: int = _STEP) -> None:
        """Takes the most tokens that a text may have, padding counted, and of what their number is a multiple."""
        self._requests = requests
        self._longest = longest
        self._step = step
        self._free = SimpleQueue[Any]()
        for _ in range(requests):
            self._free.put(compiled.create_infer_request())

    def run(self, texts: Sequence[Sequence[int]], take: Callable[[list[int], Outputs], None]) -> None:
        """Runs texts, each given by its tokens.

        `take` gets the rows of a batch with its outputs, in any thread, and copies what it keeps of them.
        """

        def run_batch(rows: list[int]) -> None:
            inputs = _padded([texts[row] for row in rows], self._longest, self._step)
            request = self._free.get()
            try:
                request.infer(inputs)
                take(rows, (request.get_output_tensor(0).data, request.get_output_tensor(1).data))
            finally:
                self._free.put(request)

        batches = list(batched([len(tokens) for tokens in texts], self._requests))
        if min(self._requests, len(batches)) <= 1:
            for rows in batches:
                run_batch(rows)
        else:
            with ThreadPoolExecutor(self._requests) as threads:
                list(threads.map(run_batch, batches))


def batched(lengths: Sequence[int], at_once: int) -> Iterator[list[int]]:
    """The numbers of texts of these lengths in batches of similar length, the longest first.

    Little of a batch is padding, and towards the end, where several run at a time, batches become small, so that all
    end together (guided self-scheduling, Polychronopoulos and Kuck 1987, https://doi.org/10.1109/TC.1987.5009495).
    """
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    start, left = 0, sum(lengths)
    while start < len(order):
        longest = [lengths[row] for row in order[start : start + _BATCH_TOKENS]]  # more fit in no batch
        size = _size(longest, min(_BATCH_TOKENS, left // at_once))
        yield order[start : start + size]
        start, left = start + size, left - sum(longest[:size])


def rounded(length: int, step: int = _STEP) -> int:
    """How many tokens are computed for a text of so many, and for each of a batch of which it is the longest."""
    return max(1, -(-length // step)) * step


def _size(lengths: Sequence[int], most: int) -> int:
    """How many texts, by their lengths and the longest first, make a batch that computes at most so many tokens."""
    longest, tokens = lengths[0], 0
    for number, length in enumerate(lengths):
        texts, tokens = number + 1, tokens + length
        is_mixed = texts * longest - tokens > _MOST_PADDING * texts * longest
        if number and texts * rounded(longest) > (_LEAST_TOKENS if is_mixed else max(_LEAST_TOKENS, most)):
            return number
    return len(lengths)


def _padded(texts: Sequence[Sequence[int]], longest: int, step: int) -> list[NDArray[np.int64]]:
    """The tokens of a batch and which of them are none of the padding, both of shape (texts, tokens)."""
    limit = max(map(len, texts))
    ids = np.zeros((len(texts), max(limit, min(rounded(limit, step), longest))), np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(texts):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return [ids, mask]
