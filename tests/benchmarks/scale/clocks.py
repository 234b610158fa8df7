"""How long something takes on a machine that others use too."""

from collections.abc import Callable, Iterable
from time import process_time

_ROUNDS = 3


def least(work: Callable[[], object]) -> float:
    """Seconds of processor time, the least of a few runs."""
    return min(used(work) for _ in range(_ROUNDS))


def used(work: Callable[[], object]) -> float:
    """Seconds of processor time that all threads of this process take."""
    begun = process_time()
    work()
    return process_time() - begun


def middle(seconds: Iterable[float]) -> float:
    """The median in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[len(ordered) // 2]


def fastest(seconds: Iterable[float]) -> float:
    """The fastest tenth in milliseconds: what it takes where nobody else is at work."""
    ordered = sorted(seconds)
    return 1000 * ordered[len(ordered) // 10]
