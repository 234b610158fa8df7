"""Quotebot's settings."""

from config.settings import AnswerSettings, LibrarySettings, ModelSettings, Settings, SettingsError, load_settings

__all__ = ["AnswerSettings", "LibrarySettings", "ModelSettings", "Settings", "SettingsError", "load_settings"]
