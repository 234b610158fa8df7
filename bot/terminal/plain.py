"""Text of articles and of people as a terminal may show it."""

import re

# Control characters, lone surrogates, and what would turn round the direction of what follows.
_OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Remove what a terminal would obey instead of show, all but the ends of lines."""
    return _OBEYED.sub(lambda character: " " * character[0].isspace(), text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Make text visible on a single line."""
    return " ".join(visible(text).split())
