"""Changes to the articles of servers: one after another, in turn, and none that others must wait for to its end."""

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


@pytest_asyncio.fixture
async def collection_writer(tmp_path: Path) -> AsyncIterator[CollectionWriter]:
    """A librarian of empty shelves."""
    collection_writer = CollectionWriter(Collections(DataFolder(tmp_path / "data"), 20_000, 50_000), ENCODER)
    yield collection_writer
    collection_writer.close()


async def lines() -> bytes:
    """The file that is added."""
    return LINES


async def never() -> bytes:
    """A file that never comes."""
    await asyncio.get_running_loop().create_future()
    raise AssertionError


def titles(collection_writer: CollectionWriter, whose: CollectionScope) -> set[str]:
    """The articles that are found."""
    with Searcher(collection_writer.shelves.data_folder(whose.name), ENCODER, whose.name) as searcher:
        return {source.title for source, _ in searcher.articles.listing()}


async def test_servers_take_turns(collection_writer: CollectionWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a server's long file is taken in, another's comes to its end before it."""
    monkeypatch.setattr("bot.service.collection_writer._SLICE", 0.0)
    ended = list[int]()

    async def add(whose: CollectionScope, filename: str) -> None:
        await collection_writer.add(whose, filename, lines if whose is FIRST else few)
        ended.append(whose.guild)

    async def few() -> bytes:
        return LINES.splitlines()[0]

    await asyncio.gather(add(FIRST, "a.jsonl"), add(SECOND, "a.jsonl"))
    assert ended == [2, 1]
    assert titles(collection_writer, FIRST) == {f"Day {number}" for number in range(10)}
    assert titles(collection_writer, SECOND) == {"Day 0"}


async def test_a_long_change_goes_on(collection_writer: CollectionWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a long change is told before Discord takes no answer any more, and it comes to its end."""
    monkeypatch.setattr("bot.service.collection_writer._PATIENCE", 0.0)
    with pytest.raises(UnfinishedError):
        await collection_writer.add(FIRST, "a.jsonl", lines)
    monkeypatch.setattr("bot.service.collection_writer._PATIENCE", 60.0)
    await collection_writer.sync(1)  # the next in the server's line
    assert len(titles(collection_writer, FIRST)) == 10


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
