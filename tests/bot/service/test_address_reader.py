"""Addresses are read into the collections of servers, and all collections are kept up to date."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from bot.service.access import CollectionScope
from bot.service.address_book import MOST, AddressBook, TooManyAddressesError
from bot.service.address_reader import AddressReader
from bot.service.collection_writer import CollectionWriter
from bot.service.collections import Collections
from bot.service.server_addresses import OfAddressError
from bot.service.upload_progress import UploadProgress
from config import Settings, load_settings
from index.fetching.responses import Response, ValidatorsOf, never_had
from index.files.data_folder import DataFolder
from index.ingest.sources import remember, remembered_addresses
from index.retrieval.search import Searcher
from index.storage.library import Library
from tests.encoders import SmallEncoder
from tests.index.fetching.sites import MemorySite

ENCODER = SmallEncoder()
FIRST, SECOND = CollectionScope(1, "everyone", 1), CollectionScope(2, "everyone", 2)
ROOT = "https://site.example/"


class Site(MemorySite):
    """A site in memory, that notes who asks, and may keep one who asks waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.networks: list[tuple[str, ...]] = []
        self.slow = ""
        self.is_waited_for = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    @asynccontextmanager
    async def opened(self, private_networks: Sequence[str], is_discreet: bool) -> AsyncIterator["Site"]:
        """Be what reads addresses, for who may reach these networks."""
        self.networks.append(tuple(private_networks))
        yield self

    async def fetch(self, url: str, validators_of: ValidatorsOf = never_had) -> Response:
        if url == self.slow:
            self._loop.call_soon_threadsafe(self.is_waited_for.set)
            await asyncio.Event().wait()
        return await super().fetch(url, validators_of)

    def tell(self, path: str, words: str, *links: str) -> str:
        """Have a page say something."""
        anchors = "".join(f"<a href=/{link}>{link}</a> " for link in links)
        return self.put(path, f"<main><h1>{words}</h1><p>{words}, as was told in Orsk.</p></main><nav>{anchors}</nav>")


class World:
    """Collections below a folder, and what reads a site into them."""

    def __init__(self, folder: Path, site: Site, settings: Settings, server_bytes: int = 50_000) -> None:
        self.data_folder = DataFolder(folder)
        self.collections = Collections(self.data_folder, 20_000, server_bytes, shared=settings.library)
        self.writer = CollectionWriter(self.collections, ENCODER)
        self.reader = AddressReader(self.collections, self.writer, settings, site.opened)

    async def follow(self) -> None:
        """Follow all collections."""
        self.reader.follow_shared()
        await self.reader.follow_servers(lambda _: True)

    def titles(self, name: str) -> set[str]:
        """Give the articles that are found in a collection."""
        with Searcher(self.collections.data_folder(name), ENCODER, name) as searcher:
            return {source.title for source, _ in searcher.articles.listing()}

    async def has(self, name: str, title: str) -> None:
        """Wait until an article is found in a collection."""
        while not self.collections.data_folder(name).library.exists() or title not in self.titles(name):
            await asyncio.sleep(0.05)


@asynccontextmanager
async def world(
    folder: Path, site: Site, settings: Settings | None = None, server_bytes: int = 50_000
) -> AsyncIterator[World]:
    """Collections for the time being."""
    one = World(folder, site, settings or load_settings(), server_bytes)
    try:
        yield one
    finally:
        await one.reader.close()
        one.writer.close()


async def test_private_networks_are_not_for_servers(tmp_path: Path) -> None:
    """What an operator lets be reached is reached for the collection of all servers, and never for a server's."""
    site, settings = Site(), load_settings()
    site.tell("", "The river rises")
    settings = msgspec.structs.replace(
        settings,
        web=msgspec.structs.replace(settings.web, private_networks=("10.0.0.0/8",)),
        library=msgspec.structs.replace(settings.library, sources=(ROOT,)),
    )
    async with world(tmp_path, site, settings) as town:
        await town.reader.add(FIRST, ROOT, UploadProgress())
        assert site.networks == [()]
        await town.follow()
        await town.has("", "The river rises")
        assert site.networks == [(), ("10.0.0.0/8",)]


