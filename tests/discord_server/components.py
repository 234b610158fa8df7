"""Discord's rules for the components of messages and modals."""

import re
from typing import Any

from tests.discord_server.errors import FormErrors, Json
from tests.discord_server.messages import SELECTS

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, SECTION, TEXT = 1, 2, 3, 4, 9, 10
THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 11, 12, 13, 14, 17, 18
FILE_UPLOAD, RADIO, BOXES, BOX = 19, 21, 22, 23
LAYOUT = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
INPUTS = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO, BOXES, BOX}
NAMED = INPUTS | {BUTTON}
LINK, PREMIUM = 5, 6

_SELECT = "custom_id placeholder min_values max_values disabled required"
KEYS: dict[int, frozenset[str]] = {
    kind: frozenset(("type id " + keys).split())
    for kind, keys in {
        ROW: "components",
        BUTTON: "style label emoji custom_id url disabled sku_id",
        STRING_SELECT: f"{_SELECT} options",
        TEXT_INPUT: "custom_id style label value placeholder required min_length max_length",
        5: f"{_SELECT} default_values",
        6: f"{_SELECT} default_values",
        7: f"{_SELECT} default_values",
        8: f"{_SELECT} default_values channel_types",
        SECTION: "components accessory",
        TEXT: "content",
        THUMBNAIL: "media description spoiler",
        GALLERY: "items",
        FILE: "file spoiler",
        SEPARATOR: "divider spacing",
        CONTAINER: "components accent_color spoiler",
        LABEL: "label description component",
        FILE_UPLOAD: "custom_id min_values max_values required",
        RADIO: "custom_id options required",
        BOXES: "custom_id options min_values max_values required",
        BOX: "custom_id default",
    }.items()
}
OPTION_KEYS = frozenset({"label", "value", "description", "emoji", "default"})
CHILDREN: dict[int, frozenset[int]] = {
    ROW: SELECTS | {BUTTON},
    SECTION: frozenset({TEXT}),
    CONTAINER: frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR}),
}
TOP_V1 = frozenset({ROW})
TOP_V2 = CHILDREN[CONTAINER] | {CONTAINER}
TOP_MODAL = frozenset({ROW, TEXT, LABEL})
MAX_COMPONENTS, MAX_TEXT = 40, 4000
Place = tuple[str, ...]


