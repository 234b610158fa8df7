"""What can be referred to by an id: headings and titles of blocks."""

import re
from collections.abc import Sequence

from index.ingest.readers.markup.asciidoc.block_attributes import is_attribute_line, parse_attributes
from index.ingest.readers.markup.asciidoc.headings import heading_at, is_block_title
from index.ingest.readers.markup.lines import Line

_ANCHOR = re.compile(r"\[\[([^\[\],]+)(?:,\s*([^\[\]]*))?\]\]")
_ID = re.compile(r"#([^.%,#\]]+)")


def reference_key(identifier: str) -> str:
    """By what an id is found; that which AsciiDoc makes of a heading and the heading itself have the same."""
    return re.sub(r"[\W_]+", "_", identifier.lower()).strip("_")


def referred_to(lines: Sequence[Line]) -> dict[str, Line | str]:
    """What is shown for an id that stands in a reference, by its key: a line, or the text that the author gave."""
    found = dict[str, Line | str]()
    ids = list[tuple[str, str]]()  # of the block that comes next, with what its author has them shown as
    for at, line in enumerate(lines):
        if is_attribute_line(line):
            ids += _ids(line)
            continue
        if not line.text:
            continue
        heading = heading_at(lines, at)
        title = heading.text if heading else line.cut(1) if is_block_title(line) else None
        if heading:
            anchors = [match.groups(default="") for match in _ANCHOR.finditer(heading.text.text)]
            bare = _ANCHOR.sub("", heading.text.text)
            ids += [(name, text) for name, text in anchors] + [(bare, "")]
        for name, text in ids:
            if text or title:
                found.setdefault(reference_key(name), text or title or "")
        ids = []
    return found


def _ids(line: Line) -> list[tuple[str, str]]:
    if anchor := _ANCHOR.match(line.text):
        return [(anchor[1], anchor[2] or "")]
    positional, named = parse_attributes(line.cut(1, -1))
    names = [match[1] for match in _ID.finditer(positional[0].text)] if positional else []
    names += [named["id"].text] if "id" in named else []
    text = named["reftext"].text if "reftext" in named else ""
    return [(name, text) for name in names]
