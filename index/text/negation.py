"""What a text denies, which the vectors of a model hardly tell."""

import re

from index.text.normal_form import normal_form

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|nowhere|without|cannot|hardly|unable|unlike|except|"
    r"fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|refus(?:e|es|ed|ing)|avoid(?:s|ed|ing)?|exclud(?:e|es|ed|ing)|"
    r"nunca|jamás|nadie|nada|ningun[oa]s?|ningún|tampoco|sin)\b|n['’]t\b|\bnon-",
    re.IGNORECASE,
)


def is_negated(text: str) -> bool:
    """Whether a text says of something that it is not so."""
    return count_negations(text) > 0


def count_negations(text: str) -> int:
    """How often a text denies something."""
    return len(_NEGATION.findall(normal_form(text)))
