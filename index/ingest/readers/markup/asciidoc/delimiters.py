"""Lines that begin and end a block: `----`, `====`, `|===`."""

import re
from collections.abc import Sequence

from index.ingest.readers.markup.lines import Line

_DELIMITER = re.compile(
    r"(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|~{4,}|--|[|,:!]={3,})\Z|(`{3,})[ \t]*[\w+#.,%\" -]*\Z"
)
_FIRST = frozenset("-.=*_+/~|,:!`")
_BREAK = re.compile(r"(?:'{3,}|---|\*\*\*|- - -|\* \* \*|<{3,})\Z")


def is_delimiter(line: Line) -> bool:
    """Whether a block begins with this line, to end with such a one."""
    return line.text[:1] in _FIRST and _DELIMITER.match(line.text) is not None


def closing_line(lines: Sequence[Line], at: int) -> int:
    """The number of the line that ends the block which begins at a line; that behind the last one where none does."""
    fence = re.match("`*", lines[at].text)
    sign = (fence[0] if fence else "") or lines[at].text
    return next((place for place in range(at + 1, len(lines)) if lines[place].text == sign), len(lines))


def is_break(line: Line) -> bool:
    """Whether a line is a rule or ends a page."""
    return line.text[:1] in ("'", "-", "*", "<") and _BREAK.match(line.text) is not None


def is_comment(line: Line) -> bool:
    """Whether a line is a comment."""
    return line.text.startswith("//") and not line.text.startswith("///")
