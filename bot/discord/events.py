"""What comes from Discord other than commands and buttons: messages, forms, and errors before a command is reached."""

import discord
from discord import app_commands

from bot.discord.client import Quotebot
from bot.discord.commands import ask, library
from bot.discord.request import InteractionContext, MessageContext, RequestContext


class Tree(app_commands.CommandTree[Quotebot]):
    """The commands, whose errors end in an apology too."""

    async def on_error(
        self, interaction: discord.Interaction[Quotebot], error: app_commands.AppCommandError, /
    ) -> None:
        """Apologizes for what went wrong before a command was reached, such as one that is no longer known."""

        async def fail(request: RequestContext) -> None:
            raise error

        await InteractionContext(interaction).handle(fail)


def listen(client: Quotebot) -> None:
    """Has a client answer messages, and forms that are sent in."""

    @client.event
    async def on_message(message: discord.Message) -> None:
        """Answers what is written to the bot: directly, with a mention, or as a reply that pings it."""
        is_written = message.type in (discord.MessageType.default, discord.MessageType.reply)
        if not is_written or message.author.bot or message.webhook_id or client.user is None:
            return
        if isinstance(message.channel, discord.DMChannel) or client.user in message.mentions:
            await MessageContext(client.services, client.user, message).handle(ask.answer_message)

    @client.event
    async def on_interaction(interaction: discord.Interaction[Quotebot]) -> None:
        """Takes forms that are sent in; by their custom ids, since those opened before a restart are unknown."""
        if interaction.type is discord.InteractionType.modal_submit:
            await ask.submitted(interaction)
            await library.submitted(interaction)
