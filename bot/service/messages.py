"""What the bot says, in the language of whom it speaks to: Fluent catalogues below locales/, one folder a language."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global, parse_locale
from babel.dates import format_date
from babel.lists import format_list
from fluent.runtime import FluentLocalization, FluentResourceLoader

FOLDER = Path(__file__).with_name("locales")
ENGLISH = "en"
_FILE = "quotebot.ftl"
_FILES = (_FILE, "web.ftl")  # that of the pages of the web has what they alone say
_ASKED_FOR = 1000  # locales that are remembered: browsers may ask for any


class Messages:
    """What the bot says in one language, English where that language lacks a message."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(language, sep="-")
        loader = FluentResourceLoader(str(FOLDER / "{locale}"))
        # Without isolation, since Discord would show the isolating characters within code and links.
        self._texts = FluentLocalization([language, ENGLISH], list(_FILES), loader, use_isolating=False)

    def __call__(self, key: str, **values: str | float) -> str:
        """The text of a message with its values filled in."""
        return str(self._texts.format_value(key, values))

    def listed(self, parts: Sequence[str]) -> str:
        """Several things as this language lists them: "2022, 2023 and 2024"."""
        return format_list(parts, locale=self._locale)

    def language_name(self, code: str) -> str:
        """What a language is called in this one, by its code (ISO 639); the code where it has no name."""
        try:
            return Locale.parse(code).get_display_name(self._locale) or code
        except (UnknownLocaleError, ValueError):
            return code

    def language_code(self, name: str) -> str | None:
        """The code of a language (ISO 639) by that, or by what it is called in this language or in English.

        The language as it is spoken or written somewhere counts as that: "Brazilian Portuguese" as Portuguese.
        """
        typed = name.strip().casefold()
        if typed in Locale(ENGLISH).languages:
            return typed
        for speaker in (self._locale, Locale(ENGLISH)):
            for code, called in speaker.languages.items():
                if called.casefold() == typed:
                    return str(code).partition("_")[0]
        return None

    def date(self, published: str) -> str:
        """A date as this language writes it; one that is no ISO date stays as it is."""
        try:
            return format_date(date.fromisoformat(published[:10]), "long", locale=self._locale)
        except ValueError:
            return published


@cache
def messages(locale: str = ENGLISH) -> Messages:
    """The messages for one of Discord's locales such as `es-ES`, in English where there is no catalogue for it."""
    return Messages(catalogue_for(locale) or ENGLISH)


@lru_cache(_ASKED_FOR)
def catalogue_for(locale: str) -> str | None:
    """The language of the catalogue for a locale, or for a language (ISO 639); None where there is none.

    That of the locale itself, else of its language as it is written there: `pt` is told in the Portuguese of Brazil,
    but Chinese in traditional characters not in simplified ones. As CLDR has it (parentLocales, `zh_Hant`), who reads
    those is not given these in their place.
    """
    language = locale.split("-", maxsplit=1)[0]
    for name in (locale, language):
        if name in languages():
            return name
    written = _written(locale)
    return next((name for name in sorted(languages()) if _written(name) == written), None)


def _written(locale: str) -> tuple[str, str | None] | None:
    """The language and the script of a locale, the usual one where it tells none; None where it is no locale."""
    try:
        known = Locale.parse(locale, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    usual = get_global("likely_subtags").get(known.language, known.language)
    return known.language, known.script or parse_locale(usual)[2]


@cache
def language_name(language: str) -> str:
    """What a language is called in itself."""
    return Locale.parse(language, sep="-").get_display_name() or language


def called_in_itself(name: str, codes: Iterable[str]) -> str | None:
    """Which of some languages, given by their codes, has this name in itself.

    Each takes milliseconds and half a megabyte the first time, so not all that there are should be given.
    """
    typed = name.strip().casefold()
    known = (code for code in codes if localedata.exists(code))
    return next((code for code in known if (Locale.parse(code).get_language_name() or code).casefold() == typed), None)


@cache
def languages() -> frozenset[str]:
    """The languages that there is a catalogue for."""
    return frozenset(folder.parent.name for folder in FOLDER.glob(f"*/{_FILE}"))
