"""Bytes flipped and files cut off, everywhere: every answer is as it was, or the damage is named.

Each damaged index is read in a process of its own, so that a crash of FAISS, Tantivy, SQLite or OpenVINO is seen.
"""

import asyncio
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from unittest.mock import patch

import msgspec

from bot.service.sql_state import SqlState
from index.answering.answer import Answerer
from index.answering.confidence import load_calibration
from index.errors import QuotebotError
from index.files import checksums
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.maintenance.backup import BackupError, back_up, restore
from index.records import Answer, Article
from index.retrieval.search import Searcher
from index.storage.library import Library
from index.storage.sqlite_database import SqliteUpkeep
from tests.encoders import SmallEncoder
from tests.soak.trial import Trial
from tests.soak.world import Warm

R = TypeVar("R")

_ARTICLES = Path(__file__).resolve().parents[1] / "quality" / "articles.jsonl"
_MAX_ARTICLES = 12
_QUESTIONS = (
    "When will the ferry to Tessel Rock sail for the last time?",
    "Who resigned over the sale of harbour land?",
)
_MAX_BYTES = 1_000_000
_SECONDS = 120  # that a child may take before it counts as hung
_FULL = 2000  # damages of each kind in the full soak
_CUTS = 0.1  # of the damages cut a file off


