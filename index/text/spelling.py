"""Misspelt words: what in a question stands in no article may be a slip for a word that does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.text.analysis import is_stopword, words
from index.text.normal_form import TOKEN
from index.text.question import Question

_TOKEN = re.compile(TOKEN)
_SHORTEST = 5  # letters; shorter words have too many neighbours
_SHORTEST_NAME = 6
_EXACT_NAME = 7  # letters up to which one letter for another makes another name, as in Hansen and Hanson
# Letters from which a word may hold two slips; of eight, `renounce` would become `resource`.
_LONG = 9


@dataclass(frozen=True, slots=True)
class MisspellingCandidate:
    """How a word may be misspelt: by at most so many slips, and whether a wrong letter is one."""

    max_edits: int
    wrong_letter: bool = True


def misspelling_candidates(question: Question) -> dict[str, MisspellingCandidate]:
    """The words of a question that may be misspelt, lower case and without accents, and how each may be."""
    named = {word for name in question.entities for part in name for word in words(part)}
    candidates = dict[str, MisspellingCandidate]()
    for token in question.tokens:
        word = token.folded
        shortest = _SHORTEST_NAME if word in named else _SHORTEST
        if not token.text.isalpha() or " " in word or is_stopword(word, question.language) or len(word) < shortest:
            continue
        candidates[word] = (
            MisspellingCandidate(1, len(word) > _EXACT_NAME)
            if word in named
            else MisspellingCandidate(1 if len(word) < _LONG else 2)
        )
    return candidates


def closest(word: str, known: Mapping[str, int], suspect: MisspellingCandidate) -> str | None:
    """The known word that a word may be misspelt for: of the nearest the most frequent one.

    A slip is a letter too many, too few or wrong, or two that changed places (Damerau).
    """
    from rapidfuzz.distance import OSA  # a tenth of a second, and few questions need it

    limit, length = suspect.max_edits, len(word)
    similar = (other for other in known if abs(len(other) - length) <= limit and other.isalpha())
    distances = {other: OSA.distance(word, other, score_cutoff=limit) for other in similar}
    near = [
        other
        for other, distance in distances.items()
        if distance <= limit and (suspect.wrong_letter or not _has_wrong_letter(word, other))
    ]
    return min(near, key=lambda other: (distances[other], -known[other], other), default=None)


def respelled(text: str, spellings: Mapping[str, str]) -> str:
    """A text with words spelled another way, given lower case; what was capitalized stays so."""

    def spell(token: re.Match[str]) -> str:
        meant = spellings.get(" ".join(words(token[0])))
        return token[0] if meant is None else meant.capitalize() if token[0][0].isupper() else meant

    return _TOKEN.sub(spell, text)


def _has_wrong_letter(word: str, other: str) -> bool:
    """Whether a word, one slip from another, has a letter of its own in place of one of the other's."""
    return len(word) == len(other) and sorted(word) != sorted(other)
