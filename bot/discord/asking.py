"""Messages that asked, after that: edited ones are answered anew, and deleted ones take their answers along."""

import logging
from collections.abc import Collection
from datetime import UTC, datetime

import discord

from bot.discord.client import Quotebot
from bot.discord.commands import ask, forum
from bot.discord.forum_posts import PostContext, is_new_post
from bot.discord.sending import FAILURES
from bot.discord.written_request import MessageContext, is_addressed, is_recent, is_written
from bot.service.records import SentMessage

log = logging.getLogger("quotebot")


async def edited(client: Quotebot, message: discord.Message) -> None:
    """Answers an edited message anew; not one that merely got the preview of a link, a thread or a pin."""
    if message.edited_at is None or client.user is None or not is_written(message):
        return
    if is_addressed(message, client.user):
        await MessageContext(client.services, client.user, message, is_edit=True).handle(ask.answer_message)
    elif is_new_post(message):
        await PostContext(client.services, client.user, message, is_edit=True).handle(forum.answer)


async def renamed(client: Quotebot, before: discord.Thread, after: discord.Thread) -> None:
    """Answers a post anew that got another title soon after it was written."""
    settings = await client.services.state.settings.of(after.guild.id)
    is_young = is_recent(discord.utils.snowflake_time(after.id), datetime.now(UTC))
    if before.name == after.name or client.user is None or after.parent_id not in settings.forums or not is_young:
        return
    try:
        starter = await after.fetch_message(after.id)
    except FAILURES as error:
        log.info("what post %s begins with could not be read: %s", after.id, error)
        return
    if is_written(starter) and not is_addressed(starter, client.user):
        await PostContext(client.services, client.user, starter, is_edit=True).handle(forum.answer)


async def deleted(client: Quotebot, gone: Collection[int]) -> None:
    """Deletes the answers to messages that were deleted, with all that was kept of them."""
    for message in gone:
        async with client.services.revisions.turn(message):
            for sent in await client.services.state.sent_messages.answers_to(message):
                await _take_back(client, sent)


async def _take_back(client: Quotebot, sent: SentMessage) -> None:
    if sent.message is not None:
        place = client.get_partial_messageable(sent.channel, guild_id=sent.guild)
        try:
            await place.get_partial_message(sent.message).delete()
        except discord.NotFound:
            pass
        except FAILURES as error:
            log.info("answer %s could not be deleted: %s", sent.message, error)
    await client.services.state.sent_messages.forget(sent.id)
