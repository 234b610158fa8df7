"""In which language the bot speaks where Discord tells none: to all in a server, and to somebody who writes to it."""

import asyncio

import discord

from bot.discord.services import Services
from bot.service.messages import ENGLISH, Messages, catalogue_for, messages
from bot.service.records import ServerSettings
from index.text.language import message_language


async def language_of(services: Services, guild: discord.Guild | None) -> Messages:
    """The language of what all in a server read."""
    return language_of_server(guild, ServerSettings() if guild is None else await services.state.settings.of(guild.id))


async def language_of_message(text: str, guild: discord.Guild | None, settings: ServerSettings) -> Messages:
    """The language of a message where its words tell it, else that of the server; English in direct messages.

    It is told in a thread, since it may take a model that takes long to load.
    """
    told = await asyncio.to_thread(message_language, text)
    return messages(told) if told is not None and catalogue_for(told) else language_of_server(guild, settings)


def language_of_server(guild: discord.Guild | None, settings: ServerSettings) -> Messages:
    """What the managers of a server chose, else what Discord has for it."""
    return messages(settings.language or (ENGLISH if guild is None else guild.preferred_locale.value))
