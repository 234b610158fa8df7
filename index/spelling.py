"""Misspelt words: what in a question stands in no article may be a slip for a word that does."""

import re
from collections.abc import Mapping

from index.names import names
from index.words import is_stopword, words

_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST = 5  # letters; shorter words have too many neighbours
_SHORTEST_NAME = 6  # many short names are one letter apart, as Petra and Petro
# Letters from which a word may hold two slips; of eight, `renounce` would become `resource`.
_LONG = 9


def slips(text: str) -> dict[str, int]:
    """The words of a question that may be misspelt, lower case and without accents: how many slips each may hold."""
    named = {word for name in names(text) for part in name for word in words(part)}
    found: dict[str, int] = {}
    for token in _TOKEN.findall(text):
        word = _plain(token)
        if token.isalpha() and not is_stopword(word) and len(word) >= (_SHORTEST_NAME if word in named else _SHORTEST):
            found[word] = 1 if len(word) < _LONG or word in named else 2
    return found


def closest(word: str, known: Mapping[str, int], most: int) -> str | None:
    """The known word that is at most so many slips from a word: of the nearest the most frequent one.

    A slip is a letter too many, too few or wrong, or two that changed places (Damerau).
    """
    from rapidfuzz.distance import OSA  # a tenth of a second, and few questions need it

    distances = {other: OSA.distance(word, other, score_cutoff=most) for other in known}
    near = [other for other, distance in distances.items() if distance <= most and other.isalpha()]
    return min(near, key=lambda other: (distances[other], -known[other], other), default=None)


def respelled(text: str, spellings: Mapping[str, str]) -> str:
    """A text with words, given as `slips` gives them, spelled another way; what was capitalized stays so."""

    def spell(token: re.Match[str]) -> str:
        meant = spellings.get(_plain(token[0]))
        return token[0] if meant is None else meant.capitalize() if token[0][0].isupper() else meant

    return _TOKEN.sub(spell, text)


def _plain(token: str) -> str:
    return " ".join(words(token))
