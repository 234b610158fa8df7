"""Who asked what somebody has since written the answer to is told it, below their question and without a ping."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import discord

from bot.discord.client import Quotebot
from bot.discord.languages import language_of_server
from bot.discord.sending import FAILURES
from bot.discord.ui.answers import answer_layout
from bot.service.access import CollectionScope, RequestScope, readable
from bot.service.records import SentMessage, SentQuote, ServerSettings, new_id
from bot.service.state_store import WRITTEN
from index.records import Answer, Quote

log = logging.getLogger("quotebot")

Outcome = Literal["replied", "private", "elsewhere", "gone", "forbidden", "more"]
"""What became of a reply: made, or not to who asked in private, asked where it may not be read, deleted that, asked
where the bot may not write, or asked when enough others had."""
MOST = 10
"""Replies that are made."""


async def reply_to_askers(
    client: Quotebot, asked: Sequence[SentMessage], scope: CollectionScope, quote: Quote, link: str | None
) -> Counter[Outcome]:
    """Shows a quote to who asked, once to each; gives how often that came to what."""
    settings = await client.services.state.settings.of(scope.guild)
    outcomes = Counter[Outcome]()
    for one in _once_each(asked):
        if outcomes["replied"] == MOST:
            outcomes["more"] += 1
        else:
            outcomes[await _reply(client, one, scope, quote, link, settings)] += 1
    return outcomes


def _once_each(asked: Sequence[SentMessage]) -> list[SentMessage]:
    """The newest question of each asker, of those for all to see where there is any."""
    newest = sorted(asked, key=lambda one: (not one.private, one.created))
    return sorted({one.asker: one for one in newest}.values(), key=lambda one: one.created)


async def _reply(
    client: Quotebot,
    sent: SentMessage,
    scope: CollectionScope,
    quote: Quote,
    link: str | None,
    settings: ServerSettings,
) -> Outcome:
    if sent.private or sent.guild is None:
        return "private"
    if sent.message is None or await client.services.state.sent_messages.get(sent.id) is None:  # forgotten meanwhile
        return "gone"
    place = client.get_partial_messageable(sent.channel, guild_id=sent.guild)
    try:
        if not await _may_read_there(client, sent, scope, settings):
            return "elsewhere"
        message = await _asked_in(await place.fetch_message(sent.message))
        if message is None:
            return "gone"
        reference = discord.MessageReference(message_id=message, channel_id=sent.channel, guild_id=sent.guild)
        reply = _kept(sent, quote)
        await client.services.state.sent_messages.add(reply)
        answer = Answer(sent.question, True, 1.0, (quote,))
        layout = answer_layout(answer, [link], reply.id, language_of_server(client.get_guild(sent.guild), settings))
        posted = await place.send(view=layout, reference=reference, mention_author=False)
    except discord.NotFound:
        return "gone"
    except discord.Forbidden:
        return "forbidden"
    except FAILURES as error:  # as where the message was deleted just now
        log.info("the answer that was written could not be shown below %s: %s", sent.message, error)
        return "gone"
    await client.services.state.sent_messages.set_message(reply.id, posted.id)
    return "replied"


async def _asked_in(answer: discord.Message) -> int | None:
    """The message to reply to: the question that an answer replies to, or else the answer; None where that is gone."""
    if answer.reference is None:
        return answer.id  # to a command
    is_gone = isinstance(answer.reference.resolved, discord.DeletedReferencedMessage)
    return None if is_gone else answer.reference.message_id


async def _may_read_there(
    client: Quotebot, sent: SentMessage, scope: CollectionScope, settings: ServerSettings
) -> bool:
    """Whether everyone who reads where something was asked may read a collection, and the bot answers there."""
    guild = client.get_guild(scope.guild)
    known = guild.get_channel_or_thread(sent.channel) if guild else None
    place = known or await client.fetch_channel(sent.channel)
    parent = place.parent_id if isinstance(place, discord.Thread) else None
    channels = tuple(number for number in (sent.channel, parent) if number is not None)
    if settings.channels and not set(settings.channels).intersection(channels):
        return False
    there = RequestScope(sent.asker, sent.guild, channels, frozenset())
    return bool(readable([scope.name], there, settings.collections, private=False))


def _kept(sent: SentMessage, quote: Quote) -> SentMessage:
    """The reply as it is kept for its buttons, as an answer to who asked."""
    source, shown = quote.source, quote.shown.said
    quotes = (SentQuote(source.collection, source.id, *quote.span, quote.text, quote.highlights, shown),)
    return replace(
        sent,
        id=new_id(),
        answered=True,
        detail={WRITTEN: source.id, "confidence": 1.0},
        quotes=quotes,
        message=None,
        created=datetime.now(UTC),
    )
