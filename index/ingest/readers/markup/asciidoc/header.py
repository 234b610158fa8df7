"""The header of a document: its title, who wrote it and when, and the attributes that it sets."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.ingest.readers.markup.asciidoc.attributes import Attributes
from index.ingest.readers.markup.asciidoc.block_attributes import is_attribute_line
from index.ingest.readers.markup.asciidoc.delimiters import closing_line, is_comment
from index.ingest.readers.markup.asciidoc.headings import heading_at
from index.ingest.readers.markup.lines import Line

_AUTHOR = re.compile(r"([^<>;]{1,200}?)(?:[ \t]+<([^<>]{0,300})>)?\Z")
_REVISION = re.compile(r"(?:v?([^\s,:]{1,40}),[ \t]*)?([^:]{0,100}?)(?::[ \t]+(.*))?\Z")
_VERSION = re.compile(r"v(\d\S*?)(?::[ \t]+(.*))?\Z")


class Header(NamedTuple):
    """The line of the title, if there is one, and the number of the first line behind the header."""

    title: Line | None
    end: int


def read_header(lines: Sequence[Line], attributes: Attributes) -> Header:
    """Reads the header of a document, whose attributes are set."""
    at = _entries(lines, 0, attributes, blank_too=True)
    first = at
    while at < len(lines) and is_attribute_line(lines[at]):
        at += 1
    heading = heading_at(lines, at) if at < len(lines) else None
    if heading is None or heading.level != 1:
        return Header(None, first)
    at = _entries(lines, at + heading.lines, attributes)
    if at < len(lines) and lines[at].text and _set_authors(lines[at].text, attributes):
        at = _entries(lines, at + 1, attributes)
        if at < len(lines) and lines[at].text and _set_revision(lines[at].text, attributes):
            at = _entries(lines, at + 1, attributes)
    attributes.set("doctitle", heading.text.text)
    return Header(heading.text, at)


def _entries(lines: Sequence[Line], at: int, attributes: Attributes, blank_too: bool = False) -> int:
    """Sets the attributes that are set from a line on; gives the number of the line behind these and comments."""
    while at < len(lines):
        line = lines[at]
        if line.text.startswith("////") and not line.text.strip("/"):
            at = closing_line(lines, at) + 1
        elif count := attributes.entry(lines, at):
            at += count
        elif is_comment(line) or (blank_too and not line.text):
            at += 1
        else:
            break
    return min(at, len(lines))


def _set_authors(line: str, attributes: Attributes) -> bool:
    """Sets who wrote the document, as a line says; whether it does."""
    names = list[str]()
    for number, part in enumerate(line.split(";")):
        match = _AUTHOR.match(part.strip())
        if match is None:
            return False
        names.append(match[1].replace("_", " "))
        if match[2] and not number:
            attributes.set("email", match[2])
    attributes.set("author", names[0])
    attributes.set("authors", ", ".join(names))
    return True


def _set_revision(line: str, attributes: Attributes) -> bool:
    """Sets version and date of the document, as a line says; whether it does."""
    if match := _VERSION.match(line):
        number, date, remark = match[1], "", match[2]
    elif match := _REVISION.match(line):
        number, date, remark = match[1], match[2], match[3]
    else:
        return False
    for name, value in (("revnumber", number), ("revdate", date), ("revremark", remark)):
        if value:
            attributes.set(name, value.strip())
    return True
