"""One thing that somebody wants of the bot: acknowledged at once, done in fair order, and never left unanswered."""

import logging
import secrets
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from contextlib import nullcontext
from functools import partial
from time import perf_counter
from typing import Any, ClassVar, Self, TypeVar

import discord

from bot.discord.client import Quotebot
from bot.discord.event_log import RequestEnded, RequestTrace
from bot.discord.request_scopes import interaction_scope, is_personal
from bot.discord.sending import ALREADY_ACKNOWLEDGED, FAILURES, IN_VAIN, TOO_LATE, TOO_MANY_FOLLOW_UPS, retried
from bot.discord.services import Services
from bot.discord.ui.layouts import Layout, notice
from bot.service.access import RequestScope, readable
from bot.service.collection_reader import CollectionReader
from bot.service.messages import Messages, messages
from bot.service.records import Kind, SentMessage, SentQuote, ServerSettings, new_id
from bot.service.worker_pool import ClosedPoolError, Overloaded
from index.answering.corrections import NONE, Corrections
from index.errors import OutageError, QuotebotError

log = logging.getLogger("quotebot")
R = TypeVar("R")


class RefusedError(QuotebotError):
    """What the bot will not do, said politely: a message's key and its values."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values: dict[str, str | float] = dict(values)


class SilenceError(QuotebotError):
    """What the bot leaves alone without a word."""


class RequestContext(ABC):
    """What all ways of asking share: who, where, in which language, and how errors end."""

    awaits_acknowledgement: ClassVar[bool] = False
    """Whether Discord gives up on it unless it is acknowledged within three seconds."""

    def __init__(self, services: Services, scope: RequestScope, translate: Messages, asks: bool, key: str) -> None:
        """`asks` is true of what takes work, so that a person may not do it too often.

        `key` tells it from all other requests, in whichever process it is.
        """
        self.services = services
        self.scope = scope
        self.translate = translate
        self.private = False
        self.is_kept_private = False
        """Whether an answer for all was wanted where there are only private ones."""
        self.replaces: SentMessage | None = None  # the answer that what is shown takes the place of
        self.trace = RequestTrace(scope.guild, asks)
        self._asks = asks
        self._key = key
        self._settings: ServerSettings | None = None

    async def handle(self, handler: Callable[[Self], Awaitable[None]]) -> None:
        """Has this handled, unless another process does.

        Whatever goes wrong, the person is told, and what is not their doing is logged.
        """
        self.services.in_flight.begin(self, self.awaits_acknowledgement)
        is_ours = True
        try:
            if not (is_ours := await self.services.claims.take(self._key)):
                return
            settings = await self.settings()
            self.translate = await self._language(settings)
            self._admit(settings)
            if await self._acknowledge(settings):
                async with self.services.in_flight.turn(self.scope.person) if self._asks else nullcontext():
                    await handler(self)
                self.trace.handled()
        except SilenceError:
            self.trace.end("ignored")
        except RefusedError as refused:
            await self._refuse(refused)
        except Overloaded:
            await self._refuse(RefusedError("refuse-overloaded"))
        except ClosedPoolError:
            await self._refuse(RefusedError("refuse-stopping"))
        except OutageError as error:
            log.warning("not available: %s", error)
            self.trace.end("failed", "not available")
            await self._excuse(self.translate("refuse-unavailable"))
        except Exception as error:
            await self._apologize(error)
        finally:
            self.services.in_flight.end(self)
            if is_ours:
                self._count(self.trace.note())

    async def work(self, job: Callable[[CollectionReader], R], urgent: bool = False) -> R:
        """Has a worker do what takes time, in fair order with all others."""
        server, queued = self.scope.guild or self.scope.person, perf_counter()
        begun = list[float]()

        def work(reader: CollectionReader) -> R:
            begun.append(perf_counter())
            return job(reader)

        result = await self.services.worker_pool.run(work, server=server, person=self.scope.person, urgent=urgent)
        waited = (begun[0] - queued) * 1000
        self.trace.queued_ms += waited
        if self._asks:
            self.services.metrics.count_stages({"queue": waited})
        return result

    async def settings(self) -> ServerSettings:
        """The settings of this server; their defaults where there is none that has the bot."""
        if self._settings is None:
            guild = self.scope.guild
            self._settings = ServerSettings() if guild is None else await self.services.server_settings.get(guild)
        return self._settings

    async def corrections(self) -> Corrections:
        """What the managers of this server put right; nothing in a direct message."""
        guild = self.scope.guild
        return NONE if guild is None else await self.services.server_corrections.get(guild)

    async def readable_collections(self, private: bool) -> list[str]:
        """The collections that may be read here, those limited to roles only in private."""
        names = self.services.collections.existing(self.scope.guild)
        return readable(names, self.scope, (await self.settings()).collections, private)

    async def still_readable(self, quotes: Iterable[SentQuote]) -> list[str]:
        """The collections of quotes that may still be read here, in private."""
        names = {quote.collection for quote in quotes}
        return readable(names, self.scope, (await self.settings()).collections, private=True)

    def sent_message(self, kind: Kind, **fields: Any) -> SentMessage:
        """Something sent to this person here, ready to be kept; `fields` are the others of SentMessage."""
        scope = self.scope
        sent = SentMessage(new_id(), kind, scope.guild, scope.channels[0], scope.person, **fields)
        self.trace.sent(sent)
        return sent

    def require_channel(self, settings: ServerSettings) -> None:
        """Raises RefusedError where this server wants no answers in the channel."""
        if settings.channels and not set(settings.channels).intersection(self.scope.channels):
            raise RefusedError(
                "refuse-channel", channels=" ".join(f"<#{channel}>" for channel in settings.channels[:20])
            )

    async def make_room(self, title: str) -> None:
        """Makes a place of its own for an answer, where there is to be one.

        Raises SilenceError where no answer is wanted any more.
        """
        return

    def unseen(self, question: str) -> str:
        """The question where an answer must repeat it, since Discord does not show it beside; empty where it does."""
        return question

    def _count(self, ended: RequestEnded) -> None:
        if ended.counted is not None:
            seconds = None if ended.answered_ms is None else ended.answered_ms / 1000
            self.services.metrics.count_question("discord", ended.counted, seconds)

    async def _language(self, settings: ServerSettings) -> Messages:
        """The language that this is answered in."""
        return self.translate

    def _admit(self, settings: ServerSettings) -> None:
        """Raises RefusedError where this may not go on."""
        if self.services.turns_away:
            raise RefusedError("refuse-stopping")
        if not self._asks:
            return
        self.require_channel(settings)
        if seconds := self.services.rate_limit.take(self.scope.person):
            raise RefusedError("refuse-cooldown", seconds=max(1, round(seconds)))

    @abstractmethod
    async def _acknowledge(self, settings: ServerSettings) -> bool:
        """Tells Discord that an answer will come; false where it is too late for that."""

    @abstractmethod
    async def show(self, layout: Layout) -> int | None:
        """Shows the answer and gives its message's id; None where it could not take the place of one that is gone."""

    @abstractmethod
    async def notify(self, text: str) -> None:
        """Tells the person something, to them alone where Discord can do that."""

    async def _refuse(self, refused: RefusedError) -> None:
        self.trace.end("refused", refused.key)
        await self._excuse(self.translate(refused.key, **refused.values))

    async def _excuse(self, text: str) -> None:
        try:
            await self.notify(text)
        except FAILURES as error:
            log.info("could not be told: %s", error)

    async def _apologize(self, error: Exception) -> None:
        if isinstance(error, discord.HTTPException) and error.code in IN_VAIN:
            log.info("answered too late: %s", error)
            self.trace.end("too late")
            return
        number = secrets.token_hex(4)
        self.trace.end("failed", number)
        log.error("failed, id %s", number, exc_info=error)
        await self._excuse(self.translate("apology", id=number))


