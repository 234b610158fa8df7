"""Quotebot's settings."""

from config.settings import (
    AnswerSettings,
    Caution,
    DatabaseSettings,
    DiscordSettings,
    FieldSettings,
    IndexSettings,
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
    "DatabaseSettings",
    "DiscordSettings",
    "FieldSettings",
    "IndexSettings",
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
