"""The disk under an index: what it refuses, said for people with what helps, and what has it keep what was written."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import OutageError

_FULL = "the disk is full; make room on it, then try again"
_LARGE = "no file may become so large here; raise the limit (ulimit -f), then try again"
_RIGHTS = "check its folder, its rights and the disk"
_READ_ONLY = "nothing can be written there; check its rights and owner, or choose another --data-dir"
_BROKEN = "the disk fails; check it, and what the system's log says of it"
_WORN = "the disk may be full, or fails; make room on it, and see what the system's log says of it"
_FILES = "too many files are open; raise the limit (ulimit -n), then try again"
_MEMORY = "there is too little memory; end other programs, then try again"
_BUSY = "another program holds it; wait until that has ended, then try again"
_HELP = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _LARGE,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EIO: _BROKEN,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.ENOMEM: _MEMORY,
    errno.EAGAIN: _MEMORY,  # no thread can be started
}
# By the names that SQLite has for kinds of errors.
_HELP_WITH_SQLITE = {"FULL": _FULL, "READONLY": _READ_ONLY, "IOERR": _WORN, "BUSY": _BUSY, "LOCKED": _BUSY}


class DiskError(OutageError):
    """A file or folder that cannot be read or written: the disk is full, read-only or broken, or rights are missing."""


@contextmanager
def named(folder: Path) -> Iterator[None]:
    """Says of an error of the system's which file it is about, by default a folder, and what helps."""
    try:
        yield
    except OSError as error:
        reason = f"{error.filename or folder} cannot be used: {error.strerror or error}"
        raise DiskError(f"{reason}; {help_with(error)}") from error


def help_with(error: Exception) -> str:
    """What helps with an error of the system's, or of SQLite's that is not about what a file holds."""
    if isinstance(error, OSError):
        return _HELP.get(error.errno or 0, _RIGHTS)
    # SQLITE_IOERR_WRITE is a kind of SQLITE_IOERR.
    kind = str(getattr(error, "sqlite_errorname", "SQLITE_")).split("_")[1]
    return _HELP_WITH_SQLITE.get(kind, _RIGHTS)


def is_read_only(folder: Path) -> bool:
    """Whether nothing can be written to a folder, since it is on a read-only disk or somebody else's."""
    return not os.access(folder, os.W_OK)


def free(folder: Path) -> int:
    """How many bytes can still be written below a folder."""
    return shutil.disk_usage(folder).free


def flush(paths: Iterable[Path]) -> None:
    """Has the disk keep what files hold, and what is in folders, before something counts on it."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def link(file: Path, target: Path) -> None:
    """Gives a file another name, as a copy where the file system has no links."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)
