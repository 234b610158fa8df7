"""Posts of forums: answered by themselves where that is sure, and solved or not as their authors say."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import discord

from bot.discord.commands.answers import kept, linked, options_of, show
from bot.discord.forum_posts import PostContext, seen, still_there, tag_solved
from bot.discord.languages import language_of
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.sending import FAILURES
from bot.discord.ui.answers import post_layout, settled
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import notice
from bot.discord.ui.markdown import one_line
from bot.service.answer_options import AnswerOptions
from bot.service.article_links import ArticleLinks
from bot.service.collection_reader import CollectionReader, Reply
from bot.service.post_answer import WrittenPost, answer_post
from bot.service.records import ForumPost, SentMessage
from bot.service.similar_posts import similar
from index.text.courtesies import courtesy_of

log = logging.getLogger("quotebot")

_COMPARED = 100  # solved posts, the newest, each embedded in some milliseconds when it is first compared


async def answer(request: PostContext) -> None:
    """Answers a new post, and shows below what solved posts are like it; says nothing where it is not sure."""
    thread = request.message.channel
    assert isinstance(thread, discord.Thread)  # noqa: S101 - see `is_new_post`
    posts = request.services.state.forum_posts
    if (known := await posts.get(thread.id)) is None:
        await posts.save(replace(seen(thread, (await request.settings()).solved_tag), author=request.scope.person))
    elif known.solved or not request.is_edit:
        return
    if courtesy_of(f"{request.post.title} {request.post.body}") is not None:
        return
    names = await request.readable_collections(private=False)
    solved = await posts.solved(thread.parent_id, _COMPARED)
    work = partial(
        _answer,
        names=names,
        post=request.post,
        options=await options_of(request),
        solved=solved,
        article_links=request.services.links,
    )
    reply, links, alike = await request.work(work)
    if reply is None or (request.replaces is not None and _quotes_the_same(reply, request.replaces)):
        return
    alike = await still_there(thread.guild, alike, posts)
    await request.make_room(request.post.title)
    sent = await kept(request, "post", reply.answer.question, reply, private=False)
    layout = post_layout(reply.answer, links, sent.id, [(one.title, one.url) for one in alike], request.translate)
    await show(request, sent, layout)


def _quotes_the_same(reply: Reply, sent: SentMessage) -> bool:
    """Whether an answer quotes what was quoted before, so that what people say of that holds of it too."""
    now = [(quote.source.collection, quote.source.id, quote.text) for quote in reply.answer.quotes]
    return now == [(quote.collection, quote.article, quote.text) for quote in sent.quotes]


def _answer(
    reader: CollectionReader,
    names: Sequence[str],
    post: WrittenPost,
    options: AnswerOptions,
    solved: list[ForumPost],
    article_links: ArticleLinks,
) -> tuple[Reply | None, list[str | None], list[ForumPost]]:
    reply = answer_post(reader, names, post, options)
    if reply is None:
        return None, [], []
    vectors = reader.embed([post.title, *(one.title for one in solved)])
    return reply, linked(reader, reply, article_links), similar(solved, vectors[1:], vectors[0])


async def helped(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Counts that an answer helped; by the word of who wrote the post, or manages it, that is solved then."""
    await request.services.state.votes.cast(sent.id, request.scope.person, True)
    if not _may_settle(request, sent):
        await request.show_privately(notice(request.translate("forum-counted")))
        return
    thread = await _thread(request, sent)
    settings = await request.services.state.settings.of(thread.guild.id)
    posts = request.services.state.forum_posts
    await posts.save(replace(await posts.get(thread.id) or seen(thread, settings.solved_tag), solved=True))
    said = request.translate("forum-solved")
    if settings.solved_tag:
        try:
            await tag_solved(thread, settings.solved_tag)
            said = request.translate("forum-tagged", tag=one_line(settings.solved_tag))
        except RefusedError as refused:
            said = f"{said} {request.translate(refused.key, tag=one_line(settings.solved_tag))}"
    if request.interaction.message is not None:
        await request.show(settled(request.interaction.message, request.translate("forum-is-solved")))
    await request.show_privately(notice(said))


async def unhelped(request: InteractionContext, sent: SentMessage, action: ButtonAction) -> None:
    """Counts that an answer did not help, and tells the moderators once, where they want that."""
    await request.services.state.votes.cast(sent.id, request.scope.person, False)
    settings = await request.settings()
    is_told, sent_messages = bool(sent.detail.get("told")), request.services.state.sent_messages
    if settings.tells_moderators and settings.review_channel:
        is_told = not await sent_messages.mark(sent.id, "told") or await _tell(request, sent, settings.review_channel)
        if not is_told:
            await sent_messages.unmark(sent.id, "told")
    await request.show_privately(notice(request.translate("forum-told" if is_told else "forum-counted")))


async def _tell(request: InteractionContext, sent: SentMessage, channel: int) -> bool:
    """Tells in a channel that an answer did not help, without a ping; whether that could be done."""
    guild = request.interaction.guild
    place = request.interaction.client.get_partial_messageable(channel, guild_id=sent.guild)
    translate = await language_of(request.services, guild)
    url = f"https://discord.com/channels/{sent.guild}/{sent.channel}/{sent.message or sent.channel}"
    try:
        await place.send(view=notice(translate("forum-did-not-help", post=f"<#{sent.channel}>", url=url)))
    except FAILURES as error:
        log.info("moderators could not be told in channel %s: %s", channel, error)
        return False
    return True


def _may_settle(request: InteractionContext, sent: SentMessage) -> bool:
    return request.scope.person == sent.asker or request.interaction.permissions.manage_threads


async def _thread(request: InteractionContext, sent: SentMessage) -> discord.Thread:
    """The post; one in the archive as Discord has it now, since that is not followed, nor told in full with a press."""
    guild, pressed = request.interaction.guild, request.interaction.channel
    if guild is None or not isinstance(pressed, discord.Thread) or pressed.id != sent.channel:
        raise RefusedError("shown-gone")
    found = guild.get_thread(pressed.id) or await guild.fetch_channel(pressed.id)
    assert isinstance(found, discord.Thread)  # noqa: S101 - told to mypy
    return found
