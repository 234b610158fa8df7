"""What an index is read from: files, folders and addresses, those of the settings and those remembered."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from config import LibrarySettings
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.ingest.readers.decoding import is_utf8
from index.ingest.source_address import SourceAddress, is_address, parse_address
from index.storage.library import Library
from index.storage.opening import require_here

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
"""The articles that ship, to try it with."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files and folders that are read, and the addresses, each once."""

    paths: tuple[Path, ...] = ()
    addresses: tuple[SourceAddress, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paths or self.addresses)

    def folders(self, data_folder: DataFolder) -> list[Path]:
        """All that is read, as files and folders: of each address the folder of what was read there last."""
        return [*self.paths, *(mirror_folder(data_folder, address) for address in self.addresses)]


def mirror_folder(data_folder: DataFolder, address: SourceAddress) -> Path:
    """The folder of the articles that were last read at an address."""
    return data_folder.web / address.key / "articles"


def sources_of(data_folder: DataFolder, settings: LibrarySettings) -> Sources:
    """What is read: the sources of the settings and those remembered; none where none was ever named.

    Raises AddressError where an address of the settings is none.
    """
    require_here(data_folder)
    remembered, has_demo = list[str](), False
    if data_folder.library.exists():
        with Library.open(data_folder) as library:
            remembered = library.sources.names()
            # Earlier versions read the articles that ship without remembering them.
            has_demo = not remembered and any(Path(path).is_relative_to(SEEDS) for path, _ in library.articles.known())
    named = [name if is_address(name) else str(_real_path(Path(os.path.expanduser(name)))) for name in settings.sources]
    every = list(dict.fromkeys([*named, *remembered])) or ([str(SEEDS)] if has_demo else [])
    return Sources(tuple(Path(name) for name in every if not is_address(name)), _addresses(every))


def remembered_addresses(data_folder: DataFolder) -> tuple[SourceAddress, ...]:
    """The addresses among the sources that are remembered."""
    if not data_folder.library.exists():
        return ()
    with Library.open(data_folder) as library:
        return _addresses(library.sources.names())


def remember(data_folder: DataFolder, names: Iterable[str | Path]) -> None:
    """Adds files, folders and addresses to what is read from now on; the articles that ship give way to them.

    An address takes the place of the same one with other options. Raises AddressError and BusyError.
    """
    real = [_real_name(name) for name in names]
    with data_folder.lock(), Library.open(data_folder) as library:
        if library.sources.names() == [str(SEEDS)] and str(SEEDS) not in real:
            library.sources.forget(str(SEEDS))
        for name in real:
            _forget(library, name)
        library.sources.add(real)


def forget(data_folder: DataFolder, name: str | Path) -> bool:
    """Takes a file, folder or address out of what is read; tells whether it was remembered. Raises BusyError."""
    with data_folder.lock(), Library.open(data_folder) as library:
        return _forget(library, _real_name(name))


def _addresses(names: Iterable[str]) -> tuple[SourceAddress, ...]:
    """The addresses among names, each once, as the first of its names has it."""
    addresses = dict[str, SourceAddress]()
    for address in map(parse_address, filter(is_address, names)):
        addresses.setdefault(address.key, address)
    return tuple(addresses.values())


def _forget(library: Library, name: str) -> bool:
    if not is_address(name):
        return library.sources.forget(name)
    key = parse_address(name).key
    for other in library.sources.names():
        if is_address(other) and parse_address(other).key == key:
            return library.sources.forget(other)
    return False


def _real_name(name: str | Path) -> str:
    """A source as it is remembered. Raises QuotebotError."""
    if isinstance(name, str) and is_address(name):
        parse_address(name)
        return name
    return str(_real_path(Path(name)))


def _real_path(path: Path) -> Path:
    """A path as it is remembered: from the root on, without links. Raises QuotebotError where it is not UTF-8."""
    real = os.path.realpath(path)
    if not is_utf8(real):
        raise QuotebotError(f"{real}: its name is not UTF-8; rename it")
    return Path(real)
