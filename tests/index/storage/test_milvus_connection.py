"""Milvus that is away, held by another process, slow or not installed: said in one line, and over when that is over."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.files.data_folder import Backends, DataFolder
from index.storage import milvus_connection
from index.storage.milvus_connection import SECONDS, Address, MilvusConnection, MilvusError
from index.storage.milvus_index import MilvusIndex, MilvusStore
from tests.index.storage.contracts import DIMENSION, assert_same, brute_force, question, source_of, unit

ROWS = dict(enumerate(unit(1, 50)))
TOKEN = "quotebot:a-secret"  # noqa: S105  of nobody
AWAY = "cannot be reached; see that it runs, and check index.uri"
HOLDER = """
import sys
from pathlib import Path
from index.storage.milvus_connection import Address, connection_to
held = connection_to(Address("", "", Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def port() -> int:
    """A port at which nothing listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Milvus Lite as a server in a process of its own, which is killed in the end."""
    options = ["--data-dir", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    command = [sys.executable, "-u", "-m", "milvus_lite", "server", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            assert server.stdout is not None
            assert b"listening" in server.stdout.readline()
            yield server
        finally:
            server.kill()


def found(index: MilvusIndex) -> None:
    """Checks that a search finds what comparing all does."""
    assert_same(index.search(question(7), 5), brute_force(ROWS, question(7), 5))


def test_a_server_that_comes_and_goes(tmp_path: Path, port: int) -> None:
    """While a server is away or stands still each call says so; what it keeps is found again as soon as it is there."""
    store = MilvusStore(Address(f"http://127.0.0.1:{port}", TOKEN, Path()))
    told = f"^Milvus at 127.0.0.1:{port} {AWAY}$"
    with pytest.raises(MilvusError, match=told):
        store.write(tmp_path, DIMENSION, source_of(ROWS))
    with serving(tmp_path / "server", port) as server:
        store.write(tmp_path, DIMENSION, source_of(ROWS))
        index = store.open_index(tmp_path)
        found(index)
        os.kill(server.pid, signal.SIGSTOP)
        with pytest.raises(MilvusError, match=f"^Milvus at 127.0.0.1:{port} does not answer in time; "):
            index.search(question(7), 5)
        with pytest.raises(MilvusError, match=f"^Milvus at 127.0.0.1:{port} "):  # of who connects only now
            MilvusConnection(store._address).call(lambda client: client.list_collections(timeout=SECONDS))
        os.kill(server.pid, signal.SIGCONT)
        found(index)
    for read in (lambda: index.search(question(7), 5), index.contents, lambda: store.problems(tmp_path)):
        with pytest.raises(MilvusError, match=told):
            read()
    with serving(tmp_path / "server", port):
        found(index)
        assert store.problems(tmp_path) == []


def test_two_processes_share_a_server(tmp_path: Path, port: int) -> None:
    """What one process writes another finds, with a client of its own."""
    address = Address(f"http://127.0.0.1:{port}", "", Path())
    with serving(tmp_path / "server", port):
        MilvusStore(address).write(tmp_path, DIMENSION, source_of(ROWS))
        code = f"""
from pathlib import Path
from tests.index.storage.test_milvus_connection import *
found(MilvusStore(Address("{address.uri}", "", Path())).open_index(Path("{tmp_path}")))
"""
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


def test_lite_of_another_process(tmp_path: Path) -> None:
    """Where another process has the folder of Milvus Lite open one line says so; once that has ended it opens."""
    folder = tmp_path / "milvus.db"
    store = MilvusStore(Address("", "", folder))
    store.write(tmp_path, DIMENSION, source_of(ROWS))
    del store  # closes it
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(MilvusError) as refused:
            MilvusStore(Address("", "", folder)).open_index(tmp_path)
        assert str(refused.value) == (
            f"Milvus Lite lets one process open {folder}, and another has it open; "
            "wait until that has ended, or run a Milvus server and set index.uri"
        )
        holder.kill()
    milvus_connection._held.clear()  # which remembers for a second that it was held
    found(MilvusStore(Address("", "", folder)).open_index(tmp_path))


def test_threads_share_lite(tmp_path: Path) -> None:
    """All of a process that have one address share what is open, and threads may search at once."""
    address = Address("", "", tmp_path / "milvus.db")
    MilvusStore(address).write(tmp_path, DIMENSION, source_of(ROWS))

    def search(seed: int) -> bool:
        hits = MilvusStore(address).open_index(tmp_path).search(question(seed), 5)
        assert_same(hits, brute_force(ROWS, question(seed), 5))
        return True

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(search, range(40))) == [True] * 40


def test_an_address_is_known_by_its_host_alone(tmp_path: Path) -> None:
    """What is said of Milvus names its host and port, or the folder of Lite, and never the token."""
    server = DataFolder(tmp_path, Backends("", "milvus", "https://milvus.example:19530/quotes", TOKEN))
    address = Address.of(server)
    assert str(address) == "Milvus at milvus.example:19530"
    assert TOKEN not in repr((address, server))
    assert str(Address.of(DataFolder(tmp_path, Backends("", "milvus")))) == f"Milvus Lite in {tmp_path / 'milvus.db'}"


@pytest.mark.parametrize(("backends", "alone"), [(("", "milvus"), True), (("", "milvus", "http://a:1"), False)])
def test_lite_is_of_one_process(backends: tuple[str, ...], alone: bool) -> None:
    """With Milvus Lite no other process may help to answer, with a server as many as there are cores."""
    assert Backends(*backends).is_of_one_process is alone  # type: ignore[arg-type]
    assert not Backends().is_of_one_process


def run(code: str) -> str:
    """What a process of its own prints to standard error."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr  # noqa: S603


def test_what_is_not_installed_is_named() -> None:
    """Where pymilvus or Milvus Lite is missing, one line says how to install it."""
    of_folder = """
import sys
from pathlib import Path
sys.modules[NAME] = None
from index.errors import QuotebotError
from index.files.data_folder import Backends, DataFolder
from index.storage.snapshots import _vector_store
try:
    _vector_store(DataFolder(Path("nowhere"), Backends("", "milvus"))).open_index(Path("nowhere"))
except (OSError, QuotebotError) as error:
    print(error, file=sys.stderr)
"""
    missing = "index.backend is milvus, which needs more packages; run: pip install 'quotebot[milvus]'\n"
    assert run(of_folder.replace("NAME", "'pymilvus'")) == missing


def test_nothing_of_milvus_is_imported_without_it() -> None:
    """Where FAISS keeps the vectors no package of Milvus is loaded."""
    code = """
import sys
import bot.service.reading_pool, bot.terminal.app, index.ingest.sync, index.maintenance.check
assert not {"grpc", "milvus_lite", "pymilvus", "index.storage.milvus_index"} & set(sys.modules)
"""
    assert run(code) == ""
