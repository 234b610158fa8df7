"""Once a day, what is to be reviewed in a server is told in the channel that its managers chose for that."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple, get_args

import discord

from bot.discord.client import Quotebot
from bot.discord.languages import language_of_server
from bot.discord.sending import FAILURES
from bot.discord.ui.layouts import Layout, lines_layout
from bot.discord.ui.review_layouts import told
from bot.discord.written_messages import is_open
from bot.service.access import RequestScope, readable
from bot.service.collection_reader import CollectionReader
from bot.service.daily import DAY, take_turn
from bot.service.messages import Messages
from bot.service.records import ReviewedAnswer, ReviewFilter, SentQuote, ServerSettings
from bot.service.review import Found, Titles, Together, changed, find_answers, titles, titles_of, together
from index.errors import QuotebotError

log = logging.getLogger("quotebot")

_LOOK_EVERY = 600.0  # seconds
_TOP = 5  # questions of a kind
_BEGINNING = datetime.fromtimestamp(0, UTC)


class _Part(NamedTuple):
    """What is told of one kind: how many answers, and the questions whose words may be read."""

    total: int
    groups: Sequence[Together]
    titles: Titles


async def post_daily(client: Quotebot) -> None:
    """Posts, again and again, the digests that are due."""
    await client.wait_until_ready()
    while not client.services.in_flight.stopping:
        try:
            with client.services.in_flight.under_way():
                await post_due(client, datetime.now(UTC))
        except Exception:  # whatever it is, the next look may go well
            log.exception("the digests of what is to be reviewed could not be posted")
        await asyncio.sleep(_LOOK_EVERY)


async def post_due(client: Quotebot, now: datetime) -> None:
    """Posts the digest of each server whose turn it is and in which there is anything new."""
    for guild in sorted(client.guilds, key=lambda one: one.id):
        try:
            await _post(client, guild, now)
        except FAILURES as error:
            log.info("the digest of server %s could not be posted: %s", guild.id, error)
        except QuotebotError as error:
            log.warning("the digest of server %s could not be made: %s", guild.id, error)


async def _post(client: Quotebot, guild: discord.Guild, now: datetime) -> None:
    settings = await client.services.state.settings.of(guild.id)
    place = guild.get_channel_or_thread(settings.review_channel or 0)
    if place is None:
        return
    async with client.services.claims.held(f"digest:{guild.id}") as is_held:
        turn = await take_turn(client.services.state.facts, guild.id, now) if is_held else None
    layout = await _digest(client, place, settings, turn) if turn else None
    if layout:
        await client.get_partial_messageable(place.id, guild_id=guild.id).send(view=layout)


async def _digest(
    client: Quotebot, place: discord.abc.GuildChannel | discord.Thread, settings: ServerSettings, turn: datetime
) -> Layout | None:
    """What is told of the day before a turn, to all who can read a channel; None where there is nothing."""
    guild, services = place.guild, client.services
    parent = place.parent_id if isinstance(place, discord.Thread) else None
    scope = RequestScope(0, guild.id, tuple(one for one in (place.id, parent) if one is not None), frozenset())

    async def readable_here(quotes: Iterable[SentQuote]) -> list[str]:
        return readable({one.collection for one in quotes}, scope, settings.collections, private=False)

    found = await find_answers(services.state.reviews, guild.id, _BEGINNING, readable_here)
    asked = (*found.unanswered, *found.down, *found.quoting)
    channels = {channel for channel in {one.channel for one in asked} if _is_read_by_readers_of(place, channel)}
    openly = {one.id for one in asked if not one.private and one.channel in channels}
    person = client.user.id if client.user else 0
    parts = await services.worker_pool.run(
        partial(_parts, found=found, openly=openly, turn=turn), server=guild.id, person=person
    )
    return _layout(parts, language_of_server(guild, settings)) if any(part.total for part in parts.values()) else None


def _is_read_by_readers_of(place: discord.abc.GuildChannel | discord.Thread, channel: int) -> bool:
    """Whether everyone who can read a place can read a channel too, which may be gone."""
    asked_in = place.guild.get_channel_or_thread(channel)
    if asked_in is None:
        return False
    around = asked_in.parent if isinstance(asked_in, discord.Thread) and not asked_in.is_private() else None
    return place.id in (asked_in.id, around.id if around else None) or is_open(asked_in)


def _parts(reader: CollectionReader, found: Found, openly: set[str], turn: datetime) -> dict[ReviewFilter, _Part]:
    since = turn - DAY
    every: dict[ReviewFilter, list[ReviewedAnswer]] = {
        "unanswered": [one for one in found.unanswered if since <= one.created < turn],
        "down": [one for one in found.down if since <= one.created < turn],
        "changed": changed(reader, found.quoting, (since, turn)),
    }
    parts = dict[ReviewFilter, _Part]()
    for kind, answers in every.items():
        shown = [one for one in answers if one.id in openly]
        groups = together(reader, kind, shown)[:_TOP]
        parts[kind] = _Part(len(answers), groups, titles(reader, shown))
    return parts


def _layout(parts: dict[ReviewFilter, _Part], translate: Messages) -> Layout:
    counts = {kind: part.total for kind, part in parts.items()}
    more = translate("digest-more", review=translate("review-name"))
    lines = list[str]()
    for kind in get_args(ReviewFilter):
        if groups := parts[kind].groups:
            lines.append(f"**{translate(f'review-{kind}')}**")
            lines += [told(kind, one, titles_of(one, parts[kind].titles), translate, remarks=False) for one in groups]
    return lines_layout(f"{translate('digest-head', **counts)}\n-# {more}", lines)
