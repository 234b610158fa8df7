"""Changes to the articles of servers: servers round robin, and none that others must wait for to its end."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event, Thread

import pytest
import pytest_asyncio

from bot.service.access import CollectionScope
from bot.service.collection_writer import CollectionWriter, UnfinishedError
from bot.service.collections import Collections
from bot.service.records import Refusal
from index.files.data_folder import BusyError, DataFolder
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder

ENCODER = SmallEncoder()
FIRST, SECOND = CollectionScope(1, "everyone", 1), CollectionScope(2, "everyone", 2)
LINES = b"".join(
    json.dumps({"id": number, "title": f"Day {number}", "text": f"Boat {number} left on Monday."}).encode() + b"\n"
    for number in range(10)
)


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    """Collections that there are none of so far."""
    return Collections(DataFolder(tmp_path / "data"), 20_000, 50_000)


@pytest_asyncio.fixture
async def collection_writer(collections: Collections) -> AsyncIterator[CollectionWriter]:
    """A writer of collections that there are none of so far."""
    collection_writer = CollectionWriter(collections, ENCODER)
    yield collection_writer
    collection_writer.close()


async def lines() -> bytes:
    """The file that is added."""
    return LINES


async def never() -> bytes:
    """A file that never comes."""
    await asyncio.get_running_loop().create_future()
    raise AssertionError


def titles(collections: Collections, scope: CollectionScope) -> set[str]:
    """The articles that are found."""
    with Searcher(collections.data_folder(scope.name), ENCODER, scope.name) as searcher:
        return {source.title for source, _ in searcher.articles.listing()}


async def test_another_process_that_writes_is_waited_for(collections: Collections) -> None:
    """Where another process changes a collection, a change waits for it as long as it may, and fails after that."""
    data_folder, has_lock, done = collections.data_folder(FIRST.name), Event(), Event()

    def hold() -> None:
        with data_folder.lock():
            has_lock.set()
            done.wait()

    other = Thread(target=hold)  # as another process: a lock is a thread's own
    other.start()
    await asyncio.to_thread(has_lock.wait)
    hasty, patient = CollectionWriter(collections, ENCODER), CollectionWriter(collections, ENCODER, busy_patience=60.0)
    try:
        with pytest.raises(BusyError, match="another process is writing"):
            await hasty.add(FIRST, "key", [("a.jsonl", lines)])
        waiting = asyncio.create_task(patient.add(FIRST, "key", [("a.jsonl", lines)]))
        await asyncio.wait({waiting}, timeout=0.1)  # it fails in that time, did it not wait
        assert not waiting.done()
        done.set()
        assert (await waiting).refused == ()
    finally:
        done.set()
        other.join()
        hasty.close()
        patient.close()


async def test_servers_go_round_robin(collections: Collections) -> None:
    """While a server's long file is taken in, another's comes to its end before it."""
    collection_writer = CollectionWriter(collections, ENCODER, slice_seconds=0.0)
    ended = list[int]()

    async def add(scope: CollectionScope, filename: str) -> None:
        await collection_writer.add(scope, filename, [(filename, lines if scope is FIRST else few)])
        ended.append(scope.guild)

    async def few() -> bytes:
        return LINES.splitlines()[0]

    await asyncio.gather(add(FIRST, "a.jsonl"), add(SECOND, "a.jsonl"))
    collection_writer.close()
    assert ended == [2, 1]
    assert titles(collections, FIRST) == {f"Day {number}" for number in range(10)}
    assert titles(collections, SECOND) == {"Day 0"}


async def test_a_long_change_goes_on(collections: Collections) -> None:
    """Who waits for a long change is told before Discord takes no answer any more, and it comes to its end."""
    collection_writer = CollectionWriter(collections, ENCODER, patience=0.0)
    await collection_writer.add(FIRST, "key", [("a.jsonl", lines)])
    with pytest.raises(UnfinishedError):
        await collection_writer.remove(1, FIRST.name, "3")
    collection_writer.patience = 60.0
    await collection_writer.sync(1)  # which waits for the change
    collection_writer.close()
    assert titles(collections, FIRST) == {f"Day {number}" for number in range(10)} - {"Day 3"}


async def test_an_interrupted_change_is_finished(collections: Collections) -> None:
    """What the end of a program left of a change is made by the next one."""
    whole = CollectionWriter(collections, ENCODER)
    await whole.add(FIRST, "key", [("a.jsonl", lines)])
    folder = collections.data_folder(FIRST.name).folder
    (folder / "articles" / "more.txt").write_text("Rye of Orsk\n\nThe farmers of Orsk sow rye in September.\n")
    (folder / "unfinished").touch()
    assert collections.unfinished() == [FIRST.name]
    await whole.finish(lambda _: True)
    whole.close()
    assert "Rye of Orsk" in titles(collections, FIRST)
    assert collections.unfinished() == []


async def test_a_file_that_cannot_be_had(collections: Collections) -> None:
    """Where one of several files cannot be fetched, it is refused and the others are added."""
    refusal = Refusal("library-unavailable", {"name": "b.jsonl"})

    async def refused() -> Refusal:
        return refusal

    collection_writer = CollectionWriter(collections, ENCODER)
    added = await collection_writer.add(FIRST, "key", [("b.jsonl", refused), ("a.jsonl", lines)])
    collection_writer.close()
    assert (len(added.articles), added.refused, collections.left_out(1)) == (10, (refusal,), [refusal])


async def test_a_server_has_few_changes_waiting(collection_writer: CollectionWriter) -> None:
    """Of a server's changes only some may wait, and those of others are made all the same."""
    waiting = [asyncio.create_task(collection_writer.add(FIRST, "key", [("a.jsonl", never)])) for _ in range(5)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    with pytest.raises(BusyError, match="5 changes to the articles of this server wait already"):
        await collection_writer.add(FIRST, "key", [("a.jsonl", lines)])
    assert len((await collection_writer.add(SECOND, "key", [("a.jsonl", lines)])).articles) == 10
    for task in waiting:
        task.cancel()
