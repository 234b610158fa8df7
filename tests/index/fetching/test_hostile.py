"""Servers that mean ill, or are broken: each is refused or given up in bounded time, and why is told."""

import asyncio
import gzip
import socket
import zlib
from asyncio import StreamWriter
from collections.abc import Sequence
from ipaddress import IPv4Network
from itertools import count

import httpcore2
import pytest

from index.fetching import connecting
from index.fetching.permitted import IpAddress
from index.fetching.responses import Body, Failed
from tests.index.fetching.servers import PUBLIC, Clock, Handler, Names, Request, Server, Wires, fetcher, moved, page

URL = "http://example.org/a"
OWN = "which is an address of the machine's own"
SECRETS = "which is where clouds tell their machines' secrets"
PRIVATE = "stands on a private network ({}); an operator may list that in web.private_networks"
BROKEN = "breaks off its answer, or answers with what is no valid HTTP"
SLOW = "answers too slowly: not all of it came within 60 seconds"
PACKED = gzip.compress(b"whole", mtime=0)


async def failure(answer: bytes | Handler, url: str = URL, **others: object) -> str:
    """Why what a server answers cannot be read."""
    async with Server({"/a": answer}) as server, fetcher(server.port, **others) as web:
        response = await web.fetch(url)
    assert isinstance(response, Failed), response
    return response.reason


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("localhost", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("LOCALHOST.", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("127.0.0.1", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("127.1", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("2130706433", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("0177.0.0.1", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("0x7f.0x0.0x0.0x1", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("0x7f000001", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("①②⑦.⓪.⓪.①", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("127。0。0。1", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("0", f"has the address 0.0.0.0 for its server, {OWN}"),
        ("[::1]", f"has the address ::1 for its server, {OWN}"),
        ("[::]", f"has the address :: for its server, {OWN}"),
        ("[::ffff:127.0.0.1]", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("[0:0:0:0:0:ffff:7f00:1]", f"has the address 127.0.0.1 for its server, {OWN}"),
        ("[64:ff9b::7f00:1]", f"has the address 64:ff9b::7f00:1 for its server, {OWN}"),
        ("[::127.0.0.1]", "has the address ::7f00:1 for its server, which is not one of the public internet"),
        ("[2002:7f00:1::]", "has the address 2002:7f00:1:: for its server, which is not one of the public internet"),
        ("169.254.169.254", f"has the address 169.254.169.254 for its server, {SECRETS}"),
        ("[::ffff:a9fe:a9fe]", f"has the address 169.254.169.254 for its server, {SECRETS}"),
        ("2852039166", f"has the address 169.254.169.254 for its server, {SECRETS}"),
        ("[fd00:ec2::254]", f"has the address fd00:ec2::254 for its server, {SECRETS}"),
        ("metadata.example", f"has the address 168.63.129.16 for its server, {SECRETS}"),
        ("10.0.0.5", PRIVATE.format("10.0.0.5")),
        ("intranet", PRIVATE.format("192.168.1.1")),
        ("[fd12::1]", PRIVATE.format("fd12::1")),
        ("linklocal.example", "has the address fe80::1%eth0 for its server, which is of one link only"),
        ("partly.example", PRIVATE.format("10.0.0.1")),
        ("unknown.example", "has a server whose name is not known (unknown.example); check how it is written"),
        ("empty.example", "has a server whose name has no address (empty.example)"),
        ("nonsense.example", "has a server whose name cannot be looked up (nonsense.example)"),
    ],
)
async def test_addresses_that_are_not_public(host: str, reason: str) -> None:
    """No connection is made to what is not public, in whatever form it is named; one such address is enough."""
    known: dict[str, list[list[str]]] = {
        "localhost": [["127.0.0.1"]],
        "metadata.example": [["168.63.129.16"]],
        "intranet": [["192.168.1.1"]],
        "linklocal.example": [["fe80::1%eth0"]],
        "partly.example": [[PUBLIC, "10.0.0.1"]],
        "empty.example": [[]],
        "nonsense.example": [["nonsense"]],
    }
    looked_up = Names(known)

    async def resolve(name: str, port: int) -> Sequence[str]:
        if name == "unknown.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return await looked_up(name, port)

    async with Server({"/a": page(b"secret")}) as server:
        wires = Wires(server.port)
        async with fetcher(server.port, resolve=resolve, connect=wires) as web:
            response = await web.fetch(f"http://{host}/a")
    assert isinstance(response, Failed)
    told = response.reason.removeprefix("is not read, as its site's robots.txt could not be: it ")
    assert told.removesuffix("; try again later") == reason
    assert wires.reached == []


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://localhost/", f"leads to http://localhost/, which has the address 127.0.0.1 for its server, {OWN}"),
        ("http://2130706433/", f"leads to http://127.0.0.1/, which has the address 127.0.0.1 for its server, {OWN}"),
        ("//[::1]:8080/x", f"leads to http://[::1]:8080/x, which has the address ::1 for its server, {OWN}"),
        ("http://10.0.0.5/", f"leads to http://10.0.0.5/, which {PRIVATE.format('10.0.0.5')}"),
        (
            "http://169.254.169.254/latest/meta-data/",
            "leads to http://169.254.169.254/latest/meta-data/, which has the address 169.254.169.254 for its server, "
            f"{SECRETS}",
        ),
        (
            "file:///etc/passwd",
            "leads to an address that is not read, as its address begins with neither http:// nor https://",
        ),
        (
            "ftp://example.org/",
            "leads to an address that is not read, as its address begins with neither http:// nor https://",
        ),
        (
            "data:text/html,x",
            "leads to an address that is not read, as its address begins with neither http:// nor https://",
        ),
        (
            "http://user:pw@example.org/",
            "leads to an address that has a name or password in its address; take out what stands before the @",
        ),
        ("http://example.org:22/", "leads to an address that is not read, as port 22 is not one of web servers"),
        ("/" + "a" * 8001, "leads to an address that is longer than 8,000 characters"),
        ("/\x7f", "leads to an address that has control characters in its address"),
        ("/a", "leads in a circle, to http://example.org/a again"),
        ("#part", "leads in a circle, to http://example.org/a again"),
        ("", "leads elsewhere, but does not say where to (302)"),
    ],
)
async def test_redirects(location: str, reason: str) -> None:
    """Where a server leads is held to the same rules as an address that was given."""
    wires_names = Names({"localhost": [["127.0.0.1"]]})
    assert await failure(moved(location), resolve=wires_names) == reason


async def test_circles_and_long_ways() -> None:
    """A way that leads in a circle, or on and on, is left."""
    circle = {"/a": moved("/b"), "/b": moved("/c"), "/c": moved("/b")}
    on_and_on = {f"/{step}": moved(f"/{step + 1}") for step in range(20)}
    async with Server({**circle, **on_and_on}) as server, fetcher(server.port) as web:
        assert await web.fetch(URL) == Failed(
            URL, "leads to http://example.org/c, which leads in a circle, to http://example.org/b again"
        )
        assert await web.fetch("http://example.org/0") == Failed(
            "http://example.org/0",
            "leads to http://example.org/10, which leads on more than 10 times, at last to http://example.org/11",
        )
    assert server.targets == ["/robots.txt", "/a", "/b", "/c", *[f"/{step}" for step in range(11)]]


async def test_rebinding() -> None:
    """The address that was checked is the one connected to; each new connection has its own looked up and checked."""

    async def once(request: Request, writer: StreamWriter) -> None:
        writer.write(page(b"read", "Connection: close"))
        writer.write_eof()

    names = Names({"example.org": [[PUBLIC], [PUBLIC], ["127.0.0.1"]]})
    async with Server({"/robots.txt": once, "/a": once, "/b": once}) as server:
        wires = Wires(server.port)
        async with fetcher(server.port, resolve=names, connect=wires) as web:
            assert await web.fetch(URL) == Body(URL, b"read")
            assert await web.fetch("http://example.org/b") == Failed(
                "http://example.org/b", f"has the address 127.0.0.1 for its server, {OWN}", True
            )
    assert names.asked == ["example.org"] * 3
    assert wires.reached == [(PUBLIC, 80)] * 2


async def test_rebinding_between_tries() -> None:
    """Also the next try is checked anew, and is not made where the name then leads to a private network."""

    async def broken(request: Request, writer: StreamWriter) -> None:
        raise ConnectionError

    names = Names({"example.org": [[PUBLIC], [PUBLIC], ["10.0.0.1"]]})
    assert await failure(broken, resolve=names) == PRIVATE.format("10.0.0.1")
    assert names.asked == ["example.org"] * 3


async def test_a_kept_connection_is_not_looked_up_again() -> None:
    """A connection that is used again goes where it went: a name that changed meanwhile has no part in it."""
    names = Names({"example.org": [[PUBLIC], ["127.0.0.1"]]})
    async with Server({"/a": page(b"read")}) as server, fetcher(server.port, resolve=names) as web:
        assert [await web.fetch(URL) for _ in range(3)] == [Body(URL, b"read")] * 3
    assert names.asked == ["example.org"]


async def test_what_a_name_has_is_told_to_no_stranger() -> None:
    """Who is a stranger to the operator is not told which private address a name has, nor that it is one of these."""
    for address in ("10.0.0.5", "127.0.0.1", "169.254.169.254"):
        names = Names({"example.org": [[address]]})
        reason = await failure(page(b"read"), resolve=names, is_discreet=True)
        assert reason == "has a server that is not on the public internet"


async def test_an_operator_lists_a_network() -> None:
    """A private network that an operator lists is read, and nothing else that is not public."""
    names = Names({"example.org": [["10.0.0.5"]], "localhost": [["127.0.0.1"]]})
    networks = (IPv4Network("10.0.0.0/8"), IPv4Network("127.0.0.0/8"))  # the second one is refused as a setting
    async with Server({"/a": page(b"read")}) as server:
        wires = Wires(server.port)
        async with fetcher(server.port, resolve=names, connect=wires, private_networks=networks) as web:
            assert await web.fetch(URL) == Body(URL, b"read")
            assert await web.fetch("http://localhost/") == Failed(
                "http://localhost/", f"has the address 127.0.0.1 for its server, {OWN}", True
            )
    assert wires.reached == [("10.0.0.5", 80)]


async def test_a_real_loopback_server_is_never_reached() -> None:
    """With the steps that come along, a server of this machine is asked by nobody, by name or by address."""
    async with (
        Server({"/a": page(b"secret")}) as server,
        fetcher(server.port, resolve=connecting.resolve, connect=connecting.connect) as web,
    ):
        for host in ("localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"):
            response = await web.fetch(f"http://{host}:{server.port}/a")
            assert isinstance(response, Failed)
            assert response.is_refused
    assert server.requests == []


@pytest.mark.parametrize("host", ["[::1", "a" * 300 + ".example", "-", "example..org", "exa$mple.org", "*"])
async def test_hosts_that_are_none(host: str) -> None:
    """What cannot be a server's name is not looked up."""
    names = Names()
    async with Server({}) as server, fetcher(server.port, resolve=names) as web:
        response = await web.fetch(f"http://{host}/")
    assert isinstance(response, Failed)
    assert response.is_refused
    assert names.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x16\x03\x01\x00\x05hello",
        b"\x00" * 200_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999999\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 30 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + b"x" * 200_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\n Folded: first\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nNul: \x00\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nSp ace: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nLong: " + b"x" * 200_000,
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 30_000,
        b"",
    ],
)
async def test_what_is_no_http(answer: bytes) -> None:
    """What is no HTTP, breaks off, or has headers without end is given up."""
    assert await failure(ends_with(answer)) == BROKEN


def ends_with(answer: bytes) -> Handler:
    """Answers so much, and ends the connection."""

    async def answered(request: Request, writer: StreamWriter) -> None:
        writer.write(answer)
        writer.write_eof()

    return answered


def slow(clock: Clock, first: bytes, piece: bytes) -> Handler:
    """Begins an answer, and goes on with a piece a second, for ever."""

    async def answered(request: Request, writer: StreamWriter) -> None:
        writer.write(first)
        for second in count():
            writer.write(piece)
            await writer.drain()
            clock.let_pass(1)
            await asyncio.sleep(0.001)
            if writer.is_closing() or second > 100_000:
                raise ConnectionError

    return answered


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\nA: ", b"x"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: ", b"x"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"", mtime=0)[:10],
            b"\x00\x00\x00\xff\xff",
        ),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", b"x"),
    ],
)
async def test_slow_servers(first: bytes, piece: bytes) -> None:
    """A server that says nothing, or a byte a second, wherever in its answer, is given up after a minute."""
    clock = Clock()
    assert await failure(slow(clock, first, piece), clock=clock) == SLOW


async def test_time_is_counted_in_all() -> None:
    """Redirects and tries have one minute together: a server gains none by leading on."""
    clock = Clock()

    def led(step: int) -> Handler:
        async def answered(request: Request, writer: StreamWriter) -> None:
            clock.let_pass(25)
            writer.write(moved(f"/{step + 1}"))

        return answered

    pages: dict[str, Handler] = {f"/{step}": led(step) for step in range(5)}
    async with Server(pages) as server, fetcher(server.port, clock=clock) as web:
        assert await web.fetch("http://example.org/0") == Failed(
            "http://example.org/0", f"leads to http://example.org/2, which {SLOW}"
        )


@pytest.mark.parametrize(
    "first",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + PACKED,
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
    ],
)
async def test_endless_bodies(first: bytes) -> None:
    """A body that does not end is given up at the first byte too many, also behind the end of what was packed."""

    async def endless(request: Request, writer: StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()

    assert await failure(endless, max_bytes=1_000_000) == "is larger than 1 MB"


def bomb(rounds: int = 1) -> bytes:
    """A packed body that becomes vast; what becomes of it is packed again where there are more rounds."""
    data = gzip.compress(bytes(50_000_000), mtime=0)
    for _ in range(rounds - 1):
        data = gzip.compress(data, mtime=0)
    return data


async def test_bombs() -> None:
    """A small body that becomes vast is unpacked no further than a body may be large."""
    assert await failure(page(bomb(), "Content-Encoding: gzip")) == "is larger than 20 MB"


@pytest.mark.parametrize("encoding", ["deflate", "br", "zstd", "gzip, gzip", "gzip,gzip,gzip", "x" * 1000])
async def test_other_ways_to_pack(encoding: str) -> None:
    """What was packed otherwise than was asked for, or more than once, is not unpacked."""
    answer = page(bomb(2), f"Content-Encoding: {encoding}")
    assert await failure(answer) == f"is packed in a way that was not asked for ({encoding[:40]!r})"


@pytest.mark.parametrize(
    "body",
    [b"", b"not packed", PACKED[:-4], PACKED[:-9] + b"x" * 9],
)
async def test_damaged_packing(body: bytes) -> None:
    """A packed body that is damaged or not whole is told from one that is."""
    reason = await failure(page(body, "Content-Encoding: gzip"))
    assert reason in ("ended before it was whole", "was packed for the way, and is damaged")


async def test_a_bomb_for_robots() -> None:
    """Also a robots.txt is unpacked no further than it is read."""
    packer = zlib.compressobj(9, wbits=31)
    rules = packer.compress(b"User-agent: *\nDisallow: /a\n" + b"#" * 200_000_000) + packer.flush()
    pages = {"/robots.txt": page(rules, "Content-Encoding: gzip"), "/a": page(b"read")}
    async with Server(pages) as server, fetcher(server.port) as web:
        assert await web.fetch(URL) == Failed(
            URL, "is not read, as the robots.txt of its site does not let quotebot read it", True
        )


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpcore2.ConnectTimeout(TimeoutError()), "has a server that does not answer"),
        (httpcore2.ConnectError(ConnectionRefusedError()), "has a server that refuses connections"),
        (httpcore2.ConnectError(OSError("no route")), "has a server that cannot be reached"),
        (httpcore2.ReadTimeout(TimeoutError()), "answers too slowly: nothing came for 20 seconds"),
        (ValueError("of whatever library"), BROKEN),
    ],
)
async def test_servers_that_cannot_be_reached(error: Exception, reason: str) -> None:
    """What goes wrong on the way to a server is told in words."""

    async def connect(address: IpAddress, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
        raise error

    told = f"is not read, as its site's robots.txt could not be: it {reason}; try again later"
    assert await failure(page(b""), connect=connect) == told


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (socket.EAI_NONAME, "has a server whose name is not known (example.org); check how it is written"),
        (socket.EAI_AGAIN, "has a server whose name cannot be looked up just now (example.org)"),
        (socket.EAI_FAIL, "has a server whose name cannot be looked up just now (example.org)"),
    ],
)
async def test_names_that_are_not_known(code: int, reason: str) -> None:
    """What goes wrong in looking up a name is told in words."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(code, "told by the system")

    told = f"is not read, as its site's robots.txt could not be: it {reason}; try again later"
    assert await failure(page(b""), resolve=resolve) == told


@pytest.mark.parametrize(
    "headers",
    [
        'ETag: "' + "x" * 2000 + '"',
        "ETag: no quotes",
        "Last-Modified: \x80\x81",
        "Content-Type: " + "x" * 10_000,
        "Content-Type: text/html; charset=" + "x" * 10_000,
        'Content-Type: ;;;="',
        "Content-Type: text/html; charset*=x'y'z; charset*0=a; charset*1*=b%",
        "Content-Type: \xff/\xfe",
    ],
)
async def test_headers_that_say_nothing(headers: str) -> None:
    """Headers that say nothing that can be used are left out, and the page is read."""
    async with Server({"/a": page(b"read", headers)}) as server, fetcher(server.port) as web:
        response = await web.fetch(URL)
    assert isinstance(response, Body)
    assert (response.data, response.validators.etag, response.validators.last_modified) == (b"read", "", "")
    assert response.media_type in ("", "text/html")
    assert response.charset == ""
