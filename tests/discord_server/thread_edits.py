"""Discord's rules for changes of threads, the same for people and for the bot."""

from typing import TYPE_CHECKING, Any

from tests.discord_server import posting
from tests.discord_server.errors import (
    MISSING_PERMISSIONS,
    TAG_REQUIRED,
    THREAD_ARCHIVED,
    THREAD_LOCKED,
    ApiError,
    FormErrors,
    Json,
    words,
)
from tests.discord_server.threads import ARCHIVE_DURATIONS, MAX_APPLIED, PINNED, REQUIRE_TAG, Thread, now

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.people import Person

KEYS = words("name archived locked invitable auto_archive_duration rate_limit_per_user flags applied_tags")
MANAGED = words("locked rate_limit_per_user invitable flags")
"""What only those may change who may manage threads."""


def edit(where: "Channel", who: "Person", body: Json) -> None:
    """Change a thread and tell those who listen, or raise ApiError where Discord would refuse it."""
    thread = where.thread
    assert thread is not None
    given = {key: value for key, value in body.items() if value is not None}
    _check(where, given)
    _require_rights(where, thread, who, given)
    if thread.archived and given.get("archived") is not False:
        raise ApiError(*THREAD_ARCHIVED)
    if "applied_tags" in given:
        check_tags(where, who, given["applied_tags"])
    _apply(where, thread, who, given)


def check_new(body: Json, errors: FormErrors) -> None:
    """Note what is wrong with the name and the times of a thread that is to be made."""
    errors.length(("name",), body.get("name"), 1, 100)
    _check_times(body, errors)


def check_tags(where: "Channel", who: "Person", tags: list[Any]) -> None:
    """Refuse tags that a person may not give to a post, whose tags so far count as given."""
    forum = where.parent or where
    if not tags and forum.flags & REQUIRE_TAG:
        raise ApiError(*TAG_REQUIRED)
    changed = {int(tag) for tag in tags} ^ set(where.thread.tags if where.thread else ())
    moderated = any(tag.moderated for tag in forum.tags if tag.id in changed)
    if moderated and not where.allows(who, "manage_threads"):
        raise ApiError(*MISSING_PERMISSIONS)


def check_known(forum: "Channel | None", tags: Any, errors: FormErrors) -> None:
    """Note tags that are too many, that a forum does not have, or that stand where there are none."""
    place = ("applied_tags",)
    errors.count(place, tags, 0, MAX_APPLIED)
    known = {str(tag.id) for tag in forum.tags} if forum else set()
    for tag in tags if isinstance(tags, list) else []:
        if str(tag) not in known:
            errors.add(place, "FORUM_TAG_UNKNOWN", f"No tag {tag} here.")


def _check_times(body: Json, errors: FormErrors) -> None:
    minutes, seconds = body.get("auto_archive_duration"), body.get("rate_limit_per_user")
    if minutes is not None and minutes not in ARCHIVE_DURATIONS:
        errors.add(("auto_archive_duration",), "BASE_TYPE_CHOICES", f"Must be one of {ARCHIVE_DURATIONS}.")
    if seconds is not None and not 0 <= seconds <= 21600:
        errors.add(("rate_limit_per_user",), "NUMBER_TYPE_MAX", "Must be between 0 and 21600.")


def _check(where: "Channel", body: Json) -> None:
    errors = FormErrors()
    errors.keys((), body, KEYS)
    if "name" in body:
        errors.length(("name",), body["name"], 1, 100)
    _check_times(body, errors)
    if "applied_tags" in body:
        check_known(where.parent, body["applied_tags"], errors)
    if body.get("flags", 0) & ~(PINNED if where.is_post else 0):
        errors.add(("flags",), "BITFIELD_TYPE_INVALID", "Only a post can be pinned.")
    errors.refuse()


def _require_rights(where: "Channel", thread: Thread, who: "Person", body: Json) -> None:
    """Refuse a change by somebody who neither made the thread nor manages threads, save opening it again."""
    if where.allows(who, "manage_threads"):
        return
    if body.keys() & MANAGED:
        raise ApiError(*MISSING_PERMISSIONS)
    if thread.locked:
        raise ApiError(*THREAD_LOCKED)
    opens = body.keys() == {"archived"} and not body["archived"]
    if not (thread.owner_id == who.id or (opens and where.lets_send(who))):
        raise ApiError(*MISSING_PERMISSIONS)


def _apply(where: "Channel", thread: Thread, who: "Person", body: Json) -> None:
    before = where.payload()
    renamed = body.get("name", where.name) != where.name
    if {"archived", "auto_archive_duration"} & body.keys():
        thread.archived_at = now()
    where.name = body.get("name", where.name)
    thread.archived = body.get("archived", thread.archived)
    thread.locked = body.get("locked", thread.locked)
    thread.auto_archive_duration = body.get("auto_archive_duration", thread.auto_archive_duration)
    thread.rate_limit = body.get("rate_limit_per_user", thread.rate_limit)
    thread.invitable = body.get("invitable", thread.invitable)
    thread.flags = body.get("flags", thread.flags)
    if "applied_tags" in body:
        thread.tags = tuple(int(tag) for tag in body["applied_tags"])
    if where.payload() != before:
        posting.tell_of_thread(where)
    if renamed:
        posting.note_name(who, where)
