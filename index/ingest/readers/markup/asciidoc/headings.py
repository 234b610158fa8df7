"""Lines that head what follows: `== Heading`, a line with a rule below it, `.Title of a block`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.ingest.readers.markup.asciidoc.lists import begins_list
from index.ingest.readers.markup.lines import Line

_MARKED = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
_UNDERLINES = "=-~^+"  # of the levels from 1 on
_WORD = re.compile(r"\w")


class Heading(NamedTuple):
    """A heading: its level from 1 on, what it says, and how many lines it takes."""

    level: int
    text: Line
    lines: int


def heading_at(lines: Sequence[Line], at: int) -> Heading | None:
    """The heading that begins at a line, if one does."""
    line = lines[at]
    if marked := _MARKED.match(line.text):
        text = line.cut(marked.end())
        if text.text.endswith(f" {marked[1]}"):
            text = text.cut(0, -len(marked[1]))
        return Heading(len(marked[1]), text, 1) if text.text else None
    under = lines[at + 1].text if at + 1 < len(lines) else ""
    sign = under[:1]
    if not sign or sign not in _UNDERLINES or len(under) < 3 or under.strip(sign) or line.text[:1] in (".", "["):
        return None
    if abs(len(line.text) - len(under)) > 1 or not _WORD.search(line.text) or line.indent or begins_list(line):
        return None
    return Heading(_UNDERLINES.index(sign) + 1, line, 2)


def is_block_title(line: Line) -> bool:
    """Whether a line is the title of the block below."""
    return line.text[:1] == "." and line.text[1:2] not in ("", ".", " ", "\t")
