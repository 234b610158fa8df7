"""The commands in the languages of the catalogues, as they are registered with Discord."""

from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord import Locale, app_commands

from bot.discord.commands.registry import COMMANDS
from bot.discord.ui.translator import CatalogueTranslator
from bot.service.messages import messages
from tests.discord_server.commands import check_all

Json = dict[str, Any]


@pytest.fixture
async def commands() -> list[Json]:
    """All commands as Discord is told of them."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    translator = CatalogueTranslator()
    return [await command.get_translated_payload(tree, translator) for command in COMMANDS]


def parts(part: Json) -> Iterator[Json]:
    """A command or an option with all that is in it."""
    yield part
    for key in ("options", "choices"):
        for inner in part.get(key) or ():
            yield from parts(inner)


def test_commands_are_taken(commands: list[Json]) -> None:
    """Discord takes all names and descriptions in every language, and no command is too large in any."""
    check_all(commands)


def test_commands_of_a_level_differ(commands: list[Json]) -> None:
    """No two commands, sub-commands, options or choices that stand side by side have one name in any language."""
    levels = [
        commands,
        *(part.get(key) or [] for one in commands for part in parts(one) for key in ("options", "choices")),
    ]
    for level in levels:
        for locale in Locale:
            names = [part["name_localizations"].get(locale.value, part["name"]) for part in level]
            assert sorted(names) == sorted(set(names))


def test_every_name_is_translated(commands: list[Json]) -> None:
    """Every name and description is there for all locales of Discord's that there is a catalogue for, and no other."""
    spoken = {locale.value for locale in Locale if messages(locale.value).language != "en"}
    for part in (part for one in commands for part in parts(one)):
        for key in ("name", "description"):
            if part.get(key):
                assert set(part[f"{key}_localizations"]) == spoken


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("es-419", "preguntar"),
        ("de", "frage"),
        ("fr", "demander"),
        ("pt-BR", "perguntar"),
        ("it", "chiedi"),
        ("ja", "質問"),
        ("zh-CN", "提问"),
        ("zh-TW", None),
    ],
)
def test_names(commands: list[Json], locale: str, name: str | None) -> None:
    """People ask by a word of their language; by the English one where theirs is not spoken."""
    ask = next(one for one in commands if one["name"] == "ask")
    assert ask["name_localizations"].get(locale) == name
