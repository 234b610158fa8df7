"""Pointing discord.py at a server of this package."""

from collections.abc import Iterator
from contextlib import contextmanager

import discord
import discord.gateway
import discord.http
import yarl

from tests.discord_server.server import DiscordServer


@contextmanager
def pointed_at(server: DiscordServer) -> Iterator[None]:
    """Let every discord.py client of this process talk to a server."""
    route, socket = discord.http.Route, discord.gateway.DiscordWebSocket
    before = route.BASE, socket.DEFAULT_GATEWAY
    route.BASE, socket.DEFAULT_GATEWAY = server.api, yarl.URL(server.gateway_address)
    try:
        yield
    finally:
        route.BASE, socket.DEFAULT_GATEWAY = before
