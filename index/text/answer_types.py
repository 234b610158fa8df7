"""What kind of answer a question expects, and which sentences hold one: who, when, where, how many, why, how to."""

import re
from collections.abc import Iterable, Set
from enum import Enum, auto

from index.text.analysis import words
from index.text.normal_form import TOKEN, normal_form


class AnswerType(Enum):
    """What kind of answer a question expects."""

    PERSON = auto()
    PLACE = auto()
    DATE = auto()
    NUMBER = auto()
    REASON = auto()
    STEPS = auto()


_TOKEN = re.compile(TOKEN)
_ASCII_TOKEN = re.compile("[A-Za-z0-9]+")  # the same in half the time
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
_HOW_TO = re.compile(
    r"\b(?:how (?:do|can|should|must|to|is|are)\b(?! (?:you|they|we|i) (?:know|feel|like|see)\b)|"
    r"(?:what|which) (?:are the )?steps|step by step|procedure (?:for|to)|"
    r"cómo (?:se|puedo|hago|debo|\w+o)\b|qué pasos|"
    r"wie (?:\w+e ich|\w+ (?:ich|man|wir)|wird|werden)\b|welche schritte|"
    r"comment (?:\w+-on|\w+er|puis-je)\b|quelles étapes|como (?:se|posso|faço|devo)\b|come (?:si|posso|devo|faccio)\b)",
    re.IGNORECASE,
)
_STEP = re.compile(r"\d{1,3}[.)]\s")
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
_ASKING = {
    _WHY: AnswerType.REASON,
    _WHEN: AnswerType.DATE,
    _HOW_MANY: AnswerType.NUMBER,
    _WHO: AnswerType.PERSON,
    _WHERE: AnswerType.PLACE,
    _HOW_TO: AnswerType.STEPS,
}


def expected_answer_type(question: str) -> AnswerType | None:
    """What kind of answer a question asks for; None where it asks for none in particular."""
    return next((answer_type for asks, answer_type in _ASKING.items() if asks.search(question)), None)


def holds_answer_type(sentence: str, answer_type: AnswerType, asked: Set[str]) -> bool:
    """Whether a sentence holds something of the kind that answers, beyond the words of the question itself."""
    if answer_type is AnswerType.STEPS:
        return _STEP.match(sentence) is not None
    sentence = normal_form(sentence)
    if answer_type is AnswerType.REASON:
        return _REASON.search(sentence) is not None
    return any(_is_beside(asked, token) for token in _of_type(sentence, answer_type))


def _of_type(sentence: str, answer_type: AnswerType) -> Iterable[str]:
    """The tokens of a sentence that are of a type other than a reason or steps."""
    token = _ASCII_TOKEN if sentence.isascii() else _TOKEN
    if answer_type is AnswerType.DATE:
        tokens = token.findall(sentence)
        return (*_those_of(tokens, _MONTHS), *filter(_YEAR.fullmatch, tokens if _YEAR.search(sentence) else ()))
    if answer_type is AnswerType.NUMBER:
        tokens = token.findall(sentence)
        return (*_those_of(tokens, _NUMBERS), *filter(_has_digit, tokens))
    found = token.finditer(sentence)
    return (one[0] for one in found if one.start() > 0 and one[0][0].isupper())


def _is_beside(asked: Set[str], token: str) -> bool:
    """Whether a token is none of the words of the question."""
    return token.lower() not in asked if token.isascii() else asked.isdisjoint(words(token))


def _those_of(tokens: Iterable[str], wanted: frozenset[str]) -> Iterable[str]:
    return wanted.intersection(map(str.casefold, tokens))


def _has_digit(token: str) -> bool:
    return not token.isalpha() and any(map(str.isdigit, token))
