"""What whoever runs a server is told of it, over real sockets."""

import asyncio
import signal
import socket
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import aiohttp
import pytest

from bot.service.metrics import Metrics
from bot.service.state_store import StateError
from bot.service.statistics import statistics
from bot.web.operator_app import operator_app
from bot.web.report import Report
from bot.web.serving import listen, serving
from index.errors import QuotebotError

LAST = date(2025, 3, 31)
HOSTS = ("localhost", "127.0.0.1", "[::1]")
TOKEN = "a-token-of-the-tests"  # noqa: S105 - it opens nothing
COUNTED = 'quotebot_questions_total{door="web",outcome="answered"} 2.0'


MakeReport = Callable[[int], Awaitable[Report]]


async def nothing_asked(days: int) -> Report:
    """The report of so many days in which nothing was asked."""
    told = statistics([], LAST - timedelta(days - 1), LAST, UTC)
    return Report(datetime(2025, 3, 31, 12, tzinfo=UTC), told, (), {}, 0, (), ())


@asynccontextmanager
async def asking(
    lines: Callable[[], Sequence[str]] = tuple, token: str = "", make_report: MakeReport = nothing_asked
) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of a server that has answered two questions."""
    metrics = Metrics()
    for _ in range(2):
        metrics.count_question("web", "answered", 0.2)
    listener = listen("127.0.0.1", 0, "operator")
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    serves = serving(operator_app(metrics, lines, token, HOSTS, make_report), listener)
    async with serves, aiohttp.ClientSession(address) as session:
        yield session


async def got(session: aiohttp.ClientSession, path: str, **headers: str) -> tuple[int, str]:
    """The status and text of a page."""
    async with session.get(path, headers=headers) as response:
        return response.status, await response.text()


async def test_health_and_readiness() -> None:
    """It lives while it answers, and is ready where nothing is told that is not, each of which has a line."""
    missing = ["the index in data cannot be read; run: quotebot check", "Discord's gateway is not connected"]
    async with asking(lambda: missing) as session:
        assert await got(session, "/healthz") == (200, "ok\n")
        assert await got(session, "/readyz") == (503, f"{missing[0]}\n{missing[1]}\n")
        missing.clear()
        assert await got(session, "/readyz") == (200, "ready\n")


async def test_metrics() -> None:
    """What is measured is told in Prometheus' format, by its type, and kept by no cache on the way."""
    async with asking() as session, session.get("/metrics") as response:
        assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-store"
        assert COUNTED in (await response.text()).splitlines()


@pytest.mark.parametrize(
    "given",
    [None, TOKEN, "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", "Bearer é"],
)
async def test_wrong_tokens(given: str | None) -> None:
    """Without the token nothing is told of what is measured, but whether it lives and is ready is."""
    headers = {} if given is None else {"Authorization": given}
    async with asking(token=TOKEN) as session:
        status, text = await got(session, "/metrics", **headers)
        assert (status, text) == (401, "this needs the token of operator.token_file as a bearer\n")
        assert await got(session, "/healthz") == (200, "ok\n")
        assert await got(session, "/readyz") == (200, "ready\n")


async def test_token() -> None:
    """Who has the token reads what is measured, by whatever name the server is asked."""
    async with asking(token=TOKEN) as session:
        for scheme in ("Bearer", "bearer"):
            status, text = await got(session, "/metrics", Authorization=f"{scheme} {TOKEN}", Host="bot.example")
            assert status == 200
            assert COUNTED in text.splitlines()


async def test_names_that_lead_here() -> None:
    """Without a token only who asks for this machine is answered, not a page that has its name lead to it."""
    async with asking() as session:
        for host in ("bot.example", "127.0.0.1.bot.example", "localhost.", ""):
            assert (await got(session, "/metrics", Host=host))[0] == 400
        for host in ("localhost:9100", "127.0.0.1", "[::1]:9100"):
            assert (await got(session, "/metrics", Host=host))[0] == 200


@pytest.mark.parametrize(
    ("query", "first"),
    [("", "2025-03-02"), ("?days=7", "2025-03-25"), ("?days=0", "2025-03-02"), ("?days=²", "2025-03-02")],
)
async def test_the_report(query: str, first: str) -> None:
    """The page tells of thirty days, or of as many as are wanted; it loads and runs nothing, and no cache keeps it."""
    async with asking() as session, session.get(f"/{query}") as response:
        assert f"<title>Quotebot: {first} to 2025-03-31</title>" in await response.text()
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")
        assert response.headers["Cache-Control"] == "no-store"


async def test_the_report_needs_the_token() -> None:
    """Where there is a token a browser asks for it as a password, of any user; others have nothing of the report."""
    async with asking(token=TOKEN) as session:
        async with session.get("/") as response:
            refused = response.status, await response.text(), response.headers["WWW-Authenticate"]
        challenge = 'Basic realm="quotebot", charset="UTF-8"'
        words = "this needs the token of operator.token_file as the password, of any user\n"
        assert refused == (401, words, challenge)
        for wrong in ("Basic", "Basic ###", "Basic " + b64encode(b"\xff").decode(), basic("admin", "no"), "Bearer no"):
            assert (await got(session, "/", Authorization=wrong))[0] == 401
        for right in (basic("", TOKEN), basic("admin", TOKEN), f"Bearer {TOKEN}"):
            assert (await got(session, "/", Authorization=right))[0] == 200


def basic(user: str, password: str) -> str:
    """The header of a browser that was given a password."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


async def test_no_report() -> None:
    """Where nothing of it can be read, that is said in a line."""

    async def none(days: int) -> Report:
        raise StateError("discord.db is damaged")

    async with asking(make_report=none) as session:
        assert await got(session, "/") == (503, "discord.db is damaged\n")


async def test_signals_are_left_to_the_program() -> None:
    """What a program does at a signal is the same while it serves as before."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    async with asking() as session:
        assert (await got(session, "/healthz"))[0] == 200
        assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


async def test_answers_under_way_are_finished() -> None:
    """A stop waits for answers under way, and then the port is closed."""
    begun, stopping = asyncio.Event(), asyncio.Event()

    async def slow(days: int) -> Report:
        begun.set()
        await stopping.wait()
        return await nothing_asked(days)

    async with aiohttp.ClientSession() as session:
        listener = listen("127.0.0.1", 0, "operator")
        port = listener.getsockname()[1]
        async with serving(operator_app(Metrics(), tuple, "", HOSTS, slow), listener):
            answer = asyncio.create_task(got(session, f"http://127.0.0.1:{port}/"))
            await begun.wait()
            stopping.set()
        assert (await answer)[0] == 200
        with pytest.raises(aiohttp.ClientConnectionError):
            await got(session, f"http://127.0.0.1:{port}/healthz")


def test_a_port_that_is_taken() -> None:
    """A port that another program has is named with the setting, and so is a host that is none of this machine's."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(QuotebotError) as refused:
            listen("127.0.0.1", port, "operator")
    fix = "set operator.host or operator.port"
    assert str(refused.value) == f"cannot listen on 127.0.0.1, port {port}: Address already in use; {fix}"
    with pytest.raises(QuotebotError, match=r"^cannot listen on 192\.0\.2\.1, port 0: .*; set operator\.host"):
        listen("192.0.2.1", 0, "operator")
