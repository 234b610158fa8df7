"""Connections to web servers: a name is looked up once, and the very address that was checked is connected to."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore2

from index.fetching.addresses import literal
from index.fetching.errors import FetchError
from index.fetching.permitted import IpAddress, IpNetwork, inside, why_refused

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Looks up the addresses of a name and port."""
Connect = Callable[[IpAddress, int, float | None], Awaitable[httpcore2.AsyncNetworkStream]]
"""Connects to an address and port within seconds."""

_DISCREET = "has a server that is not on the public internet"
_MOST = 4  # addresses of a name that are tried, one after another


async def resolve(host: str, port: int) -> Sequence[str]:
    """Looks a name up as the machine does. Raises socket.gaierror."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


async def connect(address: IpAddress, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
    """Connects over TCP. Raises httpcore2.ConnectError and httpcore2.ConnectTimeout."""
    return await httpcore2.AnyIOBackend().connect_tcp(str(address), port, timeout=timeout)


class CheckedNetwork(httpcore2.AsyncNetworkBackend):
    """Connects to servers all of whose addresses are permitted, and to no others."""

    def __init__(
        self, private_networks: Sequence[IpNetwork], resolve: Resolve, connect: Connect, is_discreet: bool = False
    ) -> None:
        """Names are looked up by `resolve`, and what was checked is connected to by `connect`.

        With `is_discreet` a refusal does not tell the address that a name has.
        """
        self._private_networks, self._resolve, self._connect = private_networks, resolve, connect
        self._is_discreet = is_discreet

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connects to a host, by whichever of its addresses answers first in order.

        Raises FetchError where it has none, or one that is not permitted; and as `connect`.
        """
        addresses = await self.checked(host, port)
        failure: Exception = FetchError(f"has a server whose name has no address ({host})")
        for address in addresses[:_MOST]:
            try:
                return await self._connect(inside(address), port, timeout)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def checked(self, host: str, port: int) -> list[IpAddress]:
        """The addresses of a host. Raises FetchError where it has none, or one that is not permitted."""
        addresses = await self._addresses(host, port)
        for address in addresses:
            if reason := why_refused(address, self._private_networks):
                raise FetchError(_DISCREET if self._is_discreet else reason, is_refused=True)
        return addresses

    async def _addresses(self, host: str, port: int) -> list[IpAddress]:
        if address := literal(host):
            return [address]
        try:
            return [ip_address(text) for text in dict.fromkeys(await self._resolve(host, port))]
        except socket.gaierror as error:
            if error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
                raise FetchError(f"has a server whose name is not known ({host}); check how it is written") from None
            raise FetchError(
                f"has a server whose name cannot be looked up just now ({host})", is_passing=True
            ) from None
        except (OSError, ValueError):  # also a name that no query can hold
            raise FetchError(f"has a server whose name cannot be looked up ({host})") from None
