"""Quoted messages while they live: who wrote one is asked about it, and what is deleted or edited is followed."""

import asyncio
import logging
from collections.abc import Collection, Iterable, Sequence

import discord
from discord import ui

from bot.discord import conversations
from bot.discord.client import Quotebot
from bot.discord.languages import language_of
from bot.discord.sending import FAILURES, NOBODY
from bot.discord.ui.layouts import Layout, lines_layout
from bot.discord.written_messages import written
from bot.service.access import parse_scope
from bot.service.message_articles import Chat, message_article
from bot.service.messages import Messages
from bot.service.records import QuotedMessage
from index.files.data_folder import BusyError
from index.records import Source

log = logging.getLogger("quotebot")

BUTTON = "quotebot:quoted:"
_PAUSE = 0.1  # seconds between two messages that are looked for after a start


def notice_layout(message: QuotedMessage, translate: Messages) -> Layout:
    """What is told below a quoted message, with the buttons for its author."""
    names = ("hide" if message.agreed else "show", "remove")
    buttons = [
        ui.Button[Layout](label=translate(f"quoted-{name}"), custom_id=f"{BUTTON}{name}:{message.message}")
        for name in names
    ]
    head = translate("quoted-notice-named" if message.agreed else "quoted-notice")
    return lines_layout(head, ["-# " + translate("quoted-notice-author")], ui.ActionRow(*buttons))


async def ask_author(client: Quotebot, message: QuotedMessage) -> bool:
    """Asks the author of a quoted message below it, without a ping; false where the bot may not."""
    translate = await language_of(client.services, client.get_guild(message.guild))
    place = client.get_partial_messageable(message.channel, guild_id=message.guild)
    reference = discord.MessageReference(
        message_id=message.message, channel_id=message.channel, guild_id=message.guild, fail_if_not_exists=True
    )
    try:
        sent = await place.send(view=notice_layout(message, translate), reference=reference, mention_author=False)
    except FAILURES as error:
        log.info("the author of message %s could not be asked: %s", message.message, error)
        return False
    await client.services.quoted_messages.ask_by(message, sent.id)
    return True


async def removed(client: Quotebot, quoted: Iterable[QuotedMessage], key: str = "quoted-notice-gone") -> None:
    """Takes quoted messages out of the articles, and tells so where their authors were asked."""
    rows = list(quoted)
    await client.services.quoted_messages.remove(rows)
    await close_notices(client, rows, key)


async def close_notices(client: Quotebot, quoted: Iterable[QuotedMessage], key: str = "quoted-notice-gone") -> None:
    """Tells below messages that they are quoted no longer."""
    for one in quoted:
        if one.notice is None:
            continue
        translate = await language_of(client.services, client.get_guild(one.guild))
        place = client.get_partial_messageable(one.channel, guild_id=one.guild)
        layout = lines_layout(translate(key), ())
        try:
            await place.get_partial_message(one.notice).edit(view=layout, allowed_mentions=NOBODY)
        except FAILURES as error:
            log.info("notice %s could not be changed: %s", one.notice, error)


async def deleted(client: Quotebot, gone: Collection[int]) -> None:
    """Has messages that were deleted quoted no longer."""
    alone, conversed = list[QuotedMessage](), dict[tuple[str, str], QuotedMessage]()
    for message in gone:
        client.services.quote_drafts.forget(message)
        for one in await client.services.state.quoted_messages.of_message(message):
            if one.kind == "message":
                alone.append(one)
            else:
                conversed[one.collection, one.key] = one
    if alone:
        await removed(client, alone)
    for one in conversed.values():
        await _read_anew(client, one, gone)


async def hidden(client: Quotebot, message: QuotedMessage, is_removed: bool) -> None:
    """Has who wrote a message named no longer in the conversations around it, nor quoted there what they removed."""
    state = client.services.state.quoted_messages
    around = [*await state.of_channel(message.channel), *await state.of_message(message.message)]
    conversed = dict[tuple[str, str], QuotedMessage]()
    for one in around:
        is_named = message.agreed and one.author == message.author
        if one.kind != "message" and (is_named or one.message == message.message):
            conversed[one.collection, one.key] = one
    for one in conversed.values():
        await _read_anew(client, one, {message.message} if is_removed else ())


async def place_deleted(client: Quotebot, thread: int) -> None:
    """Has nothing of a thread quoted any longer that was deleted, and forgets it as a post."""
    await client.services.state.forum_posts.forget(thread)
    await client.services.quoted_messages.remove(await client.services.state.quoted_messages.of_channel(thread))


