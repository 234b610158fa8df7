"""The endpoints about threads."""

from collections.abc import Iterable

from tests.discord_server import bodies, posting, thread_edits
from tests.discord_server.channel_routes import channel_of, check_media, message_of
from tests.discord_server.channels import FORUM, PRIVATE_THREAD, PUBLIC_THREAD, TEXT, Channel
from tests.discord_server.errors import (
    HAS_THREAD_ALREADY,
    MISSING_PERMISSIONS,
    WRONG_CHANNEL_TYPE,
    ApiError,
    FormErrors,
    Json,
    words,
)
from tests.discord_server.rest import Call
from tests.discord_server.threads import Thread

KEYS = words("name auto_archive_duration rate_limit_per_user")


async def edit(call: Call) -> Json:
    """Change a thread."""
    where = channel_of(call)
    if where.thread is None:
        raise ApiError(*WRONG_CHANNEL_TYPE)
    thread_edits.edit(where, call.server.bot, call.body)
    return where.payload()


async def create_from_message(call: Call) -> Json:
    """Make a public thread from a message, whose id it gets."""
    where = _parent(call, TEXT)
    message = message_of(call, where)
    _require(call, where, "create_public_threads")
    _check(call.body, KEYS)
    if message.started is not None:
        raise ApiError(*HAS_THREAD_ALREADY)
    made = _made(call, Channel(message.id, call.body["name"], PUBLIC_THREAD, where.guild, parent=where))
    posting.begin_thread(call.server, made, message)
    return made.payload()


async def create(call: Call) -> Json:
    """Make a thread without a message in a text channel, or a post in a forum."""
    where = _parent(call, TEXT, FORUM)
    if where.kind == FORUM:
        return _create_post(call, where)
    _check(call.body, KEYS | {"type", "invitable"}, (PUBLIC_THREAD, PRIVATE_THREAD))
    kind = call.body.get("type") or PRIVATE_THREAD
    _require(call, where, "create_private_threads" if kind == PRIVATE_THREAD else "create_public_threads")
    made = Channel(call.server.snowflakes.next(), call.body["name"], kind, where.guild, parent=where)
    if kind == PRIVATE_THREAD:
        made.invited.add(call.server.bot_user_id)
    return _made(call, made).payload()


def _create_post(call: Call, forum: Channel) -> Json:
    bot, body, message = call.server.bot, call.body, call.body.get("message") or {}
    _require(call, forum, "send_messages")
    tags = body.get("applied_tags") or []
    # discord.py sends the type of a thread with every post, which Discord ignores.
    _check(body, KEYS | {"message", "applied_tags", "type"}, (PUBLIC_THREAD,), forum=forum, tags=tags)
    bodies.check(message, bodies.CREATE, len(call.files))
    check_media(forum, bot, message, call.files)
    thread_edits.check_tags(forum, bot, tags)
    made = Channel(call.server.snowflakes.next(), body["name"], PUBLIC_THREAD, forum.guild, parent=forum)
    post = _made(call, made, tuple(int(tag) for tag in tags))
    first = posting.post(call.server, post, bot, message, call.files)
    return post.payload() | {"message": first.payload()}


def _parent(call: Call, *kinds: int) -> Channel:
    where = channel_of(call)
    if where.kind not in kinds:
        raise ApiError(*WRONG_CHANNEL_TYPE)
    return where


def _require(call: Call, where: Channel, permission: str) -> None:
    if not where.allows(call.server.bot, permission):
        raise ApiError(*MISSING_PERMISSIONS)


def _check(
    body: Json,
    keys: frozenset[str],
    kinds: tuple[int, ...] = (),
    *,
    forum: Channel | None = None,
    tags: Iterable[str] = (),
) -> None:
    errors = FormErrors()
    errors.keys((), body, keys)
    thread_edits.check_new(body, errors)
    if body.get("type") is not None and body["type"] not in kinds:
        errors.add(("type",), "BASE_TYPE_CHOICES", f"Must be one of {kinds}.")
    if forum is not None:
        thread_edits.check_known(forum, tags, errors)
    errors.refuse()


def _made(call: Call, channel: Channel, tags: tuple[int, ...] = ()) -> Channel:
    """Let a new thread be the bot's and tell of it."""
    call.made = True
    channel.thread = Thread(call.server.bot_user_id, tags, rate_limit=call.body.get("rate_limit_per_user") or 0)
    channel.thread.auto_archive_duration = call.body.get("auto_archive_duration") or 1440
    if channel.kind == PRIVATE_THREAD:
        channel.thread.invitable = call.body.get("invitable") is not False
    assert channel.guild is not None
    return channel.guild.add(channel)
