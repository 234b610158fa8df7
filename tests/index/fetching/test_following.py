"""An index is kept up to date with its sources."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from config import load_settings
from index.errors import QuotebotError
from index.fetching.following import Follower
from index.fetching.page_store import SourceState, states_of
from index.fetching.visit import Visited
from index.fetching.visits import Visits, forget_others
from index.files.data_folder import BusyError, DataFolder
from index.ingest.source_address import SourceAddress, parse_address
from index.ingest.sources import Sources, mirror_folder
from tests.index.fetching.sites import MemorySite

ONE, OTHER = "https://site.example/one", "https://site.example/other"
HOUR = 3600.0


class Time:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self._asleep: list[tuple[float, asyncio.Future[None]]] = []
        self._changed = asyncio.Event()

    def clock(self) -> float:
        """Give the seconds since 1970."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Wait until a test has let as much time pass."""
        one = self.now + seconds, asyncio.get_running_loop().create_future()
        self._asleep.append(one)
        self._changed.set()
        try:
            await one[1]
        finally:
            self._asleep.remove(one)

    async def all_asleep(self) -> None:
        """Wait until both of what a follower does have nothing to do."""
        while len(self._asleep) < 2:
            self._changed.clear()
            await self._changed.wait()

    async def wait(self, seconds: float) -> None:
        """Let time pass, as far as somebody sleeps each time, and what is woken do what it does."""
        end = self.now + seconds
        await self.all_asleep()
        while (soonest := min(at for at, _ in self._asleep)) <= end:
            self.now = max(self.now, soonest)
            due = [woken for at, woken in self._asleep if at <= self.now]
            for woken in due:
                woken.set_result(None)
            await asyncio.sleep(0)  # now they sleep no longer
            await self.all_asleep()
        self.now = end


class Index:
    """A Followed over a site in memory, that notes what it was asked to do."""

    def __init__(self, data_folder: DataFolder, time: Time, *addresses: str, paths: Sequence[Path] = ()) -> None:
        self.data_folder = data_folder
        self.site = MemorySite()
        self.named = Sources(tuple(paths), tuple(map(parse_address, addresses)))
        self.done: list[str] = []
        self.told: list[str] = []
        self.failing: dict[str, Exception] = {}
        self.pause: asyncio.Event | None = None
        self.on_sync: Callable[[], object] = lambda: None
        settings = load_settings()
        self._visits = Visits(data_folder, self.site, settings.library, settings.web, lambda _: None, time.clock)

    @property
    def folder(self) -> Path:
        return self.data_folder.folder

    def sources(self) -> Sources:
        return self.named

    def forget_others(self, addresses: Sequence[SourceAddress]) -> None:
        forget_others(self.data_folder, addresses)

    def states(self) -> dict[str, SourceState]:
        return states_of(self.data_folder)

    async def visit(self, source: SourceAddress) -> Visited:
        self.done.append(source.url)
        if source.url in self.failing:
            raise self.failing[source.url]
        return await self._visits.visit(source, all_pages=False)

    async def sync(self, changed: Sequence[Path]) -> None:
        self.done.append(f"sync {' '.join(path.name for path in changed)}".strip())
        if "sync" in self.failing:
            raise self.failing["sync"]
        self.on_sync()
        if self.pause is not None:
            await self.pause.wait()

    def tell(self, message: str, error: Exception | None = None) -> None:
        self.told.append(message)

    def put(self, address: str, words: str) -> None:
        """Have a page say something."""
        self.site.put(address, f"<main><h1>{words}</h1><p>What is told here is that {words}, at length.</p></main>")

    def taken(self) -> list[str]:
        """Give what was done since it was asked last."""
        done, self.done = self.done, []
        return done


@asynccontextmanager
async def followed(index: Index, time: Time) -> AsyncIterator[None]:
    """Follow an index for the time being, until it has done what is due."""
    following = asyncio.create_task(Follower(index, time.clock, time.sleep).run())
    await time.all_asleep()
    try:
        yield
    finally:
        following.cancel()
        await asyncio.wait({following})
        assert following.cancelled()


async def test_when_addresses_are_looked_at(data_folder: DataFolder) -> None:
    """Each is looked at when it is due, and the index is brought up to date with one that has changed."""
    time = Time()
    index = Index(data_folder, time, f"{ONE}#every=6h", f"{OTHER}#every=1d")
    index.put(ONE, "the mill stands")
    index.put(OTHER, "the river rises")
    async with followed(index, time):
        assert index.taken() == ["sync", ONE, "sync", OTHER, "sync"]
        await time.wait(6 * HOUR)
        assert index.taken() == [ONE]
        index.put(ONE, "the mill burns")
        await time.wait(6 * HOUR)
        assert index.taken() == [ONE, "sync"]
        await time.wait(12 * HOUR)
        assert set(index.taken()) == {ONE, OTHER}


async def test_a_source_that_fails_is_tried_again_ever_later(data_folder: DataFolder) -> None:
    """After 15 minutes, 30, an hour and so on; and once it is there again, in its own rhythm."""
    time = Time()
    index = Index(data_folder, time, f"{ONE}#every=1d")
    index.site.failing[ONE] = "has a server that fails just now (500)"
    async with followed(index, time):
        assert index.taken() == ["sync", ONE]
        for minutes in (15, 30, 60):
            await time.wait(60 * minutes - 1)
            assert index.taken() == []
            await time.wait(1)
            assert index.taken() == [ONE]
        index.site.failing.clear()
        index.put(ONE, "the mill stands")
        await time.wait(2 * HOUR)
        assert index.taken() == [ONE, "sync"]
        await time.wait(24 * HOUR - 1)
        assert index.taken() == []
        assert states_of(data_folder)[parse_address(ONE).key].failures == 0


