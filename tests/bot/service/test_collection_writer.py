"""Changes to the articles of servers: one after another, in turn, and none that others must wait for to its end."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.service.access import Audience
from bot.service.collection_writer import Librarian, UnfinishedError
from bot.service.collections import Shelves
from index.files.data_folder import BusyError, Home
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder

ENCODER = SmallEncoder()
FIRST, SECOND = Audience(1, "everyone", 1), Audience(2, "everyone", 2)
LINES = b"".join(
    json.dumps({"id": number, "title": f"Day {number}", "text": f"Boat {number} left on Monday."}).encode() + b"\n"
    for number in range(10)
)


@pytest_asyncio.fixture
async def librarian(tmp_path: Path) -> AsyncIterator[Librarian]:
    """A librarian of empty shelves."""
    librarian = Librarian(Shelves(Home(tmp_path / "data"), 20_000, 50_000), ENCODER)
    yield librarian
    librarian.close()


async def lines() -> bytes:
    """The file that is added."""
    return LINES


async def never() -> bytes:
    """A file that never comes."""
    await asyncio.get_running_loop().create_future()
    raise AssertionError


def titles(librarian: Librarian, whose: Audience) -> set[str]:
    """The articles that are found."""
    with Searcher(librarian.shelves.home(whose.name), ENCODER, whose.name) as searcher:
        return {source.title for source, _ in searcher.listing()}


async def test_servers_take_turns(librarian: Librarian, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a server's long file is taken in, another's comes to its end before it."""
    monkeypatch.setattr("bot.service.collection_writer._SLICE", 0.0)
    ended = list[int]()

    async def add(whose: Audience, filename: str) -> None:
        await librarian.add(whose, filename, lines if whose is FIRST else few)
        ended.append(whose.guild)

    async def few() -> bytes:
        return LINES.splitlines()[0]

    await asyncio.gather(add(FIRST, "a.jsonl"), add(SECOND, "a.jsonl"))
    assert ended == [2, 1]
    assert titles(librarian, FIRST) == {f"Day {number}" for number in range(10)}
    assert titles(librarian, SECOND) == {"Day 0"}


async def test_a_long_change_goes_on(librarian: Librarian, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a long change is told before Discord takes no answer any more, and it comes to its end."""
    monkeypatch.setattr("bot.service.collection_writer._PATIENCE", 0.0)
    with pytest.raises(UnfinishedError):
        await librarian.add(FIRST, "a.jsonl", lines)
    monkeypatch.setattr("bot.service.collection_writer._PATIENCE", 60.0)
    await librarian.sync(1)  # the next in the server's line
    assert len(titles(librarian, FIRST)) == 10


async def test_a_server_has_few_changes_waiting(librarian: Librarian) -> None:
    """Of a server's changes only some may wait, and those of others are made all the same."""
    waiting = [asyncio.create_task(librarian.add(FIRST, "a.jsonl", never)) for _ in range(5)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    with pytest.raises(BusyError, match="5 changes to the articles of this server wait already"):
        await librarian.add(FIRST, "a.jsonl", lines)
    assert len((await librarian.add(SECOND, "a.jsonl", lines)).articles) == 10
    for task in waiting:
        task.cancel()
