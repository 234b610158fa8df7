"""/settings: the view of a server's settings, and the forms by which those who manage it change them."""

import re
from functools import partial
from typing import Any, Self, cast

import discord
from discord import app_commands, ui

from bot.discord.client import Quotebot
from bot.discord.commands.shared import Commands, all_entered, for_managers, manage, text
from bot.discord.request import FormContext, InteractionContext, RefusedError
from bot.discord.ui.settings_form import PATTERN, Entered, Group, changed, settings_form
from bot.discord.ui.settings_view import settings_layout
from bot.service.records import ServerSettings
from bot.service.state_store import SettingsChange

_CHANGING = partial(InteractionContext, update=True)  # changes the view that the button or form belongs to


@app_commands.command(name=text("settings-name"), description=text("settings-description"))
@for_managers
async def settings(interaction: discord.Interaction[Quotebot]) -> None:
    """Shows the settings of the server, which are changed there and then."""
    await manage(interaction, _show)


COMMANDS: Commands = (settings,)


async def submitted(interaction: discord.Interaction[Quotebot]) -> None:
    """Changes what a form was about."""
    data: Any = interaction.data or {}
    if match := re.fullmatch(PATTERN, str(data.get("custom_id", ""))):
        group, entries = cast(Group, match["group"]), all_entered(data)
        await manage(interaction, partial(_change, group=group, entries=entries), _CHANGING)


class GroupButton(ui.DynamicItem[ui.Button[Any]], template=PATTERN):
    """A button that opens the form of a group of settings."""

    def __init__(self, item: ui.Button[Any], group: Group) -> None:
        super().__init__(item)
        self._group = group

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(cast("ui.Button[Any]", item), cast(Group, match["group"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Opens the form."""
        await manage(interaction, partial(_open_form, group=self._group), FormContext)


class FormerControl(ui.DynamicItem[ui.Item[Any]], template=r"quotebot:(?:channels|private|collections)"):
    """A control on a view of an earlier version, which changes nothing any more."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See discord.py."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Shows the view of today in place of that one, and says so."""
        await manage(interaction, _replace_view, _CHANGING)


CONTROLS = (GroupButton, FormerControl)


async def _open_form(request: InteractionContext, group: Group) -> None:
    present = _present(await request.settings(), _guild(request))
    await request.interaction.response.send_modal(settings_form(group, present, request.translate))


async def _replace_view(request: InteractionContext) -> None:
    await _show(request)
    await request.notify(request.translate("settings-moved"))


async def _show(request: InteractionContext) -> None:
    guild = _guild(request)
    await _save(request, guild, lambda settings: settings)


async def _change(request: InteractionContext, group: Group, entries: Entered) -> None:
    """Changes the settings of a group alone, so that others can be changed by somebody else at the same time."""
    guild = _guild(request)
    await _save(request, guild, lambda settings: changed(settings, group, entries, guild))


async def _save(request: InteractionContext, guild: discord.Guild, change: SettingsChange) -> None:
    """Saves a change, and shows what the settings are then; what is gone goes out of them."""
    store = request.services.state.settings
    settings = await store.change(guild.id, lambda settings: _present(change(settings), guild))
    await request.show(settings_layout(settings, guild, request.translate, request.services.silenced.of(guild.id)))


def _guild(request: InteractionContext) -> discord.Guild:
    """The server with its channels. Raises RefusedError where Discord has not told of them yet."""
    guild = request.interaction.client.get_guild(request.scope.guild or 0)
    if guild is None or guild.unavailable:
        raise RefusedError("refuse-stopping")
    return guild


def _present(settings: ServerSettings, guild: discord.Guild) -> ServerSettings:
    """The settings less the channels that are gone, as one that was deleted while the bot was away."""
    return settings.with_channels(lambda number: guild.get_channel(number) is not None)
