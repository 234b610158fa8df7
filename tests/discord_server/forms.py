"""What a person enters into a modal, and what she chooses in a select menu."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from tests.discord_server.errors import Json
from tests.discord_server.messages import Select
from tests.discord_server.options import Resolved
from tests.discord_server.uploads import SIZE_LIMIT, Upload

Values: TypeAlias = dict[str, Any]
"""Of the custom_id or label of a field, what is entered."""

ROW, TEXT_INPUT, LABEL, FILES, RADIO, BOX = 1, 4, 18, 19, 21, 23


def fill(components: list[Json], values: Values | str, resolved: Resolved) -> list[Json]:
    """Return the components of a modal as they are submitted, or raise ValueError where Discord would not let her."""
    fields = _fields(components)
    if isinstance(values, str):
        if len(fields) != 1:
            raise LookupError(f"the modal has {len(fields)} fields")
        values = {fields[0][1]["custom_id"]: values}
    names = {name for label, field in fields for name in (label, field["custom_id"])}
    for name in values:
        if name not in names:
            raise LookupError(f"no field {name!r} in the modal, which has {sorted(names)}")
    filled = []
    for component in components:
        part: Json = {"type": component["type"], "id": component["id"]}
        if component["type"] == ROW:
            inner = component["components"][0]
            part["components"] = [_filled(inner, inner["label"], values, resolved)]
        elif component["type"] == LABEL:
            part["component"] = _filled(component["component"], component["label"], values, resolved)
        filled.append(part)
    return filled


def _fields(components: list[Json]) -> list[tuple[str, Json]]:
    rows = [(part["components"][0]["label"], part["components"][0]) for part in components if part["type"] == ROW]
    return rows + [(part["label"], part["component"]) for part in components if part["type"] == LABEL]


def _filled(field: Json, label: str, values: Values, resolved: Resolved) -> Json:
    part: Json = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
    value = values.get(field["custom_id"], values.get(label))
    required = field.get("required") is not False
    if field["type"] == TEXT_INPUT:
        return part | {"value": _text(field, field.get("value") or "" if value is None else value, required=required)}
    if field["type"] == BOX:
        return part | {"value": _flag(field, label, value)}
    listed = _prefilled(field) if value is None else list(value) if isinstance(value, list | tuple) else [value]
    if required and not listed:
        raise ValueError(f"the field {label!r} is required")
    if "options" in field:
        listed = [_option(field, label, value) for value in listed]
    if field["type"] == RADIO:
        if len(listed) > 1:
            raise ValueError(f"the field {label!r} takes one of its options")
        return part | {"value": listed[0] if listed else None}
    return part | {"values": _many(field, label, listed, resolved)}


def _prefilled(field: Json) -> list[Any]:
    """Return what is chosen in a field before anybody touches it."""
    chosen = [option["value"] for option in field.get("options") or [] if option.get("default")]
    return chosen + [value["id"] for value in field.get("default_values") or []]


def _flag(field: Json, label: str, value: Any) -> bool:
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"the field {label!r} is checked or not")
    return bool(field.get("default")) if value is None else value


def _many(field: Json, label: str, listed: list[Any], resolved: Resolved) -> list[str]:
    if field["type"] == FILES:
        _require_files(label, listed)
    least, limit = field.get("min_values", 1), field.get("max_values", len(field.get("options") or ()) or 1)
    if listed and not least <= len(listed) <= limit:
        what = "files" if field["type"] == FILES else f"for {label!r}"
        raise ValueError(f"{len(listed)} {what}, must be {least} to {limit}")
    if "options" in field:
        return listed
    ids = [resolved.add(thing) for thing in listed]
    for kind in (channel["type"] for channel in resolved.only("channels", ids)):
        if field.get("channel_types") and kind not in field["channel_types"]:
            raise ValueError(f"a channel of type {kind} for {label!r}, must be one of {field['channel_types']}")
    return ids


def _option(field: Json, label: str, value: Any) -> Any:
    for option in field["options"]:
        if value in (option["value"], option["label"]):
            return option["value"]
    raise ValueError(f"{value!r} is no option of {label!r}")


def _require_files(label: str, files: list[Any]) -> None:
    if not all(isinstance(file, Upload) for file in files):
        raise TypeError(f"the field {label!r} takes files")
    if any(len(file.data) > SIZE_LIMIT for file in files):
        raise ValueError(f"a file of more than {SIZE_LIMIT} bytes")


def _text(field: Json, value: str, *, required: bool) -> str:
    least, limit = field.get("min_length") or 0, field.get("max_length")
    if required and not value.strip():
        raise ValueError(f"the field {field['custom_id']!r} is required")
    if (value and len(value) < least) or len(value) > (4000 if limit is None else limit):
        raise ValueError(f"{len(value)} characters are outside of {least} to {limit} for {field['custom_id']!r}")
    return value


def chosen(select: Select, values: Sequence[Any], resolved: Resolved) -> list[str]:
    """Return the values of a choice in a select menu, or raise ValueError where Discord would not let her."""
    if not select.min_values <= len(values) <= select.max_values:
        raise ValueError(f"{len(values)} values, must be {select.min_values} to {select.max_values}")
    if select.kind != 3:
        return [resolved.add(value) for value in values]
    found = []
    for value in values:
        option = next((option for option in select.options if value in (option["value"], option["label"])), None)
        if option is None:
            raise ValueError(f"{value!r} is no option of {select.custom_id!r}")
        found.append(option["value"])
    return found
