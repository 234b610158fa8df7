"""What an upload comes to, behind what is told of how far it is."""

from tests.discord_server import Message, Response

_SECONDS = 60.0


async def outcome(response: Response, seconds: float = _SECONDS) -> Message:
    """Wait until files that were given are added or refused, or it is asked what they may replace; return that."""
    it = response.interaction
    await response.message(seconds)

    def look() -> Message | None:
        message = it.original.look() if it.original else None
        return None if message is None or message.text.startswith(("Reading: ", "Adding: ")) else message

    return await it.changed.until(look, seconds, f"{response} came to no end")
