"""What becomes of addresses of servers that mean well."""

from asyncio import StreamWriter

import pytest

from index.fetching.responses import Body, Failed, Gone, Response, Unchanged, Validators, ValidatorsOf, never_had
from tests.index.fetching.servers import Clock, Names, Pages, Request, Server, Wires, fetcher, moved, packed, page

URL = "http://example.org/a"


async def fetched(pages: Pages, url: str = URL, validators_of: ValidatorsOf = never_had, **others: object) -> Response:
    """What becomes of an address of a server with these pages."""
    async with Server(pages) as server, fetcher(server.port, **others) as web:
        return await web.fetch(url, validators_of)


async def test_a_page() -> None:
    """A page is read with its kind, its encoding and by what to ask for it again."""
    answer = page(
        "<p>Grüße".encode("latin-1"),
        "Content-Type: Text/HTML; Charset=ISO-8859-1",
        'ETag: W/"1"',
        "Last-Modified: Mon, 05 Oct 2026 10:00:00 GMT",
    )
    assert await fetched({"/a": answer}) == Body(
        URL,
        b"<p>Gr\xfc\xdfe",
        "text/html",
        "ISO-8859-1",
        Validators('W/"1"', "Mon, 05 Oct 2026 10:00:00 GMT"),
    )


async def test_what_is_asked() -> None:
    """A request names Quotebot, and has neither cookies nor anything of the machine's environment."""
    async with Server({"/a": page(b"", "Set-Cookie: a=b")}) as server, fetcher(server.port) as web:
        await web.fetch(URL)
        await web.fetch(URL)
    assert server.targets == ["/robots.txt", "/a", "/a"]
    assert [request.headers for request in server.requests[1:]] == [
        {
            "host": "example.org",
            "user-agent": "quotebot/0.1.0",
            "accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            "accept-encoding": "gzip",
        }
    ] * 2


async def test_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the environment is used."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert await fetched({"/a": page(b"read")}) == Body(URL, b"read")


async def test_a_packed_page() -> None:
    """A page that was packed is unpacked."""
    assert await fetched({"/a": packed(b"<p>" * 100_000)}) == Body(URL, b"<p>" * 100_000, "text/html")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nrea\r\n1;x=y\r\nd\r\n0\r\nTrailer: x\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + page(b"read"),
    ],
)
async def test_ways_to_answer(answer: bytes) -> None:
    """A page is read that comes in chunks, or behind hints."""
    assert await fetched({"/a": answer}) == Body(URL, b"read")


async def test_until_the_connection_ends() -> None:
    """A page whose length is not told ends with the connection."""

    async def answer(request: Request, writer: StreamWriter) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\n\r\nread")
        writer.write_eof()

    assert await fetched({"/a": answer}) == Body(URL, b"read")


async def test_unchanged() -> None:
    """What a server says is unchanged is not read again, and both validators are sent."""

    async def answer(request: Request, writer: StreamWriter) -> None:
        assert request.headers["if-none-match"] == 'W/"1"'
        assert request.headers["if-modified-since"] == "Mon, 05 Oct 2026 10:00:00 GMT"
        writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: W/"1"\r\n\r\n')

    had = Validators('W/"1"', "Mon, 05 Oct 2026 10:00:00 GMT")
    assert await fetched({"/a": answer}, validators_of=lambda _: had) == Unchanged(URL)


async def test_validators_that_are_not_ascii() -> None:
    """What a server tells beyond ASCII is sent back as it was."""
    pages: Pages = {"/a": page(b"read", 'ETag: "\xe9"')}
    async with Server(pages) as server, fetcher(server.port) as web:
        response = await web.fetch(URL)
        assert response == Body(URL, b"read", validators=Validators('"\xe9"'))
        assert await web.fetch(URL, lambda _: response.validators) == response
    assert server.requests[-1].headers["if-none-match"] == '"\xe9"'


