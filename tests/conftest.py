"""What tests share that takes long to make."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock
from hypothesis import settings

from index.answering.confidence import Calibration
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.files import PACKAGED, PACKAGED_READER
from index.models.opening import find_compiled, open_compiled_reader
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from tests.command import ROOT, WATCHED, run_quotebot
from tests.rerankers import make_cross_encoder
from tests.shipped import shipped_calibration
from tests.soak.world import Warm

pytest_plugins = ["tests.postgres"]
Shared = Callable[[str, Callable[[Path], object]], Path]
_LONG = (
    "tests/test_benchmarks",
    "tests/pictures",
    "tests/bot/discord",
    "tests/bot/terminal",
    "tests/bot/web",
    "tests/index/test_",
)


def pytest_configure(config: pytest.Config) -> None:
    """Give a run its own cache, each of several processes its own core, and no example a time limit."""
    settings.register_profile("untimed", deadline=None, max_examples=60)  # the soak tries more
    settings.register_profile("mutation", deadline=None, max_examples=25, derandomize=True, database=None)
    settings.load_profile("untimed")
    if config.getoption("numprocesses", None):
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # each of the processes begun now has one core
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:  # the other processes are given it
        cache = TemporaryDirectory()
        config.add_cleanup(cache.cleanup)
        os.environ["XDG_CACHE_HOME"] = cache.name
    # On shared cores, threads that wait for each other take a third more time than the work itself.
    if worker and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[int(worker.removeprefix("gw")) % len(cores)]})


def pytest_collection() -> None:
    """Look for no garbage while all tests are imported, of which nothing becomes any."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that in the end no process is left with one alone."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))


def pytest_collection_finish() -> None:
    """Look for garbage again, but not among all that was imported."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Shared:
    """Makes a folder of a name once, also for tests in other processes of this run, and returns it."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder if worker_id == "master" else folder.parent

    def once(name: str, make: Callable[[Path], object]) -> Path:
        made, draft = folder / name, folder / f"{name}.draft"
        with FileLock(folder / f"{name}.lock"):
            if not made.exists():
                draft.mkdir()
                with _all_cores():  # the other processes soon wait for this
                    make(draft)
                draft.rename(made)
        return made

    return once


@contextmanager
def _all_cores() -> Iterator[None]:
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)


@pytest.fixture(scope="session")
def index(shared: Shared) -> Path:
    """The folder of an index of the articles that ship, made by `quotebot demo`; to be read only.

    It was asked once, so the reader is compiled too. Beside it are demo/seen.json and ask/seen.json, what these did of
    which they should do nothing.
    """

    def make(folder: Path) -> None:
        for command in (("demo",), ("ask", "Who?")):
            (folder / command[0]).mkdir()
            done = run_quotebot(folder / command[0], ROOT, *command, "--data-dir", folder / "data", code=WATCHED)
            done.check_returncode()

    return shared("seeds", make) / "data"


@pytest.fixture(scope="session")
def encoder_dir(index: Path) -> Path:
    """The packaged model, compiled, in the cache that all processes of this run share; to be read only."""
    folder = find_compiled(PACKAGED, "f32", index / "encoder")
    assert folder is not None
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_dir: Path) -> OpenVinoEncoder:
    """The packaged model, compiled and loaded."""
    return OpenVinoEncoder.load(encoder_dir)


@pytest.fixture(scope="session")
def reader(index: Path) -> PassageReader:
    """The packaged reader, compiled and loaded."""
    reader = open_compiled_reader(PACKAGED_READER, index / "encoder")
    assert reader is not None
    return reader


@pytest.fixture(scope="session")
def calibration(reader: PassageReader) -> Calibration:
    """The confidence that ships for the packaged reader."""
    return shipped_calibration(reader)


@pytest.fixture(scope="session")
def quality_dir(shared: Shared, encoder: OpenVinoEncoder) -> Path:
    """The folder of an index of the articles in tests/quality, to be read only."""
    articles = ROOT / "tests" / "quality" / "articles.jsonl"
    return shared("quality", lambda folder: sync(DataFolder(folder), encoder, [articles], 1_000_000, lambda _: None))


@pytest.fixture(scope="session")
def cross_encoder(shared: Shared) -> Path:
    """The folder of a small CrossEncoder that prefers what is certain."""
    return shared("cross-encoder", make_cross_encoder)


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """A process whose children begin at once and clean."""
    with Warm() as opened:
        yield opened
