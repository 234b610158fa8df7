"""Commands that the system refuses something: room, rights, memory, open files; and several that run at once."""

import errno
import os
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event

from index.answering.answer import Answerer
from index.answering.confidence import load_calibration
from index.retrieval.search import Searcher
from tests.encoders import SmallEncoder
from tests.soak.ordeal import Ordeal
from tests.soak.syscalls import Ending, Fault
from tests.soak.trial import Trial
from tests.soak.world import MEMBERS, SCENARIOS, SYNC, Warm, World, article, data_folder_of, quotebot

_FAILURES = ((errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EIO, False), (errno.EROFS, True), (errno.EACCES, True))
_STEPS, _FEW = 40, 8  # of a sync, and of the other scenarios
_FILES = (12, 16, 20, 24, 32, 48)
_SIZES = (1_000, 4_000, 20_000, 40_000, 60_000, 100_000, 200_000)  # bytes
_MEMORY = tuple(range(0, 160_000_000, 8_000_000))  # bytes beyond what the process has
_READERS, _SNAPSHOTS, _WRITERS = 8, 30, 20


def soak(scale: float, seed: int, folder: Path) -> Iterator[Trial]:
    """Fails each scenario in every way, and has writers and readers meet."""
    with Warm() as warm:
        for scenario in SCENARIOS:
            ordeal = Ordeal(scenario, warm, folder)
            count = max(1, round((_STEPS if scenario is SYNC else _FEW) * scale))
            for error, lasting in _FAILURES:
                yield ordeal.fail(error, lasting, count, seed)
            if scenario is SYNC:
                yield ordeal.limit(resource.RLIMIT_NOFILE, _FILES)
                yield ordeal.limit(resource.RLIMIT_FSIZE, _SIZES)
                yield ordeal.limit(resource.RLIMIT_AS, _MEMORY)
        world = World(SYNC, folder)
        yield read_only(warm, world)
        yield full_output(warm, world)
        yield two_writers(warm, world, max(1, round(_WRITERS * scale)))
        yield many_readers(warm, world, max(2, round(_SNAPSHOTS * scale)))


def read_only(warm: Warm, world: World) -> Trial:
    """Questions and lists on a folder that nothing can be written to: as on any other."""
    commands = (("search", "salt on day two"), ("ask", "When did the salt reach the harbour?"), ("articles",))
    failures = list[str]()
    for command in commands:
        job = partial(quotebot, world.folder, *command)
        usual = warm.run(job, world.folder / "data")
        for error in (errno.EROFS, errno.EACCES):
            ending = warm.run(job, world.folder / "data", Fault(1, error, lasting=True))
            if (ending.code, ending.output) != (0, usual.output) or not usual.output:
                failures.append(f"{command[0]}: {ending.errors.strip()[-300:]}")
    return Trial("reading a read-only folder", 2 * len(commands), tuple(failures))


def full_output(warm: Warm, world: World) -> Trial:
    """Commands whose output goes to a full disk: a line says so."""
    failures = list[str]()
    for command in (("search", "salt on day two"), ("search", "--json", "salt"), ("articles",)):
        ending = warm.run(partial(_with_full_output, world.folder, *command), world.folder / "data")
        message = "Error: standard output cannot be used: No space left on device; the disk is full; make room on it, "
        if (ending.code, ending.errors) != (1, f"{message}then try again\n"):
            failures.append(f"{command[0]}: {ending.code}, {ending.errors[-300:]}")
    return Trial("output to a full disk", 3, tuple(failures))


def _with_full_output(world: Path, *command: str) -> None:
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
    quotebot(world, *command)


def two_writers(warm: Warm, world: World, times: int) -> Trial:
    """A sync while another runs: one is done, and the other too or refused with a line that says why."""
    job = partial(quotebot, world.folder, *SYNC.arguments)
    failures = list[str]()
    with Warm() as other, ThreadPoolExecutor(2) as threads:
        for _ in range(times):
            world.restore()
            runs = [threads.submit(one.run, job, world.folder / "data") for one in (warm, other)]
            endings = [run.result() for run in runs]
            problems = world.problems(next((ending for ending in endings if ending.code == 0), None))
            problems += [ending.errors for ending in endings if not _is_done_or_busy(ending)]
            if all(ending.code for ending in endings) or problems:
                failures.append("; ".join(problems) or "nobody wrote")
    return Trial("two syncs at once", times, tuple(failures))


def many_readers(warm: Warm, world: World, snapshots: int) -> Trial:
    """Readers that answer while snapshot after snapshot is published: each answer is of one."""
    world.restore()
    done = Event()
    with ThreadPoolExecutor(_READERS) as threads:
        readers = [threads.submit(_read, world, done) for _ in range(_READERS)]
        problems = list[str]()
        try:
            for edition in range(1, snapshots + 1):
                for name in MEMBERS[:4]:
                    (world.folder / "a" / f"{name}.txt").write_text(article(name, edition + 100))
                command = ("sync", "--rebuild") if edition % 5 == 0 else ("sync",)
                ending = warm.run(partial(quotebot, world.folder, *command), world.folder / "data")
                if ending.code:
                    problems.append(ending.errors.strip()[-300:])
        finally:
            done.set()
        answers = [reader.result() for reader in readers]
    problems += [problem for _, complaints in answers for problem in complaints]
    return Trial("answer while a writer publishes", sum(count for count, _ in answers), tuple(problems))


def _read(world: World, done: Event) -> tuple[int, list[str]]:
    """Answers until all is written; gives how often, and what was wrong with it."""
    calibration, problems, count = load_calibration(), list[str](), 0
    with Searcher(data_folder_of(world.folder), SmallEncoder()) as searcher:
        answerer = Answerer(searcher, calibration, 0.0)
        while not done.is_set():
            count += 1
            try:
                answer = answerer.answer("When did the salt of house 3 reach the harbour?")
                days = {
                    quote.text.split(" on day ")[1].split()[0]
                    for quote in (*answer.quotes, *answer.closest)
                    if quote.source.id in MEMBERS[:4]
                }
                if len(days) != 1:
                    problems.append(f"an answer of the days {sorted(days)}")
            except Exception as error:  # whatever it is, it must not be
                problems.append(f"{type(error).__name__}: {error}")
    return count, problems


def _is_done_or_busy(ending: Ending) -> bool:
    return ending.code == 0 or (ending.code == 1 and "another process is writing" in ending.errors)
