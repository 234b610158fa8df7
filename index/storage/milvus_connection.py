"""One Milvus that a process speaks with: a server, or Milvus Lite, which runs in the process and keeps a folder.

A server that is away is no damage: each call says so in one line, within seconds, and the next one tries again. Lite
lets one process open its folder; all threads of that share it, and with the last that has it open it is closed.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any, TypeVar
from urllib.parse import urlsplit
from weakref import WeakValueDictionary, finalize

from index.errors import OutageError, QuotebotError
from index.files.data_folder import DataFolder
from index.files.disk import help_with, named
from index.outage import Outage

try:
    import grpc
    from pymilvus import MilvusClient, MilvusException
except ImportError:
    raise QuotebotError(
        "index.backend is milvus, which needs more packages; run: pip install 'quotebot[milvus]'"
    ) from None

R = TypeVar("R")

SECONDS = 2.0  # that a search may take
_PATIENCE, _TRY_AGAIN = 0.5, 0.05  # seconds in which Lite may come free, and after which it is tried again
_LITE = "milvus.db"
_ERRNO = re.compile(r"\[Errno ([0-9]+)\] ([^:]+)")  # how Lite says what the system refuses
_LOST, _NOT_LOADED = 100, 101  # what Milvus says by these codes
_NOT_CONNECTED = 2  # what pymilvus does
# Else a client waits for what gRPC remembers of others that found nobody there: up to two minutes.
_OPTIONS = {"grpc.use_local_subchannel_pool": 1}
_LITE_OPTIONS = _OPTIONS | {"grpc.keepalive_permit_without_calls": 0}  # of idle clients that ping Lite cuts one off
_REFUSED = (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED)


class MilvusError(QuotebotError):
    """Milvus that cannot be reached, or refuses what is asked of it; what it keeps may be whole."""


class MilvusOutageError(MilvusError, OutageError):
    """Milvus that is away for now, has no room, or that another process has open."""


class LostCollectionError(Exception):
    """There is no such collection in Milvus, since somebody has dropped it, or Lite cannot read what it keeps of it."""


class NotLoadedError(Exception):
    """A collection must be loaded before it is searched."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where Milvus is: at a URI, or at none, Lite in a folder."""

    uri: str
    token: str = field(repr=False)
    lite: Path

    @classmethod
    def of(cls, data_folder: DataFolder) -> "Address":
        """Where the vectors of a data folder are."""
        backends = data_folder.backends
        lite = Path() if backends.milvus_uri else (data_folder.folder / _LITE).absolute()
        return cls(backends.milvus_uri, backends.milvus_token, lite)

    def __str__(self) -> str:
        """What people know it by."""
        return f"Milvus at {urlsplit(self.uri).netloc}" if self.uri else f"Milvus Lite in {self.lite}"


