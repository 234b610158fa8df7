"""What articles and the bot's own tables take of a PostgreSQL, on disk, on the network, and of its processors."""

import asyncio
import shutil
from collections.abc import Callable
from copy import copy as copied
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import msgspec

from bot.service.records import SentMessage, SentQuote
from bot.service.sql_state import SqlState
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.files.data_folder import Backends, DataFolder
from index.storage.copying import copy
from index.storage.library import Library
from index.storage.opening import connect
from index.storage.sqlite_database import SqliteDatabase
from tests.benchmarks.answering import questions
from tests.benchmarks.scale.clocks import fastest
from tests.benchmarks.scale.indexes import WARM, found_by
from tests.benchmarks.scale.parts import split_articles
from tests.postgres import PostgresServer
from tests.proxy import Proxy

_SCHEMA = "quotebot_scale"
_SIZES = (
    "SELECT SUM(pg_total_relation_size(c.oid)) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE n.nspname = ? AND c.relkind = 'r'"
)
_LOG = "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"
_STATE_QUESTIONS = 200
_COUNTED = 5  # times
_PUT = 40  # articles
_QUOTE = "word " * 60


class OfArticles(msgspec.Struct, frozen=True):
    """Articles in PostgreSQL: bytes in all; turns, bytes and milliseconds of one answer; seconds to count them."""

    passages: int
    table_bytes: int
    log_bytes: int
    rows_ms: float
    turns: float
    passed_bytes: float
    counting: float
    put_turns: float


class OfState(msgspec.Struct, frozen=True):
    """What the bot keeps of one question: round trips, bytes, and milliseconds of the clock and of processors."""

    turns: float
    passed_bytes: float
    milliseconds: float
    bot_ms: float
    server_ms: float


@dataclass
class Passed:
    """What went between a program and a server: bytes, and how often an answer followed on something asked."""

    bytes: int = 0
    turns: int = 0
    _is_asked: bool = False

    def note(self, is_answer: bool, size: int) -> None:
        """Notes that so many bytes went to the server, or came back."""
        self.bytes += size
        self.turns += is_answer and self._is_asked
        self._is_asked = not is_answer


def measure_articles(data_folder: DataFolder, asked_count: int) -> OfArticles:
    """Copies the library of a folder to a new PostgreSQL, and answers from there."""
    with (
        PostgresServer.run(durable=True) as server,
        server.database() as url,
        TemporaryDirectory(dir=data_folder.folder.parent) as scratch,
    ):
        passages, table_bytes, log_bytes = _moved(data_folder, url)
        passed = Passed()
        with Proxy.run(server.port, passed.note) as proxy:
            through = url.replace(f":{server.port}/", f":{proxy.port}/")
            counted, direct = (
                _session(data_folder, Path(scratch, name), of) for name, of in (("c", through), ("d", url))
            )
            asked = questions()[: WARM + asked_count]
            with counted.answerer() as answerer:
                for question in asked[:WARM]:
                    answerer.answer(question)
                before = copied(passed)
                for question in asked[WARM:]:
                    answerer.answer(question)
                turns, size = passed.turns - before.turns, passed.bytes - before.bytes
        with direct.searcher() as searcher, Library.open(direct.data_folder, reading=True) as library:
            found = found_by(searcher, asked[WARM:])
            milliseconds = fastest(_timed(lambda: library.retrieved(numbers)) for numbers in found)  # noqa: B023
            counting = min(_timed(library.count) for _ in range(_COUNTED))
        each = turns / asked_count, size / asked_count
        put_turns = _put(data_folder.folder / "articles.jsonl", server, url)
        return OfArticles(passages, table_bytes, log_bytes, milliseconds, *each, counting, put_turns)


