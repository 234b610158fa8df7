"""What messages in Discord say, in Markdown: names for mentions, dates for timestamps, and no markup but Discord's.

Discord's formats are told in https://discord.com/developers/docs/reference#message-formatting.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CODE = re.compile(r"(```.*?```|``.+?``|`[^`\n]+`)", re.DOTALL)
_FENCED = re.compile(r"```(?:([\w+#.-]*)\n)?(.*?)```", re.DOTALL)
_TIME = re.compile(r"<t:(-?\d{1,15})(?::([tTdDfFR]))?>")
_EMOJI = re.compile(r"<a?:\w+:\d+>")  # of a server
_PERSON, _ROLE, _CHANNEL = re.compile(r"<@!?(\d+)>"), re.compile(r"<@&(\d+)>"), re.compile(r"<#(\d+)>")
_COMMAND = re.compile(r"</([^:<>\n]+):\d+>")
_SPOILER = re.compile(r"\|\|(.+?)\|\|", re.DOTALL)
_SMALL = re.compile(r"^-# +", re.MULTILINE)
_LITERAL = re.compile(r"[$&]|<(?!https?://\S+>)")  # HTML, entities and formulas, all of which Discord shows as they are
_DAY, _CLOCK = "%Y-%m-%d", "%H:%M"
_FORMS = {"t": _CLOCK, "T": f"{_CLOCK}:%S", "d": _DAY, "D": _DAY}


@dataclass(frozen=True, slots=True)
class Names:
    """What people, roles and channels that a message mentions are called, by their ids."""

    people: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


def as_markdown(text: str, names: Names) -> str:
    """The text of a message as Markdown; what was hidden as a spoiler is read as whoever opens it does.

    Custom emoji are pictures, and left out.
    """
    parts = _CODE.split(text)
    parts[::2] = [_said(part, names) for part in parts[::2]]
    parts[1::2] = [_FENCED.sub(_fenced, code) for code in parts[1::2]]
    return "".join(parts)


def _said(text: str, names: Names) -> str:
    """What stands outside of code."""
    shown = _TIME.sub(_time, _EMOJI.sub("", _SPOILER.sub(r"\1", text)))
    shown = _PERSON.sub(lambda match: f"@{names.people.get(match[1], 'somebody')}", shown)
    shown = _ROLE.sub(lambda match: f"@{names.roles.get(match[1], 'role')}", shown)
    shown = _CHANNEL.sub(lambda match: f"#{names.channels.get(match[1], '…')}", shown)
    return _LITERAL.sub(r"\\\g<0>", _SMALL.sub("", _COMMAND.sub(r"/\1", shown)))


def _time(match: re.Match[str]) -> str:
    """A moment in UTC, as exactly as it was to be shown; one that no calendar has stays as it is."""
    try:
        moment = _EPOCH + timedelta(seconds=int(match[1]))
    except OverflowError:
        return match[0]
    form = _FORMS.get(match[2] or "f", f"{_DAY} {_CLOCK}")
    return moment.strftime(form if form == _DAY else f"{form} UTC")


def _fenced(match: re.Match[str]) -> str:
    """A block of code, whose fences Markdown wants on lines of their own."""
    body = match[2].strip("\n")
    return f"\n```{match[1] or ''}\n{body}\n```\n"
