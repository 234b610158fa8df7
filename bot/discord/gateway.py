"""The gateway connection, which gives way to other work after each event."""

import asyncio

import discord.shard
from discord.gateway import DiscordWebSocket


class GivingWay(DiscordWebSocket):
    """A connection that lets answers go on between two events.

    discord.py takes all events of a burst in one step of the event loop: 500 at once held it up for some 50 ms.
    """

    async def received_message(self, msg: str | bytes, /) -> None:
        """Takes one event, then gives way."""
        await super().received_message(msg)
        await asyncio.sleep(0)


def give_way() -> None:
    """Has discord.py, which offers no choice of it, connect by this class."""
    discord.shard.DiscordWebSocket = GivingWay  # type: ignore[misc]
