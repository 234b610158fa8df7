"""What changes in files and folders is told."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest
import watchfiles

from index.ingest.folder_watch import FolderWatch


class Watched:
    """What was told of sources that are watched."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.changed = asyncio.Queue[set[Path]]()
        self.ended: asyncio.Task[None] | None = None


@asynccontextmanager
async def watched(sources: Collection[Path], left_out: Path, beside: Path) -> AsyncIterator[Watched]:
    """Watch sources for the time being; it has begun once a file beside, which is written until then, is told."""
    watched = Watched()
    watch = FolderWatch(left_out, watched.changed.put, watched.told.append)
    watched.ended = asyncio.create_task(watch.run(sources))
    await until_told(watched, beside.parent, lambda number: beside.write_text(f"The miller has {number} cats."))
    yield watched
    watched.ended.cancel()
    await asyncio.wait({watched.ended})


async def until_told(watched: Watched, source: Path, change: Callable[[int], object]) -> None:
    """Make a change anew until it is told of a source."""
    for number in count():
        change(number)
        try:
            async with asyncio.timeout(1):
                while source not in await watched.changed.get():
                    pass
            return
        except TimeoutError:
            continue


async def test_a_file_that_is_written_anew(tmp_path: Path) -> None:
    """A file among the sources is told of also where it is saved as editors do: by another that takes its place."""
    source, other = tmp_path / "one" / "mill.txt", tmp_path / "one" / "other.txt"
    source.parent.mkdir()
    source.write_text("The mill stands.")

    def save(number: int) -> None:
        other.write_text(f"The mill has stood for {number} years.")
        other.replace(source)

    watched = Watched()
    watch = FolderWatch(tmp_path / "data", watched.changed.put, watched.told.append)
    running = asyncio.create_task(watch.run([source]))
    await until_told(watched, source, save)
    await until_told(watched, source, save)
    running.cancel()
    await asyncio.wait({running})


async def test_what_is_not_read_is_not_told(tmp_path: Path) -> None:
    """Nothing is told of what is hidden, left out by .gitignore or of programs, nor of the folder of the index."""
    folder, beside = tmp_path / "articles", tmp_path / "beside" / "cats.txt"
    for name in ("node_modules/a", ".git", "drafts", "data/web"):
        (folder / name).mkdir(parents=True)
    beside.parent.mkdir()
    (folder / ".gitignore").write_text("drafts/\n")
    async with watched([folder, beside.parent], folder / "data", beside) as told:
        for name in ("node_modules/a/b.md", ".git/index", "drafts/a.md", "data/web/a.txt", ".a.txt.swp"):
            (folder / name).write_text("The mill stands.")
        await until_told(told, beside.parent, lambda number: beside.write_text(f"The miller has no {number} cats."))
        (folder / "mill.md").write_text("The mill stands.")
        while (changed := await told.changed.get()) == {beside.parent}:
            pass
        assert folder in changed


async def test_a_folder_that_is_made_anew(tmp_path: Path) -> None:
    """Where a folder is taken away it is told, and the watch ends, since it would not see another in its place."""
    folder, beside = tmp_path / "articles", tmp_path / "beside" / "cats.txt"
    folder.mkdir()
    beside.parent.mkdir()
    async with watched([folder, beside.parent], tmp_path / "data", beside) as told:
        shutil.rmtree(folder)
        while folder not in await told.changed.get():
            pass
        assert told.ended
        await told.ended


async def test_without_word_from_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no more watches, folders are looked through now and then, and that is said."""
    import index.ingest.folder_watch as module

    beside, polls = tmp_path / "beside" / "cats.txt", list[bool | None]()
    beside.parent.mkdir()
    awatch = watchfiles.awatch

    def without_watches(*paths: Path, force_polling: bool | None, poll_delay_ms: int, **options: object) -> object:
        polls.append(force_polling)
        if not force_polling:
            raise OSError(28, "OS file watch limit reached")
        return awatch(*paths, force_polling=True, poll_delay_ms=50, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "awatch", without_watches)
    async with watched([beside.parent], tmp_path / "data", beside) as told:
        assert polls == [None, True]
        assert [line.partition(" (")[0] for line in told.told] == ["the system does not tell what changes"]