@dataclass(frozen=True, slots=True)
class Whole:
    """An index that is whole, its articles, what it answers, and how much of a file's ends is read on opening."""

    data_folder: DataFolder
    articles: dict[str, Article]
    answers: list[Answer]
    ends: int = checksums._END


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading something damaged: `same`, `named`, `other` (another right quote), or what went wrong."""

    kind: str
    message: str = ""


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Damages every kind of file `scale` times some thousands."""
    count = max(1, int(_FULL * scale))
    with Warm() as warm:  # whose children are clean, since it opens no index itself
        whole = warm.call(make_whole, folder / "whole")
        yield warm.call(damage_derived, whole, count, seed, folder)
        yield warm.call(damage_unseen, warm.call(make_whole, folder / "large", ends=64), count, seed, folder)
        yield warm.call(damage_library, whole, count, seed, folder)
        yield warm.call(damage_log, whole, max(1, count // 4), seed, folder)
        yield warm.call(damage_backup, whole, count, seed, folder)
        yield warm.call(damage_state, count, seed, folder)


def make_whole(folder: Path, ends: int = checksums._END) -> Whole:
    """Makes an index of the project's own articles, on the small encoder."""
    data_folder = DataFolder(folder)
    data_folder.make()
    articles = folder.with_suffix(".jsonl")
    articles.write_text("".join(_ARTICLES.read_text(encoding="utf-8").splitlines(True)[:_MAX_ARTICLES]))
    SmallEncoder().encode_questions(_QUESTIONS)  # its vectors are kept, so that no child makes them again
    in_child(lambda: sync(data_folder, SmallEncoder(), [articles], _MAX_BYTES, lambda _: None).added, int, ends)
    return _whole(data_folder, ends)


def damage_derived(whole: Whole, count: int, seed: int, folder: Path) -> Trial:
    """Damages the files of FAISS and Tantivy and their manifest: what was answered is answered again."""
    random = _random(seed)
    files = _derived(whole.data_folder)
    outcomes = [_read_damaged(whole, folder / "derived", random.choice(files), random, ("same",)) for _ in range(count)]
    return Trial("a byte of FAISS' or Tantivy's files flipped, or cut off", count, _failures(outcomes))


def damage_unseen(whole: Whole, count: int, seed: int, folder: Path) -> Trial:
    """The same where opening reads next to nothing of a file, as in a large one: no quote is ever wrong."""
    random = _random(seed + 1)
    files = [file for file in _derived(whole.data_folder) if file.name != "manifest.json"]
    allowed = ("same", "named", "other")
    outcomes = [
        _read_damaged(whole, folder / "unseen", random.choice(files), random, allowed, cuts=0) for _ in range(count)
    ]
    return Trial("a byte flipped in the middle of a large one", count, _failures(outcomes))


def damage_library(whole: Whole, count: int, seed: int, folder: Path) -> Trial:
    """Damages library.db: what was answered is answered again, or the damage is named."""
    random = _random(seed + 2)
    allowed = ("same", "named")
    outcomes = [
        _read_damaged(whole, folder / "library", whole.data_folder.library, random, allowed) for _ in range(count)
    ]
    return Trial("a byte of library.db flipped, or cut off", count, _failures(outcomes))


def damage_log(whole: Whole, count: int, seed: int, folder: Path) -> Trial:
    """Damages the write-ahead log that a killed sync leaves: the answers are those before or after, or it is named."""
    random = _random(seed + 3)
    data_folder = _copy(whole.data_folder, folder / "killed")
    own = folder / "more"
    own.mkdir(exist_ok=True)
    (own / "bridge.txt").write_text(
        "The bridge\n\nThe parish paid for the repair of the bridge, 4,120 pounds in all.\n"
    )

    def killed() -> None:
        with patch.object(SqliteUpkeep, "empty_log", lambda _: os._exit(0)):  # it is killed when it is about to
            sources = [whole.data_folder.folder.with_suffix(".jsonl"), own]
            sync(data_folder, SmallEncoder(), sources, _MAX_BYTES, lambda _: None)

    _fork(killed)
    log = Path(f"{data_folder.library}-wal")
    assert log.stat().st_size > 0
    after = _whole(_copy(data_folder, folder / "after"), checksums._END)
    outcomes = []
    for _ in range(count):
        damaged = _copy(data_folder, folder / "log")
        position = _damage(Path(f"{damaged.library}-wal"), random, random.random() < _CUTS)
        outcome = read(after, damaged)
        if outcome.kind not in ("same", "named"):  # all of the commit is lost
            outcome = read(whole, damaged)
        outcomes.append((position, outcome if outcome.kind not in ("same", "named") else None))
    return Trial("a byte of the write-ahead log flipped after a kill, or cut off", count, _failures(outcomes))


def damage_backup(whole: Whole, count: int, seed: int, folder: Path) -> Trial:
    """Damages a backup: it is refused, and nothing is put in the place of anything."""
    random = _random(seed + 4)
    archive = folder / "whole.backup"
    archive.unlink(missing_ok=True)
    in_child(lambda: len(back_up(whole.data_folder, archive, lambda _: None).members), int)
    data = archive.read_bytes()
    damaged = folder / "damaged.backup"
    target = DataFolder(folder / "restored")
    outcomes = []
    for _ in range(count):
        damaged.write_bytes(data)
        position = _damage(damaged, random, random.random() < _CUTS)
        try:
            restore(target, damaged, lambda _: None)
        except BackupError as error:
            outcomes.append((position, None if "\n" not in str(error) else Outcome("two lines", str(error))))
        except Exception as error:
            outcomes.append((position, Outcome("traceback", repr(error))))
        else:
            shutil.rmtree(target.folder)
            same = damaged.read_bytes() == data
            outcomes.append((position, None if same else Outcome("restored")))
        if target.library.exists():
            outcomes.append((position, Outcome("half restored")))
    return Trial("a byte of a backup flipped, or cut off", count, _failures(outcomes))


def damage_state(count: int, seed: int, folder: Path) -> Trial:
    """Damages the bot's own file: what it reads of it is read, or the damage is named."""
    from tests.bot.service.state_contract import sent_message

    random = _random(seed + 5)
    path, damaged = folder / "discord.db", folder / "damaged.db"

    async def fill() -> None:
        async with SqlState.open(path) as state:
            for number in range(40):
                await state.sent_messages.add(sent_message(f"{number}", question=f"Question {number}? " * 20))
                await state.votes.cast(f"{number}", number, number % 2 == 0)

    async def look() -> Outcome:
        async with SqlState.open(damaged) as state:
            for number in range(40):
                await state.sent_messages.get(f"{number}")
                await state.votes.count(f"{number}")
            await state.servers()
        return Outcome("same")

    path.unlink(missing_ok=True)
    in_child(lambda: asyncio.run(fill()), None)
    data = path.read_bytes()
    outcomes = []
    for _ in range(count):
        for left in folder.glob("damaged.db*"):
            left.unlink()
        damaged.write_bytes(data)
        position = _damage(damaged, random, random.random() < _CUTS)
        outcome = in_child(lambda: _outcome(lambda: asyncio.run(look())), Outcome)
        outcomes.append((position, outcome if outcome.kind not in ("same", "named") else None))
    return Trial("a byte of discord.db flipped, or cut off", count, _failures(outcomes))


def read(whole: Whole, damaged: DataFolder) -> Outcome:
    """What comes of asking a damaged index, in a process of its own."""
    try:
        return in_child(lambda: _outcome(lambda: _compare(whole, damaged)), Outcome, whole.ends)
    except ChildProcessError as error:
        return Outcome("crash", str(error))


def in_child(work: Callable[[], R], kind: type[R] | None, ends: int = checksums._END) -> R:
    """What work gives in a process of its own, which FAISS' threads make necessary too. Raises ChildProcessError."""
    reading, writing = os.pipe()

    def report() -> None:
        checksums._END = ends
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(msgspec.json.encode(work()))

    child = _start(report)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    status = _wait(child)
    if not data:
        raise ChildProcessError(f"the process ended with {status} and said nothing")
    return msgspec.json.decode(data, type=kind)


def _compare(whole: Whole, damaged: DataFolder) -> Outcome:
    answers = _answers(damaged)
    if answers == whole.answers:
        return Outcome("same")
    for answer in answers:
        for quote in (*answer.quotes, *answer.closest):
            article = whole.articles.get(quote.source.id)
            if article is None or article.source != quote.source or _slice(article, quote.span) != quote.text:
                return Outcome("wrong", f"{quote}")
    return Outcome("other")


def _slice(article: Article, span: tuple[int, int]) -> str:
    return article.text[span[0] : span[1]]


def _outcome(work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except QuotebotError as error:
        return Outcome("two lines" if "\n" in str(error) else "named", str(error))
    except BaseException as error:
        return Outcome("traceback", f"{type(error).__name__}: {error}")


def _read_damaged(
    whole: Whole, folder: Path, file: Path, random: Random, allowed: tuple[str, ...], cuts: float = _CUTS
) -> tuple[str, Outcome | None]:
    damaged = _copy(whole.data_folder, folder)
    position = _damage(folder / file.relative_to(whole.data_folder.folder), random, random.random() < cuts)
    outcome = read(whole, damaged)
    return position, None if outcome.kind in allowed else outcome


def _random(seed: int) -> Random:
    return Random(seed)


def _damage(file: Path, random: Random, cut: bool) -> str:
    """Flips bits of one byte of a file, or cuts it off; gives where."""
    data = bytearray(file.read_bytes())
    position = random.randrange(len(data)) if data else 0
    if cut or not data:
        file.unlink()
        file.write_bytes(data[:position])
        return f"{file.name} cut off at {position}"
    flipped = random.randrange(1, 256)
    data[position] ^= flipped
    file.unlink()  # it may be linked to the whole one
    file.write_bytes(data)
    return f"{file.name} byte {position} ^ {flipped}"


def _derived(data_folder: DataFolder) -> list[Path]:
    with Library.open(data_folder) as library:
        snapshot = data_folder.snapshots / f"{int(library.facts.get('generation') or 0):08}"
    return sorted(file for file in snapshot.rglob("*") if file.is_file() and file.suffix != ".lock")


def _copy(data_folder: DataFolder, folder: Path) -> DataFolder:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(data_folder.folder, folder)
    return DataFolder(folder)


def _answers(data_folder: DataFolder) -> list[Answer]:
    with Searcher(data_folder, SmallEncoder()) as searcher:
        answerer = Answerer(searcher, load_calibration(), 0)
        return [answerer.answer(question) for question in _QUESTIONS]


def _whole(data_folder: DataFolder, ends: int) -> Whole:
    answers = in_child(lambda: _answers(data_folder), list[Answer], ends)
    return Whole(data_folder, in_child(lambda: _articles(data_folder), dict[str, Article], ends), answers, ends)


def _articles(data_folder: DataFolder) -> dict[str, Article]:
    with Library.open(data_folder) as library:
        numbers = [number for number, _ in library.articles.sources()]
        return {article.source.id: article for article in map(library.articles.get, numbers)}


def _failures(outcomes: list[tuple[str, Outcome | None]]) -> tuple[str, ...]:
    return tuple(
        f"{position}: {outcome.kind} {outcome.message}" for position, outcome in outcomes if outcome is not None
    )


def _fork(work: Callable[[], Any]) -> None:
    _wait(_start(work))


def _start(work: Callable[[], Any]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        signal.alarm(_SECONDS)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)  # where Rust tells of a panic
        work()
    finally:
        os._exit(0)


def _wait(child: int) -> int:
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
