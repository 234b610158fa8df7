"""The stages of an answer, told to whom measures how long each takes.

search (encode, words, vectors, fusion, late interaction) -> quotes (sentences (reader))
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

OnStage = Callable[[str], AbstractContextManager[None]]
"""Gives what is open while a stage of this name lasts; others may begin and end within."""

_NOTHING = nullcontext()


def unmeasured(stage: str) -> AbstractContextManager[None]:
    """An OnStage that does nothing."""
    return _NOTHING
