"""Whom a message pings."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.discord_server.errors import FormErrors, Json

if TYPE_CHECKING:
    from tests.discord_server.messages import StoredMessage
    from tests.discord_server.people import Person

USER, ROLE, EVERYONE = re.compile(r"<@!?(\d+)>"), re.compile(r"<@&(\d+)>"), re.compile(r"@(everyone|here)\b")
KINDS = frozenset({"users", "roles", "everyone"})
KEYS = frozenset({"parse", "users", "roles", "replied_user"})


@dataclass(frozen=True)
class Ping:
    """Whom one message of the bot pinged."""

    message_id: int
    channel_id: int
    users: tuple[int, ...]
    roles: tuple[int, ...]
    everyone: bool
    text: str


def check_allowed(allowed: Any, errors: FormErrors) -> None:
    """Note what is wrong with an allowed_mentions."""
    place = ("allowed_mentions",)
    if allowed is None:
        return
    if not isinstance(allowed, dict):
        errors.add(place, "BASE_TYPE_BAD_TYPE", "Must be an object.")
        return
    errors.keys(place, allowed, KEYS)
    parse = allowed.get("parse") or []
    for kind in parse:
        if kind not in KINDS:
            errors.add((*place, "parse"), "BASE_TYPE_CHOICES", f"{kind!r} is no kind of mention.")
    for kind in ("users", "roles"):
        listed = allowed.get(kind) or []
        errors.count((*place, kind), listed, 0, 100)
        if listed and kind in parse:
            errors.add((*place, kind), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"parse has {kind!r} too.")


def mark(message: "StoredMessage", allowed: Json | None, replied_to: "Person | None" = None) -> None:
    """Set whom a message mentions, given what its sender allowed."""
    text = message.look().text
    users = [message.channel_person(int(an_id)) for an_id in dict.fromkeys(USER.findall(text))]
    roles = [message.channel_role(int(an_id)) for an_id in dict.fromkeys(ROLE.findall(text))]
    message.mentions = [person for person in users if person and _permits(allowed, "users", person.id)]
    message.mention_roles = [role for role in roles if role and _permits(allowed, "roles", role.id)]
    message.mention_everyone = bool(EVERYONE.search(text)) and _permits(allowed, "everyone", 0)
    replied = allowed is None or bool(allowed.get("replied_user"))
    if replied_to is not None and replied and replied_to not in message.mentions:
        message.mentions.append(replied_to)


def _permits(allowed: Json | None, kind: str, an_id: int) -> bool:
    if allowed is None or kind in (allowed.get("parse") or []):
        return True
    return str(an_id) in [str(listed) for listed in allowed.get(kind) or []] if kind != "everyone" else False


def ping(message: "StoredMessage") -> Ping | None:
    """Return whom a message pings, if anybody."""
    if not (message.mentions or message.mention_roles or message.mention_everyone):
        return None
    users = tuple(person.id for person in message.mentions)
    roles: tuple[int, ...] = tuple(role.id for role in message.mention_roles)
    return Ping(message.id, message.channel.id, users, roles, message.mention_everyone, message.look().text)
