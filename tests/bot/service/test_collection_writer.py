"""Changes to the articles of servers: servers round robin, and none that others must wait for to its end."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.service.access import CollectionScope
from bot.service.collection_writer import CollectionWriter, UnfinishedError
from bot.service.collections import Collections
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


async def test_servers_go_round_robin(collections: Collections) -> None:
    """While a server's long file is taken in, another's comes to its end before it."""
    collection_writer = CollectionWriter(collections, ENCODER, slice_seconds=0.0)
    ended = list[int]()

    async def add(scope: CollectionScope, filename: str) -> None:
        await collection_writer.add(scope, filename, lines if scope is FIRST else few)
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
    with pytest.raises(UnfinishedError):
        await collection_writer.add(FIRST, "a.jsonl", lines)
    collection_writer.patience = 60.0
    collection_writer.close()
    assert len(titles(collections, FIRST)) == 10


async def test_a_server_has_few_changes_waiting(collection_writer: CollectionWriter) -> None:
    """Of a server's changes only some may wait, and those of others are made all the same."""
    waiting = [asyncio.create_task(collection_writer.add(FIRST, "a.jsonl", never)) for _ in range(5)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    with pytest.raises(BusyError, match="5 changes to the articles of this server wait already"):
        await collection_writer.add(FIRST, "a.jsonl", lines)
    assert len((await collection_writer.add(SECOND, "a.jsonl", lines)).articles) == 10
    for task in waiting:
        task.cancel()
