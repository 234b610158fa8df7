"""Quotebot's settings."""

from config.settings import (
    AnswerSettings,
    Caution,
    DiscordSettings,
    FieldSettings,
    LibrarySettings,
    LogSettings,
    ModelSettings,
    OperatorSettings,
    ServeSettings,
    Settings,
    SettingsError,
    WebSettings,
    load_settings,
)

__all__ = [
    "AnswerSettings",
    "Caution",
    "DiscordSettings",
    "FieldSettings",
    "LibrarySettings",
    "LogSettings",
    "ModelSettings",
    "OperatorSettings",
    "ServeSettings",
    "Settings",
    "SettingsError",
    "WebSettings",
    "load_settings",
]
