"""Posts of forums: each new one as a request, and what becomes of it, which solves it or lets it be forgotten."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import discord

from bot.discord.client import Quotebot
from bot.discord.languages import language_of_message
from bot.discord.request import RefusedError, SilenceError
from bot.discord.sending import FAILURES
from bot.discord.written_request import MessageContext
from bot.service.messages import Messages
from bot.service.post_answer import WrittenPost
from bot.service.records import ForumPost, ServerSettings
from bot.service.state_store import ForumPostStore

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

    async def _language(self, settings: ServerSettings) -> Messages:
        if not self._is_followed(settings):
            return self.translate  # nothing is said
        return await language_of_message(f"{self.post.title}\n{self.post.body}", self.message.guild, settings)

    def _is_followed(self, settings: ServerSettings) -> bool:
        return not set(settings.forums).isdisjoint(self.scope.channels)

    def _admit(self, settings: ServerSettings) -> None:
        if not self._is_followed(settings):
            raise SilenceError
        if self.is_edit:
            self._admit_edit()
        if self.services.turns_away or self.services.rate_limit.take(self.scope.person):
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


def seen(thread: discord.Thread, tag: str) -> ForumPost:
    """What is kept of a post, which is solved where it has the tag of this name."""
    solved = solved_tag(thread, tag)
    is_solved = solved is not None and solved in thread.applied_tags
    return ForumPost(thread.id, thread.guild.id, thread.parent_id, thread.owner_id, thread.name, is_solved)


async def followed(client: Quotebot, thread: discord.Thread) -> None:
    """Follows the title of a post and whether people mark it as solved; without a tag for that it stays as it was."""
    settings = await client.services.state.settings.of(thread.guild.id)
    if thread.parent_id not in settings.forums:
        return
    posts, now = client.services.state.forum_posts, seen(thread, settings.solved_tag)
    before = await posts.get(thread.id)
    if before is not None:
        is_solved = now.solved if solved_tag(thread, settings.solved_tag) else before.solved
        now = replace(now, author=before.author, solved=is_solved)
    if now != before and (before is not None or now.solved):
        await posts.save(now)


async def still_there(guild: discord.Guild, posts: Iterable[ForumPost], store: ForumPostStore) -> list[ForumPost]:
    """Those posts of a server that are there, by the titles that they have now; what is gone is forgotten.

    What became of a post while the bot was away, or in the archive, the bot is not told.
    """
    found = []
    for post in posts:
        try:
            thread = guild.get_thread(post.thread) or await guild.fetch_channel(post.thread)
        except discord.NotFound:
            await store.forget(post.thread)
        except FAILURES as error:
            log.info("post %s could not be looked for: %s", post.thread, error)
        else:
            found.append(replace(post, title=thread.name))
    return found


def solved_tag(thread: discord.Thread, name: str) -> discord.ForumTag | None:
    """The tag of a post's forum that has this name, None where there is none."""
    tags = thread.parent.available_tags if isinstance(thread.parent, discord.ForumChannel) else ()
    wanted = name.strip().casefold()
    return next((tag for tag in tags if wanted and tag.name.strip().casefold() == wanted), None)


async def tag_solved(thread: discord.Thread, name: str) -> None:
    """Marks a post with the tag of a name; one in the archive is opened for that.

    Raises RefusedError, which tells why, where that cannot be done.
    """
    tag = solved_tag(thread, name)
    if tag is None:
        raise RefusedError("forum-no-tag", tag=name)
    if tag in thread.applied_tags:
        return
    if len(thread.applied_tags) == _MOST_TAGS:
        raise RefusedError("forum-full-tags", tag=name)
    try:
        if thread.archived:
            await thread.edit(archived=False, applied_tags=[*thread.applied_tags, tag])  # no tag alone is taken
        else:
            await thread.add_tags(tag)
    except discord.Forbidden:
        raise RefusedError("forum-may-not-tag", tag=name) from None
    except FAILURES as error:
        log.warning("post %s could not be tagged: %s", thread.id, error)
        raise RefusedError("forum-not-tagged", tag=name) from None
