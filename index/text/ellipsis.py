"""What a question leaves out or says by a pronoun, since one that is asked in the same breath has said it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.text.question_words import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SPANISH_VERBS,
    WHO,
    read_clause,
    read_words,
    said,
    without_asides,
)

_ADDRESSED = frozenset({"you", "anyone", "anybody", "someone", "somebody"})  # "Do you know who", "can anyone say when"
_ARTICLES = (DETERMINERS - {"this", "that", "these", "those"}) | {"el", "la", "los", "las", "un", "una", "unos", "unas"}
_LINKS = PREPOSITIONS - {"a"}  # which is an article as well
_PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers"})
_PLURAL = frozenset({"they", "them", "their", "theirs"})
_PRONOUN = re.compile(
    r"\b(?P<possessive>(?:his|her|its|their)(?=\s+\w))|"
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?P<place>\bthere)\b|"
    r"\b(?:it|he|him|his|she|hers?|they|them|theirs?|either|both)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\S*\d\S*")
_CAPITALIZED = re.compile(r"[^\W\d_a-z]\w*(?:\s+[^\W\d_a-z]\w*)*+(?=\s|$)")
# A name other than the first word, as "Valmora", "K20" or, in lower case, "mayor of valmora".
_NAME = re.compile(
    r"\s(?!I\b)[A-ZÁÉÍÓÚÑÄÖÜ]\w|\b(?=[^\W\d_]*\d)\w*[A-Za-z]|\bof (?!them\b|it\b|all\b|wh|course\b)(?:\w{3,})$"
)
_COPULA = re.compile(r"\s+(?:is|are|was|were)$")
_LEAD = re.compile(r"(?:if (?:so|not|yes)|also|then|además|también|entonces),?\s+", re.IGNORECASE)
_ABOUT = re.compile(r"(?:what|how) about\s+|qué (?:hay de|pasa con)\s+", re.IGNORECASE)
# How a question with an auxiliary ends behind its subject.
_MAIN_VERB = re.compile(
    r"\s+(?:\w+ed|have|cost|need|take|weigh|mean|work|open|close|start|begin|end|happen|live|die|run|use|look|last|be|"
    r"built|made|born|held|kept|found|sold|written|shot|now|do)$"
)


class _Reading(NamedTuple):
    """A question in pieces: "how many | boats | did | the yard build"; those that are lacking are empty."""

    asking: str
    noun: str
    verb: str
    rest: str


def completed(parts: Sequence[str]) -> tuple[str, ...]:
    """What each of the questions that are asked in one asks, with what it takes from the others.

    So of "Who built the mill", "when" and "is it open" the others become "when built the mill" and "is the mill open".
    It is to be looked up, and not always grammatical.
    """
    readings = [_read(part) for part in parts]
    elided = [_is_elided(reading, first=number == 0) for number, reading in enumerate(readings)]
    shares_end = not elided[0] and _shares_end(parts[0], readings)
    if all(elided[shares_end:]):
        return tuple(parts)
    latest = readings[elided.index(False, shares_end)]
    contexts, asked = list[_Reading](), list[str]()
    for number, (part, reading) in enumerate(zip(parts, readings, strict=True)):
        if elided[number]:
            asked.append(_filled(part, reading, latest))
        elif number == 0 and shares_end:
            asked.append(_joined(part, latest.verb, latest.rest if latest.verb else _topic(latest)))
        else:
            asked.append(_connected(part, reading, contexts) if contexts else part)
            latest = _read(asked[-1])
            if not contexts or _NAME.search(part):
                contexts.append(reading)
    return tuple(asked)


def _read(text: str) -> _Reading:
    """A question in pieces; what is said before it begins stands at the end of the rest."""
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else text
    about = _ABOUT.match(text)
    if about:
        return _Reading("", "", "", text[about.end() :])
    words = read_words(text)
    opens = said(words, 0)
    if opens in SPANISH_VERBS or (opens in AUXILIARIES and said(words, 1) not in _ADDRESSED):
        return _Reading("", "", opens, text[words[0].end :].strip())
    for at in range(len(words)):
        clause = read_clause(words, at)
        if clause is None:
            continue
        asking, after = text[words[at].start : words[clause.after - 1].end], words[clause.after - 1].end
        setting = _setting(text[: words[at].start].rstrip())
        if clause.auxiliary is None:
            return _Reading(asking, "", "", _joined(text[after:].strip(), setting))
        verb = words[clause.auxiliary]
        noun, rest = text[after : verb.start].strip(), text[verb.end :].strip()
        return _Reading(asking, noun, text[verb.start : verb.end], _joined(rest, setting))
    return _Reading("", "", "", text)


def _setting(said_before: str) -> str:
    """What is said before a question begins, "In Valmora, who"; nothing of a greeting or a request to be told."""
    text = said_before.rstrip(",.:;!?")
    return text if text != said_before and " " in text else ""


def _is_elided(reading: _Reading, *, first: bool) -> bool:
    """Whether a question lacks its verb: "when", "at what price", "how long in a locker", "when 3.0.1", "Italy"."""
    if reading.verb:
        return False
    if not reading.asking:
        return not first
    rest, asking = reading.rest.split(), reading.asking.lower().split()
    if not rest:
        return True
    if len(rest) == 1 and _FIGURE.fullmatch(rest[0]):
        return True
    if len(asking) > 1 and asking[0] in PREPOSITIONS:
        return len(rest) <= 2 and SPANISH_VERBS.isdisjoint(rest)
    return rest[0].lower() in _LINKS - {"of", "de"} and (asking[-1] not in WHO or len(rest) <= 2)


def _filled(part: str, reading: _Reading, whole: _Reading) -> str:
    """A question that lacks its verb, with what another says in its place: "when | built the mill"."""
    asking, noun, remnant = reading.asking, whole.noun, reading.rest
    if not asking:
        asking, noun = _joined(whole.asking, whole.noun), ""
    elif asking.lower() == whole.asking.lower():
        asking, noun = _joined(asking, noun), ""
    elif asking.split()[0].lower() in PREPOSITIONS:
        asking, remnant = part, ""
    said_there = (noun, whole.rest) if whole.verb.lower() in BE else (whole.rest, noun)
    return _joined(asking, _replaced(_joined(whole.verb, *said_there), remnant))


def _replaced(text: str, remnant: str) -> str:
    """A text with a remnant in the place of what it stands for: a noun, what begins alike, a figure, a name."""
    first = remnant.partition(" ")[0]
    pattern = None
    if first.lower() in PREPOSITIONS | _ARTICLES:
        pattern = re.compile(rf"\b{first}\s+\S+", re.IGNORECASE)
    elif _FIGURE.fullmatch(remnant):
        pattern = _FIGURE
    elif remnant[:1].isupper():
        pattern = _CAPITALIZED
    last = max(pattern.finditer(text), key=re.Match.start, default=None) if pattern else None
    if last is None:
        return _joined(text, remnant)
    behind = "" if first.lower() in _LINKS else text[last.end() :]  # the noun of a preposition may be of many words
    return text[: last.start()] + remnant + behind


def _shares_end(first: str, readings: Sequence[_Reading]) -> bool:
    """Whether the end of the second question is that of the first as well: "who won" before "who lost the cup"."""
    reading, follows = readings[0], readings[1]
    short = not reading.verb and len(reading.rest.split()) == 1 and not _NAME.search(first)
    has_end = bool(follows.verb) or len(follows.rest.split()) > 1
    return short and has_end and follows.asking.lower() == reading.asking.lower()


def _connected(part: str, reading: _Reading, contexts: Sequence[_Reading]) -> str:
    """A question with what it says by a pronoun, or not at all, since those before it speak of it."""
    context = contexts[-1]
    if reading.verb and not reading.noun and context.noun and reading.asking.lower() == context.asking.lower():
        return _joined(reading.asking, context.noun, reading.verb, reading.rest)  # "how many strings | does it have"
    pronoun = _PRONOUN.search(without_asides(part))
    meant = _antecedent(pronoun[0].lower(), contexts) if pronoun else ""
    if pronoun and meant:
        meant = f"{meant}'s" if pronoun["possessive"] else f"in {meant}" if pronoun["place"] else meant
        return part[: pronoun.start()] + meant + part[pronoun.end() :]
    content = _joined(context.noun, *_said(context))
    if _FIGURE.search(part):  # a version or year of its own, so not that of the other
        content = _joined(_FIGURE.sub("", content))
    return f"{part}, {content}" if content and not _NAME.search(part) else part


def _antecedent(pronoun: str, contexts: Sequence[_Reading]) -> str:
    """What a pronoun stands for after these questions."""
    context = contexts[-1]
    if pronoun in ("either", "both"):
        return " and ".join(_topic(each) for each in contexts)
    asks_who = not WHO.isdisjoint(context.asking.lower().split())
    if pronoun in _PERSONAL and asks_who:
        return _joined("the one that", context.verb, context.rest)
    if pronoun in _PLURAL and (context.noun or not (context.verb or asks_who)):
        return _joined(context.noun, context.rest)  # "how many | people work in the mill"
    return _topic(context)


def _topic(reading: _Reading) -> str:
    """What a question is about: its subject where it has an auxiliary, else what is named behind its verb."""
    words, verb = _said(reading), reading.verb.lower()
    if verb in BE and words and words[0].endswith(("ed", "ing")):
        words = words[1:]
    if not verb or reading.noun:
        words = words[_first_noun(words) :]
    if words and words[0].lower() in _LINKS:
        words = words[1:]
    text = " ".join(words)
    name = _CAPITALIZED.match(text)
    return name[0] if name and verb else (_MAIN_VERB if verb else _COPULA).sub("", text)


def _said(reading: _Reading) -> list[str]:
    """What a question says behind its verb, less a subject that is a pronoun: "how do | i light | the stove"."""
    words = reading.rest.split()
    while words and words[0].lower() in PRONOUNS:
        words = words[2:]
    return words


def _first_noun(words: Sequence[str]) -> int:
    """Where something is named among the words of a question that asks for its subject: "work in | the mill"."""
    for at, word in enumerate(words):
        if word.lower() in _ARTICLES or (at and words[at - 1].lower() in _LINKS) or _FIGURE.match(word):
            return at
        if word[0].isupper():
            return at
    return min(1, len(words) - 1)  # behind the verb


def _joined(*pieces: str) -> str:
    return " ".join(" ".join(pieces).split())
