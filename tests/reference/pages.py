"""Which pages are made of the code, and by what."""

from collections.abc import Callable
from pathlib import Path

from tests.command import ROOT
from tests.reference import discord_commands, setting_keys, terminal_commands

FOLDER = ROOT / "docs" / "reference"
PAGES: dict[Path, Callable[[], str]] = {
    FOLDER / "commands.md": terminal_commands.page,
    FOLDER / "discord-commands.md": discord_commands.page,
    FOLDER / "settings.md": setting_keys.page,
}
