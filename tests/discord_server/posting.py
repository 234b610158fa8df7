"""Writing, changing and deleting messages."""

from typing import TYPE_CHECKING

from tests.discord_server import mentions, uploads
from tests.discord_server.echoes import echo
from tests.discord_server.errors import Json
from tests.discord_server.messages import COMPONENTS_V2, EPHEMERAL, LOADING, NAME_CHANGE, THREAD_STARTER, StoredMessage
from tests.discord_server.threads import now

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.interactions import Interaction
    from tests.discord_server.people import Person
    from tests.discord_server.server import DiscordServer
    from tests.discord_server.uploads import Upload


def post(
    server: "DiscordServer",
    channel: "Channel",
    author: "Person",
    body: Json,
    files: "list[Upload]",
    *,
    interaction: "Interaction | None" = None,
    reference: StoredMessage | None = None,
) -> StoredMessage:
    """Write a new message and tell those who listen; the first one in a post has the id of the post."""
    an_id = channel.id if channel.awaits_starter else server.snowflakes.next()
    message = StoredMessage(an_id, channel, author, interaction=interaction, reference=reference)
    message.flags = body.get("flags") or 0
    message.tts = bool(body.get("tts"))
    message.nonce = body.get("nonce")
    _write(server, message, body, files)
    mentions.mark(message, body.get("allowed_mentions"), reference.author if reference else None)
    _keep(message)
    _announce(server, message, "MESSAGE_CREATE")
    return message


def _keep(message: StoredMessage) -> None:
    """Put a message into its channel; a thread that was archived is opened by it."""
    channel, thread = message.channel, message.channel.thread
    channel.messages[message.id] = message
    if thread is None:
        return
    thread.begun = True
    thread.sent += message.counts
    if thread.archived and not message.ephemeral:
        thread.archived, thread.archived_at = False, now()
        tell_of_thread(channel)


def tell_of_thread(where: "Channel") -> None:
    """Tell those who listen how a thread is now."""
    assert where.guild is not None
    where.guild.tell_of(where, "THREAD_UPDATE", where.payload())


def note_name(who: "Person", where: "Channel") -> None:
    """Write the message that tells of the new name of a thread."""
    server = who.server
    message = StoredMessage(server.snowflakes.next(), where, who, where.name, kind=NAME_CHANGE)
    _keep(message)
    _announce(server, message, "MESSAGE_CREATE")


def edit(server: "DiscordServer", message: StoredMessage, body: Json, files: "list[Upload]") -> StoredMessage:
    """Change a message and tell those who listen."""
    first = bool(message.flags & LOADING)
    message.flags = (message.flags & ~LOADING) | ((body.get("flags") or 0) & COMPONENTS_V2)
    _write(server, message, body, files)
    if not first:
        message.edited_at = now()
    mentions.mark(message, body.get("allowed_mentions"))
    _announce(server, message, "MESSAGE_UPDATE")
    return message


def begin_thread(server: "DiscordServer", thread: "Channel", starter: StoredMessage) -> None:
    """Write the first message of a thread that was made from another one: it says nothing and refers to that."""
    kind = THREAD_STARTER
    message = StoredMessage(server.snowflakes.next(), thread, starter.author, reference=starter, kind=kind)
    _keep(message)
    refresh(server, starter)
    _announce(server, message, "MESSAGE_CREATE")


def write_anew(server: "DiscordServer", message: StoredMessage, text: str) -> None:
    """Change what a person wrote and tell those who listen."""
    edit(server, message, {"content": text, "allowed_mentions": {"parse": ["users", "roles", "everyone"]}}, [])


def refresh(server: "DiscordServer", message: StoredMessage) -> None:
    """Tell those who listen of a message that nobody edited, as when a link in it gets its preview."""
    _announce(server, message, "MESSAGE_UPDATE")


def pin(server: "DiscordServer", message: StoredMessage) -> None:
    """Pin a message."""
    message.channel.pins[message.id] = now()
    refresh(server, message)


def delete_all(server: "DiscordServer", messages: list[StoredMessage]) -> None:
    """Delete several messages of one channel at once and tell those who listen once."""
    channel = messages[0].channel
    for message in messages:
        message.deleted = True
        channel.messages.pop(message.id, None)
        channel.pins.pop(message.id, None)
    told: Json = {"ids": [str(message.id) for message in messages], "channel_id": str(channel.id)}
    if channel.guild is not None:
        told["guild_id"] = str(channel.guild.id)
    server.gateway.tell_channel(channel, "MESSAGE_DELETE_BULK", told)
    server.changed.fire()


def delete(server: "DiscordServer", message: StoredMessage) -> None:
    """Delete a message and tell those who listen."""
    message.deleted = True
    message.channel.messages.pop(message.id, None)
    message.channel.pins.pop(message.id, None)
    told: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.channel.guild is not None:
        told["guild_id"] = str(message.channel.guild.id)
    if not message.ephemeral:
        server.gateway.tell_channel(message.channel, "MESSAGE_DELETE", told)
    server.changed.fire()


def _write(server: "DiscordServer", message: StoredMessage, body: Json, files: "list[Upload]") -> None:
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "embeds" in body:
        message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or []]
    listed = body.get("attachments")
    if listed is not None:
        keep = {str(attachment.get("id")) for attachment in listed}
        message.attachments = [attachment for attachment in message.attachments if attachment["id"] in keep]
    described = {str(attachment.get("id")): attachment for attachment in listed or []}
    for index, upload in enumerate(files):
        kept = uploads.keep(server, message.channel, upload, ephemeral=message.ephemeral)
        description = described.get(str(index), {}).get("description")
        message.attachments = [*message.attachments, kept | ({"description": description} if description else {})]
    if "components" in body:
        message.components = echo(body["components"] or [], message.attachments)


def _announce(server: "DiscordServer", message: StoredMessage, event: str) -> None:
    if message.author.bot and (found := mentions.ping(message)) is not None:
        server.pings.append(found)
    if not message.flags & EPHEMERAL:
        server.gateway.tell_of_message(message, event)
    server.changed.fire()
