"""The words that questions are asked with, and how these stand in one; English and Spanish."""

import re
from collections.abc import Sequence
from typing import NamedTuple


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ENGLISH = _set("who whom whose what which wich when where why how")
ACCENTED = _set("qué quién quiénes cuándo cuánto cuánta cuántos cuántas dónde adónde cómo cuál cuáles")
UNACCENTED = _set("que quien quienes cuando cuanto cuanta cuantos cuantas donde adonde como cual cuales")
"""What Spanish question words are typed as in haste, as which they may join clauses as well."""
QUESTION_WORDS = ENGLISH | ACCENTED | UNACCENTED
WHO = _set("who whom quién quiénes quien quienes")
_HOW = _set("how cuánto cuánta cuántos cuántas cuanto cuanta cuantos cuantas")
_WHEN = _set("when where why cuándo dónde adónde cómo cuando donde adonde como")
BE = _set("is are was were isn aren wasn weren")
_HAVE = _set("has have had hasn haven hadn")
_MODALS = _set("""
    do does did don doesn didn can cannot could couldn will would wouldn shall should shouldn may might must mustn
""")
AUXILIARIES = BE | _HAVE | _MODALS
PREPOSITIONS = _set("""
    about after against at before by during for from in into near of on since through to under until with within
    a al ante con contra de del desde en entre hacia hasta para por según sobre tras
""")
_NOMINATIVES = _set("he she they we you i there anyone anybody")  # nothing but subjects
PRONOUNS = _NOMINATIVES | _set("it anything everyone everybody everything someone somebody something")
DETERMINERS = _set("the a an my your his her its our their this that these those any all each every some either both")
_SUBJECTS = PRONOUNS | DETERMINERS
_NO_NOUN = QUESTION_WORDS | AUXILIARIES | PREPOSITIONS | _SUBJECTS
_ENDS_PHRASE = _NO_NOUN - {"of"}
SPANISH_VERBS = _set("hay se puedo puede es está están son tiene")
"""Verbs that a Spanish question without a question word often begins with."""
_PHRASE = 6  # words of "how many of the houses" that are looked through for the verb
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_APOSTROPHE = re.compile("['’]")
_ASIDE = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|\([^()]*\)|(?<!\w)['‘][^'’]*['’](?!\w)")


class Word(NamedTuple):
    """A word of a question, and where it stands; `said` is what of it comes before an apostrophe, in lower case."""

    said: str
    start: int
    end: int


class Clause(NamedTuple):
    """How a question with a question word is built: which of its words is what.

    Of "in which town did she live" `asking` is "which", `after` is what follows, and `auxiliary` is "did"; that is None
    where the subject is asked for, as in "who lived there", and in Spanish. "How many" is asked with both words.
    """

    asking: int
    after: int
    auxiliary: int | None


def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text; numbers as 3.0.1 and compounds as how-to are one."""
    return tuple(
        Word(_APOSTROPHE.split(word[0].lower(), maxsplit=1)[0], word.start(), word.end())
        for word in _WORD.finditer(text)
    )


def without_asides(text: str) -> str:
    """A text of the same length, in which what stands in quotation marks or brackets is a word that means nothing."""
    return _ASIDE.sub(lambda aside: "x" * len(aside[0]), text)


def said(words: Sequence[Word], at: int) -> str:
    """The word at a place; nothing behind the last."""
    return words[at].said if at < len(words) else ""


def read_clause(words: Sequence[Word], at: int) -> Clause | None:
    """The question that begins at a word; None where there is no question word, alone or behind a preposition."""
    asking = at + 1 if said(words, at) in PREPOSITIONS else at
    if said(words, asking) not in QUESTION_WORDS:
        return None
    after = asking + 1
    if words[asking].said == "how" and after < len(words) and words[after].said not in _NO_NOUN:
        after += 1
    phrase = 1 if words[asking].said in WHO | _WHEN else _PHRASE
    for index in range(asking + 1, asking + 1 + phrase):
        if said(words, index) in AUXILIARIES:
            return Clause(asking, after, index)
        if said(words, index) in _ENDS_PHRASE:
            break
    return Clause(asking, after, None)


def is_inverted(words: Sequence[Word], clause: Clause) -> bool:
    """Whether a clause stands in the order of a question, "how deep is it", as none within a sentence does."""
    if clause.auxiliary is None:
        return False
    asking, verb, subject = (said(words, at) for at in (clause.asking, clause.auxiliary, clause.auxiliary + 1))
    if clause.auxiliary > clause.asking + 1 or asking in _HOW | _WHEN:
        return True
    # "The man who did it", "what is lost": a question word may be the subject of such a clause itself.
    return (
        subject in _NOMINATIVES
        or (asking not in WHO and verb in _MODALS and subject in _SUBJECTS)
        or (asking == "what" and verb in BE and subject in DETERMINERS)
    )


def opens_with_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a question begins with a verb there, before what can only be its subject: "is it", "may the car".

    "Is red", "has a tail" and "had it mended" may go on from what was said.
    """
    verb, subject = said(words, at), said(words, at + 1)
    return (
        verb == "hay"
        or (verb in BE and subject in PRONOUNS)
        or (verb in _MODALS and subject in _SUBJECTS)
        or (verb in _HAVE and subject in _NOMINATIVES)
    )
