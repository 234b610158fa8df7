"""What the compared systems share: each runs in an environment of its own and is asked line by line, in JSON.

It starts as `python -m MODULE FOLDER SETTING`, with an index that it may find in the folder. A request has files to
"index", or questions by the way they are asked, such as "search". Only the standard library is imported here.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple, Protocol

TOP = 10  # passages that are asked for
BATCH = 32  # texts that a model reads at once
_KILOBYTES = 1e-3  # in MB


class Passage(NamedTuple):
    """A passage of an article, by its number."""

    number: int
    title: str
    text: str

    @property
    def embedded(self) -> str:
        """What is indexed of it."""
        return f"{self.title}. {self.text}"


class Engine(Protocol):
    """A system that is compared. Each public method that takes a question is a way to ask it."""

    def index(self, files: list[Path]) -> None:
        """Reads passages or articles and leaves an index of them on disk."""

    def search(self, question: str) -> list[int]:
        """The numbers of the best passages, best first; opens the index the first time."""


def read_passages(files: Iterable[Path]) -> list[Passage]:
    """Reads what `write_passages` wrote."""
    return [Passage(*json.loads(line)) for file in files for line in file.read_bytes().splitlines()]


def write_passages(file: Path, passages: Iterable[Passage]) -> None:
    """Writes passages, one to a line."""
    file.write_text("".join(f"{json.dumps(passage)}\n" for passage in passages), encoding="utf-8")


def serve(make: Callable[[Path, str], Engine]) -> None:
    """Answers requests until there are no more, each with the seconds that each part took and the memory after it."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no reply
    engine = make(Path(sys.argv[1]), sys.argv[2])
    for line in sys.stdin:
        replies.write(json.dumps(_reply(engine, json.loads(line))) + "\n")
        replies.flush()


def _reply(engine: Engine, request: dict[str, list[str]]) -> dict[str, Any]:
    ((way, values),) = request.items()
    parts: list[Any] = [list(map(Path, values))] if way == "index" else values
    results, seconds = list[Any](), list[float]()
    for part in parts:
        started = perf_counter()
        results.append(getattr(engine, way)(part))
        seconds.append(perf_counter() - started)
    return {"results": results, "seconds": seconds, **_memory()}


def _memory() -> dict[str, float]:
    """What of this process is in memory, and the most that ever was, as Linux counts it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = {name: value.split()[0] for name, _, value in (line.partition(":") for line in lines) if "kB" in value}
    return {"resident": int(kilobytes["VmRSS"]) * _KILOBYTES, "peak": int(kilobytes["VmHWM"]) * _KILOBYTES}
