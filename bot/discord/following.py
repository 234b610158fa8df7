"""What the collections are read from is followed by one process alone; another takes over where that ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.discord.client import Quotebot
from bot.service.state_store import StateError

log = logging.getLogger("quotebot")

_AGAIN = 60.0  # seconds until is tried again what failed
_LOOK_EVERY = 10.0  # seconds between looks whether this process is the one still


async def follow(client: Quotebot) -> None:
    """Follows what the shared collection is read from, and the addresses of servers, each once nobody else does."""
    reader, own = client.services.address_reader, client.own_shards or "all"

    async def follow_servers() -> None:
        await client.wait_until_ready()
        await reader.follow_servers(lambda guild: client.get_guild(guild) is not None)

    async def follow_shared() -> None:
        reader.follow_shared()

    await asyncio.gather(
        _alone(client, "following", follow_shared, reader.leave_shared),
        _alone(client, f"following shards {own}", follow_servers, reader.leave_servers),
    )


async def _alone(client: Quotebot, key: str, begin: Callable[[], Awaitable[None]], end: Callable[[], None]) -> None:
    """Begins something once nobody else does it, and ends it where others may, whenever that is."""
    while True:
        try:
            async with client.services.claims.awaited(key, _LOOK_EVERY) as held:
                await begin()
                while held:
                    await asyncio.sleep(_LOOK_EVERY)
        except StateError as error:
            log.warning("sources cannot be followed for now: %s", error)
            await asyncio.sleep(_AGAIN)
        end()
