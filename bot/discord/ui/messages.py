"""What the bot says, in the language of whom it speaks to: Fluent catalogues below locales/, one folder a language."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from fluent.runtime import FluentLocalization, FluentResourceLoader

FOLDER = Path(__file__).parents[1] / "locales"
ENGLISH = "en"
_FILE = "quotebot.ftl"


class Messages:
    """What the bot says in one language, English where that language lacks a message."""

    def __init__(self, language: str) -> None:
        self.language = language
        loader = FluentResourceLoader(str(FOLDER / "{locale}"))
        # Without isolation, since Discord would show the isolating characters within code and links.
        self._texts = FluentLocalization([language, ENGLISH], [_FILE], loader, use_isolating=False)

    def __call__(self, key: str, **values: str | float) -> str:
        """The text of a message with its values filled in."""
        return str(self._texts.format_value(key, values))

    def listed(self, parts: Sequence[str]) -> str:
        """Several things as this language lists them: "2022, 2023 and 2024"."""
        return format_list(parts, locale=Locale.parse(self.language))

    def date(self, published: str) -> str:
        """A date as this language writes it; one that is no ISO date stays as it is."""
        try:
            return format_date(date.fromisoformat(published[:10]), "long", locale=Locale.parse(self.language))
        except ValueError:
            return published


@cache
def messages(locale: str = ENGLISH) -> Messages:
    """The messages for one of Discord's locales such as `es-ES`, in English where there is no such catalogue."""
    language = locale.split("-", maxsplit=1)[0]
    return Messages(language if language in languages() else ENGLISH)


def language_name(language: str) -> str:
    """What a language is called in itself."""
    return Locale.parse(language, sep="-").get_display_name() or language


@cache
def languages() -> frozenset[str]:
    """The languages that there is a catalogue for."""
    return frozenset(folder.parent.name for folder in FOLDER.glob(f"*/{_FILE}"))
