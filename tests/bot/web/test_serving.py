"""What is served is sent at once, and a stop ends what takes too long."""

import asyncio
import socket

import pytest
from starlette.types import Receive, Scope, Send

from bot.web import serving as serving_module
from bot.web.serving import listen, serving


def test_answers_are_not_held_back() -> None:
    """A connection sends the rest of an answer without waiting until its beginning is acknowledged (Nagle)."""
    with listen("127.0.0.1", 0, "serve") as at, socket.create_connection(at.getsockname()):
        connection, _ = at.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


@pytest.mark.parametrize(("begins", "told"), [(False, b"HTTP/1.1 503 Service Unavailable"), (True, b"HTTP/1.1 200 OK")])
async def test_a_stop(
    begins: bool, told: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Who waits too long for a stop is told so, where nothing was sent yet, and the log has no traceback of it."""
    monkeypatch.setattr(serving_module, "_PATIENCE", 0)
    is_asked = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if begins:
                await send({"type": "http.response.start", "status": 200, "headers": []})
                await send({"type": "http.response.body", "body": b"half", "more_body": True})
            is_asked.set()
            await asyncio.Event().wait()

    at = listen("127.0.0.1", 0, "serve")
    async with serving(app, at):
        reader, writer = await asyncio.open_connection(*at.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        await is_asked.wait()
    answer = await reader.read()
    writer.close()
    assert answer.splitlines()[0] == told
    assert (b"retry-after: 60" in answer) is not begins
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
