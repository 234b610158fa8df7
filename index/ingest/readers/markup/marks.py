"""Marks that stand around words in pairs."""

import re
from collections.abc import Iterator

Pair = tuple[re.Match[str], re.Match[str]]


def pairs(seen: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> Iterator[Pair]:
    """The pairs of a closing mark and the last opening one before it, with at least a character between.

    The time is linear in the length of the text.
    """
    place = 0
    while opened := opening.search(seen, place):
        closed = closing.search(seen, opened.end() + 1)
        if closed is None:  # and none will close another
            return
        while nearer := opening.search(seen, opened.end() + 1, closed.start()):
            opened = nearer
        yield opened, closed
        place = closed.end()


def raised(base: str, text: str) -> str:
    """What is shown of a text that is raised behind another: of a power the sign, since 10 to the 6 is not 106."""
    return "^" if base[-1:].isdecimal() and text[:1] in "0123456789-−" else ""
