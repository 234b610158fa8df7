"""/settings: the view of a server's settings, whose controls work on any such view that was ever sent."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any, Self, cast, get_args

import discord
from discord import app_commands, ui

from bot.discord.client import Quotebot
from bot.discord.commands.shared import Commands, for_managers, manage, may_manage, refuse, text
from bot.discord.request import InteractionContext, RefusedError
from bot.discord.ui.layouts import Layout, lines_layout
from bot.discord.ui.messages import Messages
from bot.service.records import CollectionChoice, ServerSettings

_CHANNELS, _PRIVATE, _COLLECTIONS = "quotebot:channels", "quotebot:private", "quotebot:collections"
_MAX_CHANNELS = 25
_TYPES = [discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.voice, discord.ChannelType.news]


@app_commands.command(name=text("settings-name"), description=text("settings-description"))
@for_managers
async def settings(interaction: discord.Interaction[Quotebot]) -> None:
    """Shows the settings of the server, which are changed there and then."""
    await manage(interaction, _show_settings)


COMMANDS: Commands = (settings,)


async def _show_settings(request: InteractionContext) -> None:
    await _show(request, await request.settings())


def settings_layout(settings: ServerSettings, translate: Messages) -> Layout:
    """The settings in words, and below each its control."""
    ask = translate("ask-name")
    channels = ", ".join(f"<#{channel}>" for channel in settings.channels) or translate("settings-channels-all")
    lines = (
        translate("settings-channels", channels=channels),
        translate("settings-private-on" if settings.private else "settings-private-off", ask=ask),
        translate("settings-collections", collections=translate(f"settings-{settings.collections}")),
    )
    channel_select = ui.ChannelSelect[Layout](
        custom_id=_CHANNELS,
        channel_types=_TYPES,
        placeholder=translate("settings-channels-choose"),
        min_values=0,
        max_values=_MAX_CHANNELS,
        default_values=[
            discord.SelectDefaultValue(id=channel, type=discord.SelectDefaultValueType.channel)
            for channel in settings.channels[:_MAX_CHANNELS]
        ],
    )
    collections = ui.Select[Layout](
        custom_id=_COLLECTIONS,
        placeholder=translate("settings-collections-choose"),
        options=[
            discord.SelectOption(
                label=translate(f"settings-{value}"), value=value, default=value == settings.collections
            )
            for value in get_args(CollectionChoice)
        ],
    )
    private = ui.Button[Layout](
        custom_id=_PRIVATE, label=translate("settings-make-public" if settings.private else "settings-make-private")
    )
    rows = (ui.ActionRow(channel_select), ui.ActionRow(collections), ui.ActionRow(private))
    return lines_layout(translate("settings-title"), lines, *rows)


Change = Callable[[ServerSettings], ServerSettings]


async def _change(request: InteractionContext, change: Change) -> None:
    guild = request.scope.guild
    if guild is None:
        raise RefusedError("refuse-admin")
    settings = change(await request.settings())
    await request.services.state.settings.save(guild, settings)
    await _show(request, settings)


async def _show(request: InteractionContext, settings: ServerSettings) -> None:
    """Shows settings, less the channels that Discord would not take since they are gone."""
    guild = request.interaction.client.get_guild(request.scope.guild or 0)
    there = tuple(channel for channel in settings.channels if guild is None or guild.get_channel(channel))
    await request.show(settings_layout(replace(settings, channels=there), request.translate))


async def _handle(interaction: discord.Interaction[Quotebot], change: Change) -> None:
    request = InteractionContext(interaction, update=True)
    handler: Callable[[InteractionContext], Awaitable[None]] = partial(_change, change=change)
    await request.handle(handler if may_manage(interaction) else refuse)


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
        await _handle(interaction, lambda settings: replace(settings, channels=channels))


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
        collections = cast(CollectionChoice, self.item.values[0])
        await _handle(interaction, lambda settings: replace(settings, collections=collections))


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
        await _handle(interaction, lambda settings: replace(settings, private=not settings.private))


CONTROLS = (ChannelsControl, CollectionsControl, PrivateControl)
