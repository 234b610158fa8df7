"""Figures as they are kept."""

from pathlib import Path

import msgspec


def save(figures: msgspec.Struct, file: Path) -> None:
    """Writes figures as JSON to a file, its folder made where there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(figures)) + b"\n")