async def test_what_a_server_has_no_room_for(tmp_path: Path) -> None:
    """Articles of addresses count to what a server may have, and what goes beyond is left out and told."""
    site = Site()
    site.tell("", "The river rises", "a", "b")
    site.tell("a", "The mill stands. " * 400)
    site.tell("b", "The barn burns")
    async with world(tmp_path, site, server_bytes=8_000) as town:
        added = await town.reader.add(FIRST, ROOT, UploadProgress())
        assert sorted(added.titles) == ["The barn burns", "The river rises"]
        assert [(problem.path, problem.reason) for problem in added.problems] == [
            (f"{ROOT}a", "has no room: the articles here would become larger than they may; remove some first")
        ]
        assert 0 < town.collections.used(1) <= 8_000
        assert town.collections.used(2) == 0


async def test_slow_sites_of_one_server(tmp_path: Path) -> None:
    """However many sites of a server answer slowly, those that others name are read meanwhile."""
    site = Site()
    site.tell("", "The river rises")
    site.slow = "https://slow.example/"
    async with world(tmp_path, site) as town:
        scopes = [FIRST, *(CollectionScope(1, "role", number) for number in (5, 6))]
        adding = [asyncio.create_task(town.reader.add(scope, site.slow, UploadProgress())) for scope in scopes]
        await site.is_waited_for.wait()
        assert (await town.reader.add(SECOND, ROOT, UploadProgress())).titles == ("The river rises",)
        await town.reader.close()
        await asyncio.gather(*adding, return_exceptions=True)


async def test_an_article_of_an_address(tmp_path: Path) -> None:
    """It cannot be removed alone, and goes with its address, of which nothing is left."""
    site = Site()
    site.tell("", "The river rises")
    async with world(tmp_path, site) as town:
        await town.reader.add(FIRST, ROOT, UploadProgress())
        with pytest.raises(OfAddressError, match=ROOT):
            await town.writer.remove(1, FIRST.name, ROOT)
        assert town.titles(FIRST.name) == {"The river rises"}
        ((name, key, listed),) = AddressBook(town.collections).listed(1)
        assert (name, listed.name, listed.articles) == (FIRST.name, ROOT, 1)
        assert AddressBook(town.collections).listed(2) == []
        assert await town.writer.forget_address(1, name, key) == ROOT
        assert town.titles(FIRST.name) == set()
        assert town.collections.used(1) == 0
        assert await town.writer.forget_address(1, name, key) is None


async def test_a_restored_collection(tmp_path: Path) -> None:
    """Where nothing but the index is left of an address, its articles stay until it was read, and it is followed."""
    site = Site()
    site.tell("", "The river rises")
    async with world(tmp_path, site) as town:
        await town.reader.add(FIRST, ROOT, UploadProgress())
        data_folder = town.collections.data_folder(FIRST.name)
        shutil.rmtree(data_folder.web)
        data_folder.pages.unlink()
        assert AddressBook(town.collections).collections() == [FIRST.name]
        await town.writer.sync_collection(FIRST.name)
        assert town.titles(FIRST.name) == {"The river rises"}
        site.failing[ROOT] = "answers with an error (500)"
        await town.reader.add(FIRST, ROOT, UploadProgress())
        assert town.titles(FIRST.name) == {"The river rises"}


async def test_ten_addresses(tmp_path: Path) -> None:
    """A server has so many addresses in all of its collections, and another server has its own."""
    book = AddressBook(Collections(DataFolder(tmp_path), 20_000, 50_000))
    channel = CollectionScope(1, "channel", 7)
    for number in range(MOST):
        assert book.name(FIRST if number % 2 else channel, f"{ROOT}{number}")
    with pytest.raises(TooManyAddressesError):
        book.name(FIRST, f"{ROOT}more")
    assert not book.name(FIRST, f"{ROOT}1#every=1h")
    assert book.name(SECOND, f"{ROOT}1")


