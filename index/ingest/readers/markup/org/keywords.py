"""What lines such as `#+TITLE: The garden` say of a document."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from index.ingest.readers.markup.lines import Line

_KEYWORD = re.compile(r"[ \t]*#\+([^\s:\[\]]+)(?:\[[^\[\]]*\])?:(?:[ \t]+|\Z)")
_STATES = ("todo", "seq_todo", "typ_todo")
# With no list of its own a document has the two of Org, or what many have set for all of theirs.
_USUAL_STATES = frozenset(
    {"TODO", "DONE", "NEXT", "WAITING", "WAIT", "HOLD", "STARTED", "INPROGRESS", "IN-PROGRESS", "DOING", "SOMEDAY"}
    | {"CANCELLED", "CANCELED", "KILL", "PROJ", "STRT", "DEFERRED", "DELEGATED", "REVIEW", "BLOCKED"}
)
# What is said of a block or table, not of the document.
_OF_ELEMENTS = re.compile(r"(?:caption|name|header|headers|results|tblfm|plot|call|include|toc|begin|end|attr_.*)\Z")
_TIMESTAMP = re.compile(r"[<\[](\d{4}-\d{2}-\d{2}[^<>\[\]]*)[>\]]")


@dataclass(frozen=True, slots=True)
class Keywords:
    """What a document says of itself: `fields` by names in lower case, what its macros stand for, and how to read it.

    `states` are the words in front of headings that tell how far a task is; what has one of `hiding_tags` is not shown.
    """

    fields: Mapping[str, str]
    macros: Mapping[str, str]
    states: Set[str]
    hiding_tags: Set[str]


def keyword(line: Line) -> tuple[str, Line] | None:
    """The name, in lower case, and the value of the keyword on a line, if there is one."""
    match = _KEYWORD.match(line.text) if "#+" in line.text else None
    return (match[1].lower(), line.cut(match.end())) if match else None


def read_keywords(lines: Sequence[Line]) -> Keywords:
    """Reads the keywords of a document, wherever they stand in it."""
    fields, macros, states = dict[str, str](), dict[str, str](), set[str]()
    hiding_tags = {"ARCHIVE", "noexport"}
    for name, value in filter(None, map(keyword, lines)):
        if name == "macro":
            macro, _, template = value.text.partition(" ")
            macros[macro.lower()] = template.strip()
        elif name in _STATES:
            states.update(re.sub(r"\(.*?\)", "", value.text).replace("|", " ").split())
        elif name == "exclude_tags":
            hiding_tags.update(value.text.split())
        elif not _OF_ELEMENTS.match(name):
            said = _TIMESTAMP.sub(r"\1", value.text)
            fields[name] = f"{fields[name]} {said}".strip() if name in fields else said
    return Keywords(fields, macros, states | {"TODO", "DONE"} if states else _USUAL_STATES, hiding_tags)
