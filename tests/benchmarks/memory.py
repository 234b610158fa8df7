"""How much memory this process holds."""

from pathlib import Path

import msgspec

_STATUS = Path("/proc/self/status")
_FIELDS = {"resident": "VmRSS", "anonymous": "RssAnon"}


class Memory(msgspec.Struct, frozen=True):
    """Megabytes in memory: all, and those that are no file's and so cannot be given back when others need room."""

    resident: float | None
    anonymous: float | None


def memory() -> Memory:
    """What this process holds now; nothing where the system is not Linux."""
    lines = _STATUS.read_text(encoding="utf-8").splitlines() if _STATUS.exists() else []
    fields = dict(line.split(":", 1) for line in lines)
    return Memory(**{name: _megabytes(fields.get(field)) for name, field in _FIELDS.items()})


def _megabytes(kibibytes: str | None) -> float | None:
    return None if kibibytes is None else int(kibibytes.split()[0]) * 1024 / 1e6