async def test_an_error_in_one_look_keeps_no_other_from_being_looked_at(data_folder: DataFolder) -> None:
    """It is told once for as long as it is the same, and the look is tried again; sooner where others only write."""
    time = Time()
    index = Index(data_folder, time, ONE, OTHER)
    index.put(OTHER, "the river rises")
    index.failing = {ONE: ValueError("of no kind that was thought of")}
    async with followed(index, time):
        assert index.taken() == ["sync", ONE, OTHER, "sync"]
        await time.wait(15 * 60)
        assert index.taken() == [ONE]
        assert index.told == [f"{ONE}: ValueError: of no kind that was thought of"]
        index.failing = {ONE: BusyError("another process looks at addresses")}
        await time.wait(15 * 60)
        assert index.taken() == [ONE]
        await time.wait(60)
        assert index.taken() == [ONE]
        assert index.told[1:] == [f"{ONE}: another process looks at addresses"]


async def test_a_sync_that_fails_is_tried_again(data_folder: DataFolder) -> None:
    """What a look has changed is indexed by a later round; soon where another process only writes."""
    time = Time()
    index = Index(data_folder, time, ONE)
    index.put(ONE, "the mill stands")
    index.failing = {"sync": QuotebotError("the disk is full")}
    async with followed(index, time):
        assert index.taken() == ["sync", ONE, "sync"]
        index.failing.clear()
        await time.wait(15 * 60)
        assert index.taken() == ["sync"]
        assert index.told == ["the disk is full"]


async def test_a_sync_waits_for_other_writers(data_folder: DataFolder) -> None:
    """Where another process writes, it is tried each minute."""
    time = Time()
    index = Index(data_folder, time)
    index.failing = {"sync": BusyError("another process is writing")}
    async with followed(index, time):
        assert index.taken() == ["sync"]
        await time.wait(60)
        assert index.taken() == ["sync"]
        index.failing.clear()
        await time.wait(HOUR)
        assert index.taken() == ["sync"]


async def test_what_is_named_and_forgotten_meanwhile(data_folder: DataFolder) -> None:
    """An address that is named is looked at within minutes, and of one that is forgotten nothing is kept."""
    time = Time()
    index = Index(data_folder, time, ONE)
    index.put(ONE, "the mill stands")
    index.put(OTHER, "the river rises")
    async with followed(index, time):
        assert index.taken() == ["sync", ONE, "sync"]
        index.named = Sources((), (parse_address(OTHER),))
        await time.wait(300)
        assert index.taken() == [OTHER, "sync"]
        assert not mirror_folder(data_folder, parse_address(ONE)).exists()
        assert states_of(data_folder).keys() == {parse_address(OTHER).key}


async def test_what_is_forgotten_while_another_process_looks(data_folder: DataFolder) -> None:
    """Where another process looks at addresses just now, what is named and forgotten waits for a minute."""
    time = Time()
    index = Index(data_folder, time, ONE)
    index.put(ONE, "the mill stands")
    index.put(OTHER, "the river rises")
    async with followed(index, time):
        index.named = Sources((), (parse_address(OTHER),))
        with data_folder.fetching():
            await time.wait(300)
            assert index.taken() == ["sync", ONE, "sync"]
        await time.wait(60)
        assert index.taken() == [OTHER, "sync"]
        assert len(index.told) == 1


async def test_after_an_interruption(data_folder: DataFolder) -> None:
    """A follower begins with indexing what was looked at before one was ended, and looks at what is due alone."""
    time = Time()
    index = Index(data_folder, time, f"{ONE}#every=6h")
    index.put(ONE, "the mill stands")
    following = asyncio.create_task(Follower(index, time.clock, time.sleep).run())
    # It is ended after the look, before what was read is indexed.
    index.on_sync = lambda: following.cancel() if index.done.count("sync") == 2 else None
    await asyncio.wait({following})
    assert index.taken() == ["sync", ONE, "sync"]
    async with followed(index, time):
        assert index.taken() == ["sync"]
        await time.wait(6 * HOUR)
        assert index.taken() == [ONE]


async def test_a_change_in_a_folder(data_folder: DataFolder, articles: Path) -> None:
    """A file that is written in a folder has the index brought up to date, with the folder named."""
    time = Time()
    index = Index(data_folder, time, paths=[articles])
    synced = asyncio.Event()
    async with followed(index, time):
        assert index.taken() == ["sync"]
        index.on_sync = synced.set
        (articles / "mill.txt").write_text("The mill stands by the river.")
        await synced.wait()
        assert set(index.taken()) == {"sync articles"}


async def test_a_folder_that_comes_back(data_folder: DataFolder, articles: Path) -> None:
    """A folder that was not there is read once it is, within minutes, and watched from then on."""
    time = Time()
    articles.rmdir()
    index = Index(data_folder, time, paths=[articles])
    async with followed(index, time):
        assert index.taken() == ["sync"]
        articles.mkdir()
        await time.wait(300)
        assert index.taken() == ["sync articles"]


async def test_a_change_amid_a_sync(data_folder: DataFolder, articles: Path) -> None:
    """What changes while the index is brought up to date has it brought up to date again."""
    time, ended = Time(), asyncio.Event()
    index = Index(data_folder, time, paths=[articles])
    follower = Follower(index, time.clock, time.sleep)
    index.pause = ended
    syncs = [asyncio.create_task(follower._sync([articles])) for _ in range(2)]
    while not index.done:
        await asyncio.sleep(0)
    ended.set()
    await asyncio.gather(*syncs)
    assert index.taken() == ["sync articles", "sync articles"]
