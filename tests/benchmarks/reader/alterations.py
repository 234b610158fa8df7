"""Questions altered so that their passage no longer answers them, after the classes of SQuAD 2.0's authors."""

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import NamedTuple

from index.records import Span
from index.text.analysis import is_stopword
from tests.benchmarks.reader.opposites import opposites
from tests.benchmarks.reader.surface import Word, ending, find_names, find_numbers, find_words, last_phrase

_LIKELY = 4  # of the names that look most like the one swapped
_AUXILIARY = r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must"
_DENIED = re.compile(rf"\b(?P<verb>{_AUXILIARY})(?P<not>n['’]t| not)\b|\b(?P<never>never) ", re.IGNORECASE)
_AFFIRMED = re.compile(rf"\b(?:{_AUXILIARY})(?= )", re.IGNORECASE)
_YES_NO = re.compile(rf"(?:{_AUXILIARY})\b", re.IGNORECASE)
_NOT = {"can": "not", "may": " not", "will": " not", "might": " not", "is": " not", "are": " not", "was": " not"}
_WORD = re.compile(r"[\w’'-]+")
_MONTHS = tuple(calendar.month_name)[1:]
_COUNTS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "twenty",
    "hundred",
    "million",
)
_YEARS = 30  # that a made year is off at most


class Around(NamedTuple):
    """What stands around a question: its passage, the answer in it, more of its document, and questions on it."""

    passage: str
    answer: str
    document: str
    questions: Sequence[str]


Alteration = Callable[[str, Around, Random], str | None]


def is_yes_no(question: str) -> bool:
    """Whether a question is answered by yes or no."""
    return _YES_NO.match(question) is not None


def swap_name(question: str, around: Around, draw: Random) -> str | None:
    """Another name of the passage, or else of the document, in the place of one of the question."""
    asked = list(find_names(question))
    for name in draw.sample(asked, len(asked)):
        for text in (around.passage, around.document):
            others = {
                other.text: other for other in find_names(text) if not _shares_word(other.text, question, around.answer)
            }
            if others:
                ranked = sorted(others.values(), key=lambda one: -name.likeness(one))[:_LIKELY]
                return _put(question, name.span, draw.choice(ranked).text)
    return None


def swap_opposite(question: str, around: Around, draw: Random) -> str | None:
    """A word turned into its opposite, which the passage does not say."""
    said = set(_WORD.findall(around.passage.lower()))
    places = [
        (Span(*word.span()), others)
        for word in _WORD.finditer(question)
        if (others := [one for one in opposites().get(word[0].lower(), ()) if one not in said])
        and not question[: word.start()].lower().endswith("how ")
    ]
    if not places:
        return None
    span, others = draw.choice(places)
    return _put(question, span, draw.choice(others))


def negate(question: str, around: Around, draw: Random) -> str | None:
    """A negation put in, or taken out where there is one."""
    if denied := _DENIED.search(question):
        return _put(question, Span(*denied.span()), denied["verb"] or "")
    verb = _AFFIRMED.search(question)
    if verb is None:
        return None
    place = verb.end()
    if is_yes_no(question) or draw.random() < 0.5:  # what is denied stands behind the subject
        subject = next((one for one in find_names(question[place:]) if one.span.start <= len(" the ")), None)
        if subject is not None:
            place += subject.span.end
            return f"{question[:place]} {draw.choice(['not', 'never'])}{question[place:]}"
    return f"{question[:place]}{_NOT.get(verb[0].lower(), 'n’t')}{question[place:]}"


def swap_number(question: str, around: Around, draw: Random) -> str | None:
    """Another number of the passage of the same kind, or a made one, in the place of one of the question."""
    asked = find_numbers(question)
    if not asked:
        return None
    kind, span = draw.choice(asked)
    old = question[slice(*span)]
    others = sorted({around.passage[slice(*of)] for one, of in find_numbers(around.passage) if one == kind})
    others = [one for one in others if one not in question and one not in around.answer]
    return _put(question, span, draw.choice(others) if others and draw.random() < 0.7 else _made(old, kind, draw))


def swap_word(question: str, around: Around, draw: Random) -> str | None:
    """Another word of the passage that ends alike, and stands between like words, in the place of one asked for."""
    asked = list(find_words(question))
    others = list(find_words(around.passage))
    for word in draw.sample(asked, len(asked)):
        fit = sorted({one.text for one in others if _replaces(one, word, question, around.answer)})
        if fit:
            return _put(question, word.span, draw.choice(fit))
    return None


def swap_phrase(question: str, around: Around, draw: Random) -> str | None:
    """The last phrase of another question on the same document in the place of this question's."""
    span = last_phrase(question)
    if span is None:
        return None
    preposition, *asked = question[slice(*span)].split()
    phrases = {other[slice(*of)] for other in around.questions if (of := last_phrase(other))}
    fit = sorted(
        one
        for one in phrases
        if one.split()[0] == preposition and not _shares_word(one, " ".join(asked), around.answer)
    )
    return _put(question, span, draw.choice(fit)) if fit else None


def _put(text: str, span: Span, other: str) -> str:
    """A text with something else at a place, written as what stood there."""
    old = text[slice(*span)]
    written = other[0].upper() + other[1:] if other and old[:1].isupper() else other
    return " ".join(f"{text[: span.start]}{written}{text[span.end :]}".split())


def _shares_word(text: str, *others: str) -> bool:
    """Whether texts have a word in common that counts."""
    words = {word.lower() for word in _WORD.findall(text) if not is_stopword(word.lower())}
    return any(words & {word.lower() for word in _WORD.findall(other)} for other in others)


def _replaces(other: Word, word: Word, *texts: str) -> bool:
    """Whether a word may stand for another: it ends alike, begins otherwise, and is in none of these texts."""
    alike = other.around == word.around and ending(other.text) == ending(word.text)
    return alike and other.text[:4] != word.text[:4] and not any(other.text in text for text in texts)


def _made(old: str, kind: str, draw: Random) -> str:
    """Another number of a kind."""
    if kind == "month":
        return draw.choice([one for one in _MONTHS if one != old])
    if kind == "count":
        return draw.choice([one for one in _COUNTS if one != old])
    figures = re.match(r"\d+", old)
    if figures is None:
        return old
    value = int(figures[0])
    off = draw.randint(1, _YEARS if kind == "year" else max(2, value))
    return f"{value - off if off < value and draw.random() < 0.5 else value + off}{old[figures.end() :]}"


ALTERATIONS: dict[str, tuple[float, Alteration]] = {
    "name": (0.50, swap_name),
    "opposite": (0.20, swap_opposite),
    "negation": (0.05, negate),
    "number": (0.20, swap_number),
    "word": (0.12, swap_word),
    "phrase": (0.30, swap_phrase),
}
"""Each kind with its share of all altered questions, where it can be made at all."""


def alter(question: str, around: Around, kinds: Iterable[str], draw: Random) -> tuple[str, str] | None:
    """The question altered in one of these ways, drawn by their shares, and in which; None where none is possible."""
    left = {kind: ALTERATIONS[kind] for kind in kinds}
    while left:
        kind = draw.choices(list(left), [share for share, _ in left.values()])[0]
        altered = left.pop(kind)[1](question, around, draw)
        if altered is not None and altered.lower() != question.lower():
            return altered, kind
    return None
