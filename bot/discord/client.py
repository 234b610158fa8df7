"""The bot as Discord sees it: one client for all servers, which asks for no privileged intent unless it is told to."""

import asyncio
import gc
import logging
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import app_commands

from bot.discord.event_log import Ready, ServerJoined, ServerLeft, note
from bot.discord.services import Services
from bot.discord.shards import Shards
from bot.discord.ui.translator import CatalogueTranslator
from bot.service.metrics import GatewayState
from bot.service.retention import expire
from index.errors import OutageError

log = logging.getLogger("quotebot")
_PURGE_EVERY = 3600.0  # seconds


class Quotebot(discord.AutoShardedClient):
    """The connection to Discord, with what requests that come by it work with."""

    def __init__(
        self, services: Services, tree_class: type[app_commands.CommandTree["Quotebot"]], own: Shards | None = None
    ) -> None:
        """`own` are the shards that it connects; without, as many as Discord recommends, all of them."""
        content = services.settings.message_content
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=content)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), max_messages=None)
        if own is not None:
            self.shard_ids, self.shard_count = list(own.numbers), own.count
        self.own_shards = own
        self.services = services
        self.tree = tree_class(self)

    async def setup_hook(self) -> None:
        """Has the commands translated."""
        await self.tree.set_translator(CatalogueTranslator())

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Says of an event that could not be handled why; one line where what that needs is away."""
        error = sys.exception()
        if isinstance(error, OutageError):
            log.warning("%s could not be handled: %s", event_method, error)
        else:
            await super().on_error(event_method, *args, **kwargs)

    def gateway_state(self) -> GatewayState:
        """How the connection is now. `is_ready` alone would stay true where it is lost."""
        shards = self.shards.values()
        is_connected = self.is_ready() and bool(shards) and not any(shard.is_closed() for shard in shards)
        return GatewayState(is_connected, self.latency, len(self.guilds))

    def serves(self, guild: int) -> bool:
        """Whether what happens in a server is told to this process, where the bot is in it."""
        return self.own_shards is None or self.own_shards.have(guild)

    async def on_ready(self) -> None:
        """Says that the bot can be asked, and forgets the servers that it was removed from while it was away.

        Servers of shards that other processes have are left to these.

        The first time, what the bot is made of is left out of the garbage collector's work: going through all of it
        took the collector 90 to 130 ms, during which nothing else went on.
        """
        if not gc.get_freeze_count():
            gc.collect()
            gc.freeze()
        for gone in await self.services.state.servers() - {guild.id for guild in self.guilds}:
            if self.serves(gone):
                await self._forget(gone)
        self.services.address_reader.leave_others({guild.id for guild in self.guilds})
        if self.user is not None:
            note(Ready(str(self.user), str(self.user.id), len(self.guilds), len(self.shards)))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forgets what was kept of a server that the bot was removed from; its articles stay for its return.

        Those made of messages go, since it would not be told when such a message is deleted. Its addresses are no
        longer looked at.
        """
        self.services.address_reader.leave_others({other.id for other in self.guilds} - {guild.id})
        await self._forget(guild.id)
        note(ServerLeft(str(guild.id), guild.member_count))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Follows the addresses of a server that the bot returned to."""
        note(ServerJoined(str(guild.id), guild.member_count))
        await self.services.address_reader.follow_server(guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Takes a channel that is gone out of the settings, and out of the articles what stood in it."""
        state = self.services.state
        with self.services.in_flight.under_way():
            await state.settings.change(channel.guild.id, lambda settings: settings.without_channel(channel.id))
            await state.forum_posts.forget(channel.id)
            await self.services.quoted_messages.remove(await state.quoted_messages.of_channel(channel.id))

    async def purge_hourly(self) -> None:
        """Deletes, again and again, what has been kept as long as it may be.

        Of several processes one does so in an hour: two that read a clock that is ahead for a moment would delete all.
        """
        while True:
            kept, now = timedelta(days=self.services.settings.retention_days), datetime.now(UTC)
            try:
                if await self.services.claims.take(f"purge:{now:%Y-%m-%dT%H}"):
                    await expire(self.services.state, now, kept)
                await self.services.quoted_messages.sweep()
            except OutageError as error:
                log.warning("what is kept too long is deleted later: %s", error)
            except Exception:  # whatever it is, the next try may go well
                log.exception("what is kept too long could not be deleted")
            await asyncio.sleep(_PURGE_EVERY)

    async def _forget(self, guild: int) -> None:
        with self.services.in_flight.under_way():
            await self.services.quoted_messages.forget_server(guild)
            await self.services.state.forget_server(guild)
