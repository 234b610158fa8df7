"""The endpoints about channels and their messages."""

from datetime import datetime
from typing import Any

from tests.discord_server import bodies, posting
from tests.discord_server.accounts import Account
from tests.discord_server.channels import Channel
from tests.discord_server.errors import (
    CANNOT_MESSAGE_USER,
    INVALID_FORM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_THE_AUTHOR,
    THREAD_ARCHIVED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    ApiError,
    FormErrors,
    Json,
)
from tests.discord_server.messages import StoredMessage
from tests.discord_server.rest import Call
from tests.discord_server.uploads import Upload

REFERENCE_KEYS = frozenset({"type", "message_id", "channel_id", "guild_id", "fail_if_not_exists"})


def channel_of(call: Call, *permissions: str) -> Channel:
    """Return the channel that is meant, if the bot sees it and has the permissions there."""
    channel = call.server.channels.get(call.id("channel"))
    if channel is None:
        raise ApiError(*UNKNOWN_CHANNEL)
    in_reach = channel.guild is None or channel.guild.has_bot
    if not in_reach or not channel.allows(call.server.bot, "view_channel"):
        raise ApiError(*MISSING_ACCESS)
    if not channel.allows(call.server.bot, permissions):
        raise ApiError(*MISSING_PERMISSIONS)
    return channel


def message_of(call: Call, channel: Channel) -> StoredMessage:
    """Return the message that is meant, if a request can be about it."""
    message = channel.messages.get(call.id("message"))
    if message is None or message.ephemeral:
        raise ApiError(*UNKNOWN_MESSAGE)
    return message


async def channel(call: Call) -> Json:
    """Return one channel."""
    return channel_of(call).payload()


async def open_dm(call: Call) -> Json:
    """Return the channel of direct messages with one person."""
    errors = FormErrors()
    errors.keys((), call.body, frozenset({"recipient_id"}))
    errors.refuse()
    person = call.server.people.get(int(call.body.get("recipient_id") or 0))
    if person is None:
        raise ApiError(*UNKNOWN_USER)
    return person.dm.payload()


async def typing(call: Call) -> None:
    """Show that the bot is typing."""
    call.server.typing.append(_channel_to_write(call).id)
    call.server.changed.fire()


def _channel_to_write(call: Call) -> Channel:
    found = channel_of(call)
    if not found.lets_send(call.server.bot):
        raise ApiError(*MISSING_PERMISSIONS)
    if (refusal := found.refuses(call.server.bot)) is not None:
        raise ApiError(*refusal)
    return found


async def create_message(call: Call) -> Json:
    """Write a message."""
    found, body, bot = _channel_to_write(call), call.body, call.server.bot
    bodies.check(body, bodies.CREATE, len(call.files))
    check_media(found, bot, body, call.files)
    if found.recipient is not None and not found.recipient.takes_dms:
        raise ApiError(*CANNOT_MESSAGE_USER)
    if body.get("enforce_nonce") and (same := _same_nonce(found, body.get("nonce"))) is not None:
        return same.payload()
    reference = _referenced(found, body.get("message_reference"), call)
    message = posting.post(call.server, found, bot, body, call.files, reference=reference)
    answer = message.payload()
    if reference is not None:
        answer["referenced_message"] = reference.payload(full=call.server.gives_content(reference))
    return answer


def check_media(where: Channel, who: Account, body: Json, files: list[Upload]) -> None:
    """Refuse embeds and files of one who may write, but not those."""
    if (body.get("embeds") and not where.allows(who, "embed_links")) or (
        files and not where.allows(who, "attach_files")
    ):
        raise ApiError(*MISSING_PERMISSIONS)


def _same_nonce(found: Channel, nonce: Any) -> StoredMessage | None:
    return next((message for message in found.messages.values() if nonce and message.nonce == nonce), None)


def _referenced(found: Channel, reference: Any, call: Call) -> StoredMessage | None:
    if reference is None:
        return None
    errors, place = FormErrors(), ("message_reference",)
    errors.keys(place, reference, REFERENCE_KEYS)
    message = found.messages.get(int(reference.get("message_id") or 0))
    fail = reference.get("fail_if_not_exists") is not False
    elsewhere = str(reference.get("channel_id") or found.id) != str(found.id)
    if elsewhere or ((message is None or message.ephemeral) and fail):
        errors.add(place, "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    elif not found.allows(call.server.bot, "read_message_history"):
        code = "REPLIES_CANNOT_REPLY_WITHOUT_READ_HISTORY"
        errors.add(place, code, "Cannot reply without permission to read message history")
    errors.refuse()
    return message


async def messages(call: Call) -> list[Json]:
    """Return messages of a channel, newest first: the last ones, or those next to a message."""
    found, query = channel_of(call), call.request.query
    limit = int(query.get("limit", 50))
    if not 1 <= limit <= 100 or ("before" in query and "after" in query):
        raise ApiError(400, INVALID_FORM, "Invalid Form Body")
    if not found.allows(call.server.bot, "read_message_history"):
        return []
    before, after = int(query.get("before", 1 << 63)), int(query.get("after", 0))
    shown = [message for an_id, message in sorted(found.messages.items()) if after < an_id < before]
    shown = [message for message in shown if not message.ephemeral]
    shown = (shown[:limit] if "after" in query else shown[-limit:])[::-1]
    return [_told(call, message) for message in shown]


async def pins(call: Call) -> Json:
    """Return the messages that are pinned in a channel, the newest pin first."""
    found, query = channel_of(call), call.request.query
    limit = int(query.get("limit", 50))
    if not 1 <= limit <= 50:
        raise ApiError(400, INVALID_FORM, "Invalid Form Body")
    if not found.allows(call.server.bot, "read_message_history"):
        return {"items": [], "has_more": False}
    before = datetime.fromisoformat(query["before"]) if "before" in query else None
    pinned = [
        (at, found.messages[an_id])
        for an_id, at in reversed(found.pins.items())
        if before is None or datetime.fromisoformat(at) < before
    ]
    items = [{"pinned_at": at, "message": _told(call, message)} for at, message in pinned[:limit]]
    return {"items": items, "has_more": len(pinned) > limit}


def _told(call: Call, message: StoredMessage) -> Json:
    """Return a message as the bot may read it, with the one that it refers to."""
    payload = message.payload(full=call.server.gives_content(message))
    if (answered := message.reference) is not None:
        gone = answered.deleted or answered.ephemeral
        payload["referenced_message"] = None if gone else answered.payload(full=call.server.gives_content(answered))
    return payload


async def message(call: Call) -> Json:
    """Return one message."""
    return _told(call, message_of(call, channel_of(call, "read_message_history")))


async def edit_message(call: Call) -> Json:
    """Change one message."""
    found = message_of(call, channel_of(call))
    if found.author is not call.server.bot:
        raise ApiError(*NOT_THE_AUTHOR)
    if found.channel.thread is not None and found.channel.thread.archived:
        raise ApiError(*THREAD_ARCHIVED)
    if (refusal := found.channel.refuses(call.server.bot)) is not None:
        raise ApiError(*refusal)
    bodies.check(call.body, bodies.EDIT, len(call.files), found)
    return posting.edit(call.server, found, call.body, call.files).payload()


async def delete_message(call: Call) -> None:
    """Delete one message."""
    where = channel_of(call)
    found = message_of(call, where)
    if found.author is not call.server.bot and not where.allows(call.server.bot, "manage_messages"):
        raise ApiError(*MISSING_PERMISSIONS)
    posting.delete(call.server, found)