async def test_validators_go_where_they_are_of() -> None:
    """Each address on the way is asked by what was had of it, and what is unchanged is that where it was found."""

    async def answer(request: Request, writer: StreamWriter) -> None:
        is_same = request.headers.get("if-none-match") == '"2"'
        writer.write(page(b"", status="304 Not Modified") if is_same else page(b"read"))

    had = {"http://example.org/a": Validators('"1"'), "http://example.org/b": Validators('"2"')}
    async with Server({"/a": moved("/b"), "/b": answer}) as server, fetcher(server.port) as web:
        assert await web.fetch(URL, lambda url: had[url]) == Unchanged("http://example.org/b")
    assert [(one.target, one.headers.get("if-none-match")) for one in server.requests] == [
        ("/robots.txt", None),
        ("/a", '"1"'),
        ("/b", '"2"'),
    ]


@pytest.mark.parametrize(
    ("status", "response"),
    [
        ("404 Not Found", Gone(URL, "is not there")),
        ("410 Gone", Gone(URL, "is no longer there")),
        ("401 Unauthorized", Failed(URL, "asks for a name and a password (401)")),
        ("402 Payment Required", Failed(URL, "asks for money (402)")),
        ("403 Forbidden", Failed(URL, "does not let quotebot read it (403)")),
        ("451 Unavailable For Legal Reasons", Failed(URL, "is withheld for legal reasons (451)")),
        ("204 No Content", Failed(URL, "has nothing to read")),
        ("206 Partial Content", Failed(URL, "answers with what is not understood (206)")),
        ("304 Not Modified", Failed(URL, "answers with what is not understood (304)")),
        ("300 Multiple Choices", Failed(URL, "answers with what is not understood (300)")),
        ("418 I'm a Teapot", Failed(URL, "answers with what is not understood (418)")),
        ("501 Not Implemented", Failed(URL, "has a server that fails just now (501); try again later")),
    ],
)
async def test_statuses(status: str, response: Response) -> None:
    """What is not read is told in words, and asked for once."""
    assert await fetched({"/a": page(b"", status=status)}) == response


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        (["301 Moved Permanently"], "http://example.org/1"),
        (["301 Moved Permanently", "308 Permanent Redirect"], "http://example.org/2"),
        (["302 Found"], ""),
        (["301 Moved Permanently", "302 Found"], ""),
        (["307 Temporary Redirect", "308 Permanent Redirect"], ""),
        (["303 See Other"] * 10, ""),
    ],
)
async def test_moved(statuses: list[str], moved_to: str) -> None:
    """Where a page stands for good is told where each step to it is for good."""
    ways = {f"/{step}" if step else "/a": moved(f"/{step + 1}", status) for step, status in enumerate(statuses)}
    found = f"http://example.org/{len(statuses)}"
    pages = {**ways, f"/{len(statuses)}": page(b"read")}
    assert await fetched(pages) == Body(found, b"read", moved_to=moved_to)


async def test_moved_to_another_server() -> None:
    """Each server on the way is looked up, checked and asked for its own robots.txt."""
    names = Names({"example.org": [["93.184.215.14"]], "www.example.net": [["2606:4700::1"]]})
    pages = {"/a": moved("//www.example.net:8080/b"), "/b": page(b"read")}
    async with Server(pages) as server:
        wires = Wires(server.port)
        async with fetcher(server.port, resolve=names, connect=wires) as web:
            assert await web.fetch(URL) == Body("http://www.example.net:8080/b", b"read")
    assert wires.reached == [("93.184.215.14", 80), ("2606:4700::1", 8080)]
    assert [(one.headers["host"], one.target) for one in server.requests] == [
        *[("example.org", "/robots.txt"), ("example.org", "/a")],
        *[("www.example.net:8080", "/robots.txt"), ("www.example.net:8080", "/b")],
    ]


