"""Web servers on loopback, as kind or as hostile as a test wants them, and a fetcher that takes them for public."""

import asyncio
import gzip
import ssl
from abc import ABC, abstractmethod
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from types import TracebackType
from typing import Any, Self

import httpcore2

from index.fetching.permitted import IpAddress
from index.fetching.web_fetcher import WebFetcher

PUBLIC = "93.184.215.14"
"""Where the names of tests stand, as far as the fetcher knows."""


@dataclass(frozen=True)
class Request:
    """What a server was asked."""

    target: str
    headers: Mapping[str, str]


Handler = Callable[[Request, StreamWriter], Awaitable[None]]
"""Answers a request by writing to the connection, which is closed where it raises ConnectionError."""
Pages = Mapping[str, bytes | Handler | list[bytes]]
"""What stands at each target; of several answers one after another."""


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer of HTTP/1.1 with a body and these headers besides its length."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""])
    return head.encode("latin-1") + body


def moved(location: str, status: str = "302 Found") -> bytes:
    """An answer that leads elsewhere."""
    return page(b"", f"Location: {location}", status=status)


def packed(body: bytes) -> bytes:
    """An answer whose body gzip packed."""
    return page(gzip.compress(body, mtime=0), "Content-Encoding: gzip", "Content-Type: text/html")


class LoopbackServer(ABC):
    """A server on loopback. Use it as an asynchronous context manager."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.connections = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls, limit=1 << 20)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        self._tasks.add(asyncio.get_running_loop().create_task(self._connection(reader, writer)))

    @abstractmethod
    async def _connection(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer on one connection until it ends."""


class Server(LoopbackServer):
    """A server of HTTP/1.1."""

    def __init__(self, pages: Pages, tls: ssl.SSLContext | None = None) -> None:
        """Answers for these targets; 404 for others."""
        super().__init__(tls)
        self._pages = {target: self._in_turn(one) if isinstance(one, list) else one for target, one in pages.items()}
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._at_once = 0

    @staticmethod
    def _in_turn(answers: list[bytes]) -> Handler:
        left = iter(answers)

        async def answer(request: Request, writer: StreamWriter) -> None:
            writer.write(next(left))

        return answer

    @property
    def targets(self) -> list[str]:
        """What was asked for, in order."""
        return [request.target for request in self.requests]

    async def _connection(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                await self._answer_all(reader, writer)
        finally:
            writer.transport.abort()

    async def _answer_all(self, reader: StreamReader, writer: StreamWriter) -> None:
        while True:
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            told = dict(line.split(": ", 1) for line in lines if line)
            request = Request(first.split(" ")[1], {name.lower(): value for name, value in told.items()})
            self.requests.append(request)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            await asyncio.sleep(0)
            answer = self._pages.get(request.target, page(b"", status="404 Not Found"))
            if isinstance(answer, bytes):
                writer.write(answer)
            else:
                await answer(request, writer)
            self._at_once -= 1
            await writer.drain()


@dataclass
class Clock:
    """Time that passes only while all that goes on waits for it."""

    time: float = 0.0
    waited: list[float] = field(default_factory=list)
    _due: list[float] = field(default_factory=list)
    _bounds: dict[asyncio.Timeout, float] = field(default_factory=dict)

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.waited.append(round(seconds, 6))
        due = self.time + seconds
        heappush(self._due, due)
        while self._due[0] < due:
            await asyncio.sleep(0)
        for _ in range(10):  # others may still be on their way to wait for less
            await asyncio.sleep(0)
        while self._due[0] < due:
            await asyncio.sleep(0)
        heappop(self._due)
        self.time = max(self.time, due)

    @asynccontextmanager
    async def within(self, seconds: float) -> AsyncIterator[None]:
        async with asyncio.timeout(None) as bound:
            self._bounds[bound] = self.time + seconds
            try:
                yield
            finally:
                del self._bounds[bound]

    def let_pass(self, seconds: float) -> None:
        """Has time pass while something goes on, which ends what takes too long."""
        self.time += seconds
        for bound, end in self._bounds.items():
            if end <= self.time:
                bound.reschedule(0)


@dataclass
class Names:
    """Looks up names as a test has them: what each look-up finds, the last one for ever; others are public."""

    known: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        found = self.known.get(host, [[PUBLIC]])
        return found[min(self.asked.count(host), len(found)) - 1]


@dataclass
class Wires:
    """Connects to a server of the test, whichever address was checked, and keeps which that was."""

    server_port: int
    refusing: set[str] = field(default_factory=set)
    reached: list[tuple[str, int]] = field(default_factory=list)

    async def __call__(self, address: IpAddress, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
        self.reached.append((str(address), port))
        if str(address) in self.refusing:
            raise httpcore2.ConnectError(ConnectionRefusedError())
        return await httpcore2.AnyIOBackend().connect_tcp("127.0.0.1", self.server_port, timeout=timeout)


@cache
def machine_tls() -> ssl.SSLContext:
    """What trusts whom the machine trusts; made once, since that takes longer than most tests here."""
    return ssl.create_default_context()


def fetcher(server_port: int, **others: Any) -> WebFetcher:
    """A fetcher to which a server of the test is one of the web, and whose waits take no time."""
    kept: dict[str, Any] = {"resolve": Names(), "connect": Wires(server_port), "clock": Clock(), "chance": lambda: 0.5}
    kept["tls"] = machine_tls()
    return WebFetcher(**(kept | others))