class MilvusConnection:
    """See the file. Any thread may call."""

    def __init__(self, address: Address) -> None:
        """Connects to nothing yet, but opens Lite. Raises MilvusError where another process has that."""
        self.address = address
        self._lock = Lock()
        self._client: MilvusClient | None = None
        self._outage = Outage()
        self._uri = address.uri or _open_lite(self, address.lite)

    def __del__(self) -> None:
        """Disconnects, before Lite is closed."""
        self._disconnect()

    @property
    def is_lite(self) -> bool:
        """Whether this is Milvus Lite."""
        return not self.address.uri

    def call(self, ask: Callable[[MilvusClient], R]) -> R:
        """What Milvus answers. Raises MilvusError, LostCollectionError or NotLoadedError."""
        with self._outage.minded():
            try:
                return ask(self._connected())
            except (MilvusException, grpc.RpcError) as error:
                raise self._named(error) from error

    def _connected(self) -> MilvusClient:
        with self._lock:
            if self._client is None:
                options = _LITE_OPTIONS if self.is_lite else _OPTIONS
                self._client = MilvusClient(self._uri, token=self.address.token, timeout=SECONDS, grpc_options=options)
            return self._client

    def _disconnect(self) -> None:
        """Has the next call connect anew, which fails at once where nobody listens, and reads names anew."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _named(self, error: MilvusException | grpc.RpcError) -> Exception:
        """What an error of pymilvus says, without what it was asked and by which token."""
        code = error.code() if isinstance(error, grpc.RpcError) else error.code
        text = " ".join(str(error.details() if isinstance(error, grpc.RpcError) else error.message).split())
        if code == _LOST:
            return LostCollectionError(text)
        if code == _NOT_LOADED:
            return NotLoadedError(text)
        # pymilvus says of a wrong token that nobody answers, and why only in what it raises that from.
        cause = error.__cause__
        if code in _REFUSED or (isinstance(cause, grpc.RpcError) and cause.code() in _REFUSED):
            return MilvusError(f"{self.address} refuses the token; check index.token_file")
        if code == grpc.StatusCode.DEADLINE_EXCEEDED:
            return MilvusOutageError(f"{self.address} does not answer in time; see what keeps it busy")
        # The last is said to a thread that was speaking while another disconnected.
        if code == _NOT_CONNECTED or isinstance(code, grpc.StatusCode) or "Cannot invoke RPC" in text:
            self._disconnect()
            return MilvusOutageError(f"{self.address} cannot be reached; see that it runs, and check index.uri")
        if refused := _ERRNO.match(text) if self.is_lite else None:
            fix = help_with(OSError(int(refused[1]), refused[2]))
            return MilvusOutageError(f"{self.address} cannot be used: {refused[2]}; {fix}")
        if self.is_lite:
            return LostCollectionError(f"{self.address} cannot read it: {text}")
        return MilvusError(f"{self.address} cannot do what is asked: {text}")


_open = WeakValueDictionary[Address, MilvusConnection]()  # of this process, which may open the folder of Lite only once
_opening = Lock()
_held = defaultdict[Address, Outage](Outage)  # by other processes, as was found of late


def connection_to(address: Address) -> MilvusConnection:
    """What a process has open of one Milvus, as long as somebody holds it. Raises MilvusError."""
    _silence()
    with _opening:
        connection = _open.get(address)
        if connection is None:
            with _held[address].minded():
                connection = _open[address] = MilvusConnection(address)
        return connection


def _open_lite(connection: MilvusConnection, folder: Path) -> str:
    """Starts Lite, to be stopped with a connection; gives the address at which it answers, of this machine alone."""
    try:
        from milvus_lite.adapter.grpc.server import start_server_in_thread
        from milvus_lite.exceptions import DataDirLockedError
    except ImportError:
        raise QuotebotError("Milvus Lite is not installed; run: pip install 'quotebot[milvus]'") from None
    until = monotonic() + _PATIENCE
    while True:
        try:
            with named(folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                server, database, port = start_server_in_thread(str(folder))
        except DataDirLockedError:
            if monotonic() < until:  # it may just be ending, or a thread of this process closing it
                sleep(_TRY_AGAIN)
                continue
            raise MilvusOutageError(
                f"Milvus Lite lets one process open {folder}, and another has it open; "
                "wait until that has ended, or run a Milvus server and set index.uri"
            ) from None
        except (QuotebotError, MemoryError):
            raise
        except Exception as error:  # whatever it meets in what it keeps
            raise MilvusError(
                f"Milvus Lite cannot open {folder} ({error}); move that folder away: the next question makes it anew"
            ) from error
        finalize(connection, _close_lite, server, database)
        return f"http://127.0.0.1:{port}"


def _close_lite(server: Any, database: Any) -> None:
    server.stop(grace=SECONDS).wait()
    database.close()


def _silence() -> None:
    """Keeps from standard error what pymilvus writes there of each error beside raising it: a traceback of its own."""
    for name in ("pymilvus", "pymilvus.milvus_client", "milvus_lite"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
