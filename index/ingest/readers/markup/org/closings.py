"""Which line ends what begins on another: blocks, drawers and environments of LaTeX."""

import re
from collections.abc import Iterable, Mapping, Sequence

from index.ingest.readers.markup.lines import Line
from index.ingest.readers.markup.org.headlines import is_headline

Closings = Mapping[int, int]
"""From the end of the line that something begins on to that of the line that ends it."""

_BEGIN = re.compile(r"[ \t]*(?:#\+begin_(\S+)|:([\w-]+):\Z|\\begin\{([a-zA-Z]+\*?)\})", re.IGNORECASE)
_END = re.compile(r"[ \t]*(?:#\+end_(\S+)|:(end):|.*?\\end\{([a-zA-Z]+\*?)\})\Z", re.IGNORECASE)


def find_closings(lines: Sequence[Line]) -> Closings:
    """What ends where, for all lines of a document; nothing goes on behind the next heading."""
    closings, open_ends = dict[int, int](), dict[str, int]()
    for line in reversed(lines):
        if is_headline(line):
            open_ends.clear()
            continue
        if (end := _END.match(line.text)) and (name := _name(end.groups())):
            open_ends[name] = line.end
        elif (begin := _BEGIN.match(line.text)) and (name := _name(begin.groups())) in open_ends:
            closings[line.end] = open_ends[name]
    return closings


def _name(groups: Iterable[str | None]) -> str:
    block, drawer, environment = groups
    return ":" if drawer else f"#{block.lower()}" if block else f"\\{environment}"


def closing_line(lines: Sequence[Line], at: int, closings: Closings) -> int:
    """The number of the line that ends what begins on a line; that of the line itself where nothing does."""
    end = closings.get(lines[at].end)
    if end is None:
        return at
    return next((place for place in range(at + 1, len(lines)) if lines[place].end == end), at)
