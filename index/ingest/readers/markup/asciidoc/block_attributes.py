"""What stands in brackets above a block, `[quote, Ann Roth]`, and in the brackets of macros."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.ingest.readers.markup.lines import Line

_LINE = re.compile(r"\[(?:|[^\W\d].*|[.#%{,\"'].*|\[[^\[\]]*\])\]\Z")
_LONGEST = 2000  # characters; what is longer is text in brackets
_ATTRIBUTE = re.compile(r"""\s*(?:([\w-]+)\s*=\s*)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]*)[^,]*(?:,|\Z)""")
_SHORTHAND = re.compile(r"([#.%])([^#.%]*)")


@dataclass(frozen=True, slots=True)
class BlockAttributes:
    """What is said of a block in front of it: `positional` are the attributes without a name."""

    style: str = ""
    positional: Sequence[Line] = ()
    named: Mapping[str, Line] = field(default_factory=dict)
    options: frozenset[str] = frozenset()
    title: Line | None = None

    def with_line(self, line: Line) -> "BlockAttributes":
        """The same and what a line of attributes says, which counts where both say something."""
        if line.text.startswith("[["):
            return self
        positional, named = parse_attributes(line.cut(1, -1))
        first = positional[0].text if positional else ""
        options = {match[2] for match in _SHORTHAND.finditer(first) if match[1] == "%"}
        for name in ("options", "opts"):
            options.update(re.findall(r"[\w-]+", named[name].text if name in named else ""))
        style = re.split("[#.%]", first, maxsplit=1)[0]
        return replace(
            self,
            style=style or self.style,
            positional=positional if any(one.text for one in positional[1:]) else self.positional,
            named={**self.named, **named},
            options=self.options | options,
        )

    def with_title(self, title: Line | None) -> "BlockAttributes":
        """The same with a title."""
        return replace(self, title=title)

    def value(self, name: str) -> str:
        """What an attribute says; nothing where it is not there."""
        return self.named[name].text if name in self.named else ""

    def place(self, number: int) -> Line | None:
        """The attribute at a position, from 1 on, where it says something."""
        line = self.positional[number - 1] if number <= len(self.positional) else None
        return line if line is not None and line.text else None


def is_attribute_line(line: Line) -> bool:
    """Whether a line says something of the block below."""
    return line.text.startswith("[") and len(line.text) <= _LONGEST and _LINE.match(line.text) is not None


def parse_attributes(line: Line) -> tuple[list[Line], dict[str, Line]]:
    """The attributes of a list of them, those without a name and the others, with where they stand."""
    positional, named, place = list[Line](), dict[str, Line](), 0
    while place < len(line.text) and (match := _ATTRIBUTE.match(line.text, place)):
        start, end = match.span(2)
        if match[2][:1] in ('"', "'") and match[2][-1:] == match[2][:1] and len(match[2]) > 1:
            start, end = start + 1, end - 1
        if match[1]:
            named[match[1]] = line.cut(start, end)
        else:
            positional.append(line.cut(start, end))
        place = max(match.end(), place + 1)
    return positional, named