class Checker:
    """Notes what is wrong with the components of one message or modal."""

    def __init__(self, errors: FormErrors, attachments: frozenset[str] = frozenset(), *, modal: bool = False) -> None:
        self.errors = errors
        self.attachments = attachments
        self.modal = modal
        self.count = 0
        self.text = 0
        self.custom_ids: list[str] = []
        self.ids: list[int] = []

    def message(self, components: Any, *, v2: bool) -> None:
        """Check all components of a message."""
        place = ("components",)
        if not isinstance(components, list):
            self.errors.add(place, "BASE_TYPE_BAD_TYPE", "Must be a list.")
            return
        if not v2:
            self.errors.count(place, components, 0, 5)
        self._all(place, components, TOP_V2 if v2 else TOP_V1)
        self._totals(place)

    def form(self, components: Any) -> None:
        """Check all components of a modal."""
        self.errors.count(("components",), components, 1, 5)
        if isinstance(components, list):
            self._all(("components",), components, TOP_MODAL)
            self._totals(("components",))

    def _totals(self, place: Place) -> None:
        self.errors.unique(place, self.custom_ids, "COMPONENT_CUSTOM_ID_DUPLICATED: custom_id")
        self.errors.unique(place, self.ids, "id")
        if self.count > MAX_COMPONENTS:
            self.errors.add(place, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"{self.count} components, at most 40.")
        if self.text > MAX_TEXT:
            self.errors.add(place, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"{self.text} characters, at most 4000.")

    def _all(self, place: Place, components: list[Any], allowed: frozenset[int]) -> None:
        for number, component in enumerate(components):
            self._one((*place, str(number)), component, allowed)

    def _one(self, place: Place, component: Any, allowed: frozenset[int]) -> None:
        kind = component.get("type") if isinstance(component, dict) else None
        if kind not in allowed:
            names = ", ".join(map(str, sorted(allowed)))
            self.errors.add((*place, "type"), "UNION_TYPE_CHOICES", f"Type {kind!r}, must be one of {names}.")
            return
        self.count += 1
        self.errors.keys(place, component, KEYS[kind])
        if component.get("id"):
            self.ids.append(component["id"])
        if kind in NAMED and not (kind == BUTTON and component.get("style") in (LINK, PREMIUM)):
            self.errors.length((*place, "custom_id"), component.get("custom_id"), 1, 100)
            self.custom_ids.append(component.get("custom_id"))
        check = _CHECKS.get(kind)
        if check is not None:
            check(self, place, component)

    def _row(self, place: Place, row: Json) -> None:
        children = row.get("components")
        self.errors.count((*place, "components"), children, 1, 5)
        if not isinstance(children, list):
            return
        selects = sum(isinstance(child, dict) and child.get("type") in SELECTS for child in children)
        if selects and len(children) > 1:
            self.errors.add((*place, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its row.")
        if self.modal:
            self.errors.count((*place, "components"), children, 1, 1)
        self._all((*place, "components"), children, frozenset({TEXT_INPUT}) if self.modal else CHILDREN[ROW])

    def _button(self, place: Place, button: Json) -> None:
        style, errors = button.get("style"), self.errors
        if style not in range(1, 7):
            errors.add((*place, "style"), "BASE_TYPE_CHOICES", f"{style!r} is no style of button.")
        if button.get("label") is not None:
            errors.length((*place, "label"), button["label"], 0, 80)
        if not button.get("label") and not button.get("emoji") and style != PREMIUM:
            errors.add(place, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji.")
        self._emoji((*place, "emoji"), button.get("emoji"))
        if style == LINK:
            _check_url(errors, (*place, "url"), button.get("url"), ("http", "https", "discord"), 512)
            if button.get("custom_id") is not None:
                errors.add(
                    (*place, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Not with a url."
                )
        elif button.get("url") is not None:
            errors.add((*place, "url"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Only for link buttons.")

    def _emoji(self, place: Place, emoji: Any) -> None:
        if emoji is None:
            return
        if not isinstance(emoji, dict):
            self.errors.add(place, "BASE_TYPE_BAD_TYPE", "Must be an object.")
            return
        self.errors.keys(place, emoji, frozenset({"id", "name", "animated"}))
        name = emoji.get("name")
        if not emoji.get("id") and (not name or (name.isascii() and name[0] not in "#*0123456789")):
            self.errors.add((*place, "name"), "BUTTON_COMPONENT_INVALID_EMOJI", f"{name!r} is no emoji.")

    def _select(self, place: Place, select: Json) -> None:
        if select.get("placeholder") is not None:
            self.errors.length((*place, "placeholder"), select["placeholder"], 0, 150)
        least, limit = select.get("min_values"), select.get("max_values")
        if least is not None and not 0 <= least <= 25:
            self.errors.add((*place, "min_values"), "NUMBER_TYPE_MIN", "Must be between 0 and 25.")
        if limit is not None and not max(1, least or 0) <= limit <= 25:
            self.errors.add(
                (*place, "max_values"), "NUMBER_TYPE_MAX", "Must be between 1 and 25, not below min_values."
            )
        if self.modal:
            self._in_modal(place, select)
        if select["type"] == STRING_SELECT:
            self._options(place, select, 1, 25)
        self._default_values(place, select)

    def _in_modal(self, place: Place, field: Json) -> None:
        if field.get("disabled"):
            self.errors.add((*place, "disabled"), "MODAL_COMPONENT_DISABLED", "Nothing in a modal is disabled.")
        if field.get("min_values") == 0 and field.get("required") is not False:
            self.errors.add(
                (*place, "required"), "COMPONENT_REQUIRED_MIN_VALUES_INVALID", "Not where none may be given."
            )

    def _default_values(self, place: Place, select: Json) -> None:
        """Note things that are chosen beforehand and that the select menu cannot hold."""
        place, listed = (*place, "default_values"), select.get("default_values") or []
        kinds = {5: {"user"}, 6: {"role"}, 7: {"user", "role"}, 8: {"channel"}}.get(select["type"], set())
        for number, value in enumerate(listed):
            if value.get("type") not in kinds:
                self.errors.add((*place, str(number), "type"), "BASE_TYPE_CHOICES", f"Must be one of {sorted(kinds)}.")
        if listed and not (select.get("min_values") or 0) <= len(listed) <= (select.get("max_values") or 1):
            self.errors.add(place, "SELECT_DEFAULT_VALUES_OUT_OF_RANGE", f"{len(listed)} are chosen beforehand.")

    def _boxes(self, place: Place, group: Json) -> None:
        least, limit = group.get("min_values"), group.get("max_values")
        if least is not None and not 0 <= least <= 10:
            self.errors.add((*place, "min_values"), "NUMBER_TYPE_MIN", "Must be between 0 and 10.")
        if limit is not None and not max(1, least or 0) <= limit <= 10:
            self.errors.add(
                (*place, "max_values"), "NUMBER_TYPE_MAX", "Must be between 1 and 10, not below min_values."
            )
        self._in_modal(place, group)
        self._options(place, group, 1, 10)

    def _radio(self, place: Place, group: Json) -> None:
        self._options(place, group, 2, 10)
        if sum(bool(option.get("default")) for option in group.get("options") or []) > 1:
            self.errors.add((*place, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "One can be chosen.")

    def _options(self, place: Place, menu: Json, least: int, limit: int) -> None:
        place, options = (*place, "options"), menu.get("options")
        self.errors.count(place, options, least, limit)
        for number, option in enumerate(options if isinstance(options, list) else []):
            spot = (*place, str(number))
            self.errors.keys(spot, option, OPTION_KEYS)
            self.errors.length((*spot, "label"), option.get("label"), 1, 100)
            self.errors.length((*spot, "value"), option.get("value"), 1, 100)
            if option.get("description") is not None:
                self.errors.length((*spot, "description"), option["description"], 1, 100)
            self._emoji((*spot, "emoji"), option.get("emoji"))
        values = [option.get("value") for option in options or []]
        self.errors.unique(place, values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED: value")

    def _text_input(self, place: Place, field: Json) -> None:
        errors = self.errors
        in_label = place[-1] == "component"
        if not in_label or field.get("label") is not None:
            errors.length((*place, "label"), field.get("label"), 1, 45)
        if field.get("style") not in (1, 2):
            errors.add((*place, "style"), "BASE_TYPE_CHOICES", "Must be 1 or 2.")
        for key, limit in (("value", 4000), ("placeholder", 100)):
            if field.get(key) is not None:
                errors.length((*place, key), field[key], 0, limit)
        least, most_long = field.get("min_length") or 0, field.get("max_length")
        if not 0 <= least <= 4000:
            errors.add((*place, "min_length"), "NUMBER_TYPE_MAX", "Must be between 0 and 4000.")
        if most_long is not None and not max(1, least) <= most_long <= 4000:
            errors.add((*place, "max_length"), "NUMBER_TYPE_MAX", "Must be between 1 and 4000, not below min_length.")

    def _file_upload(self, place: Place, field: Json) -> None:
        least, most = field.get("min_values"), field.get("max_values")
        if least is not None and not 0 <= least <= 10:
            self.errors.add((*place, "min_values"), "NUMBER_TYPE_MIN", "Must be between 0 and 10.")
        if most is not None and not max(1, least or 0) <= most <= 10:
            self.errors.add(
                (*place, "max_values"), "NUMBER_TYPE_MAX", "Must be between 1 and 10, not below min_values."
            )
        self._in_modal(place, field)

    def _section(self, place: Place, section: Json) -> None:
        children = section.get("components")
        self.errors.count((*place, "components"), children, 1, 3)
        self._all((*place, "components"), children if isinstance(children, list) else [], CHILDREN[SECTION])
        self._one((*place, "accessory"), section.get("accessory"), frozenset({BUTTON, THUMBNAIL}))

    def _text(self, place: Place, text: Json) -> None:
        content = text.get("content")
        self.errors.length((*place, "content"), content, 1, 4000)
        self.text += len(content) if isinstance(content, str) else 0

    def _media(self, place: Place, media: Json) -> None:
        self._source((*place, "media"), media.get("media"), ("http", "https", "attachment"))

    def _gallery(self, place: Place, gallery: Json) -> None:
        items = gallery.get("items")
        self.errors.count((*place, "items"), items, 1, 10)
        for number, item in enumerate(items if isinstance(items, list) else []):
            spot = (*place, "items", str(number))
            self.errors.keys(spot, item, frozenset({"media", "description", "spoiler"}))
            self._media(spot, item)

    def _file(self, place: Place, file: Json) -> None:
        self._source((*place, "file"), file.get("file"), ("attachment",))

    def _source(self, place: Place, source: Any, schemes: tuple[str, ...]) -> None:
        if not isinstance(source, dict):
            self.errors.add(place, "BASE_TYPE_REQUIRED", "This field is required")
            return
        url = source.get("url")
        _check_url(self.errors, (*place, "url"), url, schemes, 2048)
        if isinstance(url, str) and url.startswith("attachment://") and url[13:] not in self.attachments:
            self.errors.add(
                (*place, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", f"No file {url[13:]}."
            )

    def _separator(self, place: Place, separator: Json) -> None:
        if separator.get("spacing") not in (None, 1, 2):
            self.errors.add((*place, "spacing"), "BASE_TYPE_CHOICES", "Must be 1 or 2.")

    def _container(self, place: Place, container: Json) -> None:
        children = container.get("components")
        self.errors.count((*place, "components"), children, 1, MAX_COMPONENTS)
        self._all((*place, "components"), children if isinstance(children, list) else [], CHILDREN[CONTAINER])
        colour = container.get("accent_color")
        if colour is not None and not 0 <= colour <= 0xFFFFFF:
            self.errors.add((*place, "accent_color"), "NUMBER_TYPE_MAX", "Must be between 0 and 16777215.")

    def _label(self, place: Place, label: Json) -> None:
        self.errors.length((*place, "label"), label.get("label"), 1, 45)
        if label.get("description") is not None:
            self.errors.length((*place, "description"), label["description"], 1, 100)
        self._one((*place, "component"), label.get("component"), INPUTS)


_CHECKS = {
    ROW: Checker._row,
    BUTTON: Checker._button,
    **dict.fromkeys(SELECTS, Checker._select),
    TEXT_INPUT: Checker._text_input,
    FILE_UPLOAD: Checker._file_upload,
    RADIO: Checker._radio,
    BOXES: Checker._boxes,
    SECTION: Checker._section,
    TEXT: Checker._text,
    THUMBNAIL: Checker._media,
    GALLERY: Checker._gallery,
    FILE: Checker._file,
    SEPARATOR: Checker._separator,
    CONTAINER: Checker._container,
    LABEL: Checker._label,
}


def _check_url(errors: FormErrors, place: Place, url: Any, schemes: tuple[str, ...], limit: int) -> None:
    errors.length(place, url, 1, limit)
    if isinstance(url, str) and not re.match(rf"(?:{'|'.join(schemes)})://[^\s/]", url):
        errors.add(place, "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {schemes}.")
