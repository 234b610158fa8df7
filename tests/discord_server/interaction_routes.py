"""The endpoints with which the bot answers interactions."""

import hmac

from tests.discord_server import bodies, posting
from tests.discord_server.errors import (
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    ApiError,
    Json,
)
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import StoredMessage
from tests.discord_server.rest import Call


async def callback(call: Call) -> Json | None:
    """Take the acknowledgement of an interaction."""
    it = call.server.interactions.get(call.id("interaction"))
    if it is None or not hmac.compare_digest(it.token, call.params["token"]):
        raise ApiError(*UNKNOWN_INTERACTION)
    it.answer(call.body, call.files)
    return it.callback_payload() if call.flag("with_response") else None


def _interaction(call: Call) -> Interaction:
    it = call.server.interactions_by_token.get(call.params["token"])
    if it is None or call.id("application") != call.server.application_id:
        raise ApiError(*UNKNOWN_WEBHOOK)
    it.check_token()
    return it


def _message(call: Call, it: Interaction) -> StoredMessage:
    message = it.message(call.params["message"])
    if message is None:
        raise ApiError(*(UNKNOWN_WEBHOOK if it.original is None else UNKNOWN_MESSAGE))
    return message


async def follow_up(call: Call) -> Json:
    """Take a further message."""
    return _interaction(call).follow_up(call.body, call.files).payload()


async def message(call: Call) -> Json:
    """Return a message of an interaction."""
    return _message(call, _interaction(call)).payload()


async def edit_message(call: Call) -> Json:
    """Change a message of an interaction."""
    it = _interaction(call)
    found = _message(call, it)
    bodies.check(call.body, bodies.WEBHOOK_EDIT, len(call.files), found)
    return it.edit(found, call.body, call.files).payload()


async def delete_message(call: Call) -> None:
    """Delete a message of an interaction."""
    posting.delete(call.server, _message(call, _interaction(call)))
