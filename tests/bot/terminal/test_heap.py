"""Threads of a long run share the memory that they have let go of."""

import platform
import subprocess
import sys

import pytest

# Two threads, one after the other, each take and let go of small blocks; `malloc_info` tells of each heap there is.
_CODE = """
import ctypes, sys, threading
from bot.terminal.heap import share_heap
if sys.argv[1] == "shared":
    share_heap()
library = ctypes.CDLL(None)
library.fopen.restype = library.malloc.restype = ctypes.c_void_p
taken = threading.Barrier(3)
def take():
    library.malloc(5000)
    taken.wait()
for _ in range(2):
    threading.Thread(target=take).start()
taken.wait()
library.malloc_info(0, ctypes.c_void_p(library.fopen(b"/dev/stdout", b"w")))
library.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the heaps of threads are glibc's")
@pytest.mark.parametrize(("way", "heaps"), [("shared", 1), ("by default", 3)])
def test_threads_share_one_heap(way: str, heaps: int) -> None:
    """Two threads and the main one have three heaps by default, and one where they are told to share."""
    done = subprocess.run([sys.executable, "-c", _CODE, way], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.count("<heap ") == heaps
