"""What is sent to Discord, once more where the connection was lost, and by which codes Discord refuses it.

The codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

R = TypeVar("R")

LOST = (OSError, aiohttp.ClientConnectionError)
"""What is raised where the connection was lost."""
FAILURES = (discord.HTTPException, *LOST)
"""What is raised where something could not be sent, for whatever reason."""

_UNKNOWN_INTERACTION, _UNKNOWN_WEBHOOK, _EXPIRED_TOKEN = 10062, 10015, 50027
TOO_LATE = frozenset({_UNKNOWN_INTERACTION, _UNKNOWN_WEBHOOK, _EXPIRED_TOKEN})
ALREADY_ACKNOWLEDGED = 40060
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008  # somebody deleted it
IN_VAIN = TOO_LATE | {_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE, ALREADY_ACKNOWLEDGED}
"""What is sent where nobody needs it any more."""
TOO_MANY_FOLLOW_UPS = 40094
"""Of the sixth message that follows an answer where a person alone has installed the bot."""


NOBODY = discord.AllowedMentions.none()
"""Whom a message may ping. To be given with each edit: discord.py 2.7 adds the client's own only where the content is
edited, and not where the view alone is."""


async def retried(send: Callable[[], Awaitable[R]]) -> R:
    """Sends what may be sent twice once more where the connection was lost, which discord.py leaves to its callers."""
    try:
        return await send()
    except LOST:
        return await send()


def is_not_too_late(record: logging.LogRecord) -> bool:
    """Whether a log record tells of more than a suggestion that came when the person had typed on."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, discord.HTTPException) and error.code in TOO_LATE)
