"""Threads and pinned messages as articles, read where the operator lets the bot read what people write."""

import asyncio
from collections.abc import Collection

import discord

from bot.discord.languages import language_of
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.services import Services
from bot.discord.ui.layouts import lines_layout, mention
from bot.discord.ui.markdown import cut, one_line
from bot.discord.written_messages import is_open, said, written
from bot.service.access import CollectionScope
from bot.service.message_articles import Chat, conversation_article, quoted
from bot.service.records import QuotationKind, QuotedMessage, Refusal
from index.errors import QuotebotError
from index.files.data_folder import BusyError
from index.records import Source

MOST = 1000
"""Messages of a conversation that are read, the oldest of a thread."""

Place = discord.abc.GuildChannel | discord.Thread
"""A channel or thread that messages stand in."""


class MayNotReadError(QuotebotError):
    """A channel whose messages the bot may not read."""


async def read(place: Place, kind: QuotationKind) -> list[discord.Message]:
    """What people said in a thread, or in the messages that are pinned in a channel, in order.

    Raises MayNotReadError where it may not be known: Discord then tells of no messages, as if there were none.
    """
    is_lost = isinstance(place, discord.Thread) and place.parent is None
    rights = discord.Permissions() if is_lost else place.permissions_for(place.guild.me)
    if not (rights.view_channel and rights.read_message_history):
        raise MayNotReadError(f"may not read the messages in {place.id}")
    assert isinstance(place, discord.abc.Messageable)  # noqa: S101 - told to mypy
    found = list[discord.Message]()
    if kind == "pins":
        found += [one async for one in place.pins(limit=MOST)]
    else:
        found += [one async for one in place.history(limit=MOST, oldest_first=True)]
    found.sort(key=lambda one: one.id)
    return [message for one in found if (message := said(one)) is not None]


def scope_of(place: Place) -> CollectionScope:
    """For whom what stands in a channel may be: everyone in the server where they may all read it."""
    guild = place.guild.id
    return CollectionScope(guild, "everyone", guild) if is_open(place) else limited(place)


def limited(place: Place) -> CollectionScope:
    """The readers of a channel alone; of a thread those of the channel around it, unless it is private."""
    is_within = isinstance(place, discord.Thread) and not place.is_private()
    return CollectionScope(place.guild.id, "channel", parent_of(place) or place.id if is_within else place.id)


def parent_of(place: Place) -> int | None:
    """The channel around a thread."""
    return place.parent_id if isinstance(place, discord.Thread) else None


async def take_in(request: InteractionContext, place: Place, kind: QuotationKind) -> None:
    """Takes in a thread or the pinned messages of a channel, for those who may read it there."""
    if not request.services.settings.message_content:
        raise RefusedError("library-no-content")
    if kind == "thread" and not isinstance(place, discord.Thread):
        raise RefusedError("library-no-thread")
    scope = scope_of(place)
    try:
        outcome = await put(request.services, place, kind, scope)
    except (MayNotReadError, discord.Forbidden):
        raise RefusedError("library-may-not-read", channel=f"<#{place.id}>") from None
    except BusyError:
        raise RefusedError("refuse-busy") from None
    if isinstance(outcome, Refusal):
        raise RefusedError(outcome.key, **{name: one_line(cut(value, 100)) for name, value in outcome.values.items()})
    if outcome is None:
        raise RefusedError("library-nothing-said")
    kept = await request.services.state.quoted_messages.of_article(scope.name, outcome.id)
    translate, title = request.translate, one_line(cut(outcome.title, 100))
    audience = translate("audience-everyone") if scope.kind == "everyone" else mention(scope)
    head = translate("library-added", who=audience, titles=title)
    await request.show(lines_layout(head, [translate("library-conversation", count=len(kept), most=MOST)]))


async def put(
    services: Services,
    place: Place,
    kind: QuotationKind,
    collection: CollectionScope,
    only: Collection[int] | None = None,
) -> Source | Refusal | None:
    """Makes the article of a thread or of pinned messages anew; None where there is nothing in it to quote.

    `only` are the messages of which it may be made. Raises MayNotReadError, BusyError, and what discord.py raises where
    the messages cannot be read.
    """
    found = [one for one in await read(place, kind) if one.content.strip() and (only is None or one.id in only)]
    if not found:
        return None
    translate = await language_of(services, place.guild)
    title = place.name if kind == "thread" else translate("quoted-pins", channel=place.name)
    chat = Chat(kind, place.id, place.guild.id, title, place.guild.name, parent_of(place))
    agreed = {one.author for one in await services.state.quoted_messages.of_channel(place.id) if one.agreed}
    names = {one.author.id: one.author.display_name for one in found if one.author.id in agreed}
    texts = [written(one) for one in found]
    article = await asyncio.to_thread(
        conversation_article, chat, texts, names, lambda number: translate("quoted-member", number=number)
    )
    if article is None:
        return None
    refused = await services.quoted_messages.put(collection, quoted(chat, collection.name, texts), article)
    return refused or article.source


async def place_of(client: discord.Client, message: QuotedMessage) -> Place:
    """The thread or channel that an article is made of. Raises what discord.py raises where there is none."""
    place = client.get_channel(message.place) or await client.fetch_channel(message.place)
    assert isinstance(place, discord.abc.GuildChannel | discord.Thread)  # noqa: S101 - of a server
    return place
