"""Quotebot's settings."""

from config.settings import (
    AnswerSettings,
    DiscordSettings,
    LibrarySettings,
    ModelSettings,
    Settings,
    SettingsError,
    load_settings,
)

__all__ = [
    "AnswerSettings",
    "DiscordSettings",
    "LibrarySettings",
    "ModelSettings",
    "Settings",
    "SettingsError",
    "load_settings",
]
