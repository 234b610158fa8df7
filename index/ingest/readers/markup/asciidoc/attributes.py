"""What the attributes of a document stand for: `:name: value` says it, and `{name}` asks for it."""

import re
from collections.abc import Sequence

from index.ingest.readers.markup.lines import Line

_ENTRY = re.compile(r":(!?)(\w[\w-]*)(!?):(?:[ \t]+(.*))?\Z")
_REFERENCE = re.compile(r"\{(\w[\w-]*)\}")
_PASSED = re.compile(r"pass:[a-z,]*\[(.*)\]\Z")
_ROOM = 2  # times as much as the document has may be put in place of names
_CHARACTERS = {
    "amp": "&",
    "apos": "'",
    "asterisk": "*",
    "backslash": "\\",
    "backtick": "`",
    "blank": "",
    "brvbar": "¦",
    "caret": "^",
    "cpp": "C++",
    "cxx": "C++",
    "deg": "°",
    "empty": "",
    "endsb": "]",
    "gt": ">",
    "ldquo": "“",
    "lsquo": "‘",
    "lt": "<",
    "nbsp": "\u00a0",
    "plus": "+",
    "pp": "++",
    "quot": '"',
    "rdquo": "”",
    "rsquo": "’",
    "sp": " ",
    "startsb": "[",
    "tilde": "~",
    "two-colons": "::",
    "two-semicolons": ";;",
    "vbar": "|",
    "wj": "\u2060",
    "zwsp": "\u200b",
}


class Attributes:
    """The attributes that a document has set so far."""

    def __init__(self, characters: int) -> None:
        """Takes how long the document is: a few lines could stand for more text than anybody can read."""
        self._values: dict[str, str] = {}
        self._room = _ROOM * characters + 1000

    def set(self, name: str, value: str) -> None:
        """Sets an attribute; others named in its value are put in place."""
        passed = _PASSED.match(value)
        resolved = _REFERENCE.sub(lambda match: self._resolved(match[1], match[0]), passed[1] if passed else value)
        self._values[name.lower()] = resolved

    def unset(self, name: str) -> None:
        """Takes an attribute back."""
        self._values.pop(name.lower(), None)

    def is_set(self, name: str) -> bool:
        """Whether an attribute is set."""
        return name.lower() in self._values

    def value(self, name: str) -> str | None:
        """What an attribute stands for, to be put in its place; None where that is not known."""
        value = self._values.get(name.lower())
        if value is not None:
            self._room -= len(value)
        return value if self._room > 0 else None

    def count(self, name: str, start: str) -> str:
        """Counts an attribute up, and gives what it is then."""
        before = self._values.get(name.lower(), "")
        if not before:
            after = start or "1"
        elif before.isdecimal() and len(before) < 10:
            after = str(int(before) + 1)
        else:
            after = before[:-1] + chr(ord(before[-1]) + 1)
        self.set(name, after)
        return after

    def entry(self, lines: Sequence[Line], at: int) -> int:
        """Takes the entry that begins at a line; gives how many lines it has, 0 where none is there."""
        match = _ENTRY.match(lines[at].text)
        if match is None:
            return 0
        name, value, count = match[2], match[4] or "", 1
        while value.endswith(" \\") and at + count < len(lines):
            value = value[:-2].removesuffix(" +") + " " + lines[at + count].text.strip()
            count += 1
        if match[1] or match[3]:
            self.unset(name)
        else:
            self.set(name, value.strip())
        return count

    def in_text(self, text: str) -> str:
        """A text with the attributes in it put in place; what is not known stays."""
        return _REFERENCE.sub(lambda match: self._resolved(match[1], match[0]), text)

    def written(self) -> dict[str, str]:
        """All that is set, by names in lower case."""
        return dict(self._values)

    def _resolved(self, name: str, otherwise: str) -> str:
        character = _CHARACTERS.get(name)
        value = self.value(name) if character is None else character
        return otherwise if value is None else value


def character(name: str) -> str | None:
    """The character that an attribute of every document stands for, which is never part of markup."""
    return _CHARACTERS.get(name)
