"""The names in a question, of which an answer must speak, and those in a text, by which it is told from others."""

import re
import unicodedata
from collections.abc import Set
from typing import NamedTuple

from index.text.analysis import is_stopword
from index.text.normal_form import TOKEN, normal_form

_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{TOKEN}(?:[-]{TOKEN})*")
_ASCII_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")  # the same in half the time
_OPENS = re.compile(r"""(?:^|(?<!\b\w)\.|[!?…\n•])[\s"'“”„«»‘’(\[*_#>¿¡-]*$""")  # what stands before a sentence
_LOOKED_BACK = 10  # characters
_BESIDE_LATIN = re.compile(r"[^\x00-\u02ff\u2000-\u206f]+")  # among these are all that combine with a letter
_BETWEEN = "\n"
_NOUNS_HAVE_CAPITALS = frozenset({"de"})
_CAPITALIZED_SHARE = 0.7  # a question with more capitals than that says nothing by them

LEAST_STEM = 4
"""Letters from which on a word that begins another is taken for its stem, as Salvador is of Salvadoran."""


def find_entities(question: str, language: str) -> list[tuple[str, ...]]:
    """Runs of capitalized words, the question's first word and its stopwords aside: `("Gustavo", "Petro")`.

    `language` is the one that it is asked in.
    """
    if language in _NOUNS_HAVE_CAPITALS or not capitals_tell(question):
        return []
    tokens = list(_TOKEN.finditer(question))
    capitalized = [token[0][0].isupper() for token in tokens]
    runs = list[list[str]]()
    end = -1
    for number, token in enumerate(tokens):
        stopword = is_stopword(token[0], language) and not _is_acronym(token[0])
        if number == 0 or not capitalized[number] or stopword:
            continue
        if runs and question[end : token.start()] == " ":
            runs[-1].append(token[0])
        else:
            runs.append([token[0]])
        end = token.end()
    return [tuple(run) for run in runs]


def capitals_tell(question: str) -> bool:
    """Whether capitals tell names in a question, since not almost all of its words have one."""
    tokens = _TOKEN.findall(question)
    return len(tokens) <= 3 or sum(token[0].isupper() for token in tokens) <= _CAPITALIZED_SHARE * len(tokens)


class Names(NamedTuple):
    """The words of a text that are written as names, and those that may be, without accents and in lower case.

    What opens a sentence has a capital in any case; where it is a stopword it is none.
    """

    inner: frozenset[str]
    openings: frozenset[str]


def read_names(text: str) -> Names:
    """The names of a text."""
    inner, first = set[str](), set[str]()
    for token in _pattern(text).finditer(text):
        word = token[0]
        if word[0].isupper():
            start = token.start()
            (first if _OPENS.search(text[max(0, start - _LOOKED_BACK) : start]) else inner).add(word)
    openings = {word for word in first if not any(is_stopword(word, language) for language in ("en", "es"))}
    return Names(_each_folded(inner), _each_folded(openings))


def read_words(text: str) -> frozenset[str]:
    """The words of a text, without accents and in lower case."""
    return _each_folded(set(_pattern(text).findall(text)))


def capitalized_words(text: str) -> frozenset[str]:
    """The words of a text that are written as names, without accents and in lower case."""
    text = normal_form(text)
    return _each_folded({token for token in _pattern(text).findall(text) if token[0].isupper()})


def mentions_entity(capitalized: Set[str], name: tuple[str, ...]) -> bool:
    """Whether a text with these capitalized words speaks of a name: by its last word, or by its initials."""
    initials = "".join(word[0] for word in name)
    wanted = {folded(name[-1])} | ({folded(initials)} if len(name) > 1 else set())
    return any(_is_one_of(word, wanted) for word in capitalized)


def _pattern(text: str) -> re.Pattern[str]:
    """What the words of a text are found by."""
    return _ASCII_TOKEN if text.isascii() else _TOKEN


def _is_acronym(word: str) -> bool:
    """Whether a word that is else a stopword is meant as a name, as is US."""
    return len(word) > 1 and word.isupper()


def _is_one_of(word: str, wanted: set[str]) -> bool:
    """Whether a word is one of those wanted, or one is the other's stem, as in Salvador and Salvadoran."""
    return any(word == other or _is_stem(word, other) or _is_stem(other, word) for other in wanted)


def _is_stem(word: str, other: str) -> bool:
    return len(word) >= LEAST_STEM and other.startswith(word)


def _each_folded(words: Set[str]) -> frozenset[str]:
    """Words without accents and in lower case, all of them read at once."""
    return frozenset(folded(_BETWEEN.join(words)).split(_BETWEEN)) if words else frozenset()


def folded(word: str) -> str:
    """A word or text without accents and dots, in lower case."""
    undotted = word.replace(".", "")
    if undotted.isascii():  # as most words, ten times as fast
        return undotted.lower()
    return _BESIDE_LATIN.sub(_uncombined, unicodedata.normalize("NFKD", undotted).casefold())


def _uncombined(run: re.Match[str]) -> str:
    return "".join(character for character in run[0] if not unicodedata.combining(character))
