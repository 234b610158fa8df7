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
    held, open_conditions, entry_end = list[Line](), [True], 0
    for at, line in enumerate(lines):
        match = _DIRECTIVE.match(line.text) if "::" in line.text else None
        if match is not None and not match[1]:
            kept = _directed(line, match, open_conditions, attributes)
        elif open_conditions[-1]:
            kept = line if match is None else line.cut(1)
            if at >= entry_end:
                entry_end = at + attributes.entry(lines, at)
        else:
            kept = None
        if kept is not None:
            held.append(kept)
    return held


def _directed(line: Line, match: re.Match[str], open_conditions: list[bool], attributes: Attributes) -> Line | None:
    """Opens or closes the condition on a line; gives what is there of that if it holds for this line alone."""
    _, name, target, content = match.groups()
    if name == "endif":
        del open_conditions[max(len(open_conditions) - 1, 1) :]
    if name in ("endif", "include"):
        return None
    holds = open_conditions[-1] and _holds(name, target, content, attributes)
    if name == "ifeval" or not content:
        open_conditions.append(holds)
        return None
    return line.cut(*match.span(4)) if holds else None


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