async def test_an_interrupted_look(tmp_path: Path) -> None:
    """An address that was named is looked at by the next start, where the end of a program interrupted that."""
    site = Site()
    site.tell("", "The river rises", "a")
    site.tell("a", "The mill stands")
    site.slow = f"{ROOT}a"
    async with world(tmp_path, site) as town:
        adding = asyncio.create_task(town.reader.add(FIRST, ROOT, UploadProgress()))
        await site.is_waited_for.wait()
    with pytest.raises(asyncio.CancelledError):
        await adding
    site.slow = ""
    async with world(tmp_path, site) as town:
        assert [one.url for one in remembered_addresses(town.collections.data_folder(FIRST.name))] == [ROOT]
        await town.follow()
        await town.has(FIRST.name, "The mill stands")


async def test_a_look_that_was_not_indexed(tmp_path: Path) -> None:
    """What was read at an address before a program ended, and not indexed, is indexed by the next start."""
    site = Site()
    site.tell("", "The river rises")
    async with world(tmp_path, site) as town:
        town.collections.data_folder(FIRST.name).make()
        remember(town.collections.data_folder(FIRST.name), [ROOT])
        (source,) = remembered_addresses(town.collections.data_folder(FIRST.name))
        await town.reader._thread.begin(town.reader._look(FIRST.name, source))
        with Library.open(town.collections.data_folder(FIRST.name)) as library:
            assert library.articles.known() == {}
    site.pages.clear()
    async with world(tmp_path, site) as town:
        await town.follow()
        await town.has(FIRST.name, "The river rises")


async def test_a_server_that_the_bot_left(tmp_path: Path) -> None:
    """Where the bot left a server, its addresses are no longer looked at, until it returns."""
    site = Site()
    site.tell("", "The river rises")
    async with world(tmp_path, site) as town:
        await town.reader.add(FIRST, ROOT, UploadProgress())
        await town.follow()
        assert set(town.reader._followed) == {"", FIRST.name}
        town.reader.leave_others({SECOND.guild})
        assert set(town.reader._followed) == {""}
        await town.reader.follow_server(FIRST.guild)
        assert set(town.reader._followed) == {"", FIRST.name}


async def test_only_what_this_process_follows(tmp_path: Path) -> None:
    """Of several processes one follows the shared collection, each servers of its own, until it stops."""
    site = Site()
    site.tell("", "The river rises")
    async with world(tmp_path, site) as town:
        await town.reader.add(FIRST, ROOT, UploadProgress())
        await town.reader.add(SECOND, ROOT, UploadProgress())
        assert set(town.reader._followed) == set()
        await town.reader.follow_servers({SECOND.guild}.__contains__)
        await town.reader.follow_server(FIRST.guild)
        await town.reader.add(FIRST, f"{ROOT}#every=1h", UploadProgress())
        assert set(town.reader._followed) == {SECOND.name}
        town.reader.follow_shared()
        town.reader.leave_servers()
        await town.reader.add(SECOND, ROOT, UploadProgress())
        assert set(town.reader._followed) == {""}
        town.reader.leave_shared()
        assert set(town.reader._followed) == set()


async def test_the_collection_of_all_servers(tmp_path: Path) -> None:
    """It is read from its folders and addresses, and from what changes in them."""
    site, settings, articles = Site(), load_settings(), tmp_path / "articles"
    articles.mkdir()
    (articles / "mill.txt").write_text("The mill\n\nThe mill of Orsk stands by the river.\n")
    site.tell("", "The river rises")
    library = msgspec.structs.replace(settings.library, sources=(str(articles), ROOT))
    async with world(tmp_path / "data", site, msgspec.structs.replace(settings, library=library)) as town:
        await town.follow()
        await town.has("", "The river rises")
        await town.has("", "The mill")
        (articles / "barn.txt").write_text("The barn\n\nThe barn of Orsk is painted green.\n")
        await town.has("", "The barn")
        assert town.titles("") == {"The mill", "The river rises", "The barn"}
