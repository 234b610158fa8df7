"""The bot as Discord sees it: one client for all servers, which asks for no privileged intent."""

import asyncio
import gc
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands

from bot.discord.commands import article, ask, info, library, search
from bot.discord.commands import settings as settings_commands
from bot.discord.commands.buttons import PressedButton
from bot.discord.commands.shared import CatalogueTranslator
from bot.discord.request import InteractionContext, MessageContext, RequestContext
from bot.service.collection_reader import CollectionReader
from bot.service.collection_writer import CollectionWriter
from bot.service.fair_queue import RateLimit
from bot.service.retention import expire
from bot.service.state_store import StateStore
from bot.service.worker_pool import WorkerPool
from config import DiscordSettings

log = logging.getLogger("quotebot")
_PURGE_EVERY = 3600.0  # seconds
_BURST = 10  # unacknowledged at once, from where acknowledging goes before answering
_MAX_CALM = 2.0  # seconds that an answer waits for that
_PATIENCE = 30.0  # seconds that a stop waits for answers under way


class Quotebot(discord.AutoShardedClient):
    """Answers questions in Discord."""

    def __init__(
        self,
        settings: DiscordSettings,
        state: StateStore,
        worker_pool: WorkerPool[CollectionReader],
        collection_writer: CollectionWriter,
        rate_limit: RateLimit,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), max_messages=None)
        self.bot_settings = settings
        self.state = state
        self.worker_pool = worker_pool
        self.collection_writer = collection_writer
        self.rate_limit = rate_limit
        self.stopping = False
        self.warned = set[int]()
        """Persons whose mentions were refused, and who were told so, since the bot last answered them."""
        self.tree = Tree(self)
        for module in (ask, search, article, info, library):
            for command in module.COMMANDS:
                self.tree.add_command(command)
        self.add_dynamic_items(PressedButton, *settings_commands.CONTROLS)
        self._under_way = set[RequestContext]()
        self._idle = asyncio.Event()
        self._idle.set()
        self._unacknowledged = set[RequestContext]()
        self._turnstile = asyncio.Lock()
        self._calm = asyncio.Event()
        self._calm.set()

    async def setup_hook(self) -> None:
        """Has the commands translated."""
        await self.tree.set_translator(CatalogueTranslator())

    def begin(self, request: RequestContext) -> None:
        """Notes that something is under way, which a stop waits for."""
        self._under_way.add(request)
        self._idle.clear()
        if isinstance(request, InteractionContext):
            self._unacknowledged.add(request)
        if len(self._unacknowledged) > _BURST:
            self._calm.clear()

    def acknowledged(self, request: RequestContext) -> None:
        """Notes that Discord knows that an answer will come."""
        self._unacknowledged.discard(request)
        if len(self._unacknowledged) <= _BURST:
            self._calm.set()

    async def calm(self) -> None:
        """Waits while many have not been acknowledged yet, since Discord gives up on them after three seconds.

        Those who wait go on one by one, so that not all do in the same step of the event loop.
        """
        latest = asyncio.get_running_loop().time() + _MAX_CALM
        async with self._turnstile:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(latest):
                    await self._calm.wait()

    def end(self, request: RequestContext) -> None:
        """Notes that something has come to its end."""
        self.acknowledged(request)
        self._under_way.discard(request)
        if not self._under_way:
            self._idle.set()

    async def stop(self) -> None:
        """Takes on nothing new, lets the answers under way finish, then leaves Discord."""
        self.stopping = True
        try:
            await asyncio.wait_for(self._idle.wait(), _PATIENCE)
        except TimeoutError:
            log.warning("stopped with %d answers under way", len(self._under_way))
        await self.close()

    async def on_ready(self) -> None:
        """Says that the bot can be asked, and forgets the servers that it was removed from while it was away.

        The first time, what the bot is made of is left out of the garbage collector's work: going through all of it
        took the collector 90 to 130 ms, during which nothing else went on.
        """
        if not gc.get_freeze_count():
            gc.collect()
            gc.freeze()
        for gone in await self.state.servers() - {guild.id for guild in self.guilds}:
            await self.state.forget_server(gone)
        log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        """Answers what is written to the bot: directly, with a mention, or as a reply that pings it."""
        is_said = message.type in (discord.MessageType.default, discord.MessageType.reply)
        if not is_said or message.author.bot or message.webhook_id or self.user is None:
            return
        if isinstance(message.channel, discord.DMChannel) or self.user in message.mentions:
            await MessageContext(self, message).attend(ask.answer_message)

    async def on_interaction(self, interaction: "discord.Interaction[Quotebot]") -> None:
        """Takes forms that are sent in; by their custom ids, since those opened before a restart are unknown."""
        if interaction.type is discord.InteractionType.modal_submit:
            await ask.submitted(interaction)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forgets what was kept of a server that the bot was removed from; its articles stay for its return."""
        await self.state.forget_server(guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Takes a channel that is gone out of those the bot answers in."""
        settings = await self.state.settings.of(channel.guild.id)
        if channel.id in settings.channels:
            left = tuple(number for number in settings.channels if number != channel.id)
            await self.state.settings.save(channel.guild.id, replace(settings, channels=left))

    async def purge_hourly(self) -> None:
        """Deletes, again and again, what has been kept as long as it may be."""
        while True:
            kept = timedelta(days=self.bot_settings.retention_days)
            try:
                await expire(self.state, datetime.now(UTC), kept)
            except Exception:  # whatever it is, the next try may go well
                log.exception("what is kept too long could not be deleted")
            await asyncio.sleep(_PURGE_EVERY)


class Tree(app_commands.CommandTree[Quotebot]):
    """The commands, whose errors end in an apology too."""

    async def on_error(
        self, interaction: discord.Interaction[Quotebot], error: app_commands.AppCommandError, /
    ) -> None:
        """Apologizes for what went wrong before a command was reached, such as one that is no longer known."""

        async def fail(request: RequestContext) -> None:
            raise error

        await InteractionContext(interaction).attend(fail)
