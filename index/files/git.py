"""The program `git` as it is run on any repository of a stranger: held in what it reads, starts, writes and takes.

It knows nothing of the settings, credentials and proxies of who runs it, and runs no hooks. What a repository's own
settings name is run by commands that check out, compare work trees or connect; only such are called that do not, or
whose protocol is the one that is allowed.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# The size of a file counts in blocks of 512 bytes (POSIX), memory in kilobytes, where the shell can limit it.
_LIMITED = 'ulimit -f "$1" && { ulimit -v "$2" 2>/dev/null || :; } && shift 2 && exec "$@"'
_BLOCKS = 2000
_MEMORY = 3_000_000  # kilobytes
MEGABYTE = _BLOCKS * 512
"""How many bytes a file may have for each megabyte that git is held to."""
_CONFIG = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "credential.helper": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "pack.threads": "1",
}
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a repository, a link where it `is_link`, and the hash of what it holds."""

    path: str
    blob: str
    is_link: bool = False


def git_command(arguments: Iterable[str], megabytes: int, config: Mapping[str, str] = _NOTHING) -> list[str]:
    """What to run for a command of git that writes no file larger than so many megabytes."""
    told = (part for key, value in (_CONFIG | dict(config)).items() for part in ("-c", f"{key}={value}"))
    limits = (str(megabytes * _BLOCKS), str(_MEMORY))
    return ["/bin/sh", "-c", _LIMITED, "sh", *limits, "git", "--no-optional-locks", *told, *arguments]


def git_environment(folder: Path, protocol: str = "none") -> dict[str, str]:
    """The whole environment for git in a repository's own folder: nothing but what it needs.

    It connects by one protocol alone; by none it may not even fetch what it finds missing.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.devnull,
        "LC_ALL": "C",
        "GIT_DIR": str(folder),
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": protocol,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
    } | ({"GIT_NO_LAZY_FETCH": "1"} if protocol == "none" else {})


def listed_files(listing: bytes) -> list[Entry]:
    """The files that `git ls-tree -r -z` lists, those aside whose paths are none that files of a folder can have."""
    return [entry for line in listing.split(b"\0") if line and (entry := _entry(line)) is not None]


def _entry(line: bytes) -> Entry | None:
    told, _, raw = line.partition(b"\t")
    mode, _, blob = told.decode().split(" ", 2)
    if not mode.startswith(("100", "120")):
        return None  # another repository
    path = raw.decode(errors="replace")
    is_path = not {"", ".", "..", ".git"}.intersection(path.lower().split("/")) and "\ufffd" not in path
    return Entry(path, blob, mode.startswith("120")) if is_path and path.isprintable() else None
