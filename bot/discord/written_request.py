"""What is written to the bot, as a request: by mention, as a reply, or directly."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord.languages import language_of_message
from bot.discord.permissions import LABELS, lacking
from bot.discord.request import RefusedError, RequestContext, SilenceError
from bot.discord.request_scopes import message_scope
from bot.discord.revisions import Revision
from bot.discord.sending import FAILURES, NOBODY, retried
from bot.discord.services import Services
from bot.discord.ui.layouts import Layout, notice
from bot.discord.ui.markdown import cut, one_line
from bot.service.access import RequestScope
from bot.service.messages import Messages, messages
from bot.service.records import Kind, SentMessage, ServerSettings, new_id
from index.retrieval.query import legible
from index.text.courtesies import Courtesy, courtesy_of

if TYPE_CHECKING:
    from discord.abc import MessageableChannel

log = logging.getLogger("quotebot")

_THREAD_NAME = 100  # characters, Discord's most
_CHANGEABLE = timedelta(minutes=5)  # after an answer, in which it follows what becomes of the question
_MOST_CHANNELS = 20


class MessageContext(RequestContext):
    """A message that mentions the bot, replies to it, or was written to it directly."""

    def __init__(
        self, services: Services, bot: discord.ClientUser, message: discord.Message, is_edit: bool = False
    ) -> None:
        """`is_edit` is true of a message that was edited: the answer that it has is changed, else it gets one."""
        super().__init__(services, message_scope(message), messages(), asks=True, key=_key(message, is_edit))
        self.message = message
        self.is_edit = is_edit
        self._bot = bot
        self._thread: discord.Thread | None = None
        self._revision: Revision | None = None
        self._typing: asyncio.Task[None] | None = None
        self._is_referred = False

    async def handle(self, handler: Callable[[Self], Awaitable[None]]) -> None:
        """See RequestContext; of what becomes of one message one is done after the other, and the last text wins."""
        async with self.services.revisions.turn(self.message.id) as self._revision:
            if self.is_edit:
                answers = await self.services.state.sent_messages.answers_to(self.message.id)
                self.replaces = next((sent for sent in answers if sent.message is not None), None)
            try:
                await super().handle(handler)
            finally:
                self._end_typing()

    @cached_property
    def question(self) -> str:
        """What was written, less the mention of the bot."""
        written = self.message.content.replace(f"<@{self._bot.id}>", " ").replace(f"<@!{self._bot.id}>", " ")
        return legible(" ".join(written.split()))

    @cached_property
    def courtesy(self) -> Courtesy | None:
        """What was written, where it asks nothing."""
        return courtesy_of(self.question)

    def returns(self, courtesy: Courtesy) -> bool:
        """Whether a courtesy is returned: not each time, not in what was answered, and in a forum only a greeting."""
        place = self.message.channel
        is_post = isinstance(place, discord.Thread) and isinstance(place.parent, discord.ForumChannel)
        if self.replaces is not None or courtesy == "agreement" or (is_post and courtesy != "greeting"):
            return False
        return self.services.courtesies.take(self.scope.person) == 0

    def unseen(self, question: str) -> str:
        """See RequestContext."""
        return ""

    def sent_message(self, kind: Kind, **fields: Any) -> SentMessage:
        """See RequestContext; what takes the place of an answer is as old as that."""
        made = {"created": self.replaces.created} if self.replaces else {}
        return super().sent_message(kind, asked_by=self.message.id, **made, **fields)

    async def make_room(self, title: str) -> None:
        """Opens a thread on the message in those channels where each answer gets one; see RequestContext."""
        if self._revision is not None and not self._revision.is_latest:
            raise SilenceError
        place, settings = self.message.channel, await self.settings()
        if self.replaces is not None:
            if _place_of(self.message, self.replaces) is None:
                raise SilenceError
            self.scope = _within(self.replaces.channel, self.scope)
            return
        if not isinstance(place, discord.TextChannel) or place.id not in settings.threaded:
            return
        if not place.permissions_for(place.guild.me).send_messages_in_threads:
            log.info("no thread is opened in channel %s, where the bot may not write in one", place.id)
            return
        try:
            self._thread = await self.message.create_thread(name=cut(title, _THREAD_NAME))
        except FAILURES as error:
            log.info("no thread could be opened in channel %s: %s", place.id, error)
            return
        self.scope = _within(self._thread.id, self.scope)

    async def show(self, layout: Layout) -> int | None:
        """See RequestContext."""
        self._end_typing()
        if self.replaces is not None:
            return await self._change(self.replaces, layout)
        # By its nonce, Discord takes a message that is sent twice for one; what is told after an edit is another.
        nonce = new_id() if self.is_edit else str(self.message.id)
        if self._thread is not None:
            sent = await retried(partial(self._thread.send, view=layout, nonce=nonce))
            self.trace.shown()
            return sent.id
        message = self.message
        # The message may be gone by now, or its channel's past hidden; its answer is given all the same.
        reference = message.to_reference(fail_if_not_exists=False) if _may_refer(message) else None
        send = partial(message.channel.send, view=layout, nonce=nonce, mention_author=False)
        sent = await retried(partial(send, reference=reference) if reference else send)
        self.services.silenced.spoke(message.channel.id)
        self.trace.shown()
        return sent.id

    async def _change(self, sent: SentMessage, layout: Layout) -> int | None:
        """Changes an answer, where that is there still."""
        place = _place_of(self.message, sent)
        if sent.message is None or place is None or isinstance(place, discord.GroupChannel):
            return None
        try:
            edit = place.get_partial_message(sent.message).edit
            await retried(partial(edit, view=layout, allowed_mentions=NOBODY))
        except discord.NotFound:
            return None
        self.trace.shown()
        return sent.message

    async def notify(self, text: str) -> None:
        """See RequestContext; nothing to who has an answer, which stays as it is."""
        if self._is_referred:
            await self.message.author.send(view=notice(text))
        elif self.replaces is None:
            await self.show(notice(text))

    async def _language(self, settings: ServerSettings) -> Messages:
        return await language_of_message(self.question, self.message.guild, settings)

    def _admit(self, settings: ServerSettings) -> None:
        """Refuses as other requests do, but in public: so only once, and not where the bot is not wanted.

        What asks nothing is not refused, but left alone.
        """
        if self.is_edit:
            self._admit_edit()
        warned, person = self.services.warned, self.scope.person
        try:
            super()._admit(settings)
            if settings.private and self.scope.guild is not None and self.courtesy is None:
                raise RefusedError("refuse-private", ask=self.translate("ask-name"))
            if self.courtesy is None:
                warned.discard(person)
        except RefusedError as refused:
            if self.courtesy is not None or self.replaces is not None or person in warned:
                raise SilenceError from None
            told = self._referral(settings) if refused.key == "refuse-channel" else refused
            warned.add(person)
            raise told from None

    def _admit_edit(self) -> None:
        """Raises SilenceError where an edit is left alone: when it is late, or when it asks the same."""
        since = self._asked_at() if self.replaces is None else self.replaces.created
        is_late = not is_recent(since, datetime.now(UTC))
        if is_late or self._asks_the_same() or self.services.turns_away:
            raise SilenceError

    def _asked_at(self) -> datetime:
        """When an edited message without an answer came to ask."""
        return self.message.edited_at or self.message.created_at

    def _asks_the_same(self) -> bool:
        return self.replaces is not None and self.replaces.question == self.question

    def _referral(self, settings: ServerSettings) -> RefusedError:
        """Where to ask, told directly; raises SilenceError where that was told of late or where there is no such place.

        A channel that the person does not see is not named.
        """
        guild, channels = self.message.guild, list(_visible(self.message, settings.channels))
        if guild is None or not channels or self.services.referrals.take(self.scope.person):
            raise SilenceError
        self._is_referred = True
        mentions = " ".join(f"<#{channel}>" for channel in channels[:_MOST_CHANNELS])
        return RefusedError("refuse-elsewhere", server=one_line(guild.name), channels=mentions)

    async def _acknowledge(self, settings: ServerSettings) -> bool:
        """Shows that the bot types, without waiting for that, where a new message answers a question."""
        if self.question and self.courtesy is None and self.replaces is None:
            self._typing = asyncio.create_task(_type(self.message.channel))
        return True

    def _end_typing(self) -> None:
        if self._typing is not None:
            self._typing.cancel()  # else what waits for Discord's limits would show after the answer

    async def _apologize(self, error: Exception) -> None:
        if self.replaces is not None and isinstance(error, FAILURES):
            log.info("answer %s could not be changed: %s", self.replaces.message, error)
            self.trace.end("not allowed" if isinstance(error, discord.Forbidden) else "too late")
        elif isinstance(error, discord.Forbidden):
            _note_silence(self.services, self.message.channel, error)
            self.trace.end("not allowed")
        else:
            await super()._apologize(error)


def _key(message: discord.Message, is_edit: bool) -> str:
    """What tells a message from others, and each edit of it, be it of the title of a post."""
    if not is_edit:
        return f"message:{message.id}"
    title = message.channel.name if isinstance(message.channel, discord.Thread) else ""
    return f"message:{message.id}:{message.edited_at}:{hashlib.sha256(title.encode()).hexdigest()}"


def _place_of(message: discord.Message, sent: SentMessage) -> "MessageableChannel | None":
    """Where the answer to a message stands, be it a thread of its own; None where that is no longer open."""
    here, guild = message.channel, message.guild
    if here.id == sent.channel:
        return here
    return None if guild is None else guild.get_thread(sent.channel)


def _within(channel: int, scope: RequestScope) -> RequestScope:
    """Who asks and where, in a channel that may be a thread of the one before."""
    return scope if channel in scope.channels else replace(scope, channels=(channel, *scope.channels))


def _visible(message: discord.Message, channels: tuple[int, ...]) -> Iterator[int]:
    """Which channels of a server the author of a message there sees."""
    guild, person = message.guild, message.author
    for number in channels:
        channel = guild.get_channel(number) if guild is not None else None
        if channel and isinstance(person, discord.Member) and channel.permissions_for(person).view_channel:
            yield number


async def _type(place: "MessageableChannel") -> None:
    try:
        await place.typing()
    except FAILURES as error:
        log.debug("typing could not be shown: %s", error)


def _note_silence(services: Services, place: "MessageableChannel", error: discord.Forbidden) -> None:
    """Notes where the bot may not answer, and warns now and then of what it lacks for that."""
    if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
        log.info("may not answer in channel %s: %s", place.id, error)
    elif services.silenced.note(place.guild.id, place.id):
        missing = ", ".join(LABELS[permission] for permission in lacking(place, "channels"))
        log.warning("may not answer in channel %s: %s", place.id, f"lacks {missing}" if missing else error)


def is_written(message: discord.Message) -> bool:
    """Whether a person wrote a message."""
    is_said = message.type in (discord.MessageType.default, discord.MessageType.reply)
    return is_said and not message.author.bot and not message.webhook_id


def is_addressed(message: discord.Message, bot: discord.ClientUser) -> bool:
    """Whether a message is written to the bot: directly, with a mention, or as a reply that pings it."""
    return isinstance(message.channel, discord.DMChannel) or bot in message.mentions


def is_recent(moment: datetime, now: datetime) -> bool:
    """Whether an answer may still follow what becomes of a question."""
    return now - moment < _CHANGEABLE


def _may_refer(message: discord.Message) -> bool:
    """Whether the bot may read what was written where a message is."""
    place, guild = message.channel, message.guild
    if guild is None:
        return True
    is_cut_off = isinstance(place, discord.Thread) and place.parent is None  # the channel around it is deleted
    return not is_cut_off and place.permissions_for(guild.me).read_message_history
