"""One request and its answer, over connections that are kept, within bounds of time and size."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpcore2

from index.fetching.addresses import Address
from index.fetching.errors import FetchError
from index.fetching.headers import Headers, headers
from index.fetching.unpacking import Gzip, Plain, Unpacker

CONNECT_SECONDS = 10.0  # in which each address of a server must answer
SILENT_SECONDS = 20.0  # after which a server that says nothing is given up
_KEPT_SECONDS = 30.0  # in which a connection may be used again
_PIECE = 65_536  # bytes that are unpacked at a time
_DRAINED = 16_384  # bytes of a body that nobody wants which are read, so that its connection may be used again


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers: `body` only where it says that it is the page (200)."""

    status: int
    headers: Headers
    body: bytes = b""


class Transport:
    """Sends requests by HTTP/1.1 and HTTP/2. Use it as an asynchronous context manager."""

    def __init__(self, network: httpcore2.AsyncNetworkBackend, tls: ssl.SSLContext, connections: int) -> None:
        """Holds so many connections at most, each by the network and, where it is for https, the TLS given."""
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=connections,
            keepalive_expiry=_KEPT_SECONDS,
            http2=True,
            network_backend=network,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._pool.aclose()

    async def get(
        self, address: Address, sent: Mapping[str, str], seconds: float, most: int, *, is_cut: bool = False
    ) -> Answer:
        """Asks for an address, with these headers, and reads what is answered within so many seconds.

        A body of more than `most` bytes is cut there where `is_cut`. Raises FetchError, and TimeoutError where it takes
        longer.
        """
        try:
            async with asyncio.timeout(seconds), self._stream(address, sent) as response:
                read = headers(response.headers)
                if response.status != 200:
                    await self._body(response, Plain(), _DRAINED, is_cut=True)
                    return Answer(response.status, read)
                return Answer(200, read, await self._body(response, _unpacker(read), most, is_cut=is_cut))
        except (FetchError, TimeoutError):
            raise
        except Exception as error:  # whatever a server makes the libraries raise, which is more than they say
            raise _told(error) from None

    @asynccontextmanager
    async def _stream(self, address: Address, sent: Mapping[str, str]) -> AsyncIterator[httpcore2.Response]:
        """The beginning of an answer; the connection is closed where what comes of it is not read to its end."""
        request = httpcore2.Request(
            "GET",
            httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target),
            headers=[("Host", address.authority), *sent.items()],
            extensions={"timeout": {"connect": CONNECT_SECONDS, "read": SILENT_SECONDS, "write": SILENT_SECONDS}},
        )
        response = await self._pool.handle_async_request(request)
        try:
            yield response
        except BaseException:
            await _close(response)
            raise
        finally:
            await response.aclose()

    async def _body(self, response: httpcore2.Response, unpacker: Unpacker, most: int, *, is_cut: bool) -> bytes:
        body, packed = bytearray(), 0
        async for part in response.aiter_stream():
            packed += len(part)
            for start in range(0, len(part), _PIECE):
                body += unpacker.unpack(part[start : start + _PIECE], most - len(body))
                if max(len(body), packed) > most:
                    await _close(response)
                    if is_cut:
                        return bytes(body[:most])
                    raise FetchError(f"is larger than {most / 1e6:g} MB")
        if not unpacker.is_whole():
            raise FetchError("ended before it was whole", is_passing=True)
        return bytes(body)


def _unpacker(headers: Headers) -> Unpacker:
    told = headers.get("content-encoding", "").lower()
    if told in ("", "identity"):
        return Plain()
    if told in ("gzip", "x-gzip"):
        return Gzip()
    raise FetchError(f"is packed in a way that was not asked for ({told[:40]!r})")


async def _close(response: httpcore2.Response) -> None:
    """Closes the connection of an answer, which HTTP/2 would keep with what is still to come."""
    await response.extensions["network_stream"].aclose()


def _told(error: Exception) -> FetchError:
    """What went wrong with a request, in words."""
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    match cause:
        case ssl.SSLCertVerificationError():
            return FetchError(f"has a certificate that is not valid ({cause.verify_message})")
        case ssl.SSLError():
            return FetchError(f"does not agree on a safe connection ({cause.reason or 'broken off'})", is_passing=True)
        case ConnectionRefusedError():
            return FetchError("has a server that refuses connections", is_passing=True)
    match error:
        case httpcore2.ConnectTimeout():
            return FetchError("has a server that does not answer", is_passing=True)
        case httpcore2.TimeoutException():
            return FetchError(f"answers too slowly: nothing came for {SILENT_SECONDS:.0f} seconds")
        case httpcore2.ConnectError():
            return FetchError("has a server that cannot be reached", is_passing=True)
    return FetchError("breaks off its answer, or answers with what is no valid HTTP", is_passing=True)
