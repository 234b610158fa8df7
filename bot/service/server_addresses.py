"""The addresses that a server has articles read from, each of them for one of its collections."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import QuotebotError
from index.files.data_folder import DataFolder

if TYPE_CHECKING:
    from index.ingest.source_address import SourceAddress


class OfAddressError(QuotebotError):
    """An article that is of an address, which would bring it back; the message is the address."""


def addresses_of(data_folder: DataFolder) -> "tuple[SourceAddress, ...]":
    """The addresses of a collection."""
    from index.ingest.sources import remembered_addresses

    return remembered_addresses(data_folder)


def within(address: "SourceAddress", pages: int) -> "SourceAddress":
    """An address of which at most so many pages are read."""
    return replace(address, pages=min(address.pages or pages, pages))


def mirrors_of(data_folder: DataFolder) -> list[Path]:
    """The folders of what was read at the addresses of a collection, also those that are not there just now."""
    from index.ingest.sources import mirror_folder

    return [mirror_folder(data_folder, address) for address in addresses_of(data_folder)]


def require_of_file(data_folder: DataFolder, path: str | None) -> None:
    """Raises OfAddressError where an article, by its path, is of an address."""
    if path is None or not Path(path).is_relative_to(data_folder.web):
        return
    key = Path(path).relative_to(data_folder.web).parts[0]
    raise OfAddressError(next((one.url for one in addresses_of(data_folder) if one.key == key), key))