async def edited(client: Quotebot, message: discord.Message) -> None:
    """Reads a message anew that was edited, where Discord tells what it says now; else notes that it was."""
    rows = await client.services.state.quoted_messages.of_message(message.id)
    if message.edited_at is not None:
        client.services.quote_drafts.forget(message.id)
    version = message.edited_at.isoformat() if message.edited_at else ""
    for one in rows:
        if one.edited_at == version or one.standing == "gone":
            continue  # a link in it got its preview, or it was pinned
        if not await client.services.claims.take(f"quoted:{message.id}:{one.collection}:{one.key}:{version}"):
            continue
        if not (message.content or client.intents.message_content):
            await client.services.quoted_messages.note(one, "edited")
        elif one.kind == "message":
            await _reread(client, one, message)
        else:
            await _read_anew(client, one)


async def check(client: Quotebot, shard: int) -> None:
    """Looks for the quoted messages of a shard's servers that were deleted or edited while nobody told the bot."""
    store, conversed = client.services.state.quoted_messages, dict[tuple[str, str], list[QuotedMessage]]()
    count, in_flight = client.shard_count or 1, client.services.in_flight
    for one in await store.every():
        if (one.guild >> 22) % count != shard or in_flight.stopping:
            continue
        if one.kind == "message":
            await _check_message(client, one)
            await asyncio.sleep(_PAUSE)
        else:
            conversed.setdefault((one.collection, one.key), []).append(one)
    for rows in conversed.values():
        if in_flight.stopping:
            return
        await _check_conversation(client, rows)
        await asyncio.sleep(_PAUSE)
    await client.services.quoted_messages.sweep()
    log.info("quoted messages are checked")


async def _check_message(client: Quotebot, quoted: QuotedMessage) -> None:
    place = client.get_partial_messageable(quoted.channel, guild_id=quoted.guild)
    try:
        message = await place.fetch_message(quoted.message)
    except discord.NotFound:
        await removed(client, [quoted])
    except discord.Forbidden:
        await client.services.quoted_messages.note(quoted, "unseen")
    except FAILURES as error:
        log.info("quoted message %s could not be looked for: %s", quoted.message, error)
    else:
        if quoted.standing == "unseen":
            await client.services.quoted_messages.note(quoted, "quoted")
        await edited(client, message)


async def _check_conversation(client: Quotebot, rows: Sequence[QuotedMessage]) -> None:
    first = rows[0]
    try:
        place = await conversations.place_of(client, first)
        present = {one.id for one in await conversations.read(place, first.kind)}
    except discord.NotFound:
        await client.services.quoted_messages.remove(rows)
    except (discord.Forbidden, conversations.MayNotReadError):
        await client.services.quoted_messages.note(first, "unseen")
    except FAILURES as error:
        log.info("%s could not be looked at: %s", first.key, error)
    else:
        if gone := {one.message for one in rows} - present:
            await _read_anew(client, first, gone)


async def _reread(client: Quotebot, quoted: QuotedMessage, message: discord.Message) -> None:
    """Makes the article of a message anew, under its title and with the name that its author agreed to."""
    services = client.services
    before = await services.quoted_messages.article(quoted)
    if before is None:
        return
    source = before.source
    chat = Chat("message", quoted.place, quoted.guild, source.title, source.publisher or "", quoted.parent)
    now = written(message)
    article = await asyncio.to_thread(message_article, chat, now)
    if article is None:
        await removed(client, [quoted])
        return
    try:
        refused = await services.quoted_messages.renew(quoted.version(now.edited_at), article)
    except BusyError:
        refused = None
        await services.quoted_messages.note(quoted, "edited")
    if refused:
        await services.quoted_messages.note(quoted, "edited")
    log.info("message %s was edited and read anew", quoted.message)


async def _read_anew(client: Quotebot, quoted: QuotedMessage, gone: Collection[int] = ()) -> None:
    """Makes the article of a conversation anew without messages that are gone; where it cannot be, it goes."""
    services, scope = client.services, parse_scope(quoted.collection)
    rows = await services.state.quoted_messages.of_article(quoted.collection, quoted.key)
    left = {one.message for one in rows} - set(gone)
    if left and scope is not None and client.intents.message_content:
        try:
            place = await conversations.place_of(client, quoted)
            if isinstance(await conversations.put(services, place, quoted.kind, scope, left), Source):
                log.info("%s was read anew", quoted.key)
                return
        except (*FAILURES, BusyError, conversations.MayNotReadError) as error:
            log.info("%s could not be read anew: %s", quoted.key, error)
    await services.quoted_messages.remove(rows)
