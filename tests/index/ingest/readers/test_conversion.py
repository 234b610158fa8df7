"""What reads a stranger's file knows little, may do little, and is gone afterwards."""

import os
from pathlib import Path

import pytest

from index.ingest.readers.base import ArticleReference, File, ReaderOptions
from index.ingest.readers.conversion import Conversions
from tests.index.ingest.readers.articles import save

_MEMORY = 1_500_000_000  # bytes


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def _limit(process: Path, name: str) -> int:
    """Give how much the system lets a process have of something."""
    (line,) = (line for line in (process / "limits").read_text().splitlines() if line.startswith(name))
    return int(line.removeprefix(name).split()[0])


def test_the_process_that_converts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has none of the environment, may write no file, has bounded memory, and ends with what asked it."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    path = save(tmp_path / "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nIt rained.\n")
    before = _children()
    with Conversions() as conversions:
        (reference,) = conversions.references("subtitles", File(path, path, "a", "a.srt"), ReaderOptions(1000))
        assert isinstance(reference, ArticleReference)
        (child,) = _children() - before
        process = Path("/proc", child)
        environment = (process / "environ").read_bytes().split(b"\0")
        assert {entry.split(b"=")[0] for entry in environment if entry} == {b"PYTHONPATH", b"LC_ALL"}
        assert (_limit(process, "Max file size"), _limit(process, "Max address space")) == (0, _MEMORY)
        assert _limit(process, "Max core file size") == 0
    assert not process.exists()
