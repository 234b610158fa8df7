"""Which files and folders an index is read from: those of the settings, and those remembered."""

import os
from collections.abc import Iterable
from pathlib import Path

from config import LibrarySettings
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.ingest.readers.decoding import is_utf8
from index.storage.library import Library

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
"""The articles that ship, to try it with."""


def sources_of(data_folder: DataFolder, settings: LibrarySettings) -> list[Path]:
    """The files and folders to read: those of the settings and those remembered; none where none was ever named."""
    remembered, has_demo = list[Path](), False
    if data_folder.library.exists():
        with Library(data_folder.library) as library:
            remembered = library.sources.paths()
            # Earlier versions read the articles that ship without remembering them.
            has_demo = not remembered and any(Path(path).is_relative_to(SEEDS) for path, _ in library.articles.known())
    named = [_real_path(Path(os.path.expanduser(source))) for source in settings.sources]
    return list(dict.fromkeys([*named, *remembered])) or ([SEEDS] if has_demo else [])


def remember(data_folder: DataFolder, paths: Iterable[Path]) -> None:
    """Adds files and folders to what is read from now on; the articles that ship give way to them. Raises BusyError."""
    real = [_real_path(path) for path in paths]
    with data_folder.lock(), Library(data_folder.library) as library:
        if library.sources.paths() == [SEEDS] and SEEDS not in real:
            library.sources.forget(SEEDS)
        library.sources.add(real)


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
