"""What the bot must be allowed to do in the channels that a server's settings name, by what they name them for."""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

import discord

from bot.service.records import ServerSettings

Purpose = Literal["channels", "threaded", "forums", "review_channel"]
"""What a channel is for: the field of ServerSettings that names it."""
Permission = Literal[
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "read_message_history",
    "create_public_threads",
    "manage_threads",
]
"""A permission of Discord's, as `discord.Permissions` calls it."""

_ANSWERING: tuple[Permission, ...] = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "read_message_history",
)
NEEDED: Mapping[Purpose, tuple[Permission, ...]] = {
    "channels": _ANSWERING,
    "threaded": (*_ANSWERING, "create_public_threads"),
    "forums": (*_ANSWERING, "manage_threads"),  # which gives posts of others their tags
    "review_channel": _ANSWERING,
}
LABELS: Mapping[Permission, str] = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "manage_threads": "Manage Threads",
}
"""What Discord calls them in English."""
_WITHOUT_THREADS = (discord.VoiceChannel, discord.StageChannel)
_OF_THREADS = frozenset[Permission]({"send_messages_in_threads", "create_public_threads", "manage_threads"})


def named_channels(settings: ServerSettings) -> Iterator[tuple[int, Purpose]]:
    """The ids of all channels that settings name, each with what for."""
    for purpose in get_args(Purpose):
        named: tuple[int, ...] | int | None = getattr(settings, purpose)
        for channel in named if isinstance(named, tuple) else filter(None, (named,)):
            yield channel, purpose


def lacking(
    channel: discord.abc.GuildChannel | discord.Thread, purpose: Purpose, bot: discord.Member | None = None
) -> list[Permission]:
    """What the bot is not allowed to do in a channel and must be for a purpose.

    `bot` is its member of the server, where the client does not know that by itself. What there is not in a kind of
    channel is not asked for: threads where people talk, messages beside the posts of a forum.
    """
    allowed = channel.permissions_for(bot or channel.guild.me)
    return [
        permission
        for permission in NEEDED[purpose]
        if _is_there(permission, channel) and not getattr(allowed, permission)
    ]


def _is_there(permission: Permission, channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    if isinstance(channel, _WITHOUT_THREADS):
        return permission not in _OF_THREADS
    return permission != "send_messages" or not isinstance(channel, discord.ForumChannel | discord.Thread)
