"""Who asks, and where, as Discord tells it."""

from typing import Any

import discord

from bot.service.access import RequestScope


def is_personal(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot is there by the person's own installation alone, rather than by the server's or in its own DMs.

    See https://discord.com/developers/docs/resources/application#installation-context.
    """
    return not (interaction.context.dm_channel or interaction.is_guild_integration())


def scope_of(interaction: discord.Interaction[Any]) -> RequestScope:
    """Who asks by an interaction, and where; a server that did not install the bot counts as none, roles with it."""
    channel, parent = interaction.channel_id, _parent(interaction.channel)
    if is_personal(interaction):
        return RequestScope(interaction.user.id, None, _channels(channel, parent), frozenset())
    return RequestScope(interaction.user.id, interaction.guild_id, _channels(channel, parent), _roles(interaction.user))


def scope_of_message(message: discord.Message) -> RequestScope:
    """Who wrote a message, and where."""
    guild, channels = message.guild, _channels(message.channel.id, _parent(message.channel))
    return RequestScope(message.author.id, guild.id if guild else None, channels, _roles(message.author))


def _parent(channel: object) -> int | None:
    return channel.parent_id if isinstance(channel, discord.Thread) else None


def _roles(person: discord.User | discord.Member) -> frozenset[int]:
    return frozenset(role.id for role in person.roles) if isinstance(person, discord.Member) else frozenset()


def _channels(channel: int | None, parent: int | None) -> tuple[int, ...]:
    return tuple(number for number in (channel, parent) if number is not None)
