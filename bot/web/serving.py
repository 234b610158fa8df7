"""A web server in the event loop of a program that does other things too."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import QuotebotError

# Seconds that a connection is kept without a request: longer than a web server in front keeps it (nginx: 60), else that
# would send a request just when it is closed.
_KEPT = 75
_PATIENCE = 5  # seconds that a stop waits for answers under way


class _Server(uvicorn.Server):
    """A server that leaves signals to the program."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """See uvicorn."""
        yield


class _Stoppable:
    """Tells who still waits when a stop waits no longer, instead of a traceback in the log for each of them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        is_begun = False

        async def watched(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except asyncio.CancelledError:  # as uvicorn does then, and at no other time
            if scope["type"] != "http":
                raise
            if not is_begun:
                await send({"type": "http.response.start", "status": 503, "headers": [(b"retry-after", b"60")]})
                await send({"type": "http.response.body"})


def listen(host: str, port: int, table: str) -> socket.socket:
    """Opens the port that a table of the settings names. Raises QuotebotError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        # Python's own words for what the system refused repeat the address; a name that is none has no such number.
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise QuotebotError(
            f"cannot listen on {host}, port {port}: {reason}; set {table}.host or {table}.port"
        ) from None
    # asyncio sets this only where a socket names its protocol; without it the second part of each answer waits some
    # 40 ms for the first to be acknowledged (RFC 1122, section 4.2.3.4). Connections have it from here.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


@asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket, trusted_proxies: Sequence[str] = ()) -> AsyncIterator[None]:
    """Serves on an open port while this is open; then answers under way are finished, and the port is closed.

    `trusted_proxies` are believed by whom they were asked (X-Forwarded-For).
    """
    server = _Server(
        uvicorn.Config(
            _Stoppable(app),
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="warning",
            access_log=False,  # questions stand in addresses
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=list(trusted_proxies),
            server_header=False,
            timeout_keep_alive=_KEPT,
            timeout_graceful_shutdown=_PATIENCE,
        )
    )
    with listener:
        running = asyncio.create_task(server.serve([listener]))
        try:
            yield
        finally:
            server.should_exit = True
            await running
