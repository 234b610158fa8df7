"""Lines that are read under a condition, or from another file: what of a document is there at all."""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from index.ingest.readers.markup.asciidoc.attributes import Attributes
from index.ingest.readers.markup.lines import Line

_DIRECTIVE = re.compile(r"(\\?)(ifdef|ifndef|ifeval|endif|include)::([^\s\[\]]*)\[(.*)\]\Z")
_COMPARISON = re.compile(r"\s*(\S.*?)\s+(==|!=|<=|>=|<|>)\s+(\S.*)\Z")
_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": eq,
    "!=": ne,
    "<=": le,
    ">=": ge,
    "<": lt,
    ">": gt,
}
_LONGEST_COMPARISON = 500  # characters
# The converter is that for web pages, which everybody reads.
_CONVERTER = re.compile(r"(?:backend|basebackend|filetype)-html5?(?:-doctype-.*)?\Z")


def lines_that_hold(lines: Sequence[Line], characters: int) -> list[Line]:
    """The lines whose conditions hold, without the conditions and what names other files.

    An attribute that the document does not set is not set: its author may have it set where others do not read.
    """
    attributes = Attributes(characters)
    held, open_conditions, entry_end = list[Line](), list[bool](), 0
    for at, line in enumerate(lines):
        match = _DIRECTIVE.match(line.text) if "::" in line.text else None
        shown = all(open_conditions[-1:])
        if match is None:
            if shown:
                held.append(line)
            if shown and at >= entry_end:
                entry_end = at + attributes.entry(lines, at)
            continue
        escaped, name, target, content = match.groups()
        if escaped:
            if shown:
                held.append(line.cut(1))
        elif name == "endif":
            del open_conditions[-1:]
        elif name != "include":
            holds = shown and _holds(name, target, content, attributes)
            if name == "ifeval" or not content:
                open_conditions.append(holds)
            elif holds:
                held.append(line.cut(match.start(4), match.end(4)))
    return held


def _holds(name: str, target: str, content: str, attributes: Attributes) -> bool:
    if name == "ifeval":
        return _compared(attributes.in_text(content))
    is_set = [attributes.is_set(one) or bool(_CONVERTER.match(one)) for one in re.split("[,+]", target)]
    # Of several names "," asks for one and "+" for all that are set; the reverse holds where that does not.
    holds = all(is_set) if "+" in target else any(is_set)
    return holds == (name == "ifdef")


def _compared(content: str) -> bool:
    """Whether a comparison holds; one that cannot be made does."""
    match = _COMPARISON.match(content) if len(content) < _LONGEST_COMPARISON else None
    if match is None or "{" in content:
        return True
    left, right = match[1].strip("\"'"), match[3].strip().strip("\"'")
    numbers = left.isdecimal() and right.isdecimal() and len(left + right) < 30
    pair = (int(left), int(right)) if numbers else (left, right)
    return bool(_COMPARE[match[2]](*pair))
