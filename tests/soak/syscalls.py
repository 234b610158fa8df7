"""Runs a job in a process whose changes to a folder go through here: each can be counted, made to fail, or be its last.

The kernel hands over every system call that changes a file (seccomp user notification), whoever makes it: Python,
SQLite, FAISS or Tantivy, which partly go around the C library.
"""

import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# On x86-64, by number; each with which of its arguments name what it changes: a path, a folder and a path in it, or a
# descriptor.
_PATH, _AT, _DESCRIPTOR = "path", "at", "descriptor"
_CALLS: dict[int, tuple[str, tuple[tuple[str, int], ...]]] = {
    1: ("write", ((_DESCRIPTOR, 0),)),
    2: ("open", ((_PATH, 0),)),
    18: ("pwrite64", ((_DESCRIPTOR, 0),)),
    20: ("writev", ((_DESCRIPTOR, 0),)),
    21: ("access", ((_PATH, 0),)),
    40: ("sendfile", ((_DESCRIPTOR, 0),)),
    74: ("fsync", ((_DESCRIPTOR, 0),)),
    75: ("fdatasync", ((_DESCRIPTOR, 0),)),
    76: ("truncate", ((_PATH, 0),)),
    77: ("ftruncate", ((_DESCRIPTOR, 0),)),
    82: ("rename", ((_PATH, 0), (_PATH, 1))),
    83: ("mkdir", ((_PATH, 0),)),
    84: ("rmdir", ((_PATH, 0),)),
    85: ("creat", ((_PATH, 0),)),
    86: ("link", ((_PATH, 0), (_PATH, 1))),
    87: ("unlink", ((_PATH, 0),)),
    88: ("symlink", ((_PATH, 1),)),
    257: ("openat", ((_AT, 0),)),
    258: ("mkdirat", ((_AT, 0),)),
    263: ("unlinkat", ((_AT, 0),)),
    264: ("renameat", ((_AT, 0), (_AT, 2))),
    265: ("linkat", ((_AT, 0), (_AT, 2))),
    266: ("symlinkat", ((_AT, 1),)),
    269: ("faccessat", ((_AT, 0),)),
    285: ("fallocate", ((_DESCRIPTOR, 0),)),
    296: ("pwritev", ((_DESCRIPTOR, 0),)),
    316: ("renameat2", ((_AT, 0), (_AT, 2))),
    326: ("copy_file_range", ((_DESCRIPTOR, 2),)),
    439: ("faccessat2", ((_AT, 0),)),
}
_FLAGS = {2: 1, 257: 2}  # which argument of an open holds its flags
_WISHES = {21: 1, 269: 2, 439: 2}  # which argument of an access holds what is wished for
_ASKING = {"access", "faccessat", "faccessat2"}
_OPENING = {"open", "openat", "creat"}
_GROWING = {"write", "pwrite64", "writev", "pwritev", "sendfile", "copy_file_range", "fallocate", "fsync", "fdatasync"}
_NAMING = {"rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat"}
_REMOVING = {"unlink", "unlinkat", "rmdir"}
# What an error can befall: a full disk still opens and removes, and a missing right does not end what is open.
_BEFALLS = {
    errno.ENOSPC: _GROWING | _NAMING | _OPENING,
    errno.EIO: _GROWING,
    errno.EROFS: _GROWING | _NAMING | _OPENING | _REMOVING | _ASKING | {"truncate", "ftruncate"},
    errno.EACCES: _NAMING | _OPENING | _REMOVING | _ASKING,
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_X86_64 = 0xC000003E
_RECEIVE, _REPLY = 0xC0502100, 0xC0182101
_NOTICE, _ANSWER = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")
_GO_ON = 1
_CWD = 0xFFFFFF9C


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls a job at one of its calls, counted from 1: `error`, once or from then on; without one SIGKILL.

    Torn, a write is half done before the job is killed.
    """

    step: int
    error: int | None = None
    lasting: bool = False
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A system call about to be made: its name, the paths it changes, and where its data is."""

    name: str
    paths: tuple[str, ...]
    process: int
    arguments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended: its exit code (negative: the signal), what it said, its calls by name, and how long it took."""

    code: int
    output: str
    errors: str
    calls: list[str]
    seconds: float


class Watcher(Protocol):
    """Sees each call that changes the folder, right before it is made."""

    def see(self, call: Call) -> None:
        """Takes note of a call."""


def is_supported() -> bool:
    """Whether this kernel can hand over system calls (Linux 5.9 on x86-64)."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and Path("/proc/sys/kernel/seccomp").exists()


def run(
    job: Callable[[], None],
    folder: Path,
    fault: Fault | None = None,
    seconds: float | None = None,
    watcher: Watcher | None = None,
) -> Ending:
    """Runs a job in a fork of this process, with what befalls it; killed after so many seconds, if it is."""
    start = time.monotonic()
    ours, theirs = socket.socketpair()
    streams = os.memfd_create("output"), os.memfd_create("errors")
    process = os.fork()
    if not process:
        _undergo(job, theirs, streams)
    theirs.close()
    _, (listener,), _, _ = socket.recv_fds(ours, 1, 1)
    ours.close()
    try:
        calls = _supervise(listener, process, folder, fault, seconds, watcher)
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        os.close(listener)
        output, errors = (os.pread(file, 1 << 20, 0).decode(errors="replace") for file in streams)
        for file in streams:
            os.close(file)
    return Ending(os.waitstatus_to_exitcode(status), output, errors, calls, time.monotonic() - start)


def _undergo(job: Callable[[], None], channel: socket.socket, streams: tuple[int, int]) -> None:
    code = 70
    try:
        for file, standard in zip(streams, (1, 2), strict=True):
            os.dup2(file, standard)
        socket.send_fds(channel, [b"."], [_filtered()])
        job()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _filtered() -> int:
    """Has the kernel hand over what this process calls; gives the descriptor on which it does."""
    load, equal, give, allow, notify = 0x20, 0x15, 0x06, 0x7FFF0000, 0x7FC00000
    any_bit = 0x45
    program = [(load, 0, 0, 4), (equal, 1, 0, _X86_64), (give, 0, 0, allow)]
    for number in _CALLS:
        if number in _FLAGS:  # reading is of no interest, and makes most of the calls
            flags = 16 + 8 * _FLAGS[number]
            test = [(load, 0, 0, flags), (any_bit, 0, 1, _WRITES), (give, 0, 0, notify), (give, 0, 0, allow)]
        elif number in _WISHES:
            wishes = 16 + 8 * _WISHES[number]
            test = [(load, 0, 0, wishes), (any_bit, 0, 1, os.W_OK), (give, 0, 0, notify), (give, 0, 0, allow)]
        else:
            test = [(give, 0, 0, notify)]
        program += [(load, 0, 0, 0), (equal, 0, len(test), number), *test]
    program.append((give, 0, 0, allow))
    code = b"".join(struct.pack("HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    filters = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    listener = int(libc.syscall(317, 1, 8, filters))  # seccomp, SET_MODE_FILTER, NEW_LISTENER
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return listener


def _supervise(
    listener: int, process: int, folder: Path, fault: Fault | None, seconds: float | None, watcher: Watcher | None
) -> list[str]:
    """Answers every call until the job has ended; gives the names of those that were about the folder."""
    poll, calls = select.poll(), list[str]()
    poll.register(listener, select.POLLIN)
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        events = poll.poll(None if end is None else max(0.0, end - time.monotonic()) * 1000)
        if not events or not events[0][1] & select.POLLIN:
            return calls  # its time is up, or all of its threads have ended
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, notice)
        except OSError:  # it ended meanwhile
            continue
        key, thread, _, number, _, _, *arguments = _NOTICE.unpack(notice)
        call = _call(thread, number, tuple(arguments))
        error = 0
        if any(_is_below(path, folder) for path in call.paths):
            calls += [call.name] * (call.name not in _ASKING)
            if fault and _strikes(fault, call, len(calls)):
                if fault.error is None:
                    return calls
                error = fault.error
            elif watcher:
                watcher.see(call)
        with suppress(OSError):
            fcntl.ioctl(listener, _REPLY, _ANSWER.pack(key, 0, -error, 0 if error else _GO_ON))


def _strikes(fault: Fault, call: Call, step: int) -> bool:
    step += call.name in _ASKING  # which is none, and befallen with the next
    if not (step >= fault.step if fault.lasting else step == fault.step):
        return False
    if fault.torn:
        _tear(call)
    if fault.error == errno.ENOSPC and call.name in _OPENING:
        return not os.path.lexists(call.paths[0])  # what is there already takes no room
    return fault.error is None or call.name in _BEFALLS[fault.error]


def _is_below(path: str, folder: Path) -> bool:
    return path == str(folder) or path.startswith(f"{folder}/")


def _call(thread: int, number: int, arguments: tuple[int, ...]) -> Call:
    name, paths_at = _CALLS[number]
    paths = list[str]()
    with suppress(OSError):
        for kind, position in paths_at:
            if kind == _DESCRIPTOR:
                paths.append(os.readlink(f"/proc/{thread}/fd/{arguments[position]}"))
            else:
                at = arguments[position] & 0xFFFFFFFF if kind == _AT else _CWD
                text = _string(thread, arguments[position + (kind == _AT)])
                base = os.readlink(f"/proc/{thread}/cwd" if at == _CWD else f"/proc/{thread}/fd/{at}")
                paths.append(os.path.normpath(os.path.join(base, text)))
    return Call(name, tuple(paths), thread, arguments)


def _string(thread: int, address: int) -> str:
    return _memory(thread, address, 4096).split(b"\0", 1)[0].decode(errors="surrogateescape")


def _memory(thread: int, address: int, size: int) -> bytes:
    with open(f"/proc/{thread}/mem", "rb", buffering=0) as memory:
        page = os.sysconf("SC_PAGESIZE")
        memory.seek(address)
        first = memory.read(min(size, page - address % page)) or b""
        return first + (memory.read(size - len(first)) or b"" if len(first) < size and b"\0" not in first else b"")


def _tear(call: Call) -> None:
    """Does the first half of a write in the job's stead."""
    if call.name not in ("write", "pwrite64"):
        return
    descriptor, address, size, offset = call.arguments[:4]
    with open(f"/proc/{call.process}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        data = memory.read(size // 2) or b""
    if call.name == "write":
        position = Path(f"/proc/{call.process}/fdinfo/{descriptor}").read_text().split()[1]
        offset = int(position)
    file = os.open(f"/proc/{call.process}/fd/{descriptor}", os.O_WRONLY)
    os.pwrite(file, data, offset)
    os.close(file)
