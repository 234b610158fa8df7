"""Names and descriptions of commands from the catalogues."""

from typing import Any

from discord import Locale, app_commands

from .messages import ENGLISH, messages

Commands = tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group, ...]
"""The commands that a module adds to the bot."""


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
        say = messages(locale.value)
        key = string.extras.get("key")
        return None if key is None or say.language == ENGLISH else say(key)