def interaction_key(interaction: discord.Interaction[Any]) -> str:
    """What tells an interaction from all other requests."""
    return f"interaction:{interaction.id}"


class InteractionContext(RequestContext):
    """A command, a button or a form."""

    awaits_acknowledgement = True

    def __init__(
        self,
        interaction: discord.Interaction[Quotebot],
        *,
        private: bool | None = True,
        update: bool = False,
        asks: bool = False,
    ) -> None:
        """`private` None leaves it to the server's settings; `update` changes the message that a button is on.

        Where a person alone has installed the bot, all that it says is private, whatever is wanted.
        """
        scope, translate = interaction_scope(interaction), messages(interaction.locale.value)
        super().__init__(interaction.client.services, scope, translate, asks, interaction_key(interaction))
        self.interaction = interaction
        self.is_personal = is_personal(interaction)
        self.is_kept_private = self.is_personal and private is False
        self._wanted_private = private
        self._update = update
        self._acknowledged = self._has_answer = False

    async def show(self, layout: Layout) -> int | None:
        """See RequestContext."""
        message = await retried(partial(self.interaction.edit_original_response, view=layout))
        self._has_answer = True
        self.trace.shown()
        return message.id

    async def show_file(self, layout: Layout, file: discord.File) -> None:
        """Shows the answer with a file that it names."""
        await self.interaction.edit_original_response(view=layout, attachments=[file])
        self._has_answer = True

    async def show_privately(self, layout: Layout) -> None:
        """Shows something more, to the person alone."""
        await self.interaction.followup.send(view=layout, ephemeral=True)

    async def notify(self, text: str) -> None:
        """See RequestContext."""
        if not self._acknowledged:
            await self.interaction.response.send_message(view=notice(text), ephemeral=True)
        elif self._update or self._has_answer:
            try:
                await self.show_privately(notice(text))
            except discord.HTTPException as error:
                if error.code != TOO_MANY_FOLLOW_UPS:
                    raise
                await self.show(notice(text))
        else:
            await self.show(notice(text))

    async def _acknowledge(self, settings: ServerSettings) -> bool:
        wanted = settings.private if self._wanted_private is None else self._wanted_private
        self.private = wanted or self.is_personal
        try:
            if self._update:
                await retried(self.interaction.response.defer)
            else:
                await retried(partial(self.interaction.response.defer, ephemeral=self.private, thinking=True))
        except discord.HTTPException as error:
            if error.code in TOO_LATE:
                log.info("asked too long ago: %s", error)
                self.trace.end("too late")
                return False
            if error.code != ALREADY_ACKNOWLEDGED:  # Discord had the first try of a request that was made again
                raise
        self._acknowledged = True
        self.trace.acknowledged()
        self.services.in_flight.acknowledged(self)
        await self.services.in_flight.backpressure()
        return True


class FormContext(InteractionContext):
    """A button that opens a form: the form is the acknowledgement."""

    async def _acknowledge(self, settings: ServerSettings) -> bool:
        return True
