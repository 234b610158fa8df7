"""Two phrases of one question that ask the same of two things: "how many sank in 1900 and in 1901"."""

import re
from typing import NamedTuple

from index.text.question_words import DETERMINERS, PREPOSITIONS, QUESTION_WORDS

_NO_NOUN = rf"(?:{'|'.join(sorted(PREPOSITIONS | QUESTION_WORDS))})\b"
_ARTICLE = rf"(?:{'|'.join(sorted(DETERMINERS))}|el|la|los|las|sus?)"
_AND = r"\s+(?:and|y|e)\s+"
# "What are the hours and the fee of the museum": each has an article of its own, as one thing of two names has not.
_NOUNS = re.compile(
    rf"\W*(?:what|cuál|cuáles)\s+(?:is|are|was|were|es|son|fue|fueron|era|eran)\s+"
    rf"(?P<one>{_ARTICLE}(?:\s+(?!{_NO_NOUN}|\w*est\b)(?-i:[^\W\d_A-Z])\w*){{1,3}}?){_AND}"
    rf"(?P<other>{_ARTICLE}(?:\s+(?!{_NO_NOUN})(?-i:[^\W\d_A-Z])\w*){{1,3}}?(?<!ing)(?<!ed)(?<!made))"
    r"(?=\s+(?:of|for|at|in|del?|en|para)\s+\w|\W*$)",
    re.IGNORECASE,
)
# "In 2022 and in 2023": what repeats its preposition is asked of one after the other.
_FIGURES = re.compile(
    rf"\b(?P<one>(?P<preposition>in|at|on|for|after|before|during|since|under|en|con|tras|para)"
    rf"(?:\s+(?!(?:and|y|e|(?P=preposition))\b)[^\s,]+){{1,4}}?){_AND}(?P<other>(?P=preposition)\s+\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_OF_EACH = re.compile(r"\W*(?:what|how|when|qué|que|cuánt[oa]s?|cuant[oa]s?|cuándo)\b", re.IGNORECASE)
# What is asked of two things together.
_TOGETHER = re.compile(
    r"\b(?:between|both|either|compare\w*|differ\w*|chang\w*|total|together|average|than|entre|amb[oa]s|diferencia\w*|"
    r"compara\w*|cambi\w*|junt[oa]s)\b",
    re.IGNORECASE,
)


class Pair(NamedTuple):
    """Where two phrases stand in a question, each as the positions of its first character and behind its last."""

    one: tuple[int, int]
    other: tuple[int, int]


def find_pair(question: str) -> Pair | None:
    """Two phrases of which a question asks the same, each with an article or a preposition of its own."""
    nouns = _NOUNS.match(question)
    if nouns is not None:
        return Pair(nouns.span("one"), nouns.span("other"))
    figures = _FIGURES.search(question) if _ASKS_OF_EACH.match(question) else None
    if figures is None or _TOGETHER.search(question):
        return None
    length = len(figures["one"].split())
    other = re.match(rf"(?:\S+\s+){{{length - 1}}}[^\s,?!]+", figures["other"])
    if other is None or not all(any(map(str.isdigit, phrase)) for phrase in (figures["one"], other[0])):
        return None
    start = figures.start("other")
    return Pair(figures.span("one"), (start, start + other.end()))
