"""Code: the numbers behind its lines that a list below refers to are no part of it."""

import re

from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited

_CALLOUT = re.compile(r"(?:<!--\d{1,4}-->|<(?:\d{1,4}|\.)>)(?=\n|\Z)")
_BEFORE = re.compile(r".*(<!--\d{1,4}-->|<(?:\d{1,4}|\.)>)\Z", re.DOTALL)
_LONGEST = 12  # characters of one
_COMMENT_SIGNS = ("//", "--", ";;", "#", "%")


def without_callouts(text: SourcedText) -> SourcedText:
    """Code without these numbers and the sign of a comment in front of them."""
    edits = list[Edit]()
    for match in _CALLOUT.finditer(text.seen):
        start = _start(text.seen, match.start())
        if start < match.start() or not start or text.seen[start - 1] == "\n":
            edits.append(Edit(start, match.end()))
    return edited(text, edits)


def _start(seen: str, start: int) -> int:
    """Where what is hidden in front of the last number of a line begins."""
    start = _without_space(seen, start)
    while before := _BEFORE.match(seen[max(start - _LONGEST, 0) : start]):
        start = _without_space(seen, start - len(before[1]))
    sign = next((sign for sign in _COMMENT_SIGNS if seen.endswith(sign, 0, start)), "")
    return _without_space(seen, start - len(sign))


def _without_space(seen: str, end: int) -> int:
    while end and seen[end - 1] in " \t":
        end -= 1
    return end
