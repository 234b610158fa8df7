"""The files of a collection, some of which are put, replaced or taken away together, or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.files import disk

_SCRATCH, _MARK = "scratch", "unfinished"


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """An empty folder in another for the time being; what an interruption left in it is removed."""
    scratch = folder / _SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def replaced(folder: Path, files: Mapping[str, Path | None], scratch: Path) -> Iterator[None]:
    """Puts files under names in a folder, None for none; those of before, where what follows fails.

    They are on the disk for good: an index would drop the article of a file that a power cut takes away. That the index
    is behind them is marked until `unmark`.
    """
    aside = scratch / "before"
    aside.mkdir()
    before = {name for name in files if (folder / name).exists()}
    disk.flush(filter(None, files.values()))
    for name in before:
        disk.link(folder / name, aside / name)
    was_marked = (folder.parent / _MARK).exists()
    (folder.parent / _MARK).touch()
    disk.flush([folder.parent])
    try:
        for name, file in files.items():
            if file:
                os.replace(file, folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        disk.flush([folder])
        yield
    except BaseException:
        for name in files:
            if name in before:
                os.replace(aside / name, folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        if not was_marked:
            unmark(folder)
        raise


def unmark(folder: Path) -> None:
    """Notes that the index is up to date with the files in a folder."""
    (folder.parent / _MARK).unlink(missing_ok=True)


def marked(servers: Path) -> list[str]:
    """The names of the collections whose index is marked to be behind, below the folder of all servers."""
    return sorted(mark.parent.relative_to(servers).as_posix() for mark in servers.glob(f"*/*/{_MARK}"))
