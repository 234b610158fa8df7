"""What stands in the way of a server's settings: permissions that the bot lacks, and tags that forums lack."""

from collections.abc import Iterator, Sequence
from typing import get_args

import discord

from bot.discord.permissions import Permission, lacking, named_channels
from bot.discord.ui.markdown import cut, one_line
from bot.service.messages import Messages
from bot.service.records import ServerSettings

_TAGS = 150  # characters of the tags that a forum has


def hints(
    settings: ServerSettings, guild: discord.Guild, translate: Messages, refused: Sequence[int] = ()
) -> list[str]:
    """A line for each thing that a manager would have to change; see `settings_layout`."""
    return [
        *_permissions(settings, guild, translate),
        *_tags(settings, guild, translate),
        *([translate("settings-hint-unread")] if settings.tells_moderators and not settings.review_channel else []),
        *([translate("settings-hint-refused", channels=_mentions(refused))] if refused else []),
    ]


def _permissions(settings: ServerSettings, guild: discord.Guild, translate: Messages) -> Iterator[str]:
    """What is missing, and in which channels, those that lack the same together."""
    missing = dict[int, set[Permission]]()
    for number, purpose in named_channels(settings):
        if channel := guild.get_channel(number):
            missing.setdefault(number, set()).update(lacking(channel, purpose))
    alike = dict[tuple[Permission, ...], list[int]]()
    for number, permissions in missing.items():
        if permissions := _told(permissions, settings):
            alike.setdefault(tuple(filter(permissions.__contains__, get_args(Permission))), []).append(number)
    for names, numbers in alike.items():
        labels = ", ".join(translate(f"permission-{name.replace('_', '-')}") for name in names)
        yield translate("settings-hint-lacking", channels=_mentions(numbers), permissions=labels)


def _told(missing: set[Permission], settings: ServerSettings) -> set[Permission]:
    """What is said to be missing: nothing for a tag where none is given; of a channel that is not seen, that alone.

    Discord takes all other permissions for missing there, be they given or not.
    """
    if "view_channel" in missing:
        return {"view_channel"}
    return missing if settings.solved_tag else missing - {"manage_threads"}


def _tags(settings: ServerSettings, guild: discord.Guild, translate: Messages) -> Iterator[str]:
    """Which forums have no tag of the name that solved posts are to get, and which they have."""
    wanted = settings.solved_tag
    for number in settings.forums if wanted else ():
        forum = guild.get_channel(number)
        if isinstance(forum, discord.ForumChannel) and wanted.casefold() not in _names(forum):
            tags = one_line(cut(", ".join(tag.name for tag in forum.available_tags), _TAGS))
            named = {"forum": f"<#{number}>", "tag": one_line(wanted)}
            if tags:
                yield translate("settings-hint-tag", **named, tags=tags)
            else:
                yield translate("settings-hint-no-tags", **named)


def _names(forum: discord.ForumChannel) -> set[str]:
    return {tag.name.casefold() for tag in forum.available_tags}


def _mentions(channels: Sequence[int]) -> str:
    return ", ".join(f"<#{channel}>" for channel in channels)
