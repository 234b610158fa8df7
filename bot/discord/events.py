"""What comes from Discord other than commands and buttons: messages and their fate, forms, and early errors."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

import discord
from discord import app_commands

from bot.discord import asking, forum_posts, quotations
from bot.discord.client import Quotebot
from bot.discord.commands import answering, ask, correcting, feedback, forum, library, quoting, settings
from bot.discord.request import InteractionContext, RequestContext, interaction_key
from bot.discord.written_request import MessageContext, is_addressed, is_written
from bot.service.state_store import StateError
from index.errors import OutageError

log = logging.getLogger("quotebot")

_AGAIN = 5.0  # seconds until what could not be followed is tried again


class Tree(app_commands.CommandTree[Quotebot]):
    """The commands, whose errors end in an apology too."""

    async def interaction_check(self, interaction: discord.Interaction[Quotebot], /) -> bool:
        """Whether this process suggests what is typed; of commands their requests tell."""
        if interaction.type is not discord.InteractionType.autocomplete:
            return True
        try:
            return await interaction.client.services.claims.take(interaction_key(interaction))
        except StateError as error:
            log.info("nothing suggested: %s", error)
            return False

    async def on_error(
        self, interaction: discord.Interaction[Quotebot], error: app_commands.AppCommandError, /
    ) -> None:
        """Apologizes for what went wrong before a command was reached, such as one that is no longer known."""

        async def fail(request: RequestContext) -> None:
            raise error

        await InteractionContext(interaction).handle(fail)


def listen(client: Quotebot) -> None:
    """Has a client answer messages and forms that are sent in, and follow what becomes of messages."""
    _answer(client)
    _follow(client)


def _answer(client: Quotebot) -> None:

    @client.event
    async def on_message(message: discord.Message) -> None:
        """Answers what is written to the bot: directly, with a mention, or as a reply that pings it."""
        if client.user is None or not is_written(message):
            return
        if is_addressed(message, client.user):
            await MessageContext(client.services, client.user, message).handle(ask.answer_message)
        elif forum_posts.is_new_post(message):
            await forum_posts.PostContext(client.services, client.user, message).handle(forum.answer)

    @client.event
    async def on_interaction(interaction: discord.Interaction[Quotebot]) -> None:
        """Takes forms that are sent in; by their custom ids, since those opened before a restart are unknown."""
        if interaction.type is discord.InteractionType.modal_submit:
            await ask.submitted(interaction)
            await library.submitted(interaction)
            await quoting.submitted(interaction)
            await settings.submitted(interaction)
            await correcting.submitted(interaction)
            await feedback.submitted(interaction)
            await answering.submitted(interaction)


def _follow(client: Quotebot) -> None:
    """Has a client follow what becomes of messages; what it is told while it stops, the next start finds by itself."""
    in_flight = client.services.in_flight

    async def follow(following: Callable[[], Awaitable[None]]) -> None:
        """Does this; what it needs may be away, and then it is tried again until that is back."""
        while not in_flight.stopping:
            try:
                with in_flight.under_way():
                    await following()
                return
            except OutageError as error:
                log.warning("what became of messages is followed later: %s", error)
            await asyncio.sleep(_AGAIN)

    @client.event
    async def on_raw_message_delete(event: discord.RawMessageDeleteEvent) -> None:
        """Has a message that is gone quoted no longer, and not answered either."""
        await follow(partial(quotations.deleted, client, {event.message_id}))
        await follow(partial(asking.deleted, client, {event.message_id}))

    @client.event
    async def on_raw_bulk_message_delete(event: discord.RawBulkMessageDeleteEvent) -> None:
        """Has messages that are gone quoted no longer, and not answered either."""
        await follow(partial(quotations.deleted, client, event.message_ids))
        await follow(partial(asking.deleted, client, event.message_ids))

    @client.event
    async def on_raw_thread_delete(event: discord.RawThreadDeleteEvent) -> None:
        """Has nothing of a thread that is gone quoted any longer, and forgets the answer in it."""
        await follow(partial(quotations.place_deleted, client, event.thread_id))
        await follow(partial(asking.deleted, client, {event.thread_id}))

    @client.event
    async def on_thread_update(before: discord.Thread, after: discord.Thread) -> None:
        """Follows what posts of forums are called, and which are marked as solved."""
        await follow(partial(forum_posts.followed, client, after))
        await follow(partial(asking.renamed, client, before, after))

    @client.event
    async def on_raw_message_edit(event: discord.RawMessageUpdateEvent) -> None:
        """Follows what is edited in a quoted message, and in one that asked."""
        asked, quoted = partial(asking.edited, client, event.message), partial(quotations.edited, client, event.message)
        await asyncio.gather(follow(asked), follow(quoted))

    @client.event
    async def on_shard_ready(shard: int) -> None:
        """Looks for what became of quoted messages while a shard was away and lost what was to be told."""
        await follow(partial(quotations.check, client, shard))
