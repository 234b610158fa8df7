"""Discord's rules for the bodies with which a bot writes messages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.discord_server.components import LAYOUT, Checker
from tests.discord_server.errors import EMPTY_MESSAGE, ApiError, FormErrors, Json, words
from tests.discord_server.mentions import check_allowed
from tests.discord_server.messages import COMPONENTS_V2, EPHEMERAL

if TYPE_CHECKING:
    from tests.discord_server.messages import StoredMessage

SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12
_COMMON = words("content embeds allowed_mentions components attachments flags")


@dataclass(frozen=True)
class Kind:
    """One way of writing a message, with the keys and flags it knows."""

    keys: frozenset[str]
    flags: int


# discord.py sends `tts` with every edit and update, which Discord ignores.
_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
CREATE = Kind(_COMMON | {"tts", "nonce", "enforce_nonce", "message_reference", "sticker_ids", "poll"}, _FLAGS)
EDIT = Kind(_COMMON | {"tts"}, SUPPRESS_EMBEDS | COMPONENTS_V2)
ANSWER = Kind(_COMMON | {"tts", "poll"}, _FLAGS | EPHEMERAL)
UPDATE = Kind(_COMMON | {"tts"}, SUPPRESS_EMBEDS | COMPONENTS_V2)
FOLLOW_UP = Kind(_COMMON | {"tts", "poll"}, _FLAGS | EPHEMERAL)
# What was deferred keeps its flags, and a client may send them again with the edit.
WEBHOOK_EDIT = Kind(_COMMON | {"tts", "poll"}, SUPPRESS_EMBEDS | COMPONENTS_V2 | EPHEMERAL)

EMBED_KEYS = words("type url title color timestamp description author image thumbnail footer fields provider video")
EMBED_LIMITS = {"title": 256, "description": 4096}
ATTACHMENT_KEYS = words("id filename description duration_secs waveform title is_spoiler")
# What Discord itself told of an attachment is accepted when it comes back with an edit.
KEPT_ATTACHMENT_KEYS = ATTACHMENT_KEYS | words("content_type size url proxy_url height width ephemeral spoiler flags")


def check(body: Json, kind: Kind, files: int = 0, message: "StoredMessage | None" = None) -> None:
    """Refuse a body that Discord would refuse, given the message that it edits."""
    errors = FormErrors()
    errors.keys((), body, kind.keys)
    content = body.get("content")
    if content is not None:
        errors.length(("content",), content, 0, 2000)
    _check_embeds(body.get("embeds"), errors)
    check_allowed(body.get("allowed_mentions"), errors)
    flags = body.get("flags") or 0
    if not isinstance(flags, int) or flags & ~kind.flags:
        errors.add(("flags",), "BITFIELD_TYPE_INVALID", f"{flags!r} has flags that cannot be set here.")
        flags = 0
    names = _check_attachments(body.get("attachments"), files, message, errors)
    v2 = _check_layout(body, flags, message, errors)
    if body.get("components") is not None:
        Checker(errors, names).message(body["components"], v2=v2)
    errors.refuse()
    if _is_empty(body, files, message, v2=v2):
        raise ApiError(*EMPTY_MESSAGE)


def _check_layout(body: Json, flags: int, message: "StoredMessage | None", errors: FormErrors) -> bool:
    """Note what breaks the rules of Components V2 and tell whether the message has them."""
    was_v2 = message is not None and bool(message.flags & COMPONENTS_V2)
    v2 = bool(flags & COMPONENTS_V2) or (was_v2 and "flags" not in body)
    place = ("flags",)
    if was_v2 and not v2:
        errors.add(place, "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "IS_COMPONENTS_V2 cannot be removed.")
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if _after(body, message, key):
                errors.add((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", f"No {key} in Components V2.")
    listed = body.get("components") or []
    if not v2 and any(isinstance(part, dict) and part.get("type") in LAYOUT for part in listed):
        errors.add(("components",), "COMPONENTS_V2_FLAG_REQUIRED", "These need the flag IS_COMPONENTS_V2.")
    return v2


def _after(body: Json, message: "StoredMessage | None", key: str) -> Any:
    return body[key] if key in body else getattr(message, key, None)


def _is_empty(body: Json, files: int, message: "StoredMessage | None", *, v2: bool) -> bool:
    if v2:
        return not _after(body, message, "components")
    content = _after(body, message, "content") or ""
    kept = ("embeds", "components", "attachments", "poll", "sticker_ids")
    return not (content.strip() or files or any(_after(body, message, key) for key in kept))


def _check_embeds(embeds: Any, errors: FormErrors) -> None:
    if embeds is None:
        return
    errors.count(("embeds",), embeds, 0, 10)
    total = 0
    for number, embed in enumerate(embeds if isinstance(embeds, list) else []):
        place = ("embeds", str(number))
        errors.keys(place, embed, EMBED_KEYS)
        for key, limit in EMBED_LIMITS.items():
            if embed.get(key) is not None:
                errors.length((*place, key), embed[key], 0, limit)
        fields = embed.get("fields") or []
        errors.count((*place, "fields"), fields, 0, 25)
        for index, field in enumerate(fields):
            errors.length((*place, "fields", str(index), "name"), field.get("name"), 1, 256)
            errors.length((*place, "fields", str(index), "value"), field.get("value"), 1, 1024)
        total += _embed_size(embed)
    if total > 6000:
        errors.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"{total} characters in all embeds, at most 6000.")


def _embed_size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text or "") for text in texts)


def _check_attachments(
    attachments: Any, files: int, message: "StoredMessage | None", errors: FormErrors
) -> frozenset[str]:
    """Note what is wrong with the list of attachments and return the names of those the message will have."""
    kept = {attachment["id"]: attachment["filename"] for attachment in message.attachments} if message else {}
    if attachments is None:
        return frozenset(kept.values())
    place = ("attachments",)
    errors.count(place, attachments, 0, 10)
    names = set()
    for number, attachment in enumerate(attachments if isinstance(attachments, list) else []):
        an_id = str(attachment.get("id"))
        spot = (*place, str(number))
        if an_id in kept:
            errors.keys(spot, attachment, KEPT_ATTACHMENT_KEYS)
            names.add(kept[an_id])
        elif an_id.isdigit() and int(an_id) < files:
            errors.keys(spot, attachment, ATTACHMENT_KEYS)
            names.add(str(attachment.get("filename")))
        else:
            errors.add((*spot, "id"), "ATTACHMENT_NOT_FOUND", f"No file or attachment {an_id}.")
    return frozenset(names)
