"""A question that only makes sense with the one before it, put so that it can be looked up alone."""

import re

from index.names import names
from index.words import terms

# How such a question opens, or what in it points back; English and Spanish.
_GOES_ON = re.compile(
    r"[¿\s]*(?:and|but|or|so|also|then|what about|how about|what else|who else|why not|y|e|pero|o|entonces|también|"
    r"qué hay de|qué pasa con|qué tal)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then|"
    r"él|ella|ellos|ellas|eso|esto|ese|esa|esos|esas|este|esta|estos|estas|allí|ahí|entonces|su|sus)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^[¿\s]*(?:and|but|or|so|also|then|y|e|pero|o|entonces|también)?[\s,]*(?:what|how|which|who|whom|whose|when|where|why|"
    r"qué|que|cuál|cuáles|quién|quiénes|cómo|cuándo|cuánto|cuánta|cuántos|cuántas|dónde|por qué|con qué|is|are|was|did|"
    r"does|do|tell)?\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[¿\s]*(?:por qué|para qué|cómo así|desde cuándo|hasta cuándo)\W*", re.IGNORECASE)
_MOST_BEFORE = 400  # characters, however long a conversation gets
_FEW_TERMS = 1  # "Why?", "When exactly?": nothing to look for alone


def understood(question: str, before: str | None) -> str:
    """The question with as much of the one before it as it needs, or as it is where it needs none.

    What the new question names takes the place of what the one before named: after "How many did Spain jail?",
    "and Italy?" is looked up as "How many did jail? and Italy?".
    """
    if before is None or not needs_context(question):
        return question
    # A word in front, since names() takes the first word for capitalized in any case.
    own = names(f"so {_OPENING.sub('', question)}")
    kept = _without_names(before) if own else before
    return f"{kept[-_MOST_BEFORE:]} {question}"


def needs_context(question: str) -> bool:
    """Whether a question goes on from another, points back to it, or says too little alone."""
    if _GOES_ON.match(question) or _ALONE.fullmatch(question) or len(terms(question)) <= _FEW_TERMS:
        return True
    return _POINTS_BACK.search(question) is not None and not names(question)


def _without_names(question: str) -> str:
    for name in names(question):
        spelled = r"\s+".join(map(re.escape, name))
        question = re.sub(rf"(?<!\w){spelled}(?![\w-])", "", question)
    return " ".join(question.split())
