"""Wordings that a whole line has: one of many alternatives, with the signs around it."""

import re

_LONGEST = 220  # characters of a label, heading or call
_END = r"[\s:：.!?…？！»›→>|·]*"


class Wording:
    """Alternatives, a line each or several with bars between; a line that ends in a bar goes on in the next."""

    def __init__(self, lines: str) -> None:
        alternatives = "|".join(line.strip() for line in lines.splitlines() if line.strip())
        joined = re.sub(r"(?<=\|)\|", "", alternatives)
        self._pattern = re.compile(rf"[\W_]*(?:{joined}){_END}", re.IGNORECASE)

    def fits(self, text: str) -> bool:
        """Whether a whole text is one of the alternatives."""
        return len(text) <= _LONGEST and self._pattern.fullmatch(text) is not None
