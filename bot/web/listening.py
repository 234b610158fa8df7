"""A web application at a host and port, within an event loop that others use too, until it is told to stop."""

import asyncio
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from index.errors import QuotebotError

_PATIENCE = 10  # seconds in which answers under way may end


class ListeningError(QuotebotError):
    """A host and port at which nothing can be served."""


class _Server(uvicorn.Server):
    """A server that leaves signals to who runs it: uvicorn's own would end the program before all else is closed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """See uvicorn."""
        yield


def bound(host: str, port: int, setting: str) -> socket.socket:
    """A socket at a host and port, 0 standing for any that is free. Raises ListeningError, which names the setting."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        at = socket.create_server((host, port), family=family)
        # asyncio sets this only where a socket names its protocol; without it the second part of each answer waits some
        # 40 ms for the first to be acknowledged (RFC 1122, section 4.2.3.4). Connections have it from here.
        at.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return at
    except socket.gaierror as error:
        raise ListeningError(f"cannot serve at {host}: {error.strerror}; check {setting}") from None
    except (OSError, UnicodeError) as error:
        number = getattr(error, "errno", None)
        reason = os.strerror(number) if number else error  # Python's own text has the address once more
        raise ListeningError(f"cannot serve at {host}, port {port}: {reason}; check {setting}") from None


async def listen(app: ASGIApp, at: socket.socket, stop: asyncio.Event, trusted_proxies: Sequence[str] = ()) -> None:
    """Serves an application at a socket until `stop` is set; then what is under way is finished.

    `trusted_proxies` are believed by whom they were asked.
    """
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,  # questions stand in addresses
            server_header=False,
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=list(trusted_proxies),
            timeout_graceful_shutdown=_PATIENCE,
        )
    )

    async def end() -> None:
        await stop.wait()
        server.should_exit = True

    ending = asyncio.create_task(end())
    try:
        await server.serve(sockets=[at])
    finally:
        ending.cancel()
