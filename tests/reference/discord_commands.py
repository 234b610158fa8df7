"""Every command in Discord, by what Discord is told of it."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.discord.commands.registry import COMMANDS
from tests.reference.markdown import listed, table

_INTRODUCTION = """\
# Commands in Discord

Made of the commands as they are registered, in English; Discord shows them in
[eight languages](../discord.md#languages). What they are for: [discord.md](../discord.md).
"""
_PLACES = {0: "in servers", 1: "in direct messages with the bot", 2: "in other direct messages and groups"}
_KINDS = {
    discord.AppCommandOptionType.string: "text",
    discord.AppCommandOptionType.integer: "whole number",
    discord.AppCommandOptionType.boolean: "yes or no",
    discord.AppCommandOptionType.channel: "channel",
    discord.AppCommandOptionType.role: "role",
    discord.AppCommandOptionType.attachment: "file",
}
_NESTED = (discord.AppCommandOptionType.subcommand.value, discord.AppCommandOptionType.subcommand_group.value)
_Payload = dict[str, Any]


def page() -> str:
    """The page, with a section a command."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    payloads = [command.to_dict(tree) for command in COMMANDS]
    typed = [one for one in payloads if one["type"] == discord.AppCommandType.chat_input.value]
    menus = [f"### *Apps > {one['name']}*\n\n{_who(one)}" for one in payloads if one not in typed]
    sections = [section for command in typed for section in _sections(command, "", _who(command))]
    return "\n".join([_INTRODUCTION, *(f"{part}\n" for part in ("## Typed", *sections, "## On a message", *menus))])


def _sections(command: _Payload, parent: str, who: str) -> Iterator[str]:
    name = f"{parent}{command['name']}"
    options = command.get("options", [])
    if any(option["type"] in _NESTED for option in options):
        for option in options:
            yield from _sections(option, f"{name} ", who)
        return
    rows = [(f"`{one['name']}`", _kind(one), "yes" if one["required"] else "", one["description"]) for one in options]
    shown = [table(("option", "is", "required", ""), rows)] if rows else []
    yield "\n\n".join((f"### `/{name}`", f"{command['description']}.", who, *shown))


def _kind(option: _Payload) -> str:
    kind = _KINDS[discord.AppCommandOptionType(option["type"])]
    if choices := option.get("choices"):
        return f"{listed([choice['name'] for choice in choices], 'or')}"
    if option.get("autocomplete"):
        return f"{kind}, suggested while it is typed"
    if types := option.get("channel_types"):
        return listed([_channel(one) for one in types], "or")
    return f"{kind} of up to {option['max_length']:,} characters" if "max_length" in option else kind


def _channel(kind: int) -> str:
    return discord.ChannelType(kind).name.replace("news", "announcement").replace("_", " ")


def _who(command: _Payload) -> str:
    permissions = command["default_member_permissions"]
    people = "everybody"
    if permissions is not None:
        given = [name for name, is_given in discord.Permissions(permissions) if is_given]
        names = [name.replace("guild", "server").replace("_", " ") for name in given]
        people = f"those with the permission {listed(names).title()}"
    places = listed([_PLACES[place] for place in command["contexts"]])
    own = app_commands.AppInstallationType.USER in command["integration_types"]
    return f"For {people}, {places}{', also who installed the bot for themselves' if own else ''}."