def _moved(data_folder: DataFolder, url: str) -> tuple[int, int, int]:
    """Passages, bytes of their tables in PostgreSQL, and bytes of its log while they were written."""
    with SqliteDatabase(data_folder.library_file) as source, Library(connect(url, _SCHEMA)) as target:
        database, tables = target.database, source.upkeep.tables()
        before = database.execute(_LOG).fetchone()[0]
        with target.writing():
            # What a new library has of its own.
            for table in tables:
                database.execute(f'DELETE FROM "{table.name}"')
            copy(source, database, tables, lambda _: None)
        log = database.execute(_LOG).fetchone()[0] - before
        database.execute("VACUUM (ANALYZE)")
        return target.count()[1], int(database.execute(_SIZES, _SCHEMA).fetchone()[0]), int(log)


def _put(articles: Path, server: PostgresServer, url: str) -> float:
    """Round trips for each passage of the first articles, put into a new library."""
    passed, passages = Passed(), 0
    splits = islice(split_articles(articles), _PUT)
    with Proxy.run(server.port, passed.note) as proxy:
        through = url.replace(f":{server.port}/", f":{proxy.port}/")
        with Library(connect(through, f"{_SCHEMA}_new")) as library, library.writing():
            before = passed.turns
            for one in splits:
                passages += len(library.put(one)[1])
        return (passed.turns - before) / passages


def _session(data_folder: DataFolder, folder: Path, url: str) -> Session:
    """A session on the same snapshot, with the articles in PostgreSQL."""
    session = Session(folder, DEFAULTS)
    session.data_folder = DataFolder(folder, Backends(articles=url))
    session.data_folder.make()
    shutil.copytree(data_folder.snapshots, session.data_folder.snapshots)
    session.data_folder.library_schema.write_text(_SCHEMA, encoding="ascii")
    return session


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def measure_state() -> OfState:
    """Has a bot's tables keep what they keep of questions, one after the other."""
    with PostgresServer.run(durable=True) as server, server.database() as url:
        passed = Passed()
        with Proxy.run(server.port, passed.note) as proxy:
            counted = asyncio.run(_kept(url.replace(f":{server.port}/", f":{proxy.port}/"), 0, server, passed))
        alone = asyncio.run(_kept(url, len(counted.seconds) + WARM, server, Passed()))
    each = len(alone.seconds)
    return OfState(
        counted.passed.turns / each,
        counted.passed.bytes / each,
        fastest(alone.seconds),
        1000 * alone.own / each,
        1000 * alone.of_server / each,
    )


@dataclass(frozen=True)
class _Kept:
    """What keeping some questions took: the clock's seconds of each, and those of processors in all."""

    seconds: list[float]
    own: float
    of_server: float
    passed: Passed


async def _kept(url: str, first: int, server: PostgresServer, passed: Passed) -> _Kept:
    """Keeps some questions, whose numbers begin behind `first`."""
    seconds = list[float]()
    async with SqlState.open(url) as state:
        for number in range(first, first + WARM):
            await _keep(state, number)
        before, own, of_server = copied(passed), process_time(), server.processor_seconds()
        for number in range(first + WARM, first + WARM + _STATE_QUESTIONS):
            begun = perf_counter()
            await _keep(state, number)
            seconds.append(perf_counter() - begun)
        own, of_server = process_time() - own, server.processor_seconds() - of_server
        taken = Passed(passed.bytes - before.bytes, passed.turns - before.turns)
    return _Kept(seconds, own, of_server, taken)


async def _keep(state: SqlState, number: int) -> None:
    """What a question on a server leads to: it is claimed, settings and corrections are read, the answer is kept."""
    guild, channel, person, key = number % 50, number % 200, number % 1000, str(number)
    await state.claims.take(key)
    await state.settings.of(guild)
    await state.corrections.of_server(guild)
    await state.sent_messages.last_answer(channel, person, datetime.now(UTC) - timedelta(minutes=10))
    quotes = tuple(SentQuote("", f"article-{number}", 0, 300, _QUOTE, (), _QUOTE) for _ in range(3))
    asked = "How many people has El Salvador jailed since 2022?"
    sent = SentMessage(key, "answer", guild, channel, person, question=asked, context=asked, quotes=quotes)
    await state.sent_messages.add(sent)
    await state.sent_messages.set_message(sent.id, number)
