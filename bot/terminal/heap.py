"""From where the threads of this process take their memory."""

_M_ARENA_MAX = -8  # see mallopt(3)


def share_heap() -> None:
    """Have threads that begin later share one heap, where the C library is glibc.

    By default each has its own, and keeps there what its largest question needed: 3 MB for each worker. It grows by a
    page at a time, too, 3,000 times while a model is loaded.
    """
    import ctypes  # 1 ms, which `--help` has no use for

    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, 1)
