"""What commands share: where they are, who may use them, and their names and descriptions from the catalogues."""

from collections.abc import Callable
from typing import Any, TypeVar

from discord import Locale, Permissions, app_commands

from bot.discord.ui.messages import ENGLISH, messages

Commands = tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group, ...]
"""The commands that a module adds to the bot."""
F = TypeVar("F", bound=Callable[..., Any])

EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
INSTALLED = app_commands.AppInstallationType(guild=True, user=False)
MANAGE = Permissions(manage_guild=True)
MAX_CHOICES = 25  # that Discord takes of what is suggested


def everywhere(command: F) -> F:
    """Offers a command in servers and in direct messages."""
    placed = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)(command)
    return app_commands.allowed_installs(guilds=True, users=False)(placed)


def for_managers(command: F) -> F:
    """Offers a command in servers, to those who may manage them."""
    placed = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    return app_commands.default_permissions(MANAGE)(app_commands.allowed_installs(guilds=True, users=False)(placed))


def text(key: str) -> app_commands.locale_str:
    """A name or a description in English, which is translated by its key."""
    return app_commands.locale_str(messages()(key), key=key)


class CatalogueTranslator(app_commands.Translator):
    """Gives Discord the names and descriptions in all languages that there is a catalogue for."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text in a language; None where that is English or none of the catalogues'."""
        translate = messages(locale.value)
        key = string.extras.get("key")
        return None if key is None or translate.language == ENGLISH else translate(key)
