"""The addresses that servers have articles read from into their collections: named, forgotten and listed."""

from contextlib import suppress
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from bot.service.access import SHARED, CollectionScope, parse_scope
from bot.service.collections import Collections
from bot.service.server_addresses import addresses_of
from index.errors import QuotebotError
from index.files.data_folder import BusyError
from index.models.encoder import Encoder
from index.storage.library import Library

if TYPE_CHECKING:
    from index.fetching.listing import ListedSource

MOST = 10
"""Addresses of one server."""


class TooManyAddressesError(QuotebotError):
    """A server that has as many addresses as it may."""


class AddressBook:
    """The addresses of all servers."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections

    def collections(self) -> list[str]:
        """The collections of servers into which articles are read from addresses, or were."""
        shared = self._collections.data_folder(SHARED)
        servers, library = shared.folder / "servers", shared.library.name
        names = sorted(file.parent.relative_to(servers).as_posix() for file in servers.glob(f"*/*/{library}"))
        return [name for name in names if parse_scope(name) and self._has_addresses(name)]

    def _has_addresses(self, name: str) -> bool:
        """Whether a collection has addresses, or had; what cannot be opened is told when it is followed."""
        data_folder = self._collections.data_folder(name)
        try:
            return data_folder.pages.exists() or addresses_of(data_folder) != ()
        except QuotebotError:
            return True

    def listed(self, guild: int) -> "list[tuple[str, str, ListedSource]]":
        """The addresses of a server with what is known of them, each behind its collection and its key."""
        from index.fetching.listing import list_sources
        from index.ingest.sources import Sources

        listed: list[tuple[str, str, ListedSource]] = []
        for name in self._collections.of_server(guild):
            folder = self._collections.data_folder(name)
            addresses = addresses_of(folder)
            sources = list_sources(folder, Sources((), addresses)) if addresses else []
            listed += [(name, address.key, one) for address, one in zip(addresses, sources, strict=True)]
        return listed

    def name(self, scope: CollectionScope, name: str) -> bool:
        """Has an address read into a collection from now on; tells whether it was not yet.

        Raises TooManyAddressesError and BusyError.
        """
        from index.ingest.source_address import parse_address
        from index.ingest.sources import remember

        key, data_folder = parse_address(name).key, self._collections.data_folder(scope.name)
        folders = map(self._collections.data_folder, self._collections.of_server(scope.guild))
        count = sum(len(addresses_of(folder)) for folder in folders)
        is_new = key not in (one.key for one in addresses_of(data_folder))
        if is_new and count >= MOST:
            raise TooManyAddressesError(f"{MOST} addresses are the most that a server may have")
        data_folder.make()
        remember(data_folder, [name])
        return is_new

    def forget(self, name: str, key: str, encoder: Encoder) -> str | None:
        """Removes an address from a server's collection by its key, with its articles.

        Gives the address, None where there is none. Raises BusyError.
        """
        from index.fetching.visits import forget_others
        from index.ingest.sources import forget

        data_folder = self._collections.data_folder(name)
        address = next((one.url for one in addresses_of(data_folder) if one.key == key), None)
        if name == SHARED or address is None:
            return None
        forget(data_folder, address)
        self._collections.sync(name, encoder, inf)
        with suppress(BusyError):  # it is being looked at; who does forgets it then
            forget_others(data_folder, addresses_of(data_folder))
        return address

    def titles(self, name: str, key: str) -> list[str]:
        """The titles of the articles of an address, by its key."""
        data_folder = self._collections.data_folder(name)
        with Library.open(data_folder) as library:
            sources = [source for _, source in library.articles.sources()]
        return [source.title for source in sources if Path(source.path or "").is_relative_to(data_folder.web / key)]
