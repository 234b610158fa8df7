"""Posts of forums: each new one as a request, and what becomes of it, which solves it or lets it be forgotten."""

import logging
from dataclasses import replace
from datetime import datetime

import aiohttp
import discord

from bot.discord.client import Quotebot
from bot.discord.request import RefusedError, SilenceError
from bot.discord.written_request import MessageContext
from bot.service.post_answer import WrittenPost
from bot.service.records import ForumPost, ServerSettings

log = logging.getLogger("quotebot")

_MOST_TAGS = 5  # that Discord lets a post have


class PostContext(MessageContext):
    """A new post of a forum, which nobody asked the bot to answer: it is answered well or left alone without a word."""

    @property
    def post(self) -> WrittenPost:
        """The post as far as the bot may read it."""
        assert isinstance(self.message.channel, discord.Thread)  # noqa: S101 - see `is_new_post`
        return WrittenPost(self.message.channel.name, self.message.content)

    async def notify(self, text: str) -> None:
        """See RequestContext."""

    def _admit(self, settings: ServerSettings) -> None:
        if not set(settings.forums).intersection(self.scope.channels):
            raise SilenceError
        if self.is_edit:
            self._admit_edit()
        if self.services.in_flight.stopping or self.services.rate_limit.take(self.scope.person):
            raise SilenceError

    def _asked_at(self) -> datetime:
        return self.message.created_at

    def _asks_the_same(self) -> bool:
        return False  # what is quoted tells, since both title and text ask

    async def _acknowledge(self, settings: ServerSettings) -> bool:
        return True  # without typing: it may be left alone


def is_new_post(message: discord.Message) -> bool:
    """Whether a message is what a post of a forum begins with, which has the id of its thread."""
    place = message.channel
    return (
        isinstance(place, discord.Thread) and place.id == message.id and isinstance(place.parent, discord.ForumChannel)
    )


def seen(thread: discord.Thread, solved: bool = False) -> ForumPost:
    """What is kept of a post."""
    return ForumPost(thread.id, thread.guild.id, thread.parent_id, thread.owner_id, thread.name, solved)


async def followed(client: Quotebot, thread: discord.Thread) -> None:
    """Follows the title of a post and whether people mark it as solved."""
    settings = await client.services.state.settings.of(thread.guild.id)
    if thread.parent_id not in settings.forums:
        return
    before = await client.services.state.forum_posts.get(thread.id)
    tag = solved_tag(thread, settings.solved_tag)
    is_tagged = tag is not None and tag in thread.applied_tags
    is_solved = is_tagged if tag is not None else before is not None and before.solved
    if before is not None or is_solved:
        now = seen(thread, is_solved)
        if before is not None:
            now = replace(now, author=before.author)
        if now != before:
            await client.services.state.forum_posts.save(now)


def solved_tag(thread: discord.Thread, name: str) -> discord.ForumTag | None:
    """The tag of a post's forum that has this name, None where there is none."""
    tags = thread.parent.available_tags if isinstance(thread.parent, discord.ForumChannel) else ()
    wanted = name.strip().casefold()
    return next((tag for tag in tags if wanted and tag.name.strip().casefold() == wanted), None)


async def tag_solved(thread: discord.Thread, name: str) -> None:
    """Marks a post with the tag of a name. Raises RefusedError, which tells why, where that cannot be done."""
    tag = solved_tag(thread, name)
    if tag is None:
        raise RefusedError("forum-no-tag", tag=name)
    if tag in thread.applied_tags:
        return
    if len(thread.applied_tags) == _MOST_TAGS:
        raise RefusedError("forum-full-tags", tag=name)
    try:
        await thread.add_tags(tag)
    except discord.Forbidden:
        raise RefusedError("forum-may-not-tag", tag=name) from None
    except (discord.HTTPException, OSError, aiohttp.ClientConnectionError) as error:
        log.warning("post %s could not be tagged: %s", thread.id, error)
        raise RefusedError("forum-not-tagged", tag=name) from None
