"""How the commands that Discord has registered differ from those that the bot has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

from bot.discord.registration import payloads

Payload = dict[str, Any]
"""A command, an option or a choice as JSON has it."""

# What a payload says of a command, its options and their choices; what else Discord sends is of its own making.
# `dm_permission` is not among them: Discord derives it from `contexts`.
_NAMED = ("name", "name_localizations", "description", "description_localizations")
_OF_COMMANDS = ("default_member_permissions", "contexts", "integration_types", "nsfw")
_OF_OPTIONS = ("required", "autocomplete", "channel_types", "min_value", "max_value", "min_length", "max_length")
_SAID = frozenset({"type", "options", "choices", "value", *_NAMED, *_OF_COMMANDS, *_OF_OPTIONS})
_NESTED = ("options", "choices")
_UNORDERED = ("contexts", "integration_types", "channel_types")
_CHOSEN_BY_DISCORD = ("contexts", "integration_types")  # where a command does not say


@dataclass(frozen=True, slots=True)
class CommandDrift:
    """The names of commands that are not registered, are registered otherwise, and are registered though not ours."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


async def registered(client: discord.Client, guild: int | None = None) -> list[Payload]:
    """The commands that Discord has for all servers, or for one alone, with all translations.

    These discord.py does not ask for.
    """
    place = "" if guild is None else "/guilds/{guild_id}"
    route = Route(
        "GET",
        f"/applications/{{application_id}}{place}/commands",
        application_id=client.application_id,
        guild_id=guild,
    )
    found: list[Payload] = await client.http.request(route, params={"with_localizations": "true"})
    return found


async def drift(tree: app_commands.CommandTree, there: Sequence[Payload]) -> CommandDrift:
    """How commands that are registered differ from those of a tree, translations included."""
    ours = {_key(command): command for command in await payloads(tree)}
    theirs = {_key(command): command for command in there}
    changed = [key for key in ours.keys() & theirs.keys() if not _are_same(ours[key], theirs[key])]
    return CommandDrift(
        names([ours[key] for key in ours.keys() - theirs.keys()]),
        names([ours[key] for key in changed]),
        names([theirs[key] for key in theirs.keys() - ours.keys()]),
    )


def names(commands: Sequence[Payload]) -> tuple[str, ...]:
    """What people call commands, in order: with a slash those that are typed, as they stand those of a menu."""
    typed = discord.AppCommandType.chat_input.value
    return tuple(sorted(f"/{one['name']}" if one["type"] == typed else str(one["name"]) for one in commands))


def _key(command: Payload) -> tuple[int, str]:
    return command["type"], command["name"]


def _are_same(ours: Payload, theirs: Payload) -> bool:
    left_to_discord = [key for key in _CHOSEN_BY_DISCORD if ours.get(key) is None]
    return _canonical(ours) == _canonical({key: theirs[key] for key in theirs.keys() - set(left_to_discord)})


def _canonical(part: Payload) -> Payload:
    """What a payload says, in one form: Discord leaves out, or writes as null, what is false or empty."""
    said: Payload = {}
    for key in _SAID & part.keys():
        value = part[key]
        if key in _NESTED:
            value = [_canonical(inner) for inner in value or ()]
        elif key in _UNORDERED:
            value = sorted(value or ())
        elif key == "default_member_permissions" and value is not None:
            value = str(value)  # Discord writes large numbers as texts
        if value not in (None, False, "", [], {}):
            said[key] = value
    return said
