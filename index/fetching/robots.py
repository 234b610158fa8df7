"""What a site's robots.txt lets be read (RFC 9309).

Only what is said to us is kept, and all is read in one pass: rules for many others make nothing slow or large.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PRODUCT = "quotebot"
"""By which name robots.txt speaks to us."""
LONGEST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309, section 2.5, has 500 KiB be read at least."""
_LONGEST_DELAY = 60.0  # seconds; who asks for longer pauses is given these
_MOST_MAPS = 1_000

_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:([^#]*)")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether paths may be read that match a pattern: its parts between `*`, in order, the first at the beginning."""

    parts: tuple[str, ...]
    is_to_end: bool
    is_allowed: bool
    length: int

    def matches(self, path: str) -> bool:
        """Whether a path matches. Takes as long as the path and the pattern, whatever they hold."""
        first, *rest = self.parts
        if not path.startswith(first):
            return False
        at = len(first)
        last = rest.pop() if rest else None
        for part in rest:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if last is None:
            return not self.is_to_end or at == len(path)
        if self.is_to_end:
            return path.endswith(last) and len(path) - len(last) >= at
        return path.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class Robots:
    """What is said to us: `rules` with the longest pattern first, what is allowed before what is not.

    `delay` is the pause asked for, in seconds; `unreachable` why nothing may be read, where robots.txt could not be.
    """

    rules: tuple[Rule, ...] = ()
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    unreachable: str = ""

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be read."""
        if self.unreachable:
            return False
        path = _normal(target)
        return next((rule.is_allowed for rule in self.rules if rule.matches(path)), True)


@dataclass(slots=True)
class _Group:
    """What is said to one crawler, or to all."""

    is_named: bool = False
    rules: dict[tuple[str, bool], Rule] = field(default_factory=dict)
    delay: float | None = None


def parse(data: bytes) -> Robots:
    """Reads a robots.txt, as far as it is one."""
    ours, everybodys, maps = _Group(), _Group(), dict[str, None]()
    current: list[_Group] = []
    is_naming = False  # whether the line before named a crawler
    for key, value in _lines(data):
        if key == "user-agent":
            current = current if is_naming else []
            token = _TOKEN.match(value)
            for group, is_meant in ((ours, token and token[0].lower() == PRODUCT), (everybodys, value[:1] == "*")):
                if is_meant and group not in current:
                    current.append(group)
                    group.is_named = True
            is_naming = True
        elif key in ("allow", "disallow"):
            is_naming = False
            for group in current:
                _add(group, value, key == "allow")
        elif key == "crawl-delay":
            for group in current:
                group.delay = _delay(value)
        elif key == "sitemap" and len(maps) < _MOST_MAPS:
            maps[value] = None
    group = ours if ours.is_named else everybodys
    rules = sorted(group.rules.values(), key=lambda rule: (-rule.length, not rule.is_allowed))
    return Robots(tuple(rules), group.delay, tuple(maps))


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    for line in re.split(r"\r\n|\r|\n", data[:LONGEST].decode("utf-8-sig", "replace")):
        if found := _LINE.match(line):
            yield found[1].lower(), found[2].strip()


def _add(group: _Group, pattern: str, is_allowed: bool) -> None:
    pattern = _normal(pattern)
    if not pattern or (pattern, is_allowed) in group.rules:  # an empty one says nothing
        return
    is_to_end = pattern.endswith("$")
    parts = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    group.rules[pattern, is_allowed] = Rule(tuple(parts), is_to_end, is_allowed, len(pattern))


def _delay(value: str) -> float | None:
    return min(float(value), _LONGEST_DELAY) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value) else None


def _normal(path: str) -> str:
    """A path in the form in which RFC 9309, section 2.2.2, has paths be compared."""
    escaped = "".join(one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode()) for one in path)
    return _ESCAPE.sub(_unescaped, escaped)


def _unescaped(escape: re.Match[str]) -> str:
    character = chr(int(escape[0][1:], 16))
    return character if _UNRESERVED.fullmatch(character) else escape[0].upper()
