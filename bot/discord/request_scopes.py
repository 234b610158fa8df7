"""Who asks, and where: the channel around a thread counts as well."""

from typing import Any

import discord

from bot.service.access import RequestScope


def interaction_scope(interaction: discord.Interaction[Any]) -> RequestScope:
    """Who asks by an interaction, and where; a server that did not install the bot counts as none, roles with it."""
    parent = _parent(interaction.channel)
    channels = tuple(number for number in (interaction.channel_id, parent) if number is not None)
    if is_personal(interaction):
        return RequestScope(interaction.user.id, None, channels, frozenset())
    return RequestScope(interaction.user.id, interaction.guild_id, channels, _roles(interaction.user))


def is_personal(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot is there by the person's own installation alone, rather than by the server's or in its own DMs.

    See https://discord.com/developers/docs/resources/application#installation-context.
    """
    return not (interaction.context.dm_channel or interaction.is_guild_integration())


def message_scope(message: discord.Message) -> RequestScope:
    """Who asks by a message, and where."""
    parent = _parent(message.channel)
    channels = (message.channel.id,) if parent is None else (message.channel.id, parent)
    return RequestScope(
        message.author.id, message.guild.id if message.guild else None, channels, _roles(message.author)
    )


def _parent(channel: object) -> int | None:
    return channel.parent_id if isinstance(channel, discord.Thread) else None


def _roles(person: discord.User | discord.Member) -> frozenset[int]:
    return frozenset(role.id for role in person.roles) if isinstance(person, discord.Member) else frozenset()
