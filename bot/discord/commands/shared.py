"""What commands share: where they are, who may use them, and their names and descriptions from the catalogues."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord
from discord import Permissions, app_commands

from bot.discord.client import Quotebot
from bot.discord.request import InteractionContext, RefusedError, RequestContext
from bot.discord.request_scopes import interaction_scope
from bot.service.messages import messages

Commands = tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group, ...]
"""The commands that a module adds to the bot."""
F = TypeVar("F", bound=Callable[..., Any])

EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
BY_ANYBODY = app_commands.AppInstallationType(guild=True, user=True)
BY_SERVERS = app_commands.AppInstallationType(guild=True, user=False)
MANAGE = Permissions(manage_guild=True)


def everywhere(command: F) -> F:
    """Offers a command in servers and in direct messages, to those too who installed the bot for themselves."""
    placed = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    return app_commands.allowed_installs(guilds=True, users=True)(placed)


def for_managers(command: F) -> F:
    """Offers a command in servers, to those who may manage them."""
    placed = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    return app_commands.default_permissions(MANAGE)(app_commands.allowed_installs(guilds=True, users=False)(placed))


def text(key: str) -> app_commands.locale_str:
    """A name or a description in English, which is translated by its key."""
    return app_commands.locale_str(messages()(key), key=key)


def entered(data: Any) -> dict[str, str]:
    """What was entered in the fields of a form that was sent in, by their custom ids; of several values the first."""
    return {name: next(iter(values), "") for name, values in all_entered(data).items()}


def all_entered(data: Any) -> dict[str, tuple[str, ...]]:
    """All values that were entered in the fields of a form that was sent in; of one that is empty there are none."""
    fields = [part.get("component", {}) for part in data.get("components", ())]
    return {
        str(field.get("custom_id")): tuple(map(str, field.get("values") or filter(None, (field.get("value"),))))
        for field in fields
    }


async def manage(
    interaction: discord.Interaction[Quotebot],
    handler: Callable[[InteractionContext], Awaitable[None]],
    context: Callable[[discord.Interaction[Quotebot]], InteractionContext] = InteractionContext,
) -> None:
    """Has a manager's wish handled, in private; Discord's own rule can be overridden by a server, this one not."""
    request = context(interaction)
    await request.handle(handler if may_manage(interaction) else refuse)


def may_manage(interaction: discord.Interaction[Quotebot]) -> bool:
    """Whether somebody may manage the server, which has the bot, that they are in."""
    return interaction_scope(interaction).guild is not None and interaction.permissions.manage_guild


def require_manager(request: InteractionContext) -> None:
    """Raises RefusedError for those who may not manage the server (any more)."""
    if not may_manage(request.interaction):
        raise RefusedError("refuse-admin")


async def refuse(request: RequestContext) -> None:
    """Refuses what only those may do who manage the server."""
    raise RefusedError("refuse-admin")
