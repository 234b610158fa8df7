"""The view of a server's settings: three groups in words, a button for each, and what stands in the way of them."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.discord.ui.layouts import MAX_TEXT, Layout, lines_layout
from bot.discord.ui.markdown import one_line
from bot.discord.ui.settings_form import GROUPS, custom_id_of
from bot.discord.ui.settings_hints import hints
from bot.service.messages import Messages, language_name, languages
from bot.service.records import ServerSettings


def settings_layout(
    settings: ServerSettings, guild: discord.Guild, translate: Messages, refused: Sequence[int] = ()
) -> Layout:
    """The settings in words, the hints on them, and the buttons that open their forms.

    `refused` are channels where an answer could not be given of late for lack of a permission.
    """
    title = translate("settings-title")
    groups = (_where(settings, translate), _how(settings, translate), _who(settings, translate))
    texts = [
        "\n".join((f"**{translate(f'settings-{group}')}**", *lines))
        for group, lines in zip(GROUPS, groups, strict=True)
    ]
    if found := hints(settings, guild, translate, refused):
        head = f"**{translate('settings-hints')}**"
        room = MAX_TEXT - len(title) - sum(map(len, texts)) - len(head)
        texts.append("\n".join((head, *_fitting(found, room, translate))))
    buttons = (
        ui.Button[Layout](label=translate(f"settings-{group}"), custom_id=custom_id_of(group)) for group in GROUPS
    )
    return lines_layout(title, (), *map(ui.TextDisplay[Layout], texts), ui.ActionRow(*buttons))


def _where(settings: ServerSettings, translate: Messages) -> tuple[str, ...]:
    none = translate("settings-none")
    tag = one_line(settings.solved_tag) or none
    return (
        translate("settings-channels", channels=_mentions(settings.channels) or translate("settings-channels-all")),
        translate("settings-threaded", channels=_mentions(settings.threaded) or none),
        translate("settings-forums", channels=_mentions(settings.forums) or none),
        translate("settings-tag", tag=tag),
    )


def _how(settings: ServerSettings, translate: Messages) -> tuple[str, ...]:
    is_there = settings.language in languages()
    language = language_name(settings.language) if is_there else translate("settings-language-discord")
    return (
        translate("settings-private-on" if settings.private else "settings-private-off", ask=translate("ask-name")),
        translate("settings-caution", caution=translate(f"settings-caution-{settings.caution or 'operator'}")),
        translate("settings-quotes", count=settings.max_quotes),
        translate("settings-language", language=language),
    )


def _who(settings: ServerSettings, translate: Messages) -> tuple[str, ...]:
    review = settings.review_channel
    return (
        translate("settings-collections", collections=translate(f"settings-{settings.collections}")),
        translate("settings-review", channel=_mentions((review,)) if review else translate("settings-none")),
        translate("settings-tells-on" if settings.tells_moderators else "settings-tells-off"),
    )


def _mentions(channels: Sequence[int]) -> str:
    return ", ".join(f"<#{channel}>" for channel in channels)


def _fitting(lines: Sequence[str], room: int, translate: Messages) -> Sequence[str]:
    """As many lines as there is room for, and how many more there are."""
    for count in range(len(lines), 0, -1):
        rest = len(lines) - count
        kept = [*lines[:count], *([translate("settings-hints-more", count=rest)] if rest else [])]
        if sum(len(line) + 1 for line in kept) <= room:
            return kept
    return [translate("settings-hints-more", count=len(lines))]
