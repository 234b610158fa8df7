"""Discord's rules for the commands that a bot registers."""

import unicodedata
from collections.abc import Callable
from typing import Any

from tests.discord_server.errors import FormErrors, Json, words
from tests.discord_server.snowflakes import Snowflakes

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
LIMIT = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
LOCALES = words(
    "ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR "
    "ro ru sv-SE th tr uk vi zh-CN zh-TW"
)
KEYS = words(
    "id type name name_localizations description description_localizations options default_member_permissions "
    "dm_permission contexts integration_types nsfw handler default_permission"
)
OPTION_KEYS = words(
    "type name name_localizations description description_localizations required choices options "
    "channel_types min_value max_value min_length max_length autocomplete"
)
CHOICE_KEYS = frozenset({"name", "name_localizations", "value"})
Place = tuple[str, ...]


def is_name(name: str) -> bool:
    """Tell whether Discord takes a name for a chat command or an option."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(map(_is_name_character, name))


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return "\u0900" <= character <= "\u097f" or "\u0e01" <= character <= "\u0e5b"


def check_all(commands: Any) -> None:
    """Refuse a list of commands that Discord would refuse."""
    errors = FormErrors()
    errors.count((), commands, 0, 130)
    errors.refuse()
    for number, command in enumerate(commands):
        check_one(command, errors, (str(number),))
    for kind, limit in LIMIT.items():
        names = [command.get("name") for command in commands if (command.get("type") or CHAT_INPUT) == kind]
        errors.unique((), names, f"APPLICATION_COMMANDS_DUPLICATE_NAME: names of type {kind}")
        if len(names) > limit:
            errors.add((), "MAX_APPLICATION_COMMANDS", f"{len(names)} commands of type {kind}, at most {limit}.")
    errors.refuse()


def check_one(command: Json, errors: FormErrors, place: Place = ()) -> None:
    """Note what is wrong with one command."""
    errors.keys(place, command, KEYS)
    kind = command.get("type") or CHAT_INPUT
    if kind not in LIMIT:
        errors.add((*place, "type"), "BASE_TYPE_CHOICES", f"{kind!r} is no type of command.")
    elif kind == CHAT_INPUT:
        _check_names(command, errors, place, is_name)
        _check_texts(command, errors, place, "description", 100)
        _check_options(command, errors, place, depth=0)
    else:
        _check_names(command, errors, place, lambda name: 1 <= len(name) <= 32 and bool(name.strip()))
        if command.get("description") or command.get("options"):
            errors.add(place, "APPLICATION_COMMAND_CONTEXT_MENU_FIELDS", "No description and options here.")
    _check_reach(command, errors, place)
    if (size := _size(command)) > 8000:
        errors.add(place, "APPLICATION_COMMAND_TOO_LARGE", f"{size} characters, at most 8000.")


def _check_reach(command: Json, errors: FormErrors, place: Place) -> None:
    for key, known in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        listed = command.get(key)
        if listed is not None:
            errors.count((*place, key), listed, 1, len(known))
            errors.unique((*place, key), listed, key)
            if not set(listed) <= known:
                errors.add((*place, key), "BASE_TYPE_CHOICES", f"Must be among {sorted(known)}.")
    needed = command.get("default_member_permissions")
    if needed is not None and not str(needed).isdigit():
        errors.add((*place, "default_member_permissions"), "BITFIELD_TYPE_INVALID", "Must be permission bits.")


def _check_names(part: Json, errors: FormErrors, place: Place, accepts: Callable[[str], bool]) -> None:
    for spot, name in _texts(part, errors, place, "name"):
        if not isinstance(name, str) or not accepts(name):
            errors.add(spot, "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name!r}.")


def _check_texts(part: Json, errors: FormErrors, place: Place, key: str, limit: int) -> None:
    for spot, text in _texts(part, errors, place, key):
        errors.length(spot, text, 1, limit)


def _texts(part: Json, errors: FormErrors, place: Place, key: str) -> list[tuple[Place, Any]]:
    found = [((*place, key), part.get(key))]
    for locale, text in (part.get(f"{key}_localizations") or {}).items():
        spot = (*place, f"{key}_localizations", locale)
        found.append((spot, text))
        if locale not in LOCALES:
            errors.add(spot, "DICT_TYPE_INVALID_KEY", f"{locale!r} is no locale of Discord.")
    return found


def _check_options(part: Json, errors: FormErrors, place: Place, depth: int) -> None:
    options, place = part.get("options") or [], (*place, "options")
    errors.count(place, options, 0, 25)
    for key in ("name", *(("name_localizations", locale) for locale in LOCALES)):
        names = [_localized(option, key) for option in options]
        errors.unique(place, names, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID: names")
    optional = False
    nested = sum(option.get("type") in (SUBCOMMAND, GROUP) for option in options)
    if nested and nested != len(options):
        errors.add(place, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands and values cannot be mixed.")
    for number, option in enumerate(options):
        spot = (*place, str(number))
        _check_option(option, errors, spot, depth)
        if option.get("required") and optional:
            errors.add(spot, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first.")
        optional = optional or not option.get("required")


def _localized(option: Json, key: Any) -> Any:
    if isinstance(key, str):
        return option.get("name")
    return (option.get(key[0]) or {}).get(key[1], option.get("name"))


def _check_option(option: Json, errors: FormErrors, place: Place, depth: int) -> None:
    errors.keys(place, option, OPTION_KEYS)
    kind = option.get("type")
    _check_names(option, errors, place, is_name)
    _check_texts(option, errors, place, "description", 100)
    if kind not in range(1, 12):
        errors.add((*place, "type"), "BASE_TYPE_CHOICES", f"{kind!r} is no type of option.")
    elif kind in (SUBCOMMAND, GROUP):
        if (kind == GROUP and depth > 0) or (kind == SUBCOMMAND and depth > 1):
            errors.add((*place, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deeply.")
        _check_options(option, errors, place, depth + (2 if kind == SUBCOMMAND else 1))
    elif option.get("options"):
        errors.add((*place, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Only sub-commands have options.")
    _check_choices(option, errors, place)
    least, limit = option.get("min_length") or 0, option.get("max_length")
    if not 0 <= least <= 6000 or (limit is not None and not max(1, least) <= limit <= 6000):
        errors.add((*place, "max_length"), "NUMBER_TYPE_MAX", "Lengths are between 0 and 6000.")
    for key, kinds in (("min_length", (3,)), ("max_length", (3,)), ("min_value", (4, 10)), ("max_value", (4, 10))):
        if option.get(key) is not None and kind not in kinds:
            errors.add((*place, key), "APPLICATION_COMMAND_OPTIONS_KEY_INVALID", f"Not for type {kind}.")
    if option.get("channel_types") and kind != 7:
        errors.add((*place, "channel_types"), "APPLICATION_COMMAND_OPTIONS_KEY_INVALID", f"Not for type {kind}.")


def _check_choices(option: Json, errors: FormErrors, place: Place) -> None:
    choices = option.get("choices")
    if choices and option.get("autocomplete"):
        errors.add(place, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices or autocomplete, not both.")
    if (choices or option.get("autocomplete")) and option.get("type") not in (STRING, INTEGER, NUMBER):
        errors.add((*place, "choices"), "APPLICATION_COMMAND_OPTIONS_KEY_INVALID", "Only for text and numbers.")
    if choices is not None:
        check_choices(choices, option.get("type"), errors, (*place, "choices"))


def check_choices(choices: Any, kind: Any, errors: FormErrors, place: Place) -> None:
    """Note what is wrong with the choices of an option, registered or suggested."""
    errors.count(place, choices, 0, 25)
    for number, choice in enumerate(choices if isinstance(choices, list) else []):
        spot = (*place, str(number))
        errors.keys(spot, choice, CHOICE_KEYS)
        _check_texts(choice, errors, spot, "name", 100)
        value = choice.get("value")
        if kind == STRING:
            errors.length((*spot, "value"), value, 1, 100)
        elif isinstance(value, bool) or not isinstance(value, int if kind == INTEGER else (int, float)):
            errors.add((*spot, "value"), "BASE_TYPE_BAD_TYPE", "Must be a number.")
    for key in ("name", "value"):
        values = [choice.get(key) for choice in choices or []]
        errors.unique(place, values, f"APPLICATION_COMMAND_OPTIONS_CHOICE_{key.upper()}_DUPLICATE: {key}s")


def _size(part: Json) -> int:
    total = sum(
        max(len(str(text)) for text in (part.get(key) or "", *(part.get(f"{key}_localizations") or {}).values()))
        for key in ("name", "description")
    )
    total += len(part["value"]) if isinstance(part.get("value"), str) else 0
    return total + sum(_size(inner) for key in ("options", "choices") for inner in part.get(key) or [])


def without_localizations(part: Json) -> Json:
    """Return a command, an option or a choice with its texts in its own language alone."""
    kept = {key: value for key, value in part.items() if key not in ("name_localizations", "description_localizations")}
    for key in kept.keys() & {"options", "choices"}:
        kept[key] = [without_localizations(inner) for inner in kept[key] or []]
    return kept


class Registry:
    """The commands a bot has registered, for all guilds and for single ones."""

    def __init__(self, snowflakes: Snowflakes, application_id: int) -> None:
        self._snowflakes = snowflakes
        self._application_id = application_id
        self._commands: dict[int | None, list[Json]] = {}

    def of(self, guild_id: int | None = None) -> list[Json]:
        """Return the commands of one guild, or those for all."""
        return self._commands.get(guild_id, [])

    def known_to(self, guild_id: int | None) -> list[Json]:
        """Return the commands that people meet in a guild: its own, and those for all that they do not hide."""
        own = self.of(guild_id) if guild_id is not None else []
        hidden = {(command["type"], command["name"]) for command in own}
        return own + [command for command in self.of() if (command["type"], command["name"]) not in hidden]

    def replace(self, commands: list[Json], guild_id: int | None) -> list[Json]:
        """Register exactly these commands."""
        check_all(commands)
        self._commands[guild_id] = [self._kept(command, guild_id) for command in commands]
        return self._commands[guild_id]

    def add(self, command: Json, guild_id: int | None) -> Json:
        """Register one more command, in place of one with its name."""
        others = [
            old for old in self.of(guild_id) if (old["type"], old["name"]) != (_type(command), command.get("name"))
        ]
        check_all([*({key: old[key] for key in old.keys() & KEYS} for old in others), command])
        added = self._kept(command, guild_id)
        self._commands[guild_id] = [*others, added]
        return added

    def remove(self, command_id: int, guild_id: int | None) -> bool:
        """Forget a command and tell whether there was one."""
        left = [command for command in self.of(guild_id) if command["id"] != str(command_id)]
        found = len(left) < len(self.of(guild_id))
        self._commands[guild_id] = left
        return found

    def _kept(self, command: Json, guild_id: int | None) -> Json:
        same = [old for old in self.of(guild_id) if (old["type"], old["name"]) == (_type(command), command["name"])]
        needed = command.get("default_member_permissions")
        kept: Json = {
            "id": same[0]["id"] if same else str(self._snowflakes.next()),
            "application_id": str(self._application_id),
            "version": str(self._snowflakes.next()),
            "type": _type(command),
            "name": command["name"],
            "name_localizations": command.get("name_localizations"),
            "description": command.get("description") or "",
            "description_localizations": command.get("description_localizations"),
            "default_member_permissions": None if needed is None else str(needed),
            "dm_permission": command.get("dm_permission", True),
            "contexts": command.get("contexts"),
            "integration_types": command.get("integration_types") or [0],
            "nsfw": bool(command.get("nsfw")),
        }
        if guild_id is not None:
            kept["guild_id"] = str(guild_id)
        if kept["type"] == CHAT_INPUT:
            kept["options"] = command.get("options") or []
        return kept


def _type(command: Json) -> int:
    return int(command.get("type") or CHAT_INPUT)
