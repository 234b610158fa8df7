"""From where the threads of this process take their memory."""

import ctypes

_M_ARENA_MAX = -8  # see mallopt(3)


def share_heap() -> None:
    """Have threads that begin later share one heap, where the C library is glibc.

    By default each has its own, and keeps there what its largest question needed: 3 MB for each worker.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, 1)
