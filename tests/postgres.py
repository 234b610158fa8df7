"""A real PostgreSQL server in a folder of its own, for tests that need one; Debian's package has all of it.

A test that takes `postgres` gets the URL of an empty database; one that takes `postgres_server` too may stop and kill
the server under it.
"""

import os
import select
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

_USER = "quotebot"
_ACCOUNT = "postgres"  # of the machine, which Debian's package makes: the server refuses to run as root
_SECONDS = 120
_TICKS = os.sysconf("SC_CLK_TCK")
# What is left out of these would outlast a power cut, which no test makes.
_HASTY = ("fsync=off", "full_page_writes=off")
_SMALL = ("shared_buffers=16MB", "wal_level=minimal", "max_wal_senders=0", "max_connections=100")
_PLACE = ("listen_addresses=127.0.0.1", "unix_socket_directories=")


def find_binaries() -> Path | None:
    """The folder of pg_ctl and its like: that on PATH, else the newest of Debian's."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    there = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    return max((path.parent for path in there), key=lambda folder: int(folder.parent.name), default=None)


class PostgresServer:
    """A server on a port of its own; with `durable`, what it acknowledged outlasts a power cut too."""

    def __init__(self, binaries: Path, folder: Path, durable: bool = False) -> None:
        self._binaries = binaries
        self._folder = folder
        self._settings = (*_PLACE, *_SMALL, *(() if durable else _HASTY))
        self._process: subprocess.Popen[bytes] | None = None
        self._names = map("test{}".format, count(1))
        self.port = _free_port()

    @classmethod
    @contextmanager
    def run(cls, durable: bool = False) -> Iterator["PostgresServer"]:
        """A new server, which is gone in the end; skips the test where there are no binaries."""
        if (binaries := find_binaries()) is None:
            pytest.skip("PostgreSQL is not installed here: apt-get install postgresql")
        with TemporaryDirectory(prefix="quotebot-pg") as folder:
            if os.geteuid() == 0:
                shutil.chown(folder, _ACCOUNT)
            server = cls(binaries, Path(folder, "data"), durable)
            server.initialize()
            try:
                server.start()
                yield server
            finally:
                server.stop(signal.SIGQUIT)

    @property
    def url(self) -> str:
        """The URL of the database that is always there."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """The URL of a database, as libpq has it."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"

    def initialize(self) -> None:
        """Makes the folder of the server."""
        options = ("-A", "trust", "-U", _USER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
        with self._begin("initdb", *options, "-D", str(self._folder)) as process:
            if process.wait(_SECONDS):
                raise RuntimeError(f"no PostgreSQL could be made: {self._log()}")

    def start(self) -> None:
        """Starts the server unless it runs, and waits until it answers."""
        if self._process:
            return
        settings = [word for setting in self._settings for word in ("-c", setting)]
        self._process = self._begin("postgres", "-D", str(self._folder), "-p", str(self.port), *settings)
        until = time.monotonic() + _SECONDS
        while not self._is_ready(self._process.pid):
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL does not start: {self._log()}")
            time.sleep(0.01)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stops the server if it runs: fast, which ends all connections, or immediately by SIGQUIT."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(_SECONDS)
            self._process = None

    def kill(self) -> None:
        """Ends the server and all processes of its own at once, as if it had crashed."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)  # so that it begins no other
            of_server = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
            ends = [os.pidfd_open(int(pid)) for pid in of_server]
            for end in ends:
                signal.pidfd_send_signal(end, signal.SIGKILL)
            for end in ends:  # whose memory it would else find in use when it is started again
                select.select([end], [], [], _SECONDS)
                os.close(end)
            self.stop(signal.SIGKILL)

    def processor_seconds(self) -> float:
        """Those that its processes have used that run now."""
        pid = self._process.pid if self._process else 0
        of_server = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in (pid, *of_server)]
        return sum(int(user) + int(system) for user, system in (one[11:13] for one in fields)) / _TICKS

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new database, empty, which is gone in the end."""
        name = next(self._names)
        self.start()
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy".encode())
        try:
            yield self.url_of(name)
        finally:
            self.start()
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def _begin(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [str(self._binaries / program), *arguments]
        if setpriv := shutil.which("setpriv"):  # it goes with this process, however that ends
            account = (f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--clear-groups") if os.geteuid() == 0 else ()
            command = [setpriv, *account, "--pdeathsig", "QUIT", "--", *command]
        environment = {"PATH": os.defpath, "TZ": "UTC"}
        with self._log_path.open("ab") as log:
            return subprocess.Popen(command, cwd="/", env=environment, stdout=log, stderr=log)  # noqa: S603

    def _is_ready(self, pid: int) -> bool:
        with suppress(OSError):
            lines = (self._folder / "postmaster.pid").read_text().splitlines()
            return lines[:1] == [str(pid)] and any(line.strip() == "ready" for line in lines[7:])
        return False

    @property
    def _log_path(self) -> Path:
        return self._folder.with_name("log")

    def _log(self) -> str:
        return self._log_path.read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this process's tests, each with databases of its own; started again by `postgres` if need be."""
    with PostgresServer.run() as server:
        yield server


@pytest.fixture
def postgres(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database."""
    with postgres_server.database() as url:
        yield url
