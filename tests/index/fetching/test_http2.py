"""HTTP/2 over TLS, with servers that keep to it and servers that do not."""

import asyncio
import gzip
import ssl
from asyncio import StreamWriter
from collections.abc import Callable

import h2.connection
import hyperframe.frame as frames
import pytest
import trustme

from index.fetching.responses import Body, Failed, Validators
from tests.index.fetching.http2_server import Answer, Http2Server, certified, page, trusting
from tests.index.fetching.servers import Clock, fetcher

URL = "https://example.org/a"
BROKEN = "breaks off its answer, or answers with what is no valid HTTP"
SLOW = "answers too slowly: not all of it came within 60 seconds"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who vouches for the servers here."""
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """What a server shows."""
    return certified(authority, "example.org")


async def failure(answer: Answer, tls: ssl.SSLContext, authority: trustme.CA, **others: object) -> str:
    """Why what a server answers cannot be read."""
    async with (
        Http2Server({"/a": answer}, tls) as server,
        fetcher(server.port, tls=trusting(authority), **others) as web,
    ):
        response = await web.fetch(URL)
    assert isinstance(response, Failed), response
    return response.reason


def sends(*parts: bytes, clock: Clock | None = None) -> Answer:
    """Answers with these frames, again and again where time passes meanwhile."""

    async def answered(connection: h2.connection.H2Connection, stream: int, writer: StreamWriter) -> None:
        while True:
            for part in parts:
                writer.write(part)
            await writer.drain()
            if clock is None:
                return
            clock.let_pass(1)
            await asyncio.sleep(0.001)
            if writer.is_closing():
                raise ConnectionError

    return answered


async def test_pages(authority: trustme.CA, tls: ssl.SSLContext) -> None:
    """Pages are read by HTTP/2, over one connection."""
    pages = {
        "/a": page(b"read", ("content-type", "text/html; charset=utf-8"), ("etag", '"1"')),
        "/b": page(gzip.compress(b"<p>" * 50_000, mtime=0), ("content-encoding", "gzip")),
    }
    async with Http2Server(pages, tls) as server, fetcher(server.port, tls=trusting(authority)) as web:
        assert await web.fetch(URL) == Body(URL, b"read", "text/html", "utf-8", Validators('"1"'))
        assert await web.fetch("https://example.org/b") == Body("https://example.org/b", b"<p>" * 50_000)
    assert server.targets == ["/robots.txt", "/a", "/b"]
    assert server.connections == 1


async def test_too_large(authority: trustme.CA, tls: ssl.SSLContext) -> None:
    """A body that is too large closes its connection, and the next page is read over another."""
    pages = {"/a": page(bytes(60_000)), "/b": page(b"read")}
    async with (
        Http2Server(pages, tls) as server,
        fetcher(server.port, tls=trusting(authority), max_bytes=50_000) as web,
    ):
        assert await web.fetch(URL) == Failed(URL, "is larger than 0.05 MB")
        assert await web.fetch("https://example.org/b") == Body("https://example.org/b", b"read")
    assert server.connections == 2


async def test_what_is_cut(authority: trustme.CA, tls: ssl.SSLContext) -> None:
    """A robots.txt that is longer than is read closes its connection, and the page is read over another."""
    rules = page(b"User-agent: *\nDisallow: /b\n" + b"#" * 600_000)
    pages = {"/robots.txt": rules, "/a": page(b"read")}
    async with Http2Server(pages, tls) as server, fetcher(server.port, tls=trusting(authority)) as web:
        assert await web.fetch(URL) == Body(URL, b"read")
    assert server.targets == ["/robots.txt", "/a"]
    assert server.connections == 2


async def test_one_that_says_nothing(authority: trustme.CA, tls: ssl.SSLContext) -> None:
    """A page that never comes keeps no other one of its connection from coming."""
    clock = Clock()

    async def silent(connection: h2.connection.H2Connection, stream: int, writer: StreamWriter) -> None:
        clock.let_pass(61)

    pages = {"/a": silent, "/b": page(b"read")}
    async with Http2Server(pages, tls) as server, fetcher(server.port, tls=trusting(authority), clock=clock) as web:
        assert await web.fetch(URL) == Failed(URL, SLOW)
        assert await web.fetch("https://example.org/b") == Body("https://example.org/b", b"read")
    assert server.connections == 1


_OK = b"\x88"  # HPACK for `:status: 200`


@pytest.mark.parametrize(
    "parts",
    [
        lambda stream: frames.RstStreamFrame(stream, error_code=7).serialize(),
        lambda stream: frames.GoAwayFrame(0, last_stream_id=0, error_code=2).serialize(),
        lambda stream: frames.DataFrame(stream, b"no headers").serialize(),
        lambda stream: frames.HeadersFrame(stream, b"\xff" * 50, flags=["END_HEADERS"]).serialize(),
        lambda stream: frames.HeadersFrame(stream, b"\x48\x03abc", flags=["END_HEADERS"]).serialize(),
        lambda stream: frames.PushPromiseFrame(
            stream, promised_stream_id=2, data=_OK, flags=["END_HEADERS"]
        ).serialize(),
        lambda stream: b"\x00\x00\x00\xff" * 1000,
        lambda stream: (
            frames.HeadersFrame(stream, _OK).serialize()
            + frames.ContinuationFrame(stream, b"\x88" * 16_000).serialize() * 200
        ),
        lambda stream: frames.HeadersFrame(
            stream, b"\x00\x01a\x7f\xff\xff\xff\x07" + b"x" * 1000, flags=["END_HEADERS"]
        ).serialize(),
        lambda stream: (
            frames.HeadersFrame(stream, _OK, flags=["END_HEADERS"]).serialize()
            + frames.DataFrame(stream, b"part").serialize()
            + frames.RstStreamFrame(stream, error_code=7).serialize()
        ),
    ],
)
async def test_broken_frames(parts: Callable[[int], bytes], authority: trustme.CA, tls: ssl.SSLContext) -> None:
    """Streams that are reset, frames that do not belong there, and headers without end are given up."""

    async def answer(connection: h2.connection.H2Connection, stream: int, writer: StreamWriter) -> None:
        writer.write(parts(stream))

    assert await failure(answer, tls, authority) == BROKEN


@pytest.mark.parametrize(
    ("headers", "reason"),
    [(_OK + b"\x0f\x0d\x0299", "ended before it was whole"), (b"", "has nothing to read")],
)
async def test_headers_alone(headers: bytes, reason: str, authority: trustme.CA, tls: ssl.SSLContext) -> None:
    """An answer that ends with its headers is no page: whether they tell of one, or not even that it is an answer."""

    async def answer(connection: h2.connection.H2Connection, stream: int, writer: StreamWriter) -> None:
        writer.write(frames.HeadersFrame(stream, headers, flags=["END_HEADERS", "END_STREAM"]).serialize())

    assert await failure(answer, tls, authority) == reason


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [frames.PingFrame(0, b"12345678").serialize() * 10],
        [frames.SettingsFrame(0, settings={4: 65_535}).serialize() * 10],
        [frames.SettingsFrame(0, settings={3: 0}).serialize()],
        [frames.WindowUpdateFrame(0, window_increment=1).serialize() * 10],
        [frames.PriorityFrame(5, depends_on=0, stream_weight=1).serialize() * 10],
        [frames.DataFrame(3, b"").serialize() * 10],
        [frames.RstStreamFrame(5, error_code=7).serialize() * 10],
    ],
)
async def test_floods(parts: list[bytes], authority: trustme.CA, tls: ssl.SSLContext) -> None:
    """Frames that say nothing end with the minute that an address has, however many they are."""
    clock = Clock()
    answer = sends(*parts, clock=clock)
    if parts and parts[0][3] == 0:  # data, which stands behind headers
        flood = answer

        async def answer(connection: h2.connection.H2Connection, stream: int, writer: StreamWriter) -> None:
            writer.write(frames.HeadersFrame(3, _OK, flags=["END_HEADERS"]).serialize())
            await flood(connection, stream, writer)

    assert await failure(answer, tls, authority, clock=clock) == SLOW
