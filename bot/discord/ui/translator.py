"""The names and descriptions of commands in the languages of the catalogues."""

from discord import Locale, app_commands

from bot.service.messages import ENGLISH, messages


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
