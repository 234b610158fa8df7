"""All commands, and all buttons and choices, registered together."""

from bot.discord.client import Quotebot
from bot.discord.commands import article, ask, correction_list, info, library, quoting, review, search, settings
from bot.discord.commands.buttons import ActionButton
from bot.discord.commands.shared import Commands

COMMANDS: Commands = (
    *ask.COMMANDS,
    *search.COMMANDS,
    *article.COMMANDS,
    *info.COMMANDS,
    *library.COMMANDS,
    *quoting.COMMANDS,
    *review.COMMANDS,
    *settings.COMMANDS,
)
CONTROLS = (ActionButton, *correction_list.CONTROLS, *quoting.CONTROLS, *review.CONTROLS, *settings.CONTROLS)


def add_all(client: Quotebot) -> None:
    """Has a client take all commands, and whatever is done with a button or a choice on any message of the bot's."""
    for command in COMMANDS:
        client.tree.add_command(command)
    client.add_dynamic_items(*CONTROLS)
