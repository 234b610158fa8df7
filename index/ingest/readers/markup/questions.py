"""Questions that head their answers without being marked as headings."""

import re

LEVEL = 6
"""The level of the heading that such a question is."""

_MARK = re.compile(r"(?:Q|Question|Frage|Pregunta|Domanda|Pergunta)[ \t]?\d{0,3}[:.)]\s*")
_LONGEST = 300  # characters


def question_start(text: str, is_marked: bool) -> int | None:
    """Where in a text the question begins that is all of it; None where it is none.

    A question says that it is one, as in "Q: Who?", or is in bold, is a term, or the like: `is_marked`.
    """
    mark = _MARK.match(text)
    asks = mark is not None or (is_marked and text.rstrip().endswith(("?", "？")))
    return (mark.end() if mark else 0) if asks and len(text) <= _LONGEST else None
