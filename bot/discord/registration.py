"""Tells Discord which commands there are, when they have changed."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.service.claims import Claims
from bot.service.state_store import StateStore

log = logging.getLogger("quotebot")
_FACT = "registered commands"


async def register(tree: app_commands.CommandTree, state: StateStore, guild: int | None = None) -> int:
    """Registers all commands, for all servers or for one alone, where they are there at once; gives their number."""
    if guild is not None:
        tree.copy_global_to(guild=discord.Object(guild))
        return len(await tree.sync(guild=discord.Object(guild)))
    registered = await tree.sync()
    await state.facts.set(_FACT, await fingerprint(tree))
    return len(registered)


async def register_changed(tree: app_commands.CommandTree, state: StateStore, claims: Claims) -> bool:
    """Registers the commands unless they are those that were registered last; tells whether it did.

    Of several processes that begin at once the first one does.
    """
    async with claims.awaited("registering"):
        if await state.facts.get(_FACT) == await fingerprint(tree):
            return False
        log.info("registered %d commands", await register(tree, state))
        return True


async def unregister(tree: app_commands.CommandTree, guild: int) -> None:
    """Takes the commands out that one server has of its own; those for all servers stay."""
    tree.clear_commands(guild=discord.Object(guild))
    await tree.sync(guild=discord.Object(guild))


async def payloads(tree: app_commands.CommandTree) -> list[dict[str, Any]]:
    """What Discord is told of each command, with the translations."""
    return [
        await command.get_translated_payload(tree, tree.translator) if tree.translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]


async def fingerprint(tree: app_commands.CommandTree) -> str:
    """A hash of the commands with their translations, and of the application they are registered for."""
    content = json.dumps([tree.client.application_id, await payloads(tree)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
