"""The values a person gives to a command's options, and the things they stand for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.discord_server import authorizations, uploads
from tests.discord_server.channels import Channel
from tests.discord_server.commands import GROUP, SUBCOMMAND
from tests.discord_server.errors import Json, NotAllowed
from tests.discord_server.guilds import Role
from tests.discord_server.permissions import bits
from tests.discord_server.uploads import Upload

if TYPE_CHECKING:
    from tests.discord_server.people import Person

BOOLEAN, PERSON, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = 5, 6, 7, 8, 9, 10, 11
KINDS: dict[int, type | tuple[type, ...]] = {3: str, 4: int, BOOLEAN: bool, NUMBER: (int, float), FILE: Upload}


@dataclass
class Resolved:
    """The things that ids in an interaction stand for, as Discord sends them along."""

    person: "Person"
    channel: Channel
    found: dict[str, Json] = field(default_factory=dict)

    def add(self, thing: Any) -> str:
        """Add a person, role, channel or file, given itself or by its id, and return its id."""
        server = self.person.server
        if isinstance(thing, int | str):
            an_id = int(thing)
            guild = self.channel.guild
            thing = server.people.get(an_id) or server.channels.get(an_id) or (guild and guild.roles.get(an_id))
        if isinstance(thing, Upload):
            attachment = uploads.keep(server, self.channel, thing, ephemeral=True)
            self.found.setdefault("attachments", {})[attachment["id"]] = attachment
            return str(attachment["id"])
        if isinstance(thing, Channel):
            self.found.setdefault("channels", {})[str(thing.id)] = thing.partial(self.person)
        elif isinstance(thing, Role):
            self.found.setdefault("roles", {})[str(thing.id)] = thing.payload()
        elif thing is not None:
            self._add_person(thing)
        else:
            raise LookupError("no such person, channel or role")
        return str(thing.id)

    def only(self, kind: str, ids: list[str]) -> list[Json]:
        """Return the things of a kind among those added."""
        found = self.found.get(kind, {})
        return [found[an_id] for an_id in ids if an_id in found]

    def _add_person(self, person: "Person") -> None:
        self.found.setdefault("users", {})[str(person.id)] = person.payload()
        guild = self.channel.guild
        if guild is not None and person.id in guild.members:
            member = guild.members[person.id].payload(with_user=False)
            permissions = str(self.channel.permissions_of(person))
            self.found.setdefault("members", {})[str(person.id)] = member | {"permissions": permissions}


def check_may_use(command: Json, person: "Person", channel: Channel) -> Json:
    """Return who authorizes a command for a person in a channel, or raise NotAllowed if she cannot use it there."""
    guild = channel.guild
    if not channel.allows(person, "view_channel"):
        raise NotAllowed(f"{person.name} does not see {channel.name}")
    if channel.thread is not None and channel.thread.archived:
        raise NotAllowed(f"{channel.name} is archived")
    owners = authorizations.of_command(command, person, channel)
    if guild is None:
        return owners
    if not channel.allows(person, "use_application_commands"):
        raise NotAllowed(f"{person.name} may not use commands in {channel.name}")
    check_default_permissions(command, person, channel)
    return owners


def check_default_permissions(command: Json, person: "Person", channel: Channel) -> None:
    """Raise NotAllowed if a person lacks what the command asks of members by default."""
    needed = command["default_member_permissions"]
    if needed is None:
        return
    needed = int(needed) or bits("administrator")
    if channel.permissions_of(person) & needed != needed:
        raise NotAllowed(f"{person.name} lacks the permissions that {command['name']} asks for")


def command_data(
    command: Json,
    path: Iterable[str],
    values: dict[str, Any],
    resolved: Resolved,
    *,
    focused: str | None = None,
) -> Json:
    """Return what an interaction tells of the command that was used."""
    options, wrap = command.get("options") or [], []
    for name in path:
        option = next((option for option in options if option["name"] == name), None)
        if option is None or option["type"] not in (SUBCOMMAND, GROUP):
            raise LookupError(f"{command['name']} has no sub-command {name!r}")
        wrap.append(option)
        options = option.get("options") or []
    if any(option["type"] in (SUBCOMMAND, GROUP) for option in options):
        raise LookupError(f"{command['name']} needs one of {[option['name'] for option in options]}")
    given = _given(options, values, resolved, focused)
    for option in reversed(wrap):
        given = [{"type": option["type"], "name": option["name"], "options": given}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": given}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if resolved.found:
        data["resolved"] = resolved.found
    return data


def _given(options: list[Json], values: dict[str, Any], resolved: Resolved, focused: str | None) -> list[Json]:
    known = {option["name"]: option for option in options}
    for name in values:
        if name not in known:
            raise LookupError(f"no option {name!r} among {list(known)}")
    if focused is None:
        missing = [name for name, option in known.items() if option.get("required") and name not in values]
        if missing:
            raise ValueError(f"the options {missing} are required")
    given = []
    for name, value in values.items():
        option = known[name]
        if name == focused:
            if not option.get("autocomplete"):
                raise ValueError(f"the option {name!r} has no autocomplete")
            given.append({"type": option["type"], "name": name, "value": str(value), "focused": True})
        else:
            given.append({"type": option["type"], "name": name, "value": _value(option, value, resolved)})
    return given


def _value(option: Json, value: Any, resolved: Resolved) -> Any:
    kind, name = option["type"], option["name"]
    if kind in (PERSON, CHANNEL, ROLE, MENTIONABLE):
        return resolved.add(value)
    if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != BOOLEAN):
        raise ValueError(f"{value!r} does not fit the option {name!r}")
    if kind == FILE:
        return resolved.add(value)
    if option.get("choices"):
        chosen = [choice["value"] for choice in option["choices"] if value in (choice["value"], choice["name"])]
        if not chosen:
            raise ValueError(f"{value!r} is no choice of the option {name!r}")
        return chosen[0]
    size = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    least, limit = option.get(low), option.get(high)
    if isinstance(value, str):
        limit = 6000 if limit is None else limit
        if not value.strip():
            raise ValueError(f"the option {name!r} is empty")
    if not isinstance(value, bool) and ((least is not None and size < least) or (limit is not None and size > limit)):
        raise ValueError(f"{value!r} is outside of {least} to {limit} for the option {name!r}")
    return value
