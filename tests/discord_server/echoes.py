"""Components as Discord gives them back."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.discord_server.components import CONTAINER, FILE, FILE_UPLOAD, GALLERY, SEPARATOR, TEXT_INPUT, THUMBNAIL
from tests.discord_server.errors import Json
from tests.discord_server.messages import SELECTS, walk

MEDIA_ID = "1"
"""Discord gives every medium an id; nothing here looks it up."""
DEFAULTS: dict[int, Json] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
    TEXT_INPUT: {"min_length": 0, "max_length": 4000, "label": ""},
    FILE_UPLOAD: {"min_values": 1, "max_values": 1, "required": True},
    THUMBNAIL: {"description": None, "spoiler": False},
    FILE: {"spoiler": False},
    SEPARATOR: {"divider": True, "spacing": 1},
    CONTAINER: {"accent_color": None, "spoiler": False},
}


def echo(components: list[Json], attachments: Sequence[Json] = ()) -> list[Json]:
    """Return components as Discord keeps them: each with an id, what was left out, and addresses for its media."""
    taken = {part["id"] for part in walk(components) if part.get("id")}
    free = (an_id for an_id in range(1, 1000) if an_id not in taken)
    sources = {f"attachment://{attachment['filename']}": attachment for attachment in attachments}
    return [_echo(component, free, sources) for component in components]


def _echo(component: Json, free: Iterator[int], sources: dict[str, Json]) -> Json:
    kind = component["type"]
    given = {key: value for key, value in component.items() if key != "id" and value is not None}
    echoed: Json = {"type": kind, "id": component.get("id") or next(free)} | DEFAULTS.get(kind, {}) | given
    if "components" in echoed:
        echoed["components"] = [_echo(child, free, sources) for child in echoed["components"]]
    for key in ("accessory", "component"):
        if isinstance(echoed.get(key), dict):
            echoed[key] = _echo(echoed[key], free, sources)
    if "emoji" in echoed:
        echoed["emoji"] = _emoji(echoed["emoji"])
    if "options" in echoed:
        echoed["options"] = [_option(option) for option in echoed["options"]]
    if kind == GALLERY:
        echoed["items"] = [_item(item, sources) for item in echoed["items"]]
    elif kind == THUMBNAIL:
        echoed["media"] = _media(echoed["media"], sources)
    elif kind == FILE:
        attachment = sources[echoed["file"]["url"]]
        echoed |= {"name": attachment["filename"], "size": attachment["size"]}
        echoed["file"] = _media(echoed["file"], sources)
    return echoed


def _emoji(emoji: Json) -> Json:
    return {key: value for key, value in emoji.items() if value is not None}


def _option(option: Json) -> Json:
    given = {key: value for key, value in option.items() if value is not None}
    return given | ({"emoji": _emoji(given["emoji"])} if "emoji" in given else {})


def _item(item: Json, sources: dict[str, Json]) -> Json:
    return {"description": None, "spoiler": False} | item | {"media": _media(item["media"], sources)}


def _media(media: Json, sources: dict[str, Any]) -> Json:
    attachment = sources.get(media["url"])
    url = attachment["url"] if attachment else media["url"]
    found: Json = {"id": MEDIA_ID, "url": url, "proxy_url": url, "loading_state": 2}
    return found | ({"attachment_id": attachment["id"]} if attachment else {})
