"""The panel of a server's settings, whose controls work on any panel that was ever shown."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self, cast, get_args

import discord
from discord import ui

from bot.discord.request import Exchange, InteractionExchange, RefusedError
from bot.discord.ui.layouts import Layout, lines_layout
from bot.discord.ui.messages import Messages
from bot.service.records import Collections, ServerSettings

if TYPE_CHECKING:
    from bot.discord.client import Quotebot

_CHANNELS, _PRIVATE, _COLLECTIONS = "quotebot:channels", "quotebot:private", "quotebot:collections"
_MOST_CHANNELS = 25
_TYPES = [discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.voice, discord.ChannelType.news]


async def show_settings(exchange: Exchange) -> None:
    """Shows the settings of a server with the controls that change them."""
    await _show(exchange, await exchange.settings())


def settings_layout(settings: ServerSettings, say: Messages) -> Layout:
    """The settings in words, and below each its control."""
    ask = say("ask-name")
    channels = ", ".join(f"<#{channel}>" for channel in settings.channels) or say("settings-channels-all")
    lines = (
        say("settings-channels", channels=channels),
        say("settings-private-on" if settings.private else "settings-private-off", ask=ask),
        say("settings-collections", collections=say(f"settings-{settings.collections}")),
    )
    channel_select = ui.ChannelSelect[Layout](
        custom_id=_CHANNELS,
        channel_types=_TYPES,
        placeholder=say("settings-channels-choose"),
        min_values=0,
        max_values=_MOST_CHANNELS,
        default_values=[
            discord.SelectDefaultValue(id=channel, type=discord.SelectDefaultValueType.channel)
            for channel in settings.channels[:_MOST_CHANNELS]
        ],
    )
    collections = ui.Select[Layout](
        custom_id=_COLLECTIONS,
        placeholder=say("settings-collections-choose"),
        options=[
            discord.SelectOption(label=say(f"settings-{value}"), value=value, default=value == settings.collections)
            for value in get_args(Collections)
        ],
    )
    private = ui.Button[Layout](
        custom_id=_PRIVATE, label=say("settings-make-public" if settings.private else "settings-make-private")
    )
    rows = (ui.ActionRow(channel_select), ui.ActionRow(collections), ui.ActionRow(private))
    return lines_layout(say("settings-title"), lines, *rows)


Change = Callable[[ServerSettings], ServerSettings]


async def _change(exchange: Exchange, change: Change) -> None:
    guild = exchange.place.guild
    if guild is None:
        raise RefusedError("refuse-admin")
    settings = change(await exchange.settings())
    await exchange.client.state.save_settings(guild, settings)
    await _show(exchange, settings)


async def _show(exchange: Exchange, settings: ServerSettings) -> None:
    """Shows settings, less the channels that Discord would not take since they are gone."""
    guild = exchange.client.get_guild(exchange.place.guild or 0)
    there = tuple(channel for channel in settings.channels if guild is None or guild.get_channel(channel))
    await exchange.show(settings_layout(replace(settings, channels=there), exchange.say))


async def _refuse(exchange: Exchange) -> None:
    raise RefusedError("refuse-admin")


async def _attend(interaction: "discord.Interaction[Quotebot]", change: Change) -> None:
    exchange = InteractionExchange(interaction, update=True)
    handle: Callable[[InteractionExchange], Awaitable[None]] = partial(_change, change=change)
    await exchange.attend(handle if interaction.permissions.manage_guild else _refuse)


class ChannelsControl(ui.DynamicItem[ui.ChannelSelect[Any]], template=_CHANNELS):
    """Chooses the channels that the bot answers in."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(cast("ui.ChannelSelect[Any]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Saves the choice."""
        channels = tuple(channel.id for channel in self.item.values)
        await _attend(interaction, lambda settings: replace(settings, channels=channels))


class CollectionsControl(ui.DynamicItem[ui.Select[Any]], template=_COLLECTIONS):
    """Chooses which articles are shown."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(cast("ui.Select[Any]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Saves the choice."""
        collections = cast(Collections, self.item.values[0])
        await _attend(interaction, lambda settings: replace(settings, collections=collections))


class PrivateControl(ui.DynamicItem[ui.Button[Any]], template=_PRIVATE):
    """Makes answers private or public where nobody asks otherwise."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(cast("ui.Button[Any]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turns the setting round."""
        await _attend(interaction, lambda settings: replace(settings, private=not settings.private))


CONTROLS = (ChannelsControl, CollectionsControl, PrivateControl)