async def test_location_that_is_not_ascii() -> None:
    """A server may write where it leads in UTF-8."""
    pages = {"/a": moved("/b\xc3\xa9 c"), "/b%C3%A9%20c": page(b"read")}
    assert await fetched(pages) == Body("http://example.org/b%C3%A9%20c", b"read")


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "504 x"])
async def test_tried_again(status: str) -> None:
    """A server that fails is asked again, each time after a longer while."""
    clock = Clock()
    failing = page(b"", status=status)
    assert await fetched({"/a": [failing, failing, page(b"read")]}, clock=clock) == Body(URL, b"read")
    assert clock.waited == [0.25, 1.0, 2.0]


async def test_tried_three_times() -> None:
    """A server that fails three times is given up."""
    async with Server({"/a": page(b"", status="503 Service Unavailable")}) as server, fetcher(server.port) as web:
        assert await web.fetch(URL) == Failed(URL, "has a server that fails just now (503); try again later")
    assert server.targets == ["/robots.txt", "/a", "/a", "/a"]


async def test_three_tries_wherever_it_leads() -> None:
    """An address that leads on and on, over servers that fail, is asked for no more often for that."""
    failing, urls = page(b"", status="503 Service Unavailable"), [f"/{step}" for step in range(4)]
    pages: Pages = {url: [failing, moved(f"/{step + 1}"), failing] for step, url in enumerate(urls)}
    async with Server(pages) as server, fetcher(server.port) as web:
        assert await web.fetch("http://example.org/0") == Failed(
            "http://example.org/0", "has a server that fails just now (503); try again later"
        )
    assert server.targets == ["/robots.txt", "/0", "/0", "/1", "/1", "/2"]


async def test_when_to_ask_again() -> None:
    """A server that says when it wants to be asked again is asked then."""
    clock = Clock()
    busy = page(b"", "Retry-After: 90", status="429 Too Many Requests")
    assert await fetched({"/a": [busy, page(b"read")]}, clock=clock) == Body(URL, b"read")
    assert clock.waited == [0.25, 90.0]


async def test_asked_to_wait_for_long() -> None:
    """A server that wants to be left alone for long is left alone, and that is said."""
    clock = Clock()
    busy = page(b"", "Retry-After: 3600", status="429 Too Many Requests")
    assert await fetched({"/a": busy}, clock=clock) == Failed(URL, "asks for fewer requests; try again later (429)")
    assert clock.waited == [0.25]


async def test_a_connection_that_was_closed() -> None:
    """A connection that breaks before anything is answered is made anew."""

    async def broken(request: Request, writer: StreamWriter) -> None:
        if [one.target for one in server.requests].count("/a") < 2:
            raise ConnectionError
        writer.write(page(b"read"))

    async with Server({"/a": broken}) as server, fetcher(server.port) as web:
        assert await web.fetch(URL) == Body(URL, b"read")


async def test_other_addresses_of_a_server() -> None:
    """Where one address of a server does not answer, the next one is asked."""
    names = Names({"example.org": [["2606:4700::1", "93.184.215.14"]]})
    async with Server({"/a": page(b"read")}) as server:
        wires = Wires(server.port, refusing={"2606:4700::1"})
        async with fetcher(server.port, resolve=names, connect=wires) as web:
            assert await web.fetch(URL) == Body(URL, b"read")
    assert wires.reached == [("2606:4700::1", 80), ("93.184.215.14", 80)]


async def test_robots_are_asked_first() -> None:
    """What a site's robots.txt does not let be read is not asked for, and its pauses are kept."""
    rules = page(b"User-agent: quotebot\nDisallow: /private\nCrawl-delay: 5\nSitemap: http://example.org/map.xml")
    clock = Clock()
    pages = {"/robots.txt": rules, "/a": page(b"read"), "/private/a": page(b"secret"), "/b": moved("/private/a")}
    async with Server(pages) as server, fetcher(server.port, clock=clock) as web:
        assert await web.fetch("http://example.org/private/a") == Failed(
            "http://example.org/private/a",
            "is not read, as the robots.txt of its site does not let quotebot read it",
            True,
        )
        assert await web.fetch("http://example.org/b") == Failed(
            "http://example.org/b",
            "leads to http://example.org/private/a, which is not read, as the robots.txt of its site does not let "
            "quotebot read it",
            True,
        )
        assert await web.fetch(URL) == Body(URL, b"read")
        assert await web.sitemaps(URL) == ("http://example.org/map.xml",)
    assert server.targets == ["/robots.txt", "/b", "/a"]
    assert clock.waited == [0.25, 5.0]


