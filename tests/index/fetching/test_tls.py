"""Connections over TLS, and what their certificates must say."""

import asyncio
import socket
import ssl
from asyncio import StreamReader, StreamWriter
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from index.fetching.responses import Body, Failed
from tests.index.fetching.http2_server import certified, trusting
from tests.index.fetching.servers import Clock, Names, Server, Wires, fetcher, moved, page

URL = "https://example.org/a"


def told(reason: str) -> str:
    """How it is told that a site's robots.txt could not be read."""
    return f"is not read, as its site's robots.txt could not be: it {reason}; try again later"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who vouches for the servers here."""
    return trustme.CA()


async def test_a_page(authority: trustme.CA) -> None:
    """A page is read from a server whose certificate is of its name, though it was connected to by its address."""
    async with Server({"/a": page(b"read")}, certified(authority, "example.org")) as server:
        wires = Wires(server.port)
        async with fetcher(server.port, connect=wires, tls=trusting(authority)) as web:
            assert await web.fetch(URL) == Body(URL, b"read")
    assert wires.reached == [("93.184.215.14", 443)]


async def test_a_page_of_an_address(authority: trustme.CA) -> None:
    """A server that is named by its address must have a certificate of that."""
    async with (
        Server({"/a": page(b"read")}, certified(authority, "2606:4700::1")) as server,
        fetcher(server.port, tls=trusting(authority)) as web,
    ):
        assert await web.fetch("https://[2606:4700::1]/a") == Body("https://[2606:4700::1]/a", b"read")
    assert server.requests[1].headers["host"] == "[2606:4700::1]"


async def test_who_vouches_for_nobody(authority: trustme.CA) -> None:
    """A server is not read for which nobody vouches who is trusted; nothing is sent to it."""
    async with Server({"/a": page(b"read")}, certified(trustme.CA(), "example.org")) as server:
        for trusted, reason in (
            (trusting(authority), "unable to get local issuer certificate"),
            (None, "unable to get local issuer certificate"),
        ):
            async with fetcher(server.port, tls=trusted) as web:
                assert await web.fetch(URL) == Failed(URL, told(f"has a certificate that is not valid ({reason})"))
    assert server.requests == []


async def test_a_certificate_of_another_name(authority: trustme.CA) -> None:
    """A server is not read whose certificate is of another name."""
    async with (
        Server({"/a": page(b"read")}, certified(authority, "example.net")) as server,
        fetcher(server.port, tls=trusting(authority)) as web,
    ):
        response = await web.fetch(URL)
    assert response == Failed(
        URL,
        told(
            "has a certificate that is not valid (Hostname mismatch, certificate is not valid for 'example.org'.)",
        ),
    )
    assert server.requests == []


async def test_a_certificate_that_has_ended(authority: trustme.CA) -> None:
    """A server is not read whose certificate was valid once."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("example.org", not_after=datetime.now(UTC) - timedelta(days=1)).configure_cert(context)
    async with (
        Server({"/a": page(b"read")}, context) as server,
        fetcher(server.port, tls=trusting(authority)) as web,
    ):
        response = await web.fetch(URL)
    assert response == Failed(URL, told("has a certificate that is not valid (certificate has expired)"))


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
async def test_a_version_that_is_not_safe(authority: trustme.CA) -> None:
    """A server that knows no version of TLS that is safe today is not read."""
    context = certified(authority, "example.org")
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    async with (
        Server({"/a": page(b"read")}, context) as server,
        fetcher(server.port, tls=trusting(authority)) as web,
    ):
        response = await web.fetch(URL)
    assert isinstance(response, Failed)
    assert response.reason.startswith(told("does not agree on a safe connection").removesuffix("; try again later"))


async def test_a_server_without_tls(authority: trustme.CA) -> None:
    """A server that answers in the clear where TLS is due is not read."""

    async def clear(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.write_eof()

    server = await asyncio.start_server(clear, "127.0.0.1", 0, family=socket.AF_INET)
    async with server, fetcher(server.sockets[0].getsockname()[1], tls=trusting(authority)) as web:
        response = await web.fetch(URL)
    assert isinstance(response, Failed)
    assert response.reason.startswith(told("does not agree on a safe connection").removesuffix("; try again later"))


async def test_a_server_that_never_shakes_hands(authority: trustme.CA) -> None:
    """A server that takes a connection and says nothing is given up."""
    clock = Clock()

    async def silent(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.read(10)
        clock.let_pass(61)
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0, family=socket.AF_INET)
    port = server.sockets[0].getsockname()[1]
    async with server, fetcher(port, tls=trusting(authority), clock=clock) as web:
        response = await web.fetch(URL)
    assert response == Failed(URL, told("answers too slowly: not all of it came within 60 seconds"))


async def test_down_to_http(authority: trustme.CA) -> None:
    """Where https leads to http, what is read could be anybody's: it is not read, and how it may be is told."""
    names = Names()
    pages = {"/a": moved("http://example.org/b"), "/b": page(b"read")}
    async with (
        Server(pages, certified(authority, "example.org")) as server,
        fetcher(server.port, tls=trusting(authority), resolve=names) as web,
    ):
        assert await web.fetch(URL) == Failed(
            URL,
            "leads from https to http://example.org/b, which anybody on the way there may change; "
            "name that address itself if it may be read",
            True,
        )
    assert server.targets == ["/robots.txt", "/a"]


async def test_up_to_https(authority: trustme.CA) -> None:
    """Where http leads to https, that is followed."""
    async with (
        Server({"/a": page(b"read")}, certified(authority, "example.org")) as safe,
        Server({"/a": moved(URL, "301 Moved Permanently")}) as plain,
    ):
        safe_wires, plain_wires = Wires(safe.port), Wires(plain.port)

        async def connect(address, port, timeout):  # type: ignore[no-untyped-def]
            return await (safe_wires if port == 443 else plain_wires)(address, port, timeout)

        async with fetcher(0, connect=connect, tls=trusting(authority)) as web:
            assert await web.fetch("http://example.org/a") == Body(URL, b"read", moved_to=URL)
