"""Attachments are fetched from Discord alone, and never more of them than may be, nor for longer."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
from aiohttp import web

from bot.discord.attachments import UnavailableError, fetch

LIMIT = 100_000
ZEROS = bytes(10_000_000)


async def endless(request: web.Request) -> web.StreamResponse:
    """A file without an end."""
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(bytes(10_000))
    except ConnectionError:  # who has enough goes away
        return response


async def slow(request: web.Request) -> web.StreamResponse:
    """A file whose second byte never comes."""
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b"a")
    await asyncio.get_running_loop().create_future()
    return response


async def packed(request: web.Request) -> web.Response:
    """A file that is small as long as nobody unpacks it."""
    return web.Response(body=gzip.compress(ZEROS, mtime=0), headers={"Content-Encoding": "gzip"})


async def short(request: web.Request) -> web.StreamResponse:
    """A file of which less comes than was promised."""
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b"a")
    if request.transport:
        request.transport.close()
    return response


async def elsewhere(request: web.Request) -> web.Response:
    """A file that is said to be at another address."""
    raise web.HTTPFound("/fitting")


async def fitting(request: web.Request) -> web.Response:
    """A file of as many bytes as may be, or one more."""
    return web.Response(body=bytes(LIMIT + ("more" in request.query)))


@pytest_asyncio.fixture
async def address(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """A server that stands for Discord's, and lies in many ways."""
    app = web.Application()
    for handler in (endless, slow, packed, short, elsewhere, fitting):
        app.router.add_get(f"/{handler.__name__}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    monkeypatch.setattr(discord.Asset, "BASE", f"http://{host}:{port}/cdn")
    yield f"http://{host}:{port}"
    await runner.cleanup()


async def test_size(address: str) -> None:
    """A file of as many bytes as Discord told is fetched; one with one more is not, and an endless one is left."""
    assert await fetch(f"{address}/fitting", LIMIT) == bytes(LIMIT)
    for path in ("fitting?more", "endless"):
        with pytest.raises(UnavailableError, match="more than its 100000 bytes"):
            await fetch(f"{address}/{path}", LIMIT)


async def test_packed(address: str) -> None:
    """A small file that would unpack to a large one stays packed."""
    assert await fetch(f"{address}/packed", LIMIT) == gzip.compress(ZEROS, mtime=0)


@pytest.mark.parametrize("path", ["slow", "short", "elsewhere", "missing"])
async def test_unavailable(address: str, path: str) -> None:
    """A file that comes too slowly, breaks off, is said to be elsewhere or is not there is unavailable."""
    with pytest.raises(UnavailableError):
        await fetch(f"{address}/{path}", LIMIT, seconds=0.3)


@pytest.mark.parametrize(
    "other",
    [
        "http://127.0.0.1:1/fitting",
        "http://169.254.169.254/latest/meta-data",
        "https://cdn.discordapp.com.evil.example/a.txt",
        "http://cdn.discordapp.com/a.txt",
        "https://cdn.discordapp.com@evil.example/a.txt",
        "https://cdn.discordapp.com:8443/a.txt",
    ],
)
async def test_other_addresses(other: str) -> None:
    """No address but that of Discord's files is asked for anything."""
    with pytest.raises(UnavailableError, match="not one of Discord's"):
        await fetch(other, LIMIT)
