"""How long each stage of an answer takes: the product's functions, wrapped from outside while something is measured.

Who renames one of these functions renames it here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from time import perf_counter
from typing import Any

import index.answering.answer
from index.answering.answer import Answerer
from index.retrieval.hybrid import HybridRetriever
from index.retrieval.search import Searcher
from index.storage.faiss_index import FaissIndex
from index.storage.tantivy_index import TantivyIndex

ANSWERING: Mapping[str, tuple[tuple[Any, str], ...]] = {
    "encode": ((Searcher, "encode"), (Searcher, "unversed")),
    "vectors": ((FaissIndex, "search"),),
    "words": (
        (TantivyIndex, "search"),
        (TantivyIndex, "frequency"),
        (TantivyIndex, "holds"),
        (TantivyIndex, "vocabulary"),
        (TantivyIndex, "count"),
    ),
    "fusion": ((HybridRetriever, "_retrieve"), (HybridRetriever, "_candidates")),
    "late interaction": ((HybridRetriever, "_late"),),
    "sentences": ((index.answering.answer, "windows"),),
    "quotes": ((Answerer, "_choose"), (index.answering.answer, "_check"), (Answerer, "_weigh")),
}
"""The functions of each stage; what one calls of another stage counts there alone."""


class Stopwatch:
    """Adds up the seconds that each stage takes."""

    def __init__(self) -> None:
        self._taken: dict[str, float] = defaultdict(float)
        self._inner = [0.0]  # of each stage under way, what stages within it took

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts what is done inside, less the stages within."""
        self._inner.append(0.0)
        started = perf_counter()
        try:
            yield
        finally:
            taken = perf_counter() - started
            self._taken[name] += taken - self._inner.pop()
            self._inner[-1] += taken

    def lap(self) -> dict[str, float]:
        """What was counted since the last time."""
        taken, self._taken = dict(self._taken), defaultdict(float)
        return taken


@contextmanager
def watched(stages: Mapping[str, tuple[tuple[Any, str], ...]]) -> Iterator[Stopwatch]:
    """Wraps the functions of stages while this is open; gives what adds up their seconds."""
    watch = Stopwatch()
    plain = [(owner, name, getattr(owner, name)) for functions in stages.values() for owner, name in functions]
    try:
        for stage, functions in stages.items():
            for owner, name in functions:
                setattr(owner, name, _wrapped(getattr(owner, name), watch, stage))
        yield watch
    finally:
        for owner, name, function in plain:
            setattr(owner, name, function)


def _wrapped(function: Callable[..., Any], watch: Stopwatch, stage: str) -> Callable[..., Any]:
    @wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        with watch.stage(stage):
            return function(*args, **kwargs)

    return timed
