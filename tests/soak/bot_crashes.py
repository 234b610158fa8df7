"""The bot killed amid what it keeps: settings, what it sent, votes, and the articles of servers."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bot.service.access import CollectionScope
from bot.service.collections import Collections
from bot.service.records import SentMessage, SentQuote, ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from index.records import Span
from tests.bot.service.giving import give
from tests.encoders import SmallEncoder
from tests.soak.syscalls import Ending, Fault
from tests.soak.trial import Trial
from tests.soak.world import MAX_BYTES, Warm, article, contents

_INSTANTS, _STEPS, _TORN, _CUTS = 60, 60, 30, 40
_TABLES = ("fact", "server", "shown", "quote", "vote")
_SERVER = CollectionScope(1, "everyone", 1)

Notify = Callable[[], None]
"""Told after each deed."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Does one deed after another below a folder, and tells of each that it is kept; `kept` sees what is there.

    `settled` does so once the bot has gone on; `after` is what is there before the first deed and after each.
    """

    name: str
    job: Callable[[Path, Notify], None]
    kept: Callable[[Path], Any]
    settled: Callable[[Path], Any]
    after: tuple[Any, ...]


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Kills the bot at all that it keeps, in every way."""
    with Warm() as warm:
        for keeper in (state_keeper(folder), collection_keeper(folder)):
            yield from trials(keeper, warm, folder, scale, seed)


def trials(keeper: Keeper, warm: Warm, folder: Path, scale: float, seed: int) -> Iterator[Trial]:
    """Kills one at random instants and steps and amid writes, and cuts the power."""
    target, chance = folder.resolve() / "kept", Random(seed)
    job = partial(keeper.job, target, _notify)
    _anew(target)
    usual = warm.run(job, target)
    assert (usual.code, len(usual.output.split())) == (0, len(keeper.after) - 1), usual.errors

    def tried(fault: str, cases: Iterable[Any], run: Callable[[Any], Ending]) -> Trial:
        failures, cases = list[str](), list(cases)
        for case in cases:
            _anew(target)
            if lost := _lost(keeper, target, run(case)):
                failures.append(f"{case}: {lost}")
        return Trial(f"{fault} {keeper.name}", len(cases), tuple(failures))

    def some(count: int) -> list[int]:
        steps = range(1, len(usual.calls) + 1)
        return sorted(chance.sample(steps, min(len(steps), max(1, round(count * scale)))))

    instants = [chance.uniform(0, usual.seconds) for _ in range(max(1, round(_INSTANTS * scale)))]
    yield tried("SIGKILL at a random instant of", instants, lambda at: warm.run(job, target, None, at))
    yield tried("SIGKILL at a step of", some(_STEPS), lambda step: warm.run(job, target, Fault(step)))
    yield tried("SIGKILL amid a write of", some(_TORN), lambda step: warm.run(job, target, Fault(step, torn=True)))
    yield tried("power cut in", some(_CUTS), lambda step: warm.cut(job, target, step, seed + step))


def state_keeper(folder: Path) -> Keeper:
    """What the bot keeps of its own."""
    after = _undisturbed(folder, _keep_state, _rows)
    return Keeper("the bot's votes and settings", _keep_state, _rows, _reopened, after)


def collection_keeper(folder: Path) -> Keeper:
    """The articles that servers give."""
    after = _undisturbed(folder, _keep_articles, _articles)
    return Keeper("/library add and remove", _keep_articles, _articles, _synced, after)


def _notify() -> None:
    print("done", flush=True)  # noqa: T201 - what the one who runs it waits for


def _anew(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _undisturbed(folder: Path, job: Callable[[Path, Notify], None], kept: Callable[[Path], Any]) -> tuple[Any, ...]:
    undisturbed = folder / "undisturbed"
    _anew(undisturbed)
    after = [kept(undisturbed)]
    job(undisturbed, lambda: after.append(kept(undisturbed)))
    return tuple(after)


def _lost(keeper: Keeper, folder: Path, ending: Ending) -> str:
    """What is not there of what was said to be kept, or half there of what was under way."""
    done = len(ending.output.split())
    allowed = keeper.after[done : done + 2]
    for look in (keeper.kept, keeper.settled):
        try:
            there = look(folder)
        except Exception as error:  # whatever it is, it must not be
            return f"after deed {done}: {type(error).__name__}: {error}"
        if there not in allowed:
            return f"after deed {done} there is {str(there)[:300]}, not {str(allowed)[:300]}"
    return ""


# What was sent, voted and set


def _keep_state(folder: Path, notify: Notify) -> None:
    asyncio.run(_kept_state(folder, notify))


async def _kept_state(folder: Path, notify: Notify) -> None:
    quote = SentQuote("", "oil", 12, 40, "The price of oil rose.", (Span(12, 20),))
    async with SqlState.open(folder / "discord.db") as state:
        for number in range(6):
            sent_id = f"sent {number}"
            await state.sent_messages.add(SentMessage(sent_id, "answer", 1, 2, number, quotes=(quote, quote)))
            notify()
            await state.votes.cast(sent_id, 7, up=True)
            notify()
            await state.settings.save(1, ServerSettings((number,), private=bool(number % 2)))
            notify()
            await state.facts.set("clock", str(number))
            notify()
        await state.forget_person(3)
        notify()


def _rows(folder: Path) -> dict[str, list[Any]]:
    """What the tables hold that hold anything, but for when it was written."""
    if not (folder / "discord.db").exists():
        return {}
    with closing(sqlite3.connect(folder / "discord.db")) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        rows = {
            table: _undated(connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2"))
            for table in _TABLES
            if table in there
        }
    return {table: found for table, found in rows.items() if found}


def _undated(found: sqlite3.Cursor) -> list[Any]:
    dated = [name == "created" for name, *_ in found.description]
    return [tuple(value for value, is_date in zip(row, dated, strict=True) if not is_date) for row in found]


def _reopened(folder: Path) -> dict[str, list[Any]]:
    async def open_and_close() -> None:
        async with SqlState.open(folder / "discord.db"):
            pass

    asyncio.run(open_and_close())
    return _rows(folder)


# The articles of servers


def _collections(folder: Path) -> Collections:
    return Collections(DataFolder(folder), MAX_BYTES, MAX_BYTES)


def _keep_articles(folder: Path, notify: Notify) -> None:
    collections, encoder = _collections(folder), SmallEncoder()
    for name, day in (("salt", 1), ("wool", 1), ("salt", 2)):
        give(collections, _SERVER, {f"{name}.txt": article(name, day).encode()}, encoder, namesakes="replace")
        notify()
    for key in [key for key in contents(collections.data_folder(_SERVER.name)) if key.startswith("wool")]:
        collections.remove(_SERVER.name, key, encoder)
        notify()


def _articles(folder: Path) -> dict[str, str]:
    """The texts of the articles of the server, by their ids."""
    held = contents(_collections(folder).data_folder(_SERVER.name))
    return {key: text for key, (_, text, _) in held.items()}


def _synced(folder: Path) -> dict[str, str]:
    collections = _collections(folder)
    if collections.of_server(_SERVER.guild):
        collections.sync(_SERVER.name, SmallEncoder())
    return _articles(folder)
