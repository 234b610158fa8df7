"""Where a text says something, whatever the white space between its words."""

import re
from collections.abc import Iterator

from index.records import Span


def occurrences(said: str, text: str) -> Iterator[Span]:
    """Each place of a text that says this, word for word, from left to right; of nothing there is none."""
    if words := said.split():
        for found in re.finditer(r"\s+".join(map(re.escape, words)), text):
            yield Span(*found.span())
