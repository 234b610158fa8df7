"""The endpoints about threads."""

from tests.discord_server import thread_edits
from tests.discord_server.channel_routes import channel_of
from tests.discord_server.errors import WRONG_CHANNEL_TYPE, ApiError, Json
from tests.discord_server.rest import Call


async def edit(call: Call) -> Json:
    """Change a thread."""
    where = channel_of(call)
    if where.thread is None:
        raise ApiError(*WRONG_CHANNEL_TYPE)
    thread_edits.edit(where, call.server.bot, call.body)
    return where.payload()
