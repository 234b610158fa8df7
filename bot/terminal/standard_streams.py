"""Standard input and output for a protocol alone."""

import os
import sys


def take_standard_streams() -> tuple[int, int]:
    """Descriptors of standard input and output that nothing else has from now on until the process ends.

    Whatever a library prints goes to standard error, and what reads finds nothing.
    """
    sys.stdout.flush()
    taken = os.dup(0), os.dup(1)  # which no process that is begun inherits (PEP 446)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return taken
