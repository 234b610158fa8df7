"""What is written to the bot, as a request: by mention, as a reply, or directly."""

import logging
from dataclasses import replace
from functools import partial

import aiohttp
import discord

from bot.discord.request import RefusedError, RequestContext, SilenceError, channels_of, retried, roles_of
from bot.discord.services import Services
from bot.discord.ui.layouts import Layout, notice
from bot.discord.ui.markdown import cut
from bot.discord.ui.messages import messages
from bot.service.access import RequestScope
from bot.service.records import ServerSettings

log = logging.getLogger("quotebot")

_THREAD_NAME = 100  # characters, Discord's most


class MessageContext(RequestContext):
    """A message that mentions the bot, replies to it, or was written to it directly."""

    def __init__(self, services: Services, bot: discord.ClientUser, message: discord.Message) -> None:
        guild = message.guild
        channel = message.channel
        parent = channel.parent_id if isinstance(channel, discord.Thread) else None
        scope = RequestScope(
            message.author.id, guild.id if guild else None, channels_of(channel.id, parent), roles_of(message.author)
        )
        super().__init__(services, scope, messages(guild.preferred_locale.value if guild else "en"), asks=True)
        self.message = message
        self._bot = bot
        self._thread: discord.Thread | None = None

    @property
    def question(self) -> str:
        """What was written, less the mention of the bot."""
        return self.message.content.replace(f"<@{self._bot.id}>", " ").replace(f"<@!{self._bot.id}>", " ")

    def unseen(self, question: str) -> str:
        """See RequestContext."""
        return ""

    async def make_room(self, title: str) -> None:
        """Opens a thread on the message in those channels where each answer gets one; see RequestContext."""
        place, settings = self.message.channel, await self.settings()
        if not isinstance(place, discord.TextChannel) or place.id not in settings.threaded:
            return
        try:
            self._thread = await self.message.create_thread(name=cut(title, _THREAD_NAME))
        except (discord.HTTPException, OSError, aiohttp.ClientConnectionError) as error:
            log.info("no thread could be opened in channel %s: %s", place.id, error)
            return
        self.scope = replace(self.scope, channels=(self._thread.id, *self.scope.channels))

    async def show(self, layout: Layout) -> int | None:
        """See RequestContext."""
        if self._thread is not None:
            return (await retried(partial(self._thread.send, view=layout, nonce=str(self.message.id)))).id
        message, guild = self.message, self.message.guild
        # The message may be gone by now, or its channel's past hidden; its answer is given all the same.
        may_refer = guild is None or message.channel.permissions_for(guild.me).read_message_history
        reference = message.to_reference(fail_if_not_exists=False) if may_refer else None
        # By its nonce, Discord takes a message that is sent twice for one.
        nonce = str(message.id)
        send = partial(message.channel.send, view=layout, nonce=nonce, mention_author=False)
        return (await retried(partial(send, reference=reference) if reference else send)).id

    async def notify(self, text: str) -> None:
        """See RequestContext."""
        await self.show(notice(text))

    def _admit(self, settings: ServerSettings) -> None:
        """Refuses as other requests do, but in public: so only once, and not where the bot is not wanted."""
        warned, person = self.services.warned, self.scope.person
        try:
            super()._admit(settings)
            if settings.private and self.scope.guild is not None:
                raise RefusedError("refuse-private", ask=self.translate("ask-name"))
            warned.discard(person)
        except RefusedError as refused:
            if refused.key == "refuse-channel" or person in warned:
                raise SilenceError from None
            warned.add(person)
            raise

    async def _acknowledge(self, settings: ServerSettings) -> bool:
        return True

    async def _apologize(self, error: Exception) -> None:
        if isinstance(error, discord.Forbidden):
            log.info("may not answer in channel %s: %s", self.message.channel.id, error)
        else:
            await super()._apologize(error)
