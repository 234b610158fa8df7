"""A server of HTTP/2 over TLS on loopback, which answers by the book or by whatever frames a test has it send."""

import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import h2.config
import h2.connection
import h2.events
import trustme

from tests.index.fetching.servers import LoopbackServer

Answer = Callable[[h2.connection.H2Connection, int, StreamWriter], Awaitable[None]]
"""Answers the request of a stream."""


def certified(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """What a server of these names shows, which an authority vouches for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """What trusts an authority, and nobody else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


def page(body: bytes, *headers: tuple[str, str]) -> Answer:
    """An answer with a body."""

    async def answered(connection: h2.connection.H2Connection, stream: int, writer: StreamWriter) -> None:
        connection.send_headers(stream, [(":status", "200"), *headers])
        for start in range(0, len(body), 16_000):
            connection.send_data(stream, body[start : start + 16_000])
        connection.end_stream(stream)

    return answered


class Http2Server(LoopbackServer):
    """Speaks HTTP/2 alone."""

    def __init__(self, pages: Mapping[str, Answer], tls: ssl.SSLContext) -> None:
        """Answers for these targets; with an empty page for others."""
        super().__init__(tls)
        tls.set_alpn_protocols(["h2"])
        self._pages = pages
        self.targets: list[str] = []

    async def _connection(self, reader: StreamReader, writer: StreamWriter) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        try:
            with suppress(ConnectionError, ssl.SSLError):
                writer.write(connection.data_to_send())
                while data := await reader.read(65_536):
                    for event in connection.receive_data(data):
                        if isinstance(event, h2.events.RequestReceived):
                            await self._answer(connection, event, writer)
                    writer.write(connection.data_to_send())
                    await writer.drain()
        finally:
            writer.transport.abort()

    async def _answer(
        self, connection: h2.connection.H2Connection, event: h2.events.RequestReceived, writer: StreamWriter
    ) -> None:
        told = {bytes(name): bytes(value) for name, value in event.headers}
        target = told[b":path"].decode()
        self.targets.append(target)
        await self._pages.get(target, page(b""))(connection, event.stream_id, writer)
        writer.write(connection.data_to_send())
        await writer.drain()
