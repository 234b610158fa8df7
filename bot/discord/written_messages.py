"""Messages of Discord as they were written, with the names of what they mention."""

import discord

from bot.service.message_articles import WrittenMessage

_SAID = frozenset({discord.MessageType.default, discord.MessageType.reply, discord.MessageType.thread_starter_message})


def written(message: discord.Message) -> WrittenMessage:
    """A message with its text as Discord gives it, which may be empty for want of an intent."""
    guild = message.guild
    roles = (
        {} if guild is None else {key: role.name for key in message.raw_role_mentions if (role := guild.get_role(key))}
    )
    channels = {} if guild is None else _channels(guild, message.raw_channel_mentions)
    return WrittenMessage(
        message.id,
        _channel_of(message),
        message.author.id,
        message.created_at.isoformat(),
        message.content,
        {person.id: person.display_name for person in message.mentions},
        roles,
        channels,
        edited_at=message.edited_at.isoformat() if message.edited_at else "",
        answers=message.reference.message_id
        if message.reference and message.type is discord.MessageType.reply
        else None,
    )


def is_program(message: discord.Message) -> bool:
    """Whether a message was written by a bot or a webhook, not by a person."""
    return message.author.bot or message.webhook_id is not None


def said(message: discord.Message) -> discord.Message | None:
    """What a person said by a message, which for the first of a thread may stand in the channel around it."""
    if message.type is discord.MessageType.thread_starter_message and message.reference:
        resolved = message.reference.resolved
        return said(resolved) if isinstance(resolved, discord.Message) else None
    return None if message.type not in _SAID or is_program(message) else message


def _channel_of(message: discord.Message) -> int:
    """Where a message stands; what a thread was begun from, and has its id, stands in the channel around it.

    discord.py takes that for one in the thread. Only in a forum it is.
    """
    place = message.channel
    if isinstance(place, discord.Thread) and place.id == message.id and isinstance(place.parent, discord.TextChannel):
        return place.parent.id
    return place.id


def _channels(guild: discord.Guild, mentioned: list[int]) -> dict[int, str]:
    """The names of channels; not of those that only some may see."""
    found = (guild.get_channel_or_thread(key) for key in mentioned)
    return {one.id: one.name for one in found if one is not None and is_open(one)}


def is_open(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    """Whether everyone in a server may read a channel."""
    if isinstance(channel, discord.Thread):
        return channel.parent is not None and not channel.is_private() and is_open(channel.parent)
    return channel.permissions_for(channel.guild.default_role).view_channel