@pytest.mark.parametrize(
    ("robots", "response"),
    [
        (page(b"Disallow: /", status="403 Forbidden"), Body(URL, b"read")),
        (page(b"", status="404 Not Found"), Body(URL, b"read")),
        (page(b"<html>Disallow: /", "Content-Type: text/html"), Body(URL, b"read")),
        (
            page(b"", status="500 Internal Server Error"),
            Failed(URL, "is not read, as its site's robots.txt could not be: it answers 500; try again later"),
        ),
        (
            page(b"", status="429 Too Many Requests"),
            Failed(URL, "is not read, as its site's robots.txt could not be: it answers 429; try again later"),
        ),
        (
            moved("http://localhost/robots.txt"),
            Failed(
                URL,
                "is not read, as its site's robots.txt could not be: it leads to http://localhost/robots.txt, which "
                "has the address 127.0.0.1 for its server, which is an address of the machine's own; try again later",
            ),
        ),
        (
            moved("/robots.txt"),
            Failed(
                URL,
                "is not read, as its site's robots.txt could not be: it leads in a circle, to "
                "http://example.org/robots.txt again; try again later",
            ),
        ),
        (
            page(b"Allow: /" * 100_000 + b"\nUser-agent: *\nDisallow: /"),
            Body(URL, b"read"),
        ),
        (page(b"#" * 511_000 + b"\nUser-agent: *\nDisallow: /"), Failed(URL, "", True)),
        (
            moved("/other", "301 Moved Permanently"),
            Failed(URL, "", True),
        ),
    ],
)
async def test_robots_that_cannot_be_read(robots: bytes, response: Response) -> None:
    """Where there is no robots.txt all is read, where it cannot be had nothing; its first 512,000 bytes count."""
    pages = {"/robots.txt": robots, "/a": page(b"read"), "/other": page(b"User-agent: *\nDisallow: /")}
    if isinstance(response, Failed) and not response.reason:
        response = Failed(URL, "is not read, as the robots.txt of its site does not let quotebot read it", True)
    assert await fetched(pages, resolve=Names({"localhost": [["127.0.0.1"]]})) == response


async def test_robots_are_kept_for_a_day() -> None:
    """A robots.txt is read once a day; where it cannot be read then, what it said before goes on to hold."""
    clock = Clock()
    failing = page(b"", status="500 Internal Server Error")
    rules = [page(b"User-agent: *\nDisallow: /b"), failing, failing, failing, page(b"")]
    pages: Pages = {"/robots.txt": rules, "/a": page(b"read"), "/b": page(b"more")}
    refused = Failed(
        "http://example.org/b", "is not read, as the robots.txt of its site does not let quotebot read it", True
    )
    async with Server(pages) as server, fetcher(server.port, clock=clock) as web:
        assert await web.fetch("http://example.org/b") == refused
        clock.time += 86_390
        assert await web.fetch("http://example.org/b") == refused
        assert server.targets.count("/robots.txt") == 1
        clock.time += 11
        assert await web.fetch("http://example.org/b") == refused
        assert server.targets.count("/robots.txt") == 4
        clock.time += 601
        assert await web.fetch("http://example.org/b") == Body("http://example.org/b", b"more")


async def test_no_sitemaps() -> None:
    """A site without robots.txt, or that may not be asked, names no maps."""
    async with Server({}) as server, fetcher(server.port) as web:
        assert await web.sitemaps(URL) == ()
        assert await web.sitemaps("ftp://example.org/") == ()
