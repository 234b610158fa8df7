"""The same said twice: which windows tell one thing, in one article or in several."""

import re

import numpy as np

from index.windows import Window
from index.words import terms

_ALIKE = 0.85  # cosine of the answering sentences, from where two articles tell the same
_SHARED = 0.8  # of the shorter's words, from where two texts are the same
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def tell_the_same(one: Window, other: Window) -> bool:
    """Whether a reader of one window learns nothing from the other: it says the same, with the same numbers."""
    if not _numbers(one) <= _numbers(other):
        return False
    if _shared_words(one, other) >= _SHARED:
        return True
    return one.source != other.source and _cosine(one, other) >= _ALIKE


def _numbers(window: Window) -> set[str]:
    return set(_NUMBER.findall(window.text))


def _cosine(one: Window, other: Window) -> float:
    first, second = (_mean(window) for window in (one, other))
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second) or 1.0))


def _mean(window: Window) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The mean vector of the sentences that answer: float32, shape (dimension,)."""
    mean: np.ndarray[tuple[int], np.dtype[np.float32]]
    mean = window.candidate.vectors[[1 + number for number in window.answering]].mean(axis=0)
    return mean


def _shared_words(one: Window, other: Window) -> float:
    first, second = (set(terms(window.text)) for window in (one, other))
    return len(first & second) / (min(len(first), len(second)) or 1)
