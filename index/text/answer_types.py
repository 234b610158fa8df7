"""What kind of answer a question expects, and which sentences hold one: who, when, where, how many, why."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from index.text.analysis import words

Holds = Callable[[str], bool]
"""Whether a sentence holds something of the kind that answers, beyond what the question itself says."""

_TOKEN = re.compile(r"[^\W_]+")
_WHO = re.compile(r"\b(?:who|whom|whose|quién|quiénes)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:where|dónde)\b", re.IGNORECASE)
_WHY = re.compile(r"\b(?:why|por qué)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:when|cuándo|(?:what|which|qué) (?:year|month|date|day|century|decade|time|año|mes|fecha|día|siglo))\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\b(?:how (?:many|much|long|old|far|often|large|big|tall|high|deep|fast)|cuántos?|cuántas?)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|due to|since|so that|in order to|as a result|caused?|reasons?|led to|porque|debido a|ya que|"
    r"para que)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1\d{3}|20\d\d")
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    """.split()  # noqa: SIM905
)
_NUMBERS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve hundred thousand million billion dozen half
    first second third many several
    dos tres cuatro cinco seis siete ocho nueve diez once doce cien cientos mil millón millones docena mitad
    """.split()  # noqa: SIM905
)


def expected_answer_type(question: str) -> Holds | None:
    """What tells whether a sentence holds the kind of answer that a question asks for; None where it asks for none."""
    asked = frozenset(words(question))
    kinds: tuple[tuple[re.Pattern[str], Callable[[str], Iterable[str]]], ...] = (
        (_WHEN, _dates),
        (_HOW_MANY, _numbers),
        (_WHO, _names),
        (_WHERE, _names),
    )
    if _WHY.search(question):
        return lambda sentence: _REASON.search(sentence) is not None
    for asks, of_kind in kinds:
        if asks.search(question):
            return lambda sentence: any(asked.isdisjoint(_words(token)) for token in of_kind(sentence))
    return None


@lru_cache(maxsize=4096)  # the same tokens come again and again
def _words(token: str) -> tuple[str, ...]:
    return tuple(words(token))


def _names(sentence: str) -> Iterable[str]:
    tokens = _TOKEN.finditer(sentence)
    return (token[0] for token in tokens if token.start() > 0 and token[0][0].isupper())


def _numbers(sentence: str) -> Iterable[str]:
    return filter(_is_number, _TOKEN.findall(sentence))


def _dates(sentence: str) -> Iterable[str]:
    return filter(_is_date, _TOKEN.findall(sentence))


# The same tokens come again and again.
@lru_cache(maxsize=4096)
def _is_number(token: str) -> bool:
    return any(character.isdigit() for character in token) or token.casefold() in _NUMBERS


@lru_cache(maxsize=4096)
def _is_date(token: str) -> bool:
    return _YEAR.fullmatch(token) is not None or token.casefold() in _MONTHS
