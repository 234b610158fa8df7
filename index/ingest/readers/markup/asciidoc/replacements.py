"""Signs that are typed as several: `(C)`, `--`, `...` and the entities of HTML."""

import re
from collections.abc import Iterator
from html import unescape

from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited

_SIGNS = {"(C)": "©", "(R)": "®", "(TM)": "™", "...": "…", "--": "—", "`'": "’"}
_SIGN = re.compile(
    r"(\\?)(?:(\((?:C|R|TM)\)|\.\.\.|`'|(?<=\w)--(?=\w)|(?<=\w\\)--(?=\w)|(?<![^\s])--(?=\s|\Z))"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
)
LOOKS_LIKE_MORE = re.compile(r"\((?:C|R|TM)\)|\.\.\.|--|&(?=[#a-zA-Z])")
"""What would be replaced where it is no code."""


def with_signs(text: SourcedText) -> SourcedText:
    """A text with these signs put in place; one behind a backslash stays."""
    return edited(text, _edits(text))


def _edits(text: SourcedText) -> Iterator[Edit]:
    for match in _SIGN.finditer(text.seen):
        start, end = match.span()
        if match[1]:
            yield Edit(start, end, text.part(start + 1, end).literal())
            continue
        shown = _SIGNS[match[2]] if match[2] else unescape(match[0])
        if shown != match[0]:
            yield Edit(start, end, text.standing_for(shown, start, end))
