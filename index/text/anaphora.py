"""How a sentence opens: whether it makes sense without the one before it."""

import re

# Openings that point back: a pronoun, a connective, or "The deal has ..." with no word on which.
_POINTS_BACK = re.compile(
    r"[\"“‘'(\[]*(?:(?:He|She|It|They|We|His|Her|Hers|Its|Their|Theirs|This|That|These|Those|Such|Both|Neither|However|"
    r"But|And|So|Then|Also|Instead|Moreover|Furthermore|Additionally|Therefore|Thus|Meanwhile|Afterwards?|Later|Similarly|"
    r"Likewise|Nevertheless|Nonetheless|Consequently|In addition|As a result|For example|For instance)\b|"
    r"The (?:former|latter|same)\b|"
    r"The [a-z]+ (?:is|was|are|were|has|had|have|will|would|can|could|may|might|also|did|does|[a-z]+ed)\b)"
)


def opens_with_anaphora(sentence: str) -> bool:
    """Whether a sentence opens with what only the one before it explains."""
    return _POINTS_BACK.match(sentence) is not None
