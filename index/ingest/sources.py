"""Which files and folders an index is read from: those of the settings, those remembered, or the articles that ship."""

import os
from collections.abc import Iterable
from pathlib import Path

from config import LibrarySettings
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.ingest.readers.decoding import is_utf8
from index.storage.library import Library

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def sources_of(data_folder: DataFolder, settings: LibrarySettings) -> list[Path]:
    """The files and folders to read: those of the settings and those remembered, else the articles that ship."""
    remembered: list[Path] = []
    if data_folder.library.exists():
        with Library(data_folder.library) as library:
            remembered = library.sources.paths()
    named = [_real_path(Path(os.path.expanduser(source))) for source in settings.sources]
    return list(dict.fromkeys([*named, *remembered])) or [SEEDS]


def remember(data_folder: DataFolder, paths: Iterable[Path]) -> None:
    """Adds files and folders to what is read from now on. Raises BusyError."""
    with data_folder.lock(), Library(data_folder.library) as library:
        library.sources.add(map(_real_path, paths))


def forget(data_folder: DataFolder, path: Path) -> bool:
    """Takes a file or folder out of what is read; tells whether it was remembered. Raises BusyError."""
    with data_folder.lock(), Library(data_folder.library) as library:
        return library.sources.forget(_real_path(path))


def _real_path(path: Path) -> Path:
    """A path as it is remembered: from the root on, without links. Raises QuotebotError where it is not UTF-8."""
    real = os.path.realpath(path)
    if not is_utf8(real):
        raise QuotebotError(f"{real}: its name is not UTF-8; rename it")
    return Path(real)
