"""What a Python takes from the start of its process to its end."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

NOTHING, NUMPY = "python -c pass", 'python -c "import numpy"'
"""What others are compared with."""

Run = tuple[float, float]
"""Seconds, and seconds of processor time."""


def timed_run(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], stderr: int | None = None) -> Run:
    """Runs a Python in a folder, what it prints dropped. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=stderr
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return seconds, used.ru_utime + used.ru_stime
