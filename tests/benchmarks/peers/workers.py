"""A compared system at work: a process of its own, from its start to its end."""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any, Self

import msgspec

from index.errors import QuotebotError
from tests.benchmarks.machine import ROOT
from tests.benchmarks.peers.systems import System

_LOG = "log.txt"  # what it says on standard error
_PRINTED = 2000  # characters of that, where it fails
_OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "ANONYMIZED_TELEMETRY": "False"}
_SECONDS = 60  # to end once there is nothing more to do


class Reply(msgspec.Struct, frozen=True):
    """What came of each part of a request, the seconds it took, and the memory after it, in MB."""

    results: list[Any]
    seconds: list[float]
    resident: float
    peak: float


class Worker:
    """A process of a system, with its files in a folder. Use it as a context manager."""

    def __init__(self, system: System, python: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.system = system
        self._log = folder / _LOG
        self._started = perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [str(python), "-m", system.module, str(folder), system.setting],
                cwd=folder,
                env={**os.environ, **_OFFLINE, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._process.kill()
        self._process.communicate(timeout=_SECONDS)

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return perf_counter() - self._started

    def index(self, files: Iterable[Path]) -> Reply:
        """Has it read files and leave an index of them."""
        return self._request("index", list(map(str, files)))

    def ask(self, way: str, questions: list[str]) -> Reply:
        """Asks it questions, one after the other."""
        return self._request(way, questions)

    def _request(self, way: str, values: list[str]) -> Reply:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({way: values}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            output = self._log.read_text(encoding="utf-8", errors="replace")[-_PRINTED:]
            raise QuotebotError(f"{self.system.name} failed at {way!r}: {output}")
        return msgspec.json.decode(line, type=Reply)
